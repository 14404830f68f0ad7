"""The sheets about the programme as a whole: what it is, its decision, the cities that it names, how to fill it in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from oleksandria_intl.codes_from_names import code_from
from oleksandria_intl.documents.sheets.to_fill_in import LISTS, Form, Head
from oleksandria_intl.tables.cells import Cell, Wrong, is_blank, plain_text
from oleksandria_intl.tables.sources import normal
from partners.models import City, Country
from programs.models import Edition

from .columns import Choice, Column, Link, Number, text_of
from .entries import Book, Place
from .sheets import Cells, Sheet, Written, register, sheets
from .trees import values_of

INTRODUCTION = "Як заповнювати"
FACTS, FACT, VALUE = "Програма", "Що", "Значення"
MADE_FROM, UNIT, UNITS_OF_MONEY = "Файл зроблено з редакції", "Лише заходи підрозділу", "Суми заходів у файлі"
HRYVNIAS, THOUSANDS = "у гривнях", "у тисячах гривень"
SUBJECT, PREAMBLE, POINT = "Заголовок", "Преамбула", "Пункт"
COLOUR = "#7F7F7F"
NEW = "Місцева цільова програма: книга для заповнення"

FIELDS = (
    Column("Вид програми", "kind_uk", "З чого починається повна назва: «Програма», «Міська цільова програма»."),
    Column("Вид у родовому відмінку", "kind_genitive", "Лише коли портал утворює його неправильно."),
    Column(
        "Назва без слова «Програма» і без років",
        "name_uk",
        "«розвитку міжнародного співробітництва м. Полтави»; вид і роки портал додає сам.",
        is_needed=True,
    ),
    Number("Перший рік", "year_from", "2027", is_needed=True),
    Number("Останній рік", "year_to", "Для однорічної програми – той самий рік.", is_needed=True),
    Choice("Нумерація розділів", "numbering", "Римськими чи арабськими.", choices=lambda: Edition.Numbering.choices),
    Column("Назва англійською", "name_en", "Можна не заповнювати."),
)


class FactsSheet:
    """What the programme is: one fact a row."""

    title, place = FACTS, 10
    help = "назва, роки, у яких одиницях суми заходів."

    def kinds(self, heads: set[str], book: Book) -> tuple[Any, ...]:
        """Return nothing: it holds no rows of the edition."""
        return ()

    def begin(self) -> Sheet:
        """Return itself: it keeps nothing of a workbook."""
        return self

    def form(self, written: Written) -> Form:
        """Return the facts of the edition, or the rows to fill in."""
        edition = written.edition
        rows: list[list[Any]] = []
        for column in FIELDS:
            value = column.cell(edition, written.names) if edition else ""
            rows.append([column.head, value, column.note])
        rows.append([UNITS_OF_MONEY, HRYVNIAS, f"«{HRYVNIAS}» чи «{THOUSANDS}»: як написано суми на аркуші «Заходи»."])
        if edition:
            keep = "Не змінюйте: за цим портал упізнає проєкт. Щоб зробити з файлу нову програму, очистьте клітинку."
            rows.append([MADE_FROM, edition.key, keep])
        if written.unit:
            rows.append([UNIT, written.names.label(written.unit), "Не змінюйте: решта заходів у файлі не стоїть."])
        heads = [Head(FACT, width=42), Head(VALUE, width=70, is_needed=True), Head("Пояснення", width=70)]
        numbering = tuple(FIELDS[5].as_head(written.names).offers or ())
        choices = [(5, 1, numbering), (len(FIELDS), 1, (HRYVNIAS, THOUSANDS))]
        return Form(self.title, heads, rows, COLOUR, choices)

    def known_heads(self, heads: Iterable[str]) -> set[str]:
        """Return the heads of a fact and its value."""
        return {normal(FACT), normal(VALUE)} & set(heads)

    def read(self, cells: Cells, place: Place, book: Book) -> None:
        """Read a fact."""
        label, cell = normal(str(cells.get(normal(FACT)) or "")), cells.get(normal(VALUE))
        for column in FIELDS:
            if normal(column.head) == label:
                named = {normal(column.head): cell}
                book.facts |= values_of([column], named, place, book)
        if label == normal(MADE_FROM):
            book.made_from = _plain(cell)
        elif label == normal(UNIT):
            book.unit = _plain(cell)
        elif label == normal(UNITS_OF_MONEY):
            book.in_thousands = normal(_plain(cell)) == normal(THOUSANDS)


def _plain(cell: Cell) -> str:
    try:
        return plain_text(cell)
    except Wrong:
        return ""


class DecisionSheet:
    """The decision by which the council adopts the programme: its heading, preamble and points."""

    title, place = "Рішення", 20
    help = "заголовок, преамбула і пункти проєкту рішення; без них портал рішення не створить."

    def kinds(self, heads: set[str], book: Book) -> tuple[Any, ...]:
        """Return nothing: it holds no rows of the edition."""
        return ()

    def begin(self) -> Sheet:
        """Return itself: it keeps nothing of a workbook."""
        return self

    def form(self, written: Written) -> Form:
        """Return the words of the decision, or the rows to fill in."""
        decision = written.edition.decision if written.edition else None
        rows = [[SUBJECT, decision.subject if decision else ""], [PREAMBLE, decision.preamble if decision else ""]]
        rows += [[POINT, point.text] for point in decision.points.order_by("order", "pk")] if decision else []
        rows += [[POINT, ""]] * (0 if decision else 3)
        note = "{Програми}, {Програму} портал замінить повною назвою: «Про затвердження {Програми}»."
        heads = [
            Head("Частина", "Заголовок, преамбула або пункт.", 18, True, offers=(SUBJECT, PREAMBLE, POINT)),
            Head("Слова", note, 110, True),
        ]
        return Form(self.title, heads, rows, COLOUR)

    def known_heads(self, heads: Iterable[str]) -> set[str]:
        """Return the heads of a part and its words."""
        return {normal("Частина"), normal("Слова")} & set(heads)

    def read(self, cells: Cells, place: Place, book: Book) -> None:
        """Read a part."""
        cell = cells.get(normal("Слова"))
        try:
            part, words = plain_text(cells.get(normal("Частина"))), text_of(cell)
        except Wrong as error:
            book.refuse(place, str(error), column="Слова", value=cell)
            return
        name = {normal(SUBJECT): "subject", normal(PREAMBLE): "preamble"}.get(normal(part))
        book.decision.setdefault("place", place)
        if name:
            book.decision[name] = words
        elif normal(part) == normal(POINT) or (words and not part):
            book.decision.setdefault("points", []).extend([words] if words.strip() else [])
        elif part or words:
            book.refuse(place, _("Write “%(a)s”, “%(b)s” or “%(c)s”.") % PARTS, column="Частина", value=part)


PARTS = {"a": SUBJECT, "b": PREAMBLE, "c": POINT}


class CitiesSheet:
    """The cities that the programme names; those that the portal lacks are added to its register."""

    title, place = "Міста", 25
    help = "міста, яких ще немає в порталі; ті, що є, портал не змінює."

    columns = (
        Column("Місто", "name_uk", "«Гданськ».", 28, is_needed=True),
        Link("Країна", "country", "«Польща».", 28, is_needed=True, model=Country),
        Choice(
            "Що воно для нас",
            "kind",
            "Місто-побратим, місто-партнер чи лише місце, куди їде делегація.",
            28,
            is_needed=True,
            choices=lambda: City.Kind.choices,
        ),
        Column("Місто, англійською", "name_en", "Можна не заповнювати.", 28),
    )

    def kinds(self, heads: set[str], book: Book) -> tuple[Any, ...]:
        """Return nothing: it holds no rows of the edition."""
        return ()

    def begin(self) -> Sheet:
        """Return itself: it keeps nothing of a workbook."""
        return self

    def form(self, written: Written) -> Form:
        """Return the cities that the rows of the edition name."""
        named = {row.city_id: row.city for rows in written.rows.values() for row in rows if getattr(row, "city_id", 0)}
        cities = sorted(named.values(), key=lambda city: (city.sort_key, city.pk))
        heads = [column.as_head(written.names) for column in self.columns]
        rows = [[column.cell(city, written.names) for column in self.columns] for city in cities]
        return Form(self.title, heads, rows, "#548235")

    def known_heads(self, heads: Iterable[str]) -> set[str]:
        """Return the heads of its columns."""
        return {normal(column.head) for column in self.columns} & set(heads)

    def read(self, cells: Cells, place: Place, book: Book) -> None:
        """Add a city that the register lacks."""
        values = values_of(self.columns, cells, place, book)
        if not all(values.get(name) for name in ("name_uk", "country", "kind")):
            return
        city = City(**values)
        try:
            found = book.names.find(City, city.full_name_uk)
        except Wrong:
            return
        if found is None:
            slugs = {each.slug for each in book.names.book(City).rows()}
            city.slug = code_from(city.name_en or city.name_uk, slugs)
            book.new_cities.append(city)
            city.save()
            book.names.book(City).add(city)


def introduction(written: Written) -> Form:
    """Return the first sheet: what this is, and how to fill it in."""
    lines = UNIT_LINES if written.unit else LINES
    named = [f"«{sheet.title}» – {sheet.help}" for sheet in sheets() if not written.unit or _is_cut(sheet)]
    title = written.edition.titled() if written.edition else NEW
    texts = [
        title,
        *lines[:1],
        "Аркуші:",
        *named,
        f"«{LISTS}» – назви, з яких вибирають у стовпцях зі списком.",
        *lines[1:],
    ]
    return Form(INTRODUCTION, (), [[text] for text in texts], COLOUR)


def _is_cut(sheet: Sheet) -> bool:
    from .sheets import cut

    return sheet.title in (FACTS, cut().sheet)


LINES = (
    "Заповніть аркуші й завантажте книгу в портал (Програми → «Програма з Excel»). Портал спершу покаже, що зміниться, "
    "і нічого не запише, доки ви не погодитеся; хибні клітинки назве за аркушем, рядком і стовпцем.",
    "Як писати:",
    "Темніший заголовок – стовпець обов’язковий. Пояснення до стовпця – у примітці: наведіть курсор на заголовок.",
    "Кодів не пишіть: портал дає їх сам. У прихованих стовпцях «Код…» стоять ті, за якими портал упізнає рядки; "
    "новий рядок залишайте без коду. Міста, підрозділи, джерела пишіть назвами – їх можна вибрати зі списку.",
    "Порядок рядків на аркуші – це порядок у документі. Рядок, якого немає, портал видалить з проєкту. "
    "Аркуш, якого немає, нічого не змінює; так само стовпець.",
    "Суми – числом, без формул. Якщо вони в тисячах гривень, скажіть про це на аркуші «Програма».",
    "Англійські стовпці згорнуто: натисніть «+» над таблицею.",
    "Назв аркушів і заголовків не змінюйте, крім років: «2027 рік» можна виправити, стовпець року – додати.",
)
UNIT_LINES = (
    "Тут заходи, за які відповідає ваш підрозділ, і те, що на них передбачено. Виправте суми, строки й назви, допишіть "
    "нові заходи до наявних напрямів і поверніть файл. Це пропозиції: портал покаже, що саме ви змінили, "
    "а відділ прийме чи відхилить кожен рядок. Заходів інших підрозділів файл не змінює.",
    "Як писати:",
    "Темніший заголовок – стовпець обов’язковий. Пояснення до стовпця – у примітці: наведіть курсор на заголовок.",
    "Кодів не пишіть: у прихованих стовпцях стоять ті, за якими портал упізнає рядки; новий рядок лишайте без коду.",
    "Захід, який пропонуєте видалити, видаліть разом із рядком. Напрямів не перейменовуйте: вони спільні.",
    "Суми – числом, без формул. Якщо вони в тисячах гривень, скажіть про це на аркуші «Програма».",
)


def register_facts() -> None:
    """Add these sheets."""
    for sheet in (FactsSheet(), DecisionSheet(), CitiesSheet()):
        register(sheet)


def is_empty(cells: Cells) -> bool:
    """Whether nothing is written in a row."""
    return all(is_blank(cell) for cell in cells.values())
