"""The form by which a statement's columns are explained, once for each source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.models import StatementSource
from oleksandria_intl.tables.sources import normal

from .dialects import REQUIRED, title
from .statements import AMOUNT, CREDIT, DEBIT, TITLES, UnknownColumns, proposed

MOST_COLUMNS = 256
NO_FACT = ("", _("not needed"))
FACTS = (
    "paid_on",
    DEBIT,
    CREDIT,
    AMOUNT,
    "document",
    "record_id",
    "payee_name",
    "payee_code",
    "purpose",
    "payer_name",
    "payer_code",
    "program_code",
    "program_name",
    "economic_code",
    "economic_name",
    "source",
    "contract",
)


class ExplainedColumn(NamedTuple):
    """A column of the file as the page shows it: its head, what its first rows say, the choice of what it means."""

    head: str
    samples: list[str]
    field: forms.BoundField


class ColumnsForm(forms.ModelForm):
    """A source of statements and what each column of its files says."""

    class Meta:
        model = StatementSource
        fields = ("name", "side", "payer", "program_code", "economic_code")
        widgets = {"name": forms.TextInput(attrs={"class": "vTextField"})}

    def __init__(self, *args: Any, unknown: UnknownColumns, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unknown = unknown
        guesses = proposed(unknown.heads)
        choices = [NO_FACT, *((fact, TITLES[fact]) for fact in FACTS)]
        self._places = [place for place, head in enumerate(unknown.heads[:MOST_COLUMNS]) if normal(head)]
        for place in self._places:
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=unknown.heads[place], choices=choices, required=False, initial=guesses.get(place, "")
            )

    def about_source(self) -> list[forms.BoundField]:
        """Return the inputs about the source."""
        return [self[name] for name in self.Meta.fields]

    def columns(self) -> list[ExplainedColumn]:
        """Return the columns with their samples."""
        samples = self._unknown.samples
        return [
            ExplainedColumn(
                self._unknown.heads[place],
                [row[place] for row in samples if place < len(row) and row[place]],
                self[f"column-{place}"],
            )
            for place in self._places
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse columns by which no payment could be known."""
        cleaned: dict[str, Any] = super().clean() or {}
        explained: dict[str, str] = {}
        for place in self._places:
            fact = cleaned.get(f"column-{place}")
            if fact and fact in explained:
                self.add_error(f"column-{place}", gettext("Another column has this meaning already."))
            elif fact:
                explained[fact] = normal(self._unknown.heads[place])
        for problem in _lacking(explained, cleaned):
            self.add_error(None, problem)
        self.instance.columns = explained
        return cleaned


def _lacking(explained: dict[str, str], cleaned: dict[str, Any]) -> list[str]:
    side = cleaned.get("side")
    sums = (side,) if side in (DEBIT, CREDIT) else (AMOUNT,)
    needed: Sequence[Sequence[str]] = [sums if group == (AMOUNT,) else group for group in REQUIRED]
    missing = [group for group in needed if not any(fact in explained for fact in group)]
    if cleaned.get("payer"):
        missing = [group for group in missing if "payer_code" not in group]
    sentence = gettext("Say which column is %(columns)s.")
    return [sentence % {"columns": _title(group)} for group in missing]


def _title(group: Sequence[str]) -> str:
    words = title(group) if all(fact not in (DEBIT, CREDIT) for fact in group) else f"«{TITLES[group[0]]}»"
    return words + (gettext(", or choose the payer above") if "payer_code" in group else "")
