"""The step of starting a portal that brings in the codes, its sources of funding named as the council's budget does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.models import EconomicCode, FundingSource, ProgramCode
from oleksandria_intl.models import Council
from oleksandria_intl.portal import codes
from oleksandria_intl.start import Entry, Step, names, register
from oleksandria_intl.start.names import Community
from oleksandria_intl.start.pages import Outcome, Page, Proposing, Section, write

SOURCE, PROGRAM_CODE = "budget.fundingsource", "budget.programcode"
OF_A_CITY = Community.CITY.value.budget


class CodesForm(Proposing, forms.Form):
    """The names of the sources of funding, and the code that the council's own spending goes by."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        council = Council.objects.for_papers()
        words = (names.community_of(council.name_uk, council.place) or Community.CITY).value
        for number, (code, name) in enumerate(_sources().items(), 1):
            initial = name.replace(OF_A_CITY, words.budget)
            self.fields[code] = forms.CharField(
                label=f"{_('source of funding')} {number}", max_length=300, initial=initial
            )
        self.fields[PROGRAM_CODE] = forms.RegexField(
            r"^\d{7}\Z",
            label=_("КПКВКМБ of the office"),
            initial=words.program_code,
            help_text=_("Seven digits of the budget's programme that the office spends by."),
            error_messages={"invalid": _("A КПКВКМБ has seven digits: “0210180”.")},
        )


class CodesPage(Page):
    """Asks how the council's budget names its sources, and brings in the rest as it is."""

    def build(self) -> Iterator[Section]:
        self.form = CodesForm(self.data)
        yield Section(_("Sources of funding"), self.form)

    def save(self) -> Outcome:
        there = set(FundingSource.objects.values_list("code", flat=True))
        own = self.form.cleaned_data[PROGRAM_CODE]
        had_codes = ProgramCode.objects.exists()
        sentence = codes.sentence(codes.load_missing())
        for source in FundingSource.objects.exclude(code__in=there).filter(code__in=_sources()):
            if source.name_uk != self.form.cleaned_data[source.code]:
                source.name_uk = self.form.cleaned_data[source.code]
                write(source, self.by)
        self._keep_program_code(own, had_codes=had_codes)
        return Outcome(sentence)

    def _keep_program_code(self, own: str, *, had_codes: bool) -> None:
        """Have the code that was typed in the place of that which is brought in for a city."""
        [brought] = [row["fields"] for row in codes.rows() if row["model"] == PROGRAM_CODE]
        if ProgramCode.objects.filter(code=own).exists():
            return
        write(ProgramCode(**brought | {"code": own}), self.by)
        if not had_codes:
            ProgramCode.objects.filter(code=brought["code"]).delete()


def _sources() -> dict[str, str]:
    """Return the sources that are brought in, as a city's budget names them."""
    found = [row["fields"] for row in codes.rows() if row["model"] == SOURCE]
    return {fields["code"]: fields["name_uk"] for fields in found}


def codes_made() -> list[Entry]:
    """Return the sources of funding, once the codes are there."""
    if not EconomicCode.objects.exists():
        return []
    rows = FundingSource.objects.all()
    return [Entry(row.name_uk, reverse("admin:budget_fundingsource_change", args=[row.pk])) for row in rows]


register(
    Step(
        "codes",
        60,
        gettext_lazy("Codes and sources of funding"),
        gettext_lazy("КЕКВ, countries and rules come in as they are; the sources are called as in your budget."),
        ("oleksandria_intl.add_council", "budget.add_fundingsource", "budget.add_economiccode"),
        codes_made,
        CodesPage,
        needs=("council",),
        is_once=True,
    )
)
