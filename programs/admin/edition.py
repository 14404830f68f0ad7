"""Admin pages of programmes and their editions; the edition's page is where the work begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import checks, files, once, papers
from oleksandria_intl.admin.lists import column
from oleksandria_intl.admin.path import may_step, path_of
from oleksandria_intl.admin.step_page import StepPages, WordField, typed_in
from oleksandria_intl.kept_results import kept
from oleksandria_intl.work import Work
from programs import services
from programs.admin.amending import Amendable
from programs.admin.as_it_was import AsItWasPages
from programs.admin.choices import ProgramFilter, edition_label
from programs.admin.next_year import NextYearPages
from programs.admin.units import UnitPages
from programs.admin.workbook import WorkbookLinks
from programs.desk.admin import DeskPages, desk_address
from programs.exchange import counts_of
from programs.grids.pages import EditionGridPages
from programs.models import Edition, EditionRow, Program

EDITION = "edition"
FORMATS = ("pdf", "docx", "html")


class Step(NamedTuple):
    """A step of an edition's life: the button's name, where it leads, what it is called and what it does."""

    button: str
    status: str
    label: Any
    done: Any
    verb: Callable[..., None]


# Those that can be undone; what cannot has a page of its own, and the decision's path has one for each step.
STEPS = (
    Step("_publish", Edition.Status.PUBLISHED, _("Publish the draft"), _("The draft is published."), services.publish),
    Step(
        "_unpublish",
        Edition.Status.DRAFT,
        _("Back to drafting"),
        _("The draft is no longer public."),
        services.unpublish,
    ),
)


def desk_link(program: Program) -> str:
    """Return a link to the workspace of the edition that a programme is shown by."""
    edition = program.shown_by
    return format_html('<a href="{}">{}</a>', desk_address(edition.pk), edition_label(edition)) if edition else ""


class WithdrawForm(forms.Form):
    """The word that confirms that a draft is withdrawn."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["word"] = WordField(Edition.Status.WITHDRAWN.label)


@admin.register(Program)
class ProgramAdmin(WorkbookLinks):
    """Programmes: what stays the same through all editions."""

    group = Work.PROGRAMME
    is_searched = False
    place = 120
    list_display = ("__str__", "years", "desk")
    search_fields = ("editions__name_uk", "editions__name_en", "slug")
    sortable_by = ()
    fieldsets = [(None, {"fields": ("slug",)})]

    years = column(_("years"), "years_short")
    desk = column(_("workspace"), lambda program: desk_link(program))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Return the programmes with the editions that name them."""
        rows: Any = super().get_queryset(request)
        return rows.named()


@admin.register(Edition)
class EditionAdmin(DeskPages, EditionGridPages, AsItWasPages, NextYearPages, UnitPages, Amendable, StepPages):
    """The edition: its status and decision, its papers, its rows, what does not agree in it."""

    group = Work.PROGRAMME
    place = 110
    list_display = ("key", "title", "status", "published_on", "in_force_from")
    list_filter = ("status", ("program", ProgramFilter))
    sortable_by = ()
    search_fields = ("name_uk", "name_en", "program__slug")
    autocomplete_fields = ("program", "decision")
    fetched_with = ("program", "decision")
    panel_template = "admin/programs/edition/panel.html"
    fieldsets = [
        (
            None,
            {
                "fields": (
                    "program",
                    "number",
                    "base",
                    ("kind_uk", "kind_genitive"),
                    "name_uk",
                    ("year_from", "year_to"),
                    "numbering",
                    "decision",
                )
            },
        ),
        (_("Status"), {"fields": ("status", "published_on", "in_force_from")}),
        (_("In English"), {"fields": ("name_en",)}),
    ]
    readonly_fields = ("status",)

    key = column(_("edition"), "key")
    title = column(_("programme"), lambda edition: edition.titled())

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep an edition that was adopted or withdrawn."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_frozen)

    def panel(self, request: HttpRequest, row: Edition) -> dict[str, Any]:
        """Return the edition's papers, rows and findings, as they are stored."""
        with once.run():
            stored = Edition.objects.with_papers().select_related("base__program").get(pk=row.pk)
            return self._panel(request, stored)

    def _panel(self, request: HttpRequest, row: Edition) -> dict[str, Any]:
        following = services.TRANSITIONS[row.status] if self._may_move(request, row) else set()
        return {
            **super().panel(request, row),
            "desk_url": desk_address(row.pk),
            "steps": [step for step in STEPS if step.status in following],
            "withdraw_url": self._withdraw_url(row) if Edition.Status.WITHDRAWN in following else "",
            "path": path_of(request, row.decision) | {"is_kept": False} if row.decision else None,
            "papers": [self._paper_links(row, kind) for kind in papers.kinds_of(EDITION) if kind.applies(row)],
            "row_links": list(self._rows_links(request, row)),
            "findings": kept(f"findings-{row.pk}", lambda: checks.in_words(checks.findings(row))),
            "word_file_url": self._word_file_url(request, row),
        }

    def _word_file_url(self, request: HttpRequest, edition: Edition) -> str:
        """Return where an edited Word file of the edition comes back, for those who may read one back."""
        may_add = request.user.has_perm("programs.add_wordfile") and not edition.is_frozen
        return f"{reverse('admin:programs_wordfile_add')}?{urlencode({'edition': edition.pk})}" if may_add else ""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Let nothing of an adopted or withdrawn edition be typed over."""
        if obj is not None and obj.is_frozen:
            return flatten_fieldsets(self.fieldsets)
        return super().get_readonly_fields(request, obj)

    def response_change(self, request: HttpRequest, obj: Edition) -> HttpResponseBase:
        """Take the step whose button was pressed, after what was typed is saved."""
        for step in STEPS:
            if step.button in request.POST and self._may_move(request, obj):
                self._take(step, request, obj)
                return HttpResponseRedirect(request.path)
        return super().response_change(request, obj)

    def _may_move(self, request: HttpRequest, edition: Edition | None) -> bool:
        """Whether the reader may publish or withdraw a draft: who edits it prepares it, who records steps moves it."""
        return may_step(request) and self.has_change_permission(request, edition)

    def _take(self, step: Step, request: HttpRequest, edition: Edition) -> None:
        """Take a step in an edition's life, and say what came of it."""
        try:
            step.verb(edition=edition, by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(request, step.done, messages.SUCCESS)

    def _paper_links(self, edition: Edition, kind: papers.PaperKind) -> dict[str, Any]:
        """Return a paper's title, and where it is had by format."""
        route = "admin:programs_edition_paper"
        return {"title": kind.title, **{each: reverse(route, args=[edition.pk, kind.kind, each]) for each in FORMATS}}

    def _rows_links(self, request: HttpRequest, edition: Edition) -> Any:
        """Yield a link for each kind of rows that the reader may see, in the order of the menu."""
        kinds: list[Any] = [kind for kind in self.admin_site._registry.items() if issubclass(kind[0], EditionRow)]
        counts = kept(f"rows-{edition.pk}", lambda: _counted(edition, [model for model, _pages in kinds]))
        for model, pages in sorted(kinds, key=lambda kind: kind[1].place):
            if pages.has_view_permission(request):
                yield self._rows_link(request, edition, model, pages) | {"count": counts[model._meta.label]}

    def _rows_link(self, request: HttpRequest, edition: Edition, model: Any, pages: Any) -> dict[str, Any]:
        """Return what rows of a kind are called, where they are listed and added."""
        address = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        may_add = pages.has_add_permission(request) and not edition.is_frozen
        return {
            "name": model._meta.verbose_name_plural,
            "list_url": f"{reverse(f'{address}_changelist')}?{urlencode({'edition__id__exact': edition.pk})}",
            "add_url": f"{reverse(f'{address}_add')}?{urlencode({'edition': edition.pk})}" if may_add else "",
        }

    def get_urls(self) -> list[URLPattern]:
        """Return the pages and the papers' addresses."""
        paper, withdraw = self.admin_site.admin_view(self.paper_view), self.admin_site.admin_view(self.withdraw_view)
        route = "<int:pk>/papers/<slug:kind>.<slug:format>"
        return [
            path(route, paper, name="programs_edition_paper"),
            path("<int:pk>/withdraw/", withdraw, name="programs_edition_withdraw"),
            *super().get_urls(),
        ]

    def _withdraw_url(self, edition: Edition) -> str:
        return reverse("admin:programs_edition_withdraw", args=[edition.pk])

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Ask for a word, and withdraw a draft."""
        edition: Any = self.get_object(request, str(pk))
        if not self._may_move(request, edition):
            raise PermissionDenied
        if edition is None:
            raise Http404
        form = WithdrawForm(typed_in(request))
        facts = {"edition": edition, "by": request.user}
        if form.is_valid() and self.is_taken(request, form, lambda: services.withdraw(**facts)):
            return self.back_to(request, edition, gettext("The draft is withdrawn."))
        return self.step_page(request, edition, form, gettext("Withdraw"), edition.get_status_display())

    def paper_view(self, request: HttpRequest, pk: int, kind: str, format: str) -> HttpResponseBase:
        """Send a working copy of a paper of the edition as it stands now, or say why there is none."""
        edition = self.seen_row(request, pk)
        paper = papers.KINDS.get(kind)
        if paper is None or paper.of != EDITION or format not in FORMATS:
            raise Http404
        subject = paper.find(paper.key_of(edition), papers.Scope())
        name = f"{kind}-{edition.program.slug}-{edition.number}.{format}"
        try:
            content = papers.content(paper, subject, format, for_staff=True)
        except papers.PaperNotFound as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:programs_edition_change", args=[pk]))
        return files.show(request, content, format, name)


def _counted(edition: Edition, models_counted: list[Any]) -> dict[str, int]:
    """Return how many rows of each kind an edition has, by the kind's label."""
    return {model._meta.label: count for model, count in counts_of(edition, models_counted).items()}
