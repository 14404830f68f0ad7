"""The paper «Порівняльна таблиця»: what an amendment changes, text beside text, money was, change, is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from oleksandria_intl import papers, ukrainian
from oleksandria_intl.documents import decision as acts
from oleksandria_intl.documents.blocks import (
    Blocks,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    RowGroup,
    Run,
    Table,
    plain,
)
from oleksandria_intl.documents.cells import TOTAL, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.markdown import blocks_from
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.documents.sources import source_of
from programs.amending import founding
from programs.annexes import numerals
from programs.differences import Difference, Model, RowChange, difference, settled, stored_rows
from programs.documents import data_of, register_edition_paper
from programs.edition_paper import EditionPaper
from programs.marks import mark_word
from programs.models import Edition, Section
from programs.naming import Saying, name_of, sayings
from programs.rewording import new_words

TITLE = "ПОРІВНЯЛЬНА ТАБЛИЦЯ"
PROPOSED = (Column("Чинна редакція", 0.5), Column("Запропонована редакція", 0.5))
ADOPTED = (Column("Попередня редакція", 0.5), Column("Нова редакція", 0.5))
"""The columns of texts, before the amendment is adopted and after."""
MONEY_COLUMNS = (
    Column("№ з/п", 0.08, "center"),
    Column("На що передбачено кошти", 0.47),
    Column("Було (тис. грн)", 0.15, "center", kind="money"),
    Column("Зміна (тис. грн)", 0.15, "center", kind="money"),
    Column("Стало (тис. грн)", 0.15, "center", kind="money"),
)
MARKUP = re.compile(r"[*_|\[\]\\\n]|^(?:[-+]|\d+[.)]) ")
"""What may be Markdown: such a text is printed whole, its new words not set apart."""
NOTHING = "–"
REMOVED = "Виключити."
MOVED = "Переставити на {place} місце серед подібних."
ABSENT = "Відсутнє."
NOT_AN_AMENDMENT = _("This edition amends nothing: there is nothing to compare it with.")


@dataclass(frozen=True)
class Comparison:
    """What an amendment changes, as its papers and pages show it."""

    edition: Edition

    @cached_property
    def difference(self) -> Difference:
        """What changes; raises ``PaperNotFound`` for an edition that amends nothing."""
        if self.edition.base is None:
            raise papers.PaperNotFound(NOT_AN_AMENDMENT)
        return difference(self.edition.base, self.edition)

    @cached_property
    def changes(self) -> list[RowChange]:
        """The changes of what the council adopts; each has its number by its place."""
        return self.difference.adopted

    @cached_property
    def old(self) -> EditionPaper:
        """The parts of the paper that is amended."""
        return EditionPaper(self.difference.old)

    @cached_property
    def new(self) -> EditionPaper:
        """The parts of the paper with the changes made."""
        return EditionPaper(self.difference.new)

    def blocks(self) -> Blocks:
        """Return the table of texts and the table of money, whichever has rows."""
        return *self._texts(), *self._money()

    def names(self) -> list[str]:
        """Return what is changed, each once, by name."""
        return [self._name(change) for change in self.changes]

    def _name(self, change: RowChange) -> str:
        paper = self.old if change.is_removed else self.new
        numeral = numerals(paper).get(change.code, "") if isinstance(change.row, Section) else ""
        return name_of(change.row, paper.words, numeral)

    # Texts

    def _texts(self) -> Blocks:
        groups = [*self._title(), *(group for group in map(self._text, self.changes, range(1, 10_000)) if group)]
        if not groups:
            return ()
        columns = PROPOSED if self.edition.is_draft else ADOPTED
        return (Table(columns, tuple(groups), title="Зміни у тексті Програми"),)

    def _title(self) -> Iterator[RowGroup]:
        """Yield the row of the programme's own name and years, if they change."""
        if any(not each.is_translation for each in self.difference.fields):
            old, new = self.difference.old.titled(), self.difference.new.titled()
            yield RowGroup((_head("Назва Програми"), Row((text_cell(old), text_cell(new)))))

    def _text(self, change: RowChange, number: int) -> RowGroup | None:
        """Return a change as rows: what it is, then each text as it was and as it is to be."""
        rows = [
            Row((Cell(_content(saying, old, new, is_new=False)), Cell(_content(saying, new, old, is_new=True))))
            for saying in sayings(change, self.old.words, self.new.words)
            for old, new in _differing(saying)
        ]
        if change.is_moved and change.place is not None:
            rows.append(Row((text_cell(""), text_cell(MOVED.format(place=change.place + 1)))))
        if change.is_removed:
            rows = [Row((rows[0].cells[0], text_cell(REMOVED))), *rows[1:]] if rows else []
        if change.is_added and rows:
            rows[0] = Row((text_cell(ABSENT), rows[0].cells[1]))
        name = ukrainian.capitalised(self._name(change))
        return RowGroup((_head(f"{number}. {name}"), *rows)) if rows else None

    # Money

    def _money(self) -> Blocks:
        numbers = {change.key: number for number, change in enumerate(self.changes, 1)}
        rows: dict[Model, list[Row]] = {}
        for head in self.changes:
            for change in (head, *head.parts):
                if change.model.money_field and (row := _money_row(change, numbers[head.key])):
                    rows.setdefault(change.model, []).append(row)
        groups = tuple(self._money_group(model, found) for model, found in rows.items())
        return (Table(MONEY_COLUMNS, groups, title="Зміни у фінансуванні"),) if groups else ()

    def _money_group(self, model: Model, rows: list[Row]) -> RowGroup:
        """Return the rows of a kind, and what all rows of that kind were and are."""
        with override("uk"):
            name = ukrainian.capitalised(str(model._meta.verbose_name_plural))
        old, new = (_sum(model, edition) for edition in (self.difference.old, self.difference.new))
        total = Row((text_cell(""), text_cell(TOTAL, bold=True), *_amounts(old, new, bold=True)), is_total=True)
        return RowGroup((_head(name, len(MONEY_COLUMNS)), *rows, total))


def _head(text: str, columns: int = 2) -> Row:
    return Row((text_cell(text, colspan=columns, bold=True, heads_row=True),))


def _differing(saying: Saying) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of a long text that differ, as they were and are; a short text whole."""
    if not (saying.is_long and saying.old and saying.new):
        yield saying.old, saying.new
        return
    old, new = saying.old.splitlines(), saying.new.splitlines()
    matcher = SequenceMatcher(None, list(map(settled, old)), list(map(settled, new)), autojunk=False)
    for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if kind != "equal":
            yield "\n".join(old[from_old:to_old]).strip(), "\n".join(new[from_new:to_new]).strip()


def _content(saying: Saying, text: str, other: str, *, is_new: bool) -> Blocks:
    """Return what a cell says: a long text as it is printed, what is new in bold; a short one after its name."""
    if not text:
        return ()
    if not saying.is_long:
        return (Paragraph(plain(f"{ukrainian.capitalised(saying.label)}: {text}")),)
    if is_new and other and not MARKUP.search(text + other):
        return (Paragraph(tuple(Run(words, bold=is_other) for words, is_other in new_words(other, text))),)
    return blocks_from(text)


def _money_row(change: RowChange, number: int) -> Row | None:
    """Return the row of an amount that is not as it was."""
    old, new = (_amount(row, change.model) for row in (change.old, change.new))
    if old == new:
        return None
    source = source_of(change.row, change.model.money_field)
    name = text_cell(change.row.money_name, source=source)
    return Row((text_cell(str(number)), name, *_amounts(old, new)))


def _amount(row: Any, model: Model) -> Decimal | None:
    amount: Decimal | None = getattr(row, model.money_field) if row else None
    return amount


def _sum(model: Model, edition: Edition) -> Decimal:
    rows = stored_rows(edition)[model]
    return sum((_amount(row, model) or Decimal(0) for row in rows), Decimal(0))


def _amounts(old: Decimal | None, new: Decimal | None, *, bold: bool = False) -> tuple[Cell, ...]:
    """Return the cells of what an amount was, how it changes and what it is, in thousands."""
    change = (new or Decimal(0)) - (old or Decimal(0))
    sign = "+" if change > 0 else ""
    texts = (
        NOTHING if old is None else ukrainian.thousands(old),
        f"{sign}{ukrainian.thousands(change)}",
        NOTHING if new is None else ukrainian.thousands(new),
    )
    return tuple(text_cell(text, bold=bold, align="center") for text in texts)


def comparison(edition: Edition) -> Document:
    """Return the table of what an amendment changes; raises ``PaperNotFound`` for an edition that amends nothing."""
    shown = Comparison(edition)
    tables = shown.blocks() or (Paragraph(plain("Змін немає."), align="center", indent=False),)
    title = f"Порівняльна таблиця до змін у {edition.titled('Програмі')}"
    mark = mark_word(edition)
    blocks = (
        *((acts.draft_mark(mark, edition.decision),) if mark else ()),
        Heading(1, TITLE, anchor="comparison"),
        Paragraph(plain(_to_what(shown), bold=True), align="center", indent=False),
        *tables,
    )
    return shown.new.document(title, blocks)


def _to_what(shown: Comparison) -> str:
    """Return to which act the table belongs: «до проєкту рішення міської ради «Про внесення змін …»»."""
    edition = shown.edition
    decision = edition.decision
    if decision is None:
        return f"до змін у {founding(edition).titled('Програмі')}"
    if decision.number:
        return f"до {acts.reference(decision, shown.new.words, act=decision.body.act_genitive)}"
    act = f"проєкту {decision.body.act_genitive} {decision.body.short_name_genitive}"
    return f"до {act} «{expand(decision.subject, shown.new.words)}»"


def data(edition: Edition) -> dict[str, Any]:
    """Return the data of an amendment; raises ``PaperNotFound`` for an edition that amends nothing."""
    if edition.is_founding:
        raise papers.PaperNotFound(NOT_AN_AMENDMENT)
    return data_of(edition)


register_edition_paper(
    "comparison",
    "programs",
    _("comparison of an amendment with what was in force"),
    comparison,
    data=data,
    applies=lambda edition: not edition.is_founding,
)
