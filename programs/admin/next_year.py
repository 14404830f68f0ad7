"""The admin's pages of the next year: one begins its programme's draft, one settles what its texts still say."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import checks, ukrainian
from oleksandria_intl.admin.base import REFUSALS, RecordedAdmin, refusal_sentence
from oleksandria_intl.kept_results import kept
from oleksandria_intl.models import Decision, DecisionPoint
from programs import left_years, next_year
from programs.exchange import row_models
from programs.models import Edition, Program

MADE: tuple[Any, ...] = (Program, Edition, Decision, DecisionPoint)
"""What a new programme begins with, beside the rows of its edition."""


class MoneyForm(forms.Form):
    """What the next programme's money begins with."""

    money = forms.ChoiceField(
        label=_("Planned money"),
        choices=[("", _("left empty")), ("copied", _("copied from this edition"))],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("The agreed totals are left out either way: nobody has agreed to those of another year."),
    )


class NextYearPages(RecordedAdmin):
    """Adds the pages to those of editions."""

    def get_urls(self) -> list[URLPattern]:
        """Return these pages, too."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/next-year/", view(self.next_year_view), name="programs_edition_next_year"),
            path("<int:pk>/left-years/", view(self.left_years_view), name="programs_edition_left_years"),
            *super().get_urls(),
        ]

    def panel(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Return the way to the next year's draft, and how many texts of this one wait for a choice."""
        is_asked = not row.is_frozen and row.is_founding
        waiting = kept(f"left-years-{row.pk}", lambda: len(left_years.proposals(row).open)) if is_asked else 0
        return {**super().panel(request, row), "may_begin_next_year": may_begin(request), "left_years": waiting}

    def next_year_view(self, request: Any, pk: int) -> HttpResponse:
        """Ask about the money, and begin the draft."""
        edition = self.seen_row(request, pk)
        if not may_begin(request):
            raise PermissionDenied
        form = MoneyForm(request.POST or None, initial={"money": ""})
        if request.method == "POST" and form.is_valid():
            try:
                is_copied = form.cleaned_data["money"] == "copied"
                begun = next_year.begin_next_year(edition=edition, with_money=is_copied, by=request.user)
            except REFUSALS as error:
                form.add_error(None, refusal_sentence(error))
            else:
                self.message_user(request, gettext("The draft is begun; look through what its texts still say."))
                return HttpResponseRedirect(reverse("admin:programs_edition_left_years", args=[begun.pk]))
        years = ukrainian.years(*next_year.next_years(edition))
        facts = {"form": form, "slug": next_year.next_slug(edition), "years": years}
        title = gettext("Begin the next programme from %(edition)s") % {"edition": edition.key}
        return self._answer(request, "next_year", edition, title, **facts)

    def left_years_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the years of the programme before that the texts name, and take the choices."""
        edition = self.seen_row(request, pk)
        found = left_years.proposals(edition)
        if request.method == "POST":
            self._settle(request, edition, found)
            return HttpResponseRedirect(request.path)
        facts = {
            "open": _by_row(request, edition, found.open),
            "count": len(found.open),
            "left": _by_row(request, edition, found.left),
            "periods": [(row, checks.warning("", row).link) for row in left_years.moved_periods(edition)],
        }
        title = gettext("Years of the programme before: %(edition)s") % {"edition": edition.key}
        return self._answer(request, "left_years", edition, title, **facts)

    def _settle(self, request: Any, edition: Edition, found: left_years.Proposals) -> None:
        """Do what was chosen for the texts that this person may change, and say what came of it."""
        if not any(_may(request, "change", model) for model in (*MADE, *row_models())):
            raise PermissionDenied
        others = {each.key for part in found for each in part if not may_change(request, edition, each.row)}
        choices = {key: choice for key, choice in request.POST.items() if key not in others}
        try:
            done = left_years.settle(edition=edition, choices=choices, by=request.user)
        except REFUSALS as error:
            self.message_user(request, refusal_sentence(error), messages.ERROR)
            return
        counts = {"changed": done.changed, "left": done.left}
        self.message_user(request, gettext("Changed: %(changed)d, left as they are: %(left)d.") % counts)
        if done.missed:
            sentence = gettext("Somebody changed these texts meanwhile, look at them again: %(missed)d.")
            self.message_user(request, sentence % {"missed": done.missed}, messages.WARNING)

    def _answer(self, request: HttpRequest, name: str, edition: Edition, title: str, **facts: Any) -> HttpResponse:
        list_url = reverse("admin:programs_edition_changelist")
        shared = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "list_url": list_url}
        return TemplateResponse(request, f"admin/programs/edition/{name}.html", {**shared, "edition": edition, **facts})


def may_begin(request: HttpRequest) -> bool:
    """Whether the reader may add all that a new programme begins with."""
    return all(_may(request, "add", model) for model in (*MADE, *row_models()))


def may_change(request: HttpRequest, edition: Edition, row: Any) -> bool:
    """Whether the reader may change a text of an edition."""
    return not edition.is_frozen and _may(request, "change", type(row))


def _may(request: HttpRequest, action: str, model: Any) -> bool:
    user: Any = request.user
    return bool(user.has_perm(f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}"))


def _by_row(request: HttpRequest, edition: Edition, found: list[left_years.Proposal]) -> list[dict[str, Any]]:
    """Return proposals by their rows: what the row is called, where it is edited, whether this person may."""
    return [
        {
            "row": row,
            "kind": row._meta.verbose_name,
            "link": checks.warning("", getattr(row, "decision", row)).link,
            "may_change": may_change(request, edition, row),
            "proposals": list(group),
        }
        for row, group in groupby(found, key=lambda each: each.row)
    ]
