"""The page on which the annex of a budget decision becomes grants: the table, what it changes, done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminIntegerFieldWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from budget import annexes, budget_decisions
from budget.admin.base import measure_label, page_of_list
from budget.admin.deciding import DayAndNumber
from budget.admin.late import REASON, asked
from budget.admin.sums import amount_text
from budget.annex_changes import Comparison, GrantChange, Terms, called, compare
from budget.annex_reading import FUNDS, GENERAL, SPECIAL, Annex, AnnexRow, as_text, read_annex
from budget.models import Appropriation, Commitment, FundingSource, Measure, SpendingUnit
from budget.periods import ReasonNeeded
from budget.querysets.limits import balance_for
from oleksandria_intl import ukrainian
from oleksandria_intl.admin.base import RecordedAdmin, refusal_sentence
from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.tables.forms import MOST_MEGABYTES
from programs.models import YEAR_VALIDATORS

FUND_NAMES = {GENERAL: _("general fund"), SPECIAL: _("special fund")}
LEFT_OUT = "-"
"""The answer that a row's name is none of the programme."""
MOST_LETTERS = 500_000


class AnnexForm(DayAndNumber):
    """The decision, its annex, and what the annex itself does not say; all of it stays where something is refused."""

    year = forms.IntegerField(
        label=_("Budget year"),
        required=False,
        validators=YEAR_VALIDATORS,
        widget=AdminIntegerFieldWidget,
        help_text=_("Left empty, the year of the decision."),
    )
    sums = forms.ChoiceField(
        label=_("What the sums say"),
        choices=[
            ("whole", _("what is granted in all: the annex is a new version")),
            ("changes", _("what is added or taken back")),
        ],
        initial="whole",
        widget=forms.RadioSelect,
    )
    table = forms.CharField(
        label=_("The table"),
        required=False,
        max_length=MOST_LETTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "class": "vLargeTextField"}),
        help_text=_("Copy it in Excel or Word with the heads of its columns, and paste it here."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("Excel (.xlsx) or CSV; its table then stands above, and may be changed there."),
    )
    unit = forms.ModelChoiceField(SpendingUnit.objects.all(), label=_("Spending unit"))
    general = forms.ModelChoiceField(FundingSource.objects.all(), label=_("Source of the general fund"), required=False)
    special = forms.ModelChoiceField(FundingSource.objects.all(), label=_("Source of the special fund"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("decided_on", "decision_number"):
            self.fields[name].required = True
        units = list(SpendingUnit.objects.all()[:2])
        self.fields["unit"].initial = units[0].pk if len(units) == 1 else None
        for fund in FUNDS:
            found = (source.pk for source in FundingSource.objects.all() if source.fund == fund)
            self.fields[fund].initial = next(found, None)

    def clean_file(self) -> Any:
        """Refuse a file that is larger than any table."""
        file = self.cleaned_data["file"]
        if file and file.size > MOST_MEGABYTES * 1024 * 1024:
            raise ValidationError(gettext("The file is larger than %(most)d MB; split it.") % {"most": MOST_MEGABYTES})
        return file

    def clean(self) -> dict[str, Any]:
        """Read the table, that of the file first, and keep it as text."""
        cleaned: Any = super().clean()
        self.annex = Annex()
        file = cleaned.get("file")
        try:
            if file:
                cleaned["table"] = as_text(file)
                self.data = {**self.data.dict(), "table": cleaned["table"]}  # type: ignore[attr-defined]
            self.annex = read_annex(BytesIO((cleaned.get("table") or "").encode()))
        except UnreadableFile as error:
            self.add_error("file" if file else "table", str(error))
        return cleaned

    @property
    def terms(self) -> Terms:
        """What the annex itself does not say, as a valid form answers it."""
        cleaned = self.cleaned_data
        return Terms(
            year=cleaned["year"] or cleaned["decided_on"].year,
            unit=cleaned["unit"],
            is_whole=cleaned["sums"] == "whole",
            sources={fund: cleaned[fund] for fund in FUNDS if cleaned[fund]},
        )


class AnswersForm(forms.Form):
    """What has to be asked of an annex, once for each kind of question."""

    codes = forms.ChoiceField(
        choices=[("add", _("enter them")), ("skip", _("leave their rows out"))],
        widget=forms.RadioSelect,
        required=False,
        label=_("Codes that the portal does not have"),
    )
    missing = forms.ChoiceField(
        choices=[("withdraw", _("take it back")), ("keep", _("leave it as it is"))],
        widget=forms.RadioSelect,
        required=False,
        label=_("What is granted and the annex does not name"),
    )

    def __init__(self, *args: Any, names: list[AnnexRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measures = [
            (str(each.pk), f"{measure_label(each)} ({each.program.years_short})")
            for each in Measure.objects.named().order_by("-program", "code")
        ]
        choices = [("", "---------"), (LEFT_OUT, _("leave the row out")), *measures] if names else []
        self.names = {f"name-{place}": called(row) for place, row in enumerate(names)}
        for row, (field, name) in zip(names, self.names.items(), strict=True):
            label = gettext("“%(name)s”, row %(row)d") % {"name": name, "row": row.number}
            self.fields[field] = forms.ChoiceField(
                choices=choices, required=False, label=label, help_text=_("Which measure is it?")
            )

    @property
    def measures(self) -> dict[str, int | None]:
        """The measures by the names that were answered; None where the row is to be left out."""
        said = {name: self.cleaned_data.get(field) for field, name in self.names.items()}
        return {name: None if answer == LEFT_OUT else int(answer) for name, answer in said.items() if answer}

    def answered(self, name: str, yes: str) -> bool | None:
        """Return whether a question was answered with yes; None where it was not answered."""
        answer = self.cleaned_data.get(name)
        return answer == yes if answer else None


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
