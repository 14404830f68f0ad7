"""The page on which the annex of a budget decision becomes grants: the table, what it changes, done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from budget import annexes, budget_decisions
from budget.admin.annex_forms import AnnexForm, AnswersForm
from budget.admin.base import measure_label, page_of_list
from budget.admin.late import REASON, asked
from budget.admin.sums import amount_text
from budget.annex_changes import Comparison, GrantChange, compare
from budget.annex_reading import GENERAL, SPECIAL
from budget.models import Appropriation, Commitment, FundingSource, Measure
from budget.periods import ReasonNeeded
from budget.querysets.limits import balance_for
from oleksandria_intl import ukrainian
from oleksandria_intl.admin.base import RecordedAdmin, refusal_sentence

FUND_NAMES = {GENERAL: _("general fund"), SPECIAL: _("special fund")}


class Looked:
    """A valid form's annex beside what is in force, with the answers that came with it."""

    def __init__(self, form: AnnexForm, posted: Any) -> None:
        cleaned = form.cleaned_data
        self.on, self.number = cleaned["decided_on"], cleaned["decision_number"]
        decision = budget_decisions.find(on=self.on, number=self.number)
        asked: Any = {"annex": form.annex, "on": self.on, "decision": decision}
        unanswered = compare(terms=form.terms, **asked)
        self.answers = AnswersForm(posted, names=unanswered.unknown_names)
        self.answers.is_valid()
        self.terms = replace(
            form.terms,
            measures=self.answers.measures,
            adds_codes=self.answers.answered("codes", "add"),
            withdraws_missing=self.answers.answered("missing", "withdraw"),
        )
        self.found: Comparison = compare(terms=self.terms, **asked)
        self.has_codes = bool(self.found.unknown_codes) or self.terms.adds_codes is not None

    @property
    def questions(self) -> list[Any]:
        """The fields that ask, in the order in which they are answered."""
        asked = [self.answers[name] for name in self.answers.names]
        asked += [self.answers["codes"]] if self.has_codes else []
        return asked + ([self.answers["missing"]] if self.found.missing else [])


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change as the page shows it."""

    rows: str
    measure: str
    place: str
    was: str
    becomes: str
    amount: str
    overrun: str
    """That more is committed or paid than would be granted; empty where it is not."""


class TakesAnnexes(RecordedAdmin):
    """Grants that come with the annex of a budget decision."""

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Return the address of the annex, too."""
        view = self.admin_site.admin_view(self.annex_view)
        return [path("annex/", view, name="budget_appropriation_annex"), *super().get_urls()]

    def may_take_annexes(self, request: HttpRequest) -> bool:
        """Whether the reader may add grants and decisions."""
        return self.has_add_permission(request) and request.user.has_perm("oleksandria_intl.add_decision")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Lead to the annex."""
        answer = super().changelist_view(request, extra_context)
        context = answer.context_data if isinstance(answer, TemplateResponse) else None
        if context and "cl" in context and self.may_take_annexes(request):
            link = (reverse("admin:budget_appropriation_annex"), gettext("Annex of a decision"))
            context["exchange_links"] = [link, *context.get("exchange_links", ())]
        return answer

    def annex_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for the annex, show what it would change, and write that when asked to."""
        if not self.may_take_annexes(request):
            raise PermissionDenied
        posted = request.POST if request.method == "POST" else None
        form = AnnexForm(posted, request.FILES or None)
        looked = Looked(form, posted) if form.is_bound and form.is_valid() else None
        late = asked(request) if request.POST.get(REASON) else {}
        if looked and "write" in request.POST:
            try:
                return self._granted(request, form, looked)
            except ReasonNeeded as error:
                late = asked(request) | {"late_words": error.messages[0]}
            except ValidationError as error:
                form.add_error(None, refusal_sentence(error))
        return self._show_annex(request, form, looked, late)

    def _granted(self, request: Any, form: AnnexForm, looked: Looked) -> HttpResponse:
        """Write the changes that were shown, and say how many there are."""
        done = annexes.grant_annex(
            annex=form.annex,
            terms=looked.terms,
            on=looked.on,
            number=looked.number,
            title=form.cleaned_data["decision_title"],
            agreed=request.POST["write"],
            reason=request.POST.get(REASON, ""),
            by=request.user,
        )
        count = len(done.grants)
        said = ngettext("By the annex %(count)d grant is made.", "By the annex %(count)d grants are made.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS)
        return HttpResponseRedirect(page_of_list(Appropriation, q=done.decision.number))

    def _show_annex(
        self, request: HttpRequest, form: AnnexForm, looked: Looked | None, late: dict[str, Any]
    ) -> TemplateResponse:
        """Return the page, with what the annex would change once it is read, and what asks for a late reason."""
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Annex of a budget decision"),
            "list_url": page_of_list(Appropriation),
            "step": "outcome" if looked else "file",
            "form": form,
            "media": self.media + form.media,
            **late,
        }
        if looked:
            found = looked.found
            context |= {
                "found": found,
                "questions": looked.questions,
                "fund_names": [FUND_NAMES[fund] for fund in found.funds],
                "changes": list(shown_changes(found.changes, looked.terms.year)),
                "missing": list(shown_changes(found.missing, looked.terms.year)),
                "total": amount_text(found.total),
                "totals": form.annex.totals,
                "may_write": found.is_answered and bool(found.changes),
            }
        return TemplateResponse(request, "admin/budget/appropriation/annex.html", context)


def overrun_words(change: GrantChange, year: int) -> str:
    """Say by how much a cut leaves less than is committed or paid; nothing where it does not."""
    if change.amount >= 0:
        return ""
    codes = {"program_code_id": change.program_code, "economic_code_id": change.economic_code}
    place = Commitment(measure_id=change.place.measure, year=year, source_id=change.place.source, **codes)
    left = balance_for(place).free + change.amount
    if left >= 0:
        return ""
    return gettext("%(sum)s more is committed or paid than would be granted.") % {"sum": ukrainian.hryvnias(-left)}


def shown_changes(changes: list[GrantChange], year: int) -> Iterator[ShownChange]:
    """Yield the changes of a year's grants in words; only cuts ask for more than the names of all."""
    measures = Measure.objects.named().in_bulk({change.place.measure for change in changes})
    sources = FundingSource.objects.in_bulk({change.place.source for change in changes})
    for change in changes:
        codes = (change.program_code, change.economic_code)
        yield ShownChange(
            ", ".join(map(str, change.rows)),
            measure_label(measures[change.place.measure]),
            ", ".join(filter(None, (str(sources[change.place.source]), *codes))),
            amount_text(change.was),
            amount_text(change.becomes),
            amount_text(change.amount),
            overrun_words(change, year),
        )
