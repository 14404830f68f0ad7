"""The page of the papers that staff alone may see: registers for the treasury, acts of reconciliation."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.models.codes import REGISTER_CODE
from budget.reports import working_kinds
from budget.views import scope_of
from oleksandria_intl import files, papers
from oleksandria_intl.forms import DayField
from programs.choosing import programs_to_choose

ACT = "reconciliation-act"
FILES = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "csv": "CSV"}
SEEN_BY = ("budget.view_commitment", "budget.view_payment")
"""Who may see the rows may see the papers: they say no more than these."""


class WorkingForm(forms.Form):
    """Which paper is asked for: of which programme, over which period; an act also with whom."""

    program = forms.ModelChoiceField(programs_to_choose(), label=_("programme"), empty_label=None)
    kind = forms.ChoiceField(label=_("paper"), choices=lambda: [(kind.kind, kind.title) for kind in working_kinds()])
    start = DayField(label=_("from"), required=False)
    end = DayField(label=_("to"), required=False)
    payee = forms.CharField(
        label=_("payee's ЄДРПОУ"),
        required=False,
        validators=[REGISTER_CODE],
        help_text=_("Only for an act with a payee; left empty, the act is with the finance body."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a paper that cannot be in a sentence."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            scope = papers.Scope(start=cleaned["start"], end=cleaned["end"])
            try:
                papers.get(cleaned["kind"]).find(self.key, scope)
            except papers.PaperNotFound as error:
                self.add_error(None, str(error))
        return cleaned

    @property
    def key(self) -> str:
        """What the paper is of: «2020», «2020/87654321» for an act with a payee."""
        payee = self.cleaned_data["payee"] if self.cleaned_data["kind"] == ACT else ""
        return _key(self.cleaned_data["program"].slug, payee)


def urls(admin: Any) -> list[URLPattern]:
    """Return the addresses of the page and of its files, which an admin of issued reports has."""
    view = admin.admin_site.admin_view
    file = view(_allowed(working_file))
    return [
        path("working/", view(_allowed(partial(working_page, admin))), name="budget_issuedreport_working"),
        path("working/<slug:slug>/<slug:name>.<slug:format>", file, name="budget_issuedreport_working_file"),
    ]


def _allowed(view: Any) -> Any:
    """Return the view for those who may see commitments and payments."""

    def allowed(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perms(SEEN_BY):
            raise PermissionDenied
        answer: HttpResponseBase = view(request, **kwargs)
        return answer

    return allowed


def working_page(admin: Any, request: HttpRequest) -> TemplateResponse:
    """Show the form and, where it is right, the files."""
    form = WorkingForm(request.GET or None, initial={**admin.first_asked(), "kind": None})
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.model._meta,
        "title": gettext("Papers for the treasury"),
        "form": form,
        "files": _files(form) if form.is_valid() else [],
    }
    return TemplateResponse(request, "admin/budget/issuedreport/working.html", context)


def _files(form: WorkingForm) -> list[tuple[str, str]]:
    """Return the paper's files: label and address."""
    asked = {"from": form.cleaned_data["start"], "to": form.cleaned_data["end"], "payee": form.cleaned_data["payee"]}
    query = urlencode({name: value for name, value in asked.items() if value})
    slug, kind = form.cleaned_data["program"].slug, form.cleaned_data["kind"]
    address = "admin:budget_issuedreport_working_file"
    return [(label, f"{reverse(address, args=[slug, kind, format])}?{query}") for format, label in FILES.items()]


def working_file(request: HttpRequest, slug: str, name: str, format: str) -> HttpResponseBase:
    """Send a working copy of a paper as it stands now."""
    kind = next((kind for kind in working_kinds() if kind.kind == name), None)
    if kind is None or format not in FILES:
        raise Http404
    subject = files.find(kind, _key(slug, request.GET.get("payee", "") if name == ACT else ""), scope_of(request))
    try:
        content = papers.content(kind, subject, format, for_staff=True)
    except papers.PaperNotFound as error:
        raise Http404(str(error)) from None
    return files.show(request, content, format, f"{name}-{slug}.{format}")


def _key(slug: str, payee: str) -> str:
    return f"{slug}/{payee}" if payee else slug
