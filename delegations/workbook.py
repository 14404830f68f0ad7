"""The sheets of visits and conferences in a programme's workbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from budget.models import MeasureLine
from delegations.models import Conference, PlannedVisit, VisitField, VisitLine, VisitPurpose, VisitTheme
from oleksandria_intl.documents.sheets.to_fill_in import Head
from oleksandria_intl.tables.cells import Wrong, is_blank, plain_text
from oleksandria_intl.tables.sources import normal
from partners.models import City
from programs.models import Footnote
from programs.workbook import sheets
from programs.workbook.columns import Amount, Column, Link, RowLink
from programs.workbook.entries import Book, Entry, Place
from programs.workbook.own_sheets import MEASURE_NAME, MEASURES, english
from programs.workbook.periods import PERIOD
from programs.workbook.sheets import Cells, Written
from programs.workbook.trees import Level, TreeSheet, ordered, values_of

TRIP, TRIP_CODE = "Поїздка №", "Код поїздки"
TRIP_NOTE = (
    "Номер поїздки в цьому файлі: 1, 2, 3. Рядки з одним номером – різні цілі однієї поїздки, яку оплачують один раз; "
    "місце, строк і вартість досить написати в першому з них."
)
TRIP_COLUMNS = (
    Link("Куди", "city", "«Гданськ, Польща»; нове місто допишіть на аркуш «Міста».", 24, model=City),
    Column(
        "Куди, словами", "place_words", "Лише коли документ каже інакше, ніж «Місто Гданськ, Республіка Польща».", 28
    ),
    *PERIOD,
    Amount("Вартість, грн", "amount", "Завжди у гривнях: 30000.", 16),
    RowLink(
        "Захід, що оплачує",
        "measure_line",
        "Захід з аркуша «Заходи», з коштів якого поїздка.",
        36,
        model=MeasureLine,
        by="name_uk",
        sheet=MEASURES,
        of=MEASURE_NAME,
    ),
    RowLink(
        "Примітка до вартості",
        "footnote",
        "Примітка з аркуша «Примітки».",
        24,
        model=Footnote,
        by="text",
        sheet="Примітки",
        of="Текст примітки",
    ),
)
TRIP_IDENTITY = ("city", "place_words", "period_start", "period_words")


@dataclass
class VisitSheet(TreeSheet):
    """Fields, themes, purposes, and the visits that pursue them: one row per purpose of a visit."""

    _trips: dict[str, Entry] = field(default_factory=dict)

    def begin(self) -> Any:
        """Return a reader that knows no trip yet."""
        reader = super().begin()
        reader._trips = {}
        return reader

    def heads(self, written: Written) -> list[Head]:
        """Put the trip between the purpose and who goes."""
        heads = super().heads(written)
        at = next(place for place, head in enumerate(heads) if head.text == LINE_COLUMNS[0].head)
        trip = [Head(TRIP, TRIP_NOTE, 10), *(column.as_head(written.names) for column in TRIP_COLUMNS)]
        return [Head(TRIP_CODE, width=12, is_hidden=True), *heads[:at], *trip, *heads[at:]]

    def rows_of_cells(self, written: Written) -> Any:
        """Number the trips as they come; those that pursue no purpose stand at the end."""
        numbers: dict[Any, int] = {}
        visits = {visit.pk: visit for visit in written.of(PlannedVisit)}
        for cells in super().rows_of_cells(written):
            visit = visits.get(cells.pop("visit", None))
            yield cells | (self._trip(visit, numbers, written) if visit else {})
        for visit in ordered(visits.values()):
            if visit.pk not in numbers:
                yield self._trip(visit, numbers, written)

    def cells_of(self, level: Level, row: Any, written: Written) -> dict[str, Any]:
        """Remember the visit of a line."""
        cells = super().cells_of(level, row, written)
        return cells | {"visit": row.visit_id} if level.model is VisitLine else cells

    def _trip(self, visit: Any, numbers: dict[Any, int], written: Written) -> dict[str, Any]:
        is_said = visit.pk in numbers
        number = numbers.setdefault(visit.pk, len(numbers) + 1)
        cells = {TRIP: number, TRIP_CODE: visit.code}
        return cells if is_said else cells | {each.head: each.cell(visit, written.names) for each in TRIP_COLUMNS}

    def known_heads(self, heads: Any) -> set[str]:
        """Know the columns of trips, too."""
        own = {normal(TRIP), normal(TRIP_CODE), *(normal(column.head) for column in TRIP_COLUMNS)}
        return super().known_heads(heads) | own & set(heads)

    def kinds(self, heads: set[str], book: Book) -> Any:
        """Return the trips, too."""
        return (*super().kinds(heads, book), PlannedVisit)

    def deepest(self, cells: Cells) -> int:
        """Take a row with a trip as a line, where it or one above names a purpose."""
        deepest = super().deepest(cells)
        has_trip = not is_blank(cells.get(normal(TRIP))) or _says_trip(cells)
        if not has_trip:
            return deepest
        return len(self.levels) - 1 if deepest >= 0 or is_blank(cells.get(normal(TRIP_CODE))) else -1

    def read(self, cells: Cells, place: Place, book: Book) -> None:
        """Read a row; one that names a trip and no purpose adds the trip alone."""
        says_purpose = super().deepest(cells) >= 0 or (self._current[-1] is not None and self._continues(cells))
        if says_purpose:
            super().read(cells, place, book)
        elif _says_trip(cells):
            self._read_trip(cells, place, book)

    def _continues(self, cells: Cells) -> bool:
        return is_blank(cells.get(normal(TRIP_CODE)))

    def read_leaf(self, entry: Any, cells: Cells, place: Place, book: Book) -> None:
        """Read the trip of a line."""
        entry.values["visit"] = self._read_trip(cells, place, book)
        entry.heads["visit"] = TRIP

    def _read_trip(self, cells: Cells, place: Place, book: Book) -> Entry:
        """Return the trip of this number, or a new one; what a further row says of it and the first does not counts."""
        number = _number(cells)
        values = values_of(TRIP_COLUMNS, cells, place, book) if _says_trip(cells) else {}
        found = self._trips.get(number) if number else None
        if found is None:
            heads = {column.field: column.head for column in TRIP_COLUMNS}
            code = str(cells.get(normal(TRIP_CODE)) or "")
            found = book.add(Entry(PlannedVisit, place, values, code, heads, TRIP_IDENTITY, has_place=False))
            if number:
                self._trips[number] = found
        else:
            found.values |= {name: value for name, value in values.items() if not found.values.get(name)}
        return found


def _number(cells: Cells) -> str:
    try:
        return plain_text(cells.get(normal(TRIP)))
    except Wrong:
        return ""


def _says_trip(cells: Cells) -> bool:
    """Whether a row says where to, when or for how much."""
    return any(not is_blank(cells.get(normal(column.head))) for column in TRIP_COLUMNS)


LINE_COLUMNS = (
    Column("Склад делегації", "participants", "Хто їде, як це друкує документ.", 40),
    Column(
        "Вартість словами", "cost_words", "Коли платить інша ціль поїздки: «Фінансується спільно з візитом до …».", 30
    ),
)


def level(model: Any, head: str, code: str, parent: str = "") -> Level:
    """Return a level of the tree of purposes."""
    identity = (parent, "name_uk") if parent else ("name_uk",)
    columns = (
        Column(head, "name_uk", "Повторіть або лишіть порожнім: те саме, що вище.", 30, True),
        english(head, "name_en"),
    )
    return Level(model, columns, code, parent, "name_uk", identity)


VISITS = VisitSheet(
    "Візити",
    100,
    (
        level(VisitField, "Галузь", "Код галузі"),
        level(VisitTheme, "Тема", "Код теми", "field"),
        level(VisitPurpose, "Мета візиту", "Код мети", "theme"),
        Level(VisitLine, LINE_COLUMNS, "Код рядка", "purpose", identity=("purpose", "visit")),
    ),
    "куди, коли, навіщо і за скільки поїдуть делегації: рядок на кожну мету поїздки.",
    "#7030A0",
)
CONFERENCES = TreeSheet(
    "Конференції",
    110,
    (
        Level(
            Conference,
            (
                Column("Тематика", "topic_uk", "Чому присвячено конференцію.", 50, is_needed=True),
                *TRIP_COLUMNS,
                english("Тематика", "topic_en"),
            ),
            identity=("topic_uk", "city", "place_words"),
        ),
    ),
    "конференції і форуми, на які поїдуть делегації.",
    "#7030A0",
)


def register() -> None:
    """Add the sheets."""
    sheets.register(VISITS)
    sheets.register(CONFERENCES)
