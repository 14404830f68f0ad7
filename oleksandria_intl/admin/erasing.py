"""The page of a person's data: find, look, export, erase; and the list of what was erased."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import clock, papers
from oleksandria_intl.admin.base import ReadOnlyAdmin
from oleksandria_intl.admin.lists import column
from oleksandria_intl.documents import sheets
from oleksandria_intl.documents.store import MEDIA_TYPES
from oleksandria_intl.models import Erasure
from oleksandria_intl.personal_data import erasures, people
from oleksandria_intl.personal_data.report import Report, report_on, rules_by_model
from oleksandria_intl.work import Work

PAGE = "oleksandria_intl_erasure"
FORMATS = ("json", "xlsx", "csv")


class FindForm(forms.Form):
    """Who is looked for."""

    q = forms.CharField(
        label=_("Name, e-mail or login"),
        max_length=100,
        help_text=_("Any words of it, in any case: the apostrophe does not matter."),
    )


class ReasonForm(forms.Form):
    """Why a person's data are erased."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("For example “left office on 01.05.2019”, without the name: the record of the erasure keeps it."),
    )


@admin.register(Erasure)
class ErasureAdmin(ReadOnlyAdmin):
    """What was erased, for whoever may see it; whoever may erase finds people here."""

    group = Work.MORE
    place = 900
    list_display = ("erased_at", "whose", "reason", "erased_by", "row_count")
    list_select_related = ("erased_by",)
    fields = ("erased_at", "whose", "reason", "erased_by", "identifier", "named_rows")

    whose = column(_("whose data"), lambda erasure: people.KINDS[erasure.kind].title)
    row_count = column(_("rows"), lambda erasure: str(len(erasure.rows)))
    named_rows = column(_("rows and fields"), lambda erasure: "\n".join(map(_row_words, erasure.rows)))

    def get_urls(self) -> list[URLPattern]:
        """Return the pages of people, too."""
        person = "people/<str:kind>/<int:pk>/"
        return [
            self._page("people/", "people", self.people_view),
            self._page("table/", "table", self.table_view),
            self._page(person, "person", self.person_view),
            self._page(f"{person}export/<str:format>/", "export", self.export_view),
            self._page(f"{person}erase/", "erase", self.erase_view),
            *super().get_urls(),
        ]

    def _page(self, address: str, name: str, view: Any) -> URLPattern:
        return path(address, self.admin_site.admin_view(view), name=f"{PAGE}_{name}")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Lead from the list to the search for a person, and to the table."""
        links = [(reverse(f"admin:{PAGE}_table"), gettext("What is kept, what is erased"))]
        if may_erase(request):
            links.insert(0, (reverse(f"admin:{PAGE}_people"), gettext("Find a person")))
        return super().changelist_view(request, {**(extra_context or {}), "exchange_links": links})

    def people_view(self, request: HttpRequest) -> HttpResponse:
        """Find people by words."""
        _ask_right(request)
        form = FindForm(request.GET if "q" in request.GET else None)
        found = list(people.find(form.cleaned_data["q"])) if form.is_valid() else None
        most = people.MOST_FOUND
        return self._shown(request, "people", gettext("Find a person"), form=form, found=found, most=most)

    def table_view(self, request: HttpRequest) -> HttpResponse:
        """Show the table of what is kept and what is erased."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._shown(request, "table", gettext("What is kept, what is erased"), tables=rules_by_model())

    def person_view(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """Show all that the portal holds of a person."""
        report = _report(request, kind, pk)
        refusal = report.person.refusal(_reader(request))
        facts = {"report": report, "refusal": refusal, "formats": FORMATS, "kind": people.KINDS[kind]}
        return self._shown(request, "person", report.person.name, **facts)

    def export_view(self, request: HttpRequest, kind: str, pk: int, format: str) -> HttpResponse:
        """Send all that the portal holds of a person as a file."""
        if format not in FORMATS:
            raise Http404
        report = _report(request, kind, pk)
        name = f"{report.person.name} {clock.today():%Y-%m-%d}.{format}"
        headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
        if format == "json":
            return HttpResponse(papers.as_json(report.as_data()), content_type=MEDIA_TYPES[format], headers=headers)
        content = sheets.stream([report.as_sheet()], format, title=report.person.name, author="", dated=timezone.now())
        return HttpResponse(b"".join(content), content_type=MEDIA_TYPES[format], headers=headers)

    def erase_view(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """Ask what is to be erased, and erase it."""
        report = _report(request, kind, pk)
        form = ReasonForm(request.POST or None)
        if form.is_valid():
            try:
                erasures.erase(person=report.person, by=_reader(request), reason=form.cleaned_data["reason"])
            except ValidationError as error:
                form.add_error(None, error)
            else:
                self.message_user(request, gettext("The data are erased; the record says so."), messages.SUCCESS)
                return HttpResponseRedirect(reverse(f"admin:{PAGE}_changelist"))
        refusal = report.person.refusal(_reader(request))
        title = gettext("Erase personal data")
        return self._shown(request, "erase", title, report=report, form=form, refusal=refusal)

    def _shown(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
        """Show a page of these."""
        list_url = reverse(f"admin:{PAGE}_changelist")
        shared = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "list_url": list_url}
        return TemplateResponse(request, f"admin/personal_data/{template}.html", {**shared, **context})


def may_erase(request: HttpRequest) -> bool:
    """Whether the reader may find, export and erase people's data."""
    return bool(request.user.has_perm("oleksandria_intl.add_erasure"))


def _reader(request: HttpRequest) -> User:
    """Return who asks; the admin lets in nobody who has not logged in."""
    assert isinstance(request.user, User)
    return request.user


def _ask_right(request: HttpRequest) -> None:
    if not may_erase(request):
        raise PermissionDenied


def _report(request: HttpRequest, kind: str, pk: int) -> Report:
    """Return what the portal holds of the person that an address names."""
    _ask_right(request)
    person = people.get(kind, pk)
    if person is None:
        raise Http404
    return report_on(person)


def _row_words(row: list[Any]) -> str:
    label, pk, names = row
    return f"{label} {pk}: {', '.join(names)}"
