"""What of a file waits for a word of a person: one question for one kind of trouble, not a refusal for each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from oleksandria_intl.tables.cells import shown

from .adding import ADDED, name_of_like

MOST = 50
"""Questions that are asked at once; the rows of the rest are refused as before."""
HIDDEN = "hidden"
"""The field of the question about rows that people do not see."""

Answers = Mapping[str, Mapping[str, Mapping[str, str]]]
"""By field and value: what to ``do``, and the ``name`` of what is added; as the record of an import keeps it."""


class Do(models.TextChoices):
    """What becomes of the rows of a question."""

    REFUSE = "refuse", gettext_lazy("refuse the rows")
    SKIP = "skip", gettext_lazy("leave the rows out")
    ADD = "add", gettext_lazy("add it to the table")
    TAKE = "take", gettext_lazy("import the rows as the others")


@dataclass(slots=True)
class Question:
    """A value that is in no table, in how many rows, and what they add up to in hryvnias."""

    field: str
    value: str
    column: str
    name: str = ""
    """What the file says that it is called."""
    count: int = 0
    total: Decimal = Decimal(0)

    @property
    def sentence(self) -> str:
        """The question, without what may be answered."""
        facts = {"count": self.count, "value": self.value, "column": self.column}
        sentences = {
            HIDDEN: _("Rows hidden in the file: %(value)s (%(count)d)"),
            "payer_code": ngettext(
                "In %(count)d row the payer %(value)s is not among the spending units",
                "In %(count)d rows the payer %(value)s is not among the spending units",
                self.count,
            ),
            "program_code": ngettext(
                "In %(count)d row the КПКВКМБ %(value)s is not in the table of codes",
                "In %(count)d rows the КПКВКМБ %(value)s is not in the table of codes",
                self.count,
            ),
            "economic_code": ngettext(
                "In %(count)d row the КЕКВ %(value)s is not in the table of codes",
                "In %(count)d rows the КЕКВ %(value)s is not in the table of codes",
                self.count,
            ),
        }
        other = ngettext(
            "In %(count)d row “%(column)s” says “%(value)s”, which is unknown",
            "In %(count)d rows “%(column)s” says “%(value)s”, which is unknown",
            self.count,
        )
        return sentences.get(self.field, other) % facts

    @property
    def refused_as(self) -> str:
        """What the refusals of its rows quote; those of hidden rows nothing."""
        return "" if self.field == HIDDEN else shown(self.value)

    @property
    def choices(self) -> list[Do]:
        """What may be answered."""
        if self.field == HIDDEN:
            return [Do.TAKE, Do.SKIP]
        may_add = self.field in ADDED and ADDED[self.field].takes(self.value)
        return [Do.ADD, Do.SKIP] if may_add else [Do.SKIP]

    @property
    def proposed_name(self) -> str:
        """What the file calls the value, or a code of the table that ends alike."""
        return self.name or name_of_like(self.field, self.value)


class Questions:
    """The questions of one file, gathered while it is read."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Question] = {}

    def __iter__(self) -> Any:
        return iter(sorted(self._found.values(), key=lambda each: -each.count))

    def __len__(self) -> int:
        return len(self._found)

    def ask(self, field: str, value: str, column: str, amount: Decimal, name: str = "") -> None:
        """Count a row whose value is in no table."""
        question = self._found.get((field, value))
        if question is None:
            if len(self._found) >= MOST:
                return
            question = self._found[field, value] = Question(field, value, column)
        question.name = question.name or name
        question.count += 1
        question.total += amount

    def ask_of_hidden(self, rows: str, count: int, total: Decimal) -> None:
        """Ask about rows that people do not see, if there are any."""
        if count:
            self._found[HIDDEN, rows] = Question(HIDDEN, rows, "", count=count, total=total)

    def asks(self, column: str, value: str) -> bool:
        """Whether a refusal of this cell is one of a question's."""
        return any(each.column == column and each.refused_as == value for each in self._found.values())

    def answered(self, do: Do, hidden: Do | None = None) -> dict[str, dict[str, dict[str, str]]]:
        """Answer all of them alike, where that is possible."""
        answers: dict[str, dict[str, dict[str, str]]] = {}
        for each in self:
            said = hidden if each.field == HIDDEN else do
            if said in each.choices:
                value = "" if each.field == HIDDEN else each.value
                name = each.proposed_name or _("name not given in the file")
                answers.setdefault(each.field, {})[value] = {"do": str(said), "name": name if said == Do.ADD else ""}
        return answers


def skipped(answers: Answers) -> dict[str, frozenset[str]]:
    """Return the values by field whose rows are left out."""
    found = {field: _values(by_value, Do.SKIP) for field, by_value in answers.items() if field != HIDDEN}
    return {field: values for field, values in found.items() if values}


def answer_of_hidden(answers: Answers) -> str:
    """Return what becomes of hidden rows: «take», «skip», or nothing."""
    return answers.get(HIDDEN, {}).get("", {}).get("do", "")


def _values(by_value: Mapping[str, Mapping[str, str]], do: Do) -> frozenset[str]:
    return frozenset(value for value, answer in by_value.items() if answer["do"] == do)


def in_words(answers: Answers) -> Iterable[tuple[str, str]]:
    """Yield what was answered, in words: the value and what becomes of its rows."""
    for by_value in answers.values():
        for value, answer in by_value.items():
            words = str(Do(answer["do"]).label)
            yield value or _("hidden rows"), f"{words}: {answer['name']}" if answer.get("name") else words
