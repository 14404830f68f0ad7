"""The sheets of what the programme itself consists of: passport, sections, cities, notes, totals, indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from oleksandria_intl.documents.sheets.to_fill_in import Head
from oleksandria_intl.tables.cells import Wrong, is_blank
from oleksandria_intl.tables.values import decimal_reader
from partners.models import Agreement, City
from programs import sections
from programs.models import AgreedTotal, CityProfile, Footnote, Indicator, IndicatorValue, PassportRow, Section

from .columns import Amount, Choice, Column, Link, Number, RowCode, RowLink, YesNo, model_of
from .entries import Book, Entry, Place
from .sheets import Cells, Written, register
from .trees import Level, TreeSheet

SECTIONS, SECTION_TITLE = "Розділи", "Назва розділу"
MEASURES, MEASURE_NAME = "Заходи", "Захід"
MARKDOWN = (
    "Звичайний текст. Абзаци відділяє порожній рядок (Alt+Enter двічі). За бажання – розмітка Markdown: **жирний**, "
    "«- » на початку рядка – список, «1. » – нумерований список."
)
BRACES = "{Програма}, {Програми}, {рік} портал замінить назвою і роками Програми."
ENGLISH = "Англійською; рада цього не затверджує."


def english(head: str, field: str, width: int = 30) -> Column:
    """Return the folded column of a translation."""
    return Column(f"{head}, англійською", field, ENGLISH, width, is_folded=True)


PASSPORT = TreeSheet(
    "Паспорт",
    30,
    (
        Level(
            PassportRow,
            (
                Column("Рядок паспорта", "label_uk", "«Ініціатор розроблення Програми».", 40, is_needed=True),
                Column("Зміст", "value_uk", f"{MARKDOWN} {BRACES}", 80),
                Choice(
                    "Сума, яку обчислить портал",
                    "figure",
                    "Стоїть після змісту; портал обчислює її з аркуша «Заходи».",
                    30,
                    choices=sections.figure_choices,
                ),
                english("Рядок паспорта", "label_en"),
                english("Зміст", "value_en", 60),
            ),
            identity=("label_uk",),
        ),
    ),
    "рядки паспорта в тому порядку, в якому їх надрукувати.",
    "#2E75B6",
)
SECTIONS_SHEET = TreeSheet(
    SECTIONS,
    40,
    (
        Level(
            Section,
            (
                RowLink(
                    "Частина розділу",
                    "parent",
                    "Порожньо – розділ має власний номер. Для підрозділу – назва або номер його розділу.",
                    28,
                    model=Section,
                    by="title_uk",
                    sheet=SECTIONS,
                    of=SECTION_TITLE,
                ),
                Column(SECTION_TITLE, "title_uk", f"Без номера. {BRACES}", 40, is_needed=True),
                Choice(
                    "Що друкується після тексту",
                    "kind",
                    "Лише текст – порожньо. Таблиці кошторису, візитів і конференцій портал складає з інших аркушів.",
                    24,
                    choices=sections.kind_choices,
                ),
                Column("Текст", "body_uk", MARKDOWN, 90),
                Column("Назва у змісті", "contents_title", "Лише коли вона інша, ніж назва розділу.", 30),
                YesNo("На альбомних сторінках", "landscape", "«так» для широких таблиць.", 13),
                english("Назва розділу", "title_en"),
                english("Текст", "body_en", 60),
            ),
            identity=("parent", "title_uk"),
        ),
    ),
    "розділи Програми з текстом, по порядку; номери ставить портал.",
    "#2E75B6",
)


def section_link(note: str) -> RowLink:
    """Return the column that says in which section something stands."""
    return RowLink(
        "Розділ", "section", note, 28, is_needed=True, model=Section, by="title_uk", sheet=SECTIONS, of=SECTION_TITLE
    )


PROFILES = TreeSheet(
    "Описи міст",
    50,
    (
        Level(
            CityProfile,
            (
                section_link("Розділ чи підрозділ, у якому місто описано."),
                Link("Місто", "city", "Як на аркуші «Міста»: «Гданськ, Польща».", 24, is_needed=True, model=City),
                Column("Заголовок", "heading", "«Гданськ, Республіка Польща.»", 30, is_needed=True),
                Column("Рядок про угоду", "agreement_line", "Як його друкує документ.", 40),
                Column("Рядок про день міста", "city_day_line", "«День міста - 1 вересня».", 24),
                Column("Заголовок над описом", "about_heading", "«Інформація про місто».", 24),
                Column("Про місто", "about", MARKDOWN, 70),
                Column("Заголовок над відносинами", "relations_heading", "«Братерські відносини».", 24),
                Column("Відносини", "relations", MARKDOWN, 70),
                Link("Угода", "agreement", "Угода з реєстру, якщо вона там є.", 30, model=Agreement),
            ),
            identity=("section", "city"),
        ),
    ),
    "що Програма друкує про кожне місто-побратим і місто-партнер.",
    "#548235",
)
FOOTNOTES = TreeSheet(
    "Примітки",
    60,
    (
        Level(
            Footnote,
            (
                section_link("Розділ, під таблицею якого стоїть примітка."),
                Column("Текст примітки", "text", "На неї посилаються рядки візитів і конференцій.", 80, is_needed=True),
            ),
            identity=("section", "text"),
        ),
    ),
    "примітки під таблицями візитів і конференцій.",
    "#548235",
)


TOTALS = TreeSheet(
    "Погоджені суми",
    80,
    (
        Level(
            AgreedTotal,
            (
                Number("Рік", "year", "Рік Програми.", is_needed=True),
                Choice("Джерело", "source", "Порожньо – з усіх джерел разом.", 36, choices=sections.source_choices),
                Amount("Погоджена сума, грн", "amount", "У гривнях, за нею портал перевіряє суму заходів.", 22, True),
            ),
            identity=("year", "source"),
        ),
    ),
    "скільки всього погоджено на кожен рік; можна не заповнювати.",
    "#BF8F00",
)


@dataclass
class IndicatorSheet(TreeSheet):
    """Indicators, and what they are to be in each year."""

    def heads(self, written: Written) -> list[Head]:
        """Add a column for each year before the folded ones."""
        heads = super().heads(written)
        at = next((place for place, head in enumerate(heads) if head.is_folded), len(heads))
        years = [Head(planned(year), "Скільки має бути за рік.", 12) for year in written.years]
        return [*heads[:at], *years, *heads[at:]]

    def cells_of(self, level: Level, row: Any, written: Written) -> dict[str, Any]:
        """Add what the indicator is to be in each year."""
        values = [each for each in written.of(IndicatorValue) if each.indicator_id == row.pk]
        return super().cells_of(level, row, written) | {planned(each.year): each.value for each in values}

    def kinds(self, heads: set[str], book: Book) -> Any:
        """Return the indicators, and their values where there are columns of years."""
        years = set(filter(None, map(year_of, heads)))
        book.spared.append(lambda row: isinstance(row, IndicatorValue) and row.year not in years)
        return (*super().kinds(heads, book), IndicatorValue) if years else super().kinds(heads, book)

    def known_heads(self, heads: Any) -> set[str]:
        """Know the columns of years, too."""
        return super().known_heads(heads) | {head for head in heads if year_of(head)}

    def read_leaf(self, entry: Any, cells: Cells, place: Place, book: Book) -> None:
        """Read what the indicator is to be in each year."""
        for head, year in years_of(cells):
            cell = cells[head]
            if is_blank(cell):
                continue
            try:
                value = decimal_reader(2)(cell)
            except Wrong as error:
                book.refuse(place, str(error), column=planned(year), value=cell)
                continue
            values = {"indicator": entry, "year": year, "value": value}
            heads = dict.fromkeys(("year", "value"), planned(year))
            book.add(Entry(IndicatorValue, place, values, heads=heads, identity=("indicator", "year")))


def planned(year: int) -> str:
    """Return the head of the column of a year."""
    return f"{year} рік"


def year_of(head: str) -> int:
    """Return the year that a column is of, by the normal form of its head; 0 for another column."""
    return int(head[:4]) if head[:4].isdigit() and head[4:].startswith("р") and head[:2] in ("19", "20") else 0


def years_of(cells: Cells) -> Iterator[tuple[str, int]]:
    """Yield the columns of years, by the normal form of their heads."""
    yield from ((head, year) for head in cells if (year := year_of(head)))


def register_own() -> None:
    """Add the sheets of this app, once all apps are there: an indicator names a measure."""
    for sheet in (PASSPORT, SECTIONS_SHEET, PROFILES, FOOTNOTES, TOTALS):
        register(sheet)
    columns = (
        Column("Показник", "name_uk", "«Кількість прийнятих делегацій».", 50, is_needed=True),
        Column("Одиниця виміру", "unit_uk", "«осіб», «од.», «%».", 14, is_needed=True),
        Choice(
            "Що вимірює", "kind", "За цим звіти впорядковують показники.", 18, choices=lambda: Indicator.Kind.choices
        ),
        RowCode(
            "Захід, якого стосується",
            "measure_code",
            "Тоді звіт скаже, скільки коштувала одиниця.",
            40,
            model=model_of("measures"),
            by="name_uk",
            sheet=MEASURES,
            of=MEASURE_NAME,
        ),
        english("Показник", "name_en"),
        english("Одиниця виміру", "unit_en", 14),
    )
    level = Level(Indicator, columns, identity=("name_uk",))
    register(
        IndicatorSheet("Показники", 90, (level,), "за чим судитимуть про виконання; можна не заповнювати.", "#BF8F00")
    )
