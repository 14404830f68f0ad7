"""The office's own .xlsx for payments: the heads that the import knows, drop-down lists, and how to fill it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, BinaryIO

from oleksandria_intl.tables.values import EARLIEST, LABEL, LATEST

from .dialects import COLUMNS, HEAD_OF, Column

SHEET, LISTS, HELP = "Платежі", "Довідники", "Як заповнити"
ROWS = 5000
"""Rows below the head that have formats and lists; more can be written."""
LONGEST_LABEL = 70
LINE, LETTERS_OF_LINE = 18, 100
"""How high a line of the instructions is, in points, and how many letters surely fit into it."""
A4 = 9
"""Its number in Excel."""
NEEDED = {"paid_on", "amount", "payer_code", "payee_name", "document"}
"""Columns whose heads are shown as obligatory."""
INSTRUCTIONS = (
    ("Що це", "Таблиця для внесення платежів до порталу. Один рядок – один платіж за одним документом."),
    (
        "Обов’язкові стовпці",
        "Темні заголовки: дата, сума, платник, одержувач, документ. Замість коду платника можна написати його назву, "
        "замість назви одержувача – його код, замість документа – код запису.",
    ),
    ("Дата", "День, коли кошти пішли з рахунку: дд.мм.рррр, наприклад 31.03.2020."),
    (
        "Сума, грн",
        "Число, не більше двох знаків після коми, без формул. Повернення – від’ємне число; тоді вкажіть код запису "
        "платежу, який воно виправляє, або напишіть причину в призначенні.",
    ),
    (
        "Коди",
        "Це текст: нулі на початку зберігаються. КПКВКМБ – сім цифр, КЕКВ – чотири, ЄДРПОУ – вісім. "
        "Вибране зі списку залишайте як є, разом з назвою.",
    ),
    (
        "Код запису",
        "Код, під яким платіж уже є в порталі або на spending.gov.ua; для нового платежу – порожньо. "
        "За ним повторне внесення того самого файлу нічого не подвоїть.",
    ),
    ("Захід, джерело", f"Вибирайте зі списку; назви – на аркуші «{LISTS}». Без заходу платіж чекатиме на розподіл."),
    (
        "Всього",
        "Останнім рядком можна написати «Всього» і суму: портал порівняє її з сумою рядків. "
        "Підсумків посередині не робіть.",
    ),
    (
        "Чого не робити",
        f"Не перейменовуйте стовпців, не пишіть формул, не об’єднуйте клітинок. Платежі – лише на аркуші «{SHEET}».",
    ),
)


def write_template(file: BinaryIO, lists: Mapping[str, Iterable[tuple[str, str]]]) -> None:
    """Write the template into the file; the list of a field is of codes with names, and offers «code — name»."""
    import xlsxwriter

    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        looks = _Looks(book)
        sheet, choices, instructions = (book.add_worksheet(name) for name in (SHEET, LISTS, HELP))
        places = _write_lists(choices, lists, looks)
        _write_table(sheet, places, looks)
        _write_help(instructions, looks)


def label(code: str, name: str) -> str:
    """Return «code — name», of which the import takes the code."""
    name = " ".join(name.split())
    shortened = name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1].rstrip()}…"
    return f"{code}{LABEL}{shortened}" if shortened else code


class _Looks:
    """The formats of cells that the template uses."""

    def __init__(self, book: Any) -> None:
        head: dict[str, Any] = {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1}
        self.needed = book.add_format({**head, "bg_color": "#1F3864", "font_color": "#FFFFFF"})
        self.head = book.add_format({**head, "bg_color": "#D9E2F3"})
        self.text = book.add_format({"num_format": "@", "valign": "top"})
        self.wrapped = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self.day = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "align": "center"})
        self.amount = book.add_format({"num_format": "#,##0.00", "valign": "top"})
        self.term = book.add_format({"bold": True, "valign": "top"})

    def of(self, field: str) -> Any:
        """Return how the cells of a field look."""
        own = {"paid_on": self.day, "amount": self.amount, "purpose": self.wrapped, "payee_name": self.wrapped}
        return own.get(field, self.text)


def _write_lists(sheet: Any, lists: Mapping[str, Iterable[tuple[str, str]]], looks: _Looks) -> dict[str, str]:
    """Write each list into a column; return where those that hold something stand."""
    places = {}
    for column, (field, choices) in enumerate(lists.items()):
        sheet.write_string(0, column, f"Список: {HEAD_OF[field]}", looks.head)
        sheet.set_column(column, column, 66, looks.text)
        row = 0
        for row, choice in enumerate(choices, 1):
            sheet.write_string(row, column, label(*choice), looks.text)
        if row:
            letter = "ABCDE"[column]
            places[field] = f"='{LISTS}'!${letter}$2:${letter}${row + 1}"
    sheet.freeze_panes(1, 0)
    _print_across(sheet)
    return places


def _write_table(sheet: Any, places: dict[str, str], looks: _Looks) -> None:
    for place, column in enumerate(COLUMNS):
        sheet.write_string(0, place, column.head, looks.needed if column.field in NEEDED else looks.head)
        sheet.set_column(place, place, column.width, looks.of(column.field))
        if rule := _rule(column, places):
            titled = {"ignore_blank": True, "error_title": column.head[:32]}
            sheet.data_validation(1, place, ROWS, place, titled | rule)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, ROWS, len(COLUMNS) - 1)
    sheet.repeat_rows(0)
    _print_across(sheet)


def _rule(column: Column, places: dict[str, str]) -> dict[str, Any]:
    """Return what Excel lets be written into the column, if anything is to be refused."""
    if column.field in places:
        message = "Цього значення немає у списку. Залишити його?"
        return {"validate": "list", "source": places[column.field], "error_type": "warning", "error_message": message}
    if column.field == "paid_on":
        message = "Дата має бути у вигляді дд.мм.рррр."
        limits = {"minimum": date(EARLIEST, 1, 1), "maximum": date(LATEST, 12, 31)}
        return {"validate": "date", "criteria": "between", **limits, "error_message": message}
    if column.field == "amount":
        message = "Сума – число, не нуль; не більше двох знаків після коми."
        return {"validate": "decimal", "criteria": "!=", "value": 0, "error_message": message}
    if column.longest:
        message = f"Не більше {column.longest} знаків."
        return {"validate": "length", "criteria": "<=", "value": column.longest, "error_message": message}
    return {}


def _write_help(sheet: Any, looks: _Looks) -> None:
    sheet.set_column(0, 0, 24, looks.term)
    sheet.set_column(1, 1, 100, looks.wrapped)
    for row, (term, text) in enumerate(INSTRUCTIONS):
        sheet.set_row(row, LINE * (1 + len(text) // LETTERS_OF_LINE))
        sheet.write_string(row, 0, term, looks.term)
        sheet.write_string(row, 1, text, looks.wrapped)
    _print_across(sheet)


def _print_across(sheet: Any) -> None:
    """Print on A4 across, as wide as the page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
