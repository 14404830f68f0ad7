"""A report as the office makes it: directions with subtotals, shares of the plan, a grand total."""

from __future__ import annotations

from datetime import date, datetime, timezone
from decimal import Decimal

from oleksandria_intl.documents.blocks import (
    ApprovalMark,
    Cell,
    Column,
    Footnotes,
    Heading,
    Landscape,
    Paragraph,
    Row,
    RowGroup,
    Signature,
    Table,
    plain,
)
from oleksandria_intl.documents.cells import amount_cell, day_cell, percent_cell, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.shares import percent

TITLE = "Звіт про виконання програми"
DATED = datetime(2020, 4, 1, 9, 30, tzinfo=timezone.utc)
COLUMNS = (
    Column("№ з/п", 0.05, "center"),
    Column("Назва заходу", 0.24),
    Column("Код програмної класифікації", 0.09, "center"),
    Column("Термін виконання", 0.09, "center"),
    Column("Передбачено на рік, грн", 0.1, "right"),
    Column("Касові видатки, грн", 0.1, "right"),
    Column("Виконання, %", 0.08, "right", ratio=(5, 4)),
    Column("Стан виконання заходу, причини невиконання", 0.15),
    Column("Відповідальні виконавці", 0.1),
)
DIRECTIONS = {
    "Розвиток партнерських відносин із містами-побратимами та участь у міжнародних об’єднаннях": (
        ("Організація прийому офіційних делегацій іноземних міст-партнерів у дні міста", "40000.00", "12500.50"),
        ("Відрядження делегацій за кордон для участі у міжнародних форумах", "300000", "150000"),
        ("Сплата щорічних внесків до міжнародних асоціацій", "0", None),
    ),
    "Формування позитивного міжнародного іміджу": (
        ("Виготовлення сувенірної продукції із символікою міста", "45000.00", "45000.00"),
        ("Переклад і друк презентаційних видань", "80000.00", "26666.64"),
    ),
}


def money(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def sums(plan: Decimal | None, spent: Decimal | None, *, bold: bool = False) -> tuple[Cell, Cell, Cell]:
    share = percent(spent, plan) if spent is not None else None
    return amount_cell(plan, bold=bold), amount_cell(spent, bold=bold), percent_cell(share, bold=bold)


def measure(key: str, name: str, plan: str, spent: str | None) -> Row:
    cells = (
        text_cell(f"{key}."),
        text_cell(name),
        text_cell("0210180"),
        day_cell(date(2020, 3, 31)),
        *sums(money(plan), money(spent)),
        text_cell("-" if spent else "=Оплату перенесено на наступний квартал"),
        text_cell("Відділ зовнішніх зв’язків"),
    )
    return Row(cells, key=key)


def total(label: str, key: str, keys: tuple[str, ...], figures: list[tuple[str, str | None]]) -> Row:
    plan = sum((Decimal(planned) for planned, _ in figures), Decimal())
    spent = sum((Decimal(paid) for _, paid in figures if paid), Decimal())
    cells = (text_cell(label, colspan=4, bold=True), *sums(plan, spent, bold=True))
    return Row(cells, key=key, sums=keys)


def groups() -> list[RowGroup]:
    made, everything = [], []
    for number, (direction, measures) in enumerate(DIRECTIONS.items(), 1):
        keys = tuple(f"{number}.{place}" for place, _ in enumerate(measures, 1))
        rows = [measure(key, *each) for key, each in zip(keys, measures, strict=True)]
        figures = [(plan, spent) for _, plan, spent in measures]
        everything += figures
        head = Row((text_cell(f"{number}. {direction}", colspan=9, bold=True),))
        made.append(RowGroup((head, *rows, total("Разом за напрямом", f"direction-{number}", keys, figures))))
    made.append(RowGroup((total("ВСЬОГО ЗА ПРОГРАМОЮ", "", ("*",), everything),)))
    return made


TABLE = Table(COLUMNS, tuple(groups()), numbered_columns=True, title=TITLE)
REPORT = Document(
    TITLE,
    "Виконавчий комітет",
    (
        Landscape(
            (
                ApprovalMark(("Додаток", "до рішення виконавчого комітету")),
                Heading(1, TITLE),
                Paragraph(plain("за січень-березень 2020 року")),
                TABLE,
                Footnotes((("*", plain("Касові видатки за даними Казначейства.")),)),
                Signature("Начальник відділу\nзовнішніх зв’язків", "Ірина НАЧАЛЬНИК"),
            )
        ),
    ),
    DATED,
)
