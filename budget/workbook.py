"""The sheet of measures in a programme's workbook: one row per measure and source, the years as columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from budget.models import Direction, Funding, FundingSource, MeasureLine, Responsible
from oleksandria_intl.documents.sheets.to_fill_in import Head
from oleksandria_intl.models import Unit
from oleksandria_intl.tables.cells import Cell, Wrong, is_blank, plain_text
from oleksandria_intl.tables.sources import normal
from programs.models import Edition
from programs.workbook import sheets
from programs.workbook.columns import AMOUNT, Column, amount_of, text_of
from programs.workbook.entries import Book, Entry, Place
from programs.workbook.own_sheets import MEASURE_NAME, MEASURES, english, year_of, years_of
from programs.workbook.periods import PERIOD
from programs.workbook.sheets import Cells, Written
from programs.workbook.trees import Level, TreeSheet, ordered

SOURCE, RESPONSIBLE = "Джерело коштів", "Відповідальні виконавці"
WORDS_MARK = "|"
"""Stands between a unit's name and the words that the paper prints instead."""
RESPONSIBLE_NOTE = (
    "Назви підрозділів, кожна з нового рядка (Alt+Enter). Коли документ називає підрозділ інакше – після риски: "
    "«управління спорту міської ради | управління спорту». Невідома порталу назва друкується, як написана."
)
YEAR_NOTE = "Скільки передбачено з цього джерела на рік; порожньо – нічого. Гривні чи тисячі – на аркуші «Програма»."


@dataclass
class MeasureSheet(TreeSheet):
    """Directions, their measures, who answers for them, and their money by source and year."""

    def heads(self, written: Written) -> list[Head]:
        """Add the source and the years, and who answers."""
        heads = super().heads(written)
        at = next((place for place, head in enumerate(heads) if head.is_folded), len(heads))
        units = tuple(written.names.labels(Unit).values()) or None
        sources = tuple(written.names.labels(FundingSource).values()) or None
        years = sorted({*written.years, *(each.year for each in written.of(Funding))})
        own = [
            Head(RESPONSIBLE, RESPONSIBLE_NOTE, 40, offers=units),
            Head(SOURCE, "Для кожного джерела – рядок; назву заходу повторіть.", 30, offers=sources),
            *(Head(of_year(year), YEAR_NOTE, 16, form=AMOUNT) for year in years),
        ]
        return [*heads[:at], *own, *heads[at:]]

    def leaves(self, row: Any, cells: dict[str, Any], written: Written, *, is_whole: bool) -> list[dict[str, Any]]:
        """Return a row for each source of a measure's money; of a measure without money one."""
        if not is_whole:
            return [cells]
        names = written.names
        answering = ordered(each for each in written.of(Responsible) if each.measure_line_id == row.pk)
        cells = cells | {RESPONSIBLE: "\n".join(_said(each, names) for each in answering)}
        by_source: dict[Any, dict[str, Any]] = {}
        money = [each for each in written.of(Funding) if each.measure_line_id == row.pk]
        for each in sorted(money, key=lambda each: (each.source.order, each.source.code)):
            name = names.label(each.source)
            by_source.setdefault(name, {SOURCE: name})[of_year(each.year)] = each.amount
        return [cells | money for money in by_source.values()] or [cells]

    def known_heads(self, heads: Any) -> set[str]:
        """Know the columns of the source, of the years and of who answers."""
        own = {normal(SOURCE), normal(RESPONSIBLE)} & set(heads)
        return super().known_heads(heads) | own | {head for head in heads if year_of(head)}

    def kinds(self, heads: set[str], book: Book) -> Any:
        """Return what the columns are all there is of: money of a year without a column stays."""
        years = set(filter(None, map(year_of, heads)))
        book.spared.append(lambda row: isinstance(row, Funding) and row.year not in years)
        kinds = [*super().kinds(heads, book), Funding]
        return [*kinds, Responsible] if normal(RESPONSIBLE) in heads else kinds

    def deepest(self, cells: Cells) -> int:
        """Take a row that says nothing but a source and money as one of the measure above."""
        own = [normal(SOURCE), normal(RESPONSIBLE), *(head for head, _year in years_of(cells))]
        is_money = any(not is_blank(cells.get(head)) for head in own)
        return len(self.levels) - 1 if is_money else super().deepest(cells)

    def read_leaf(self, entry: Any, cells: Cells, place: Place, book: Book) -> None:
        """Read who answers for the measure, and its money from one source."""
        if not is_blank(cells.get(normal(RESPONSIBLE))):
            _read_responsible(entry, cells, place, book)
        amounts = dict(_amounts(cells, place, book))
        if not amounts and is_blank(cells.get(normal(SOURCE))):
            return
        source = _source(cells, place, book)
        if source is None:
            return
        for year, amount in amounts.items():
            values = {"measure_line": entry, "year": year, "source": source, "amount": amount}
            heads = {"year": of_year(year), "amount": of_year(year), "source": SOURCE}
            if any(_same_money(each.values, values) for each in entry.parts):
                sentence = _("This measure already has money from this source in this year, in a row above.")
                book.refuse(place, sentence, column=of_year(year))
                continue
            identity = ("measure_line", "year", "source")
            entry.parts.append(book.add(Entry(Funding, place, values, heads=heads, identity=identity)))


def of_year(year: int) -> str:
    """Return the head of the column of a year."""
    return f"{year} рік"


def _same_money(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one.get(name) == other[name] for name in ("year", "source"))


def _said(row: Any, names: Any) -> str:
    """Return who answers: the unit's name, the printed words after a mark where they are others."""
    unit = names.label(row.unit) if row.unit else ""
    if not row.words:
        return unit
    return (
        f"{unit} {WORDS_MARK} {row.words}"
        if unit or WORDS_MARK in row.words or names.find(Unit, row.words)
        else row.words
    )


def _read_responsible(entry: Any, cells: Cells, place: Place, book: Book) -> None:
    """Read the lines of the cell; the same lines in the measure's further rows are the same units."""
    try:
        lines = [line for line in text_of(cells[normal(RESPONSIBLE)]).splitlines() if line.strip()]
        said = [_unit_and_words(line, book) for line in lines]
    except Wrong as error:
        book.refuse(place, str(error), column=RESPONSIBLE, value=cells[normal(RESPONSIBLE)])
        return
    known = [(each.values["unit"], each.values["words"]) for each in entry.parts if each.model is Responsible]
    for unit, words in said:
        if (unit, words) not in known:
            values = {"measure_line": entry, "unit": unit, "words": words}
            heads = dict.fromkeys(("unit", "words"), RESPONSIBLE)
            identity = ("measure_line", "unit", "words")
            part = Entry(Responsible, place, values, heads=heads, identity=identity)
            part.notice = "" if unit else _unknown_unit(words, book)
            entry.parts.append(book.add(part))


def _unit_and_words(line: str, book: Book) -> tuple[Any, str]:
    name, mark, words = line.partition(WORDS_MARK)
    unit = book.names.find(Unit, name.strip()) if name.strip() else None
    if unit is not None or not name.strip():
        return unit, words.strip()
    if mark:
        raise Wrong(book.names.book(Unit).unknown(name.strip()))
    return None, line.strip()


def _unknown_unit(name: str, book: Book) -> str:
    """Return the sentence about who is no unit of the register."""
    near = next(iter(book.names.book(Unit).near(name, most=1)), "")
    sentence = _(
        "The portal knows no unit “%(name)s”: it is printed as written, and stands for no unit of the register."
    )
    if near:
        sentence = _("The portal knows no unit “%(name)s”, most likely “%(near)s”: it is printed as written.")
    return sentence % {"name": name, "near": near}


def _amounts(cells: Cells, place: Place, book: Book) -> Iterator[tuple[int, Decimal]]:
    for head, year in years_of(cells):
        amount = _amount(cells[head], year, place, book)
        if amount is not None:
            yield year, amount


def _amount(cell: Cell, year: int, place: Place, book: Book) -> Decimal | None:
    try:
        return amount_of(cell, in_thousands=book.in_thousands)
    except Wrong as error:
        book.refuse(place, str(error), column=of_year(year), value=cell)
        return None


def _source(cells: Cells, place: Place, book: Book) -> Any:
    cell = cells.get(normal(SOURCE))
    try:
        name = plain_text(cell)
        found = book.names.find(FundingSource, name) if name else None
        if found is None:
            raise Wrong(
                book.names.book(FundingSource).unknown(name) if name else _("Say from which source the money is.")
            )
    except Wrong as error:
        book.refuse(place, str(error), column=SOURCE, value=cell)
        return None
    return found


SHEET = MeasureSheet(
    MEASURES,
    70,
    (
        Level(
            Direction,
            (
                Column(
                    "Напрям", "name_uk", "Повторіть у кожному рядку або лишіть порожнім: той самий, що вище.", 36, True
                ),
                english("Напрям", "name_en"),
            ),
            code_head="Код напряму",
            name="name_uk",
            identity=("name_uk",),
        ),
        Level(
            MeasureLine,
            (
                Column(
                    MEASURE_NAME, "name_uk", "Як його друкує кошторис. Для другого джерела повторіть назву.", 60, True
                ),
                *PERIOD,
                Column(
                    "Інші джерела, сума невідома", "other_funding", "«інші джерела, не заборонені законодавством».", 26
                ),
                english("Захід", "name_en"),
            ),
            code_head="Код заходу",
            parent="direction",
            name="name_uk",
            identity=("direction", "name_uk"),
        ),
    ),
    "напрями і заходи, хто за них відповідає, скільки коштів, з яких джерел і на які роки. З них складається кошторис.",
    "#C00000",
)


def _units(edition: Edition) -> list[Any]:
    """Return the units that answer for measures of an edition."""
    return list(Unit.objects.filter(pk__in=Responsible.objects.filter(edition=edition).values("unit")))


def _keys(edition: Edition, unit: Any) -> set[Any]:
    """Return the measures that a unit answers for."""
    rows = Responsible.objects.filter(edition=edition, unit=unit)
    return set(rows.values_list("measure_line_id", flat=True))


def register() -> None:
    """Add the sheet, and say how it is cut to units."""
    sheets.register(SHEET)
    cut = sheets.Cut(MEASURES, MeasureLine, (Funding, Responsible), (Direction,), _units, _keys)
    sheets.register_cut(cut)
