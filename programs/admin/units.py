"""The admin's pages of units' proposals: each unit gets its cut of the workbook, and what comes back is decided."""

from __future__ import annotations

import contextlib
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from oleksandria_intl.models import TableUpload, Unit
from oleksandria_intl.tables import uploads
from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.tables.outcome import ImportRefused
from programs.admin.workbook import WorkbookForm, WorkbookOfEdition, may_write, sent, shown_of
from programs.models import Edition
from programs.workbook import making, refused, units
from programs.workbook.sheets import cut

CUT = "workbook-of-unit"
"""The table by which waiting workbooks of units are known."""
UNREADABLE = (UnreadableFile, ImportRefused)


class UnitPages(WorkbookOfEdition):
    """Adds the pages to those of editions."""

    def get_urls(self) -> list[Any]:
        """Return these pages, too."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/units/", view(self.units_view), name="programs_edition_units"),
            path("<int:pk>/units/<int:unit>/workbook.xlsx", view(self.cut_view), name="programs_edition_unit_workbook"),
            path("<int:pk>/units/<int:unit>/", view(self.upload_view), name="programs_edition_unit"),
            path(
                "<int:pk>/units/<int:unit>/<int:upload>/", view(self.proposals_view), name="programs_edition_proposals"
            ),
            *super().get_urls(),
        ]

    def units_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """List the units that answer for measures of an edition."""
        edition = self.seen_row(request, pk)
        waiting = self._waiting(request, edition)
        rows = [(unit, waiting.get(unit.pk, [])) for unit in cut().units(edition)]
        may_decide = may_write(request.user) and not edition.is_frozen
        title = gettext("Proposals of units: %(edition)s") % {"edition": edition.key}
        return self._units_page(request, "units", edition, title, rows=rows, may_decide=may_decide)

    def cut_view(self, request: HttpRequest, pk: int, unit: int) -> HttpResponse:
        """Send the measures of a unit as a workbook."""
        edition, asked = self.seen_row(request, pk), self._unit(pk, unit)
        return sent(making.cut_to(edition, asked), f"{asked} {edition.program.slug}-{edition.number}")

    def upload_view(self, request: Any, pk: int, unit: int) -> HttpResponse:
        """Ask for the workbook that a unit sent back, and keep it."""
        edition, asked = self._open(request, pk), self._unit(pk, unit)
        form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
        if form.is_bound and form.is_valid():
            uploads.sweep(TableUpload)
            file = form.cleaned_data["file"]
            try:
                units.look_at(file=file.file, edition=edition, unit=asked, by=request.user)
            except UNREADABLE as error:
                form.add_error("file", str(error))
            else:
                return HttpResponseRedirect(self._proposals_url(self._keep(request, file, edition, asked)))
        title = gettext("Proposals of the unit: %(unit)s") % {"unit": asked}
        return self._units_page(request, "unit", edition, title, form=form, unit=asked)

    def proposals_view(self, request: Any, pk: int, unit: int, upload: int) -> HttpResponse:
        """Show what a unit proposes, and take what was chosen."""
        edition, asked = self._open(request, pk), self._unit(pk, unit)
        kept = TableUpload.objects.found(upload, request.user)
        if kept is None or kept.table != f"{CUT}:{pk}:{unit}":
            self.message_user(request, gettext("This file is not kept any more, or somebody else uploaded it."))
            return HttpResponseRedirect(reverse("admin:programs_edition_units", args=[pk]))
        if request.method == "POST" and "close" in request.POST:
            return self._close(request, kept, edition, asked)
        facts: dict[str, Any] = {"unit": asked, "upload": kept}
        try:
            with kept.opened() as file:
                if request.method == "POST":
                    self._accept(request, file, edition, asked)
                    return HttpResponseRedirect(request.path)
                found = units.look_at(file=file, edition=edition, unit=asked, by=request.user)
            facts |= {"proposals": found, **shown_of(found.book, found.shown)}
            said = said_of_refused(edition, asked, found)
            facts["proposed"] = [(each, said.get(each.key, "")) for each in facts["changes"]]
        except UNREADABLE as error:
            facts["error"] = str(error)
        title = gettext("Proposals of the unit: %(unit)s") % {"unit": asked}
        return self._units_page(request, "proposals", edition, title, **facts)

    def _accept(self, request: Any, file: Any, edition: Edition, unit: Unit) -> None:
        keys = request.POST.getlist("take")
        taken = units.accept(file=file, edition=edition, unit=unit, keys=keys, by=request.user)
        if taken:
            self.message_user(request, gettext("Taken into the draft: %(count)d.") % {"count": taken}, messages.SUCCESS)
        if taken < len(keys):
            sentence = gettext("Some proposals are others by now: look at them again.")
            self.message_user(request, sentence, messages.WARNING)
        if not keys:
            self.message_user(request, gettext("Nothing was chosen."), messages.WARNING)

    def _close(self, request: Any, kept: TableUpload, edition: Edition, unit: Unit) -> HttpResponse:
        """Refuse what is left, to be remembered; a file that cannot be read any more holds nothing to refuse."""
        with contextlib.suppress(*UNREADABLE), kept.opened() as file:
            found = units.look_at(file=file, edition=edition, unit=unit, by=request.user)
            keys = [each.key for each in found.shown]
            refused.remember(edition=edition, unit=unit, keys=keys, by=request.user)
        uploads.discard(kept)
        self.message_user(request, gettext("The rest is refused, and the file is deleted."), messages.INFO)
        return HttpResponseRedirect(reverse("admin:programs_edition_units", args=[edition.pk]))

    def _keep(self, request: Any, file: Any, edition: Edition, unit: Unit) -> TableUpload:
        file.seek(0)
        table = f"{CUT}:{edition.pk}:{unit.pk}"
        kept = TableUpload(file_name=file.name[-200:], table=table, imported_by=request.user)
        kept.keep(file)
        return kept

    def _proposals_url(self, kept: TableUpload) -> str:
        _table, pk, unit = kept.table.split(":")
        return reverse("admin:programs_edition_proposals", args=[pk, unit, kept.pk])

    def _waiting(self, request: Any, edition: Edition) -> dict[int, list[Any]]:
        """Return the reader's files that wait, with their addresses, by unit."""
        found: dict[int, list[Any]] = {}
        beginning = f"{CUT}:{edition.pk}:"
        for kept in TableUpload.objects.waiting().visible_to(request.user).filter(table__startswith=beginning):
            found.setdefault(int(kept.table.rpartition(":")[2]), []).append((kept, self._proposals_url(kept)))
        return found

    def _open(self, request: HttpRequest, pk: int) -> Edition:
        """Return a draft whose rows the reader may write."""
        edition: Edition = self.seen_row(request, pk)
        if not may_write(request.user) or edition.is_frozen:
            raise PermissionDenied
        return edition

    def _unit(self, pk: int, unit: int) -> Unit:
        found = next((each for each in cut().units(Edition.objects.get(pk=pk)) if each.pk == unit), None)
        if found is None:
            raise Http404
        return found

    def _units_page(self, request: HttpRequest, page: str, edition: Edition, title: str, **facts: Any) -> HttpResponse:
        list_url = reverse("admin:programs_edition_changelist")
        shared = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "list_url": list_url}
        return TemplateResponse(
            request, f"admin/programs/workbook/{page}.html", {**shared, "edition": edition, **facts}
        )


def said_of_refused(edition: Edition, unit: Unit, found: units.Proposals) -> dict[str, str]:
    """Return, by their keys, who refused before which of the proposals, and when."""
    known = refused.refusals(edition, unit)
    said = {}
    for each in found.shown:
        if refusal := known.get(refused.digest_of(each.key)):
            who = refusal.by.get_full_name() or refusal.by.get_username()
            when = date_format(timezone.localtime(refusal.at), "DATETIME_FORMAT")
            said[each.key] = gettext("Refused before: %(who)s, %(when)s") % {"who": who, "when": when}
    return said
