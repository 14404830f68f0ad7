"""Statements of treasuries and banks: their columns are explained once, and one side of the account is spending."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from budget.importing.reading import RawRow, open_file
from budget.importing.statements import Statement, UnknownColumns, remembered
from budget.models import ImportBatch, Payment, StatementSource
from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.tables.outcome import ImportRefused
from programs.models import Edition
from tests import spending
from tests.admin_pages import form_data
from tests.budget.importing.files import workbook
from tests.dbf_files import dbf
from tests.import_pages import media, page, said, staff_in_english, tried, upload  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

HEADS = ["Дата операції", "№ док", "Контрагент", "ЄДРПОУ", "Дебет", "Кредит", "Призначення платежу", "Х"]
ROWS = [
    ["Вхідний залишок", "", "", "", "", "5000,00", "", ""],
    ["01.04.20", "0012", "ТОВ «Переклад»", spending.PAYEE, "1 234,50 грн", "", "Послуги", "1"],
    ["02.04.2020 р.", "13", "ТОВ «Переклад»", spending.PAYEE, "100", "0", "Послуги", "1"],
    ["03.04.2020", "14", "ТОВ «Переклад»", spending.PAYEE, "", "34,50", "Повернення помилкового платежу", "1"],
    ["03.04.2020", "15", "Фінансове управління", "22222222", "", "9000", "Асигнування", "1"],
    ["04.04.2020", "16", "ТОВ «Переклад»", spending.PAYEE, "-10", "", "Червоне", "1"],
    ["Оборот за квітень", "", "", "", "1 334,50", "9 034,50", "", ""],
]
CSV = "\n".join(";".join(row) for row in (["Виписка", *[""] * 7], HEADS, *ROWS)).encode("cp1251")
COLUMNS = {
    "paid_on": "датаоперації",
    "document": "док",
    "payee_name": "контрагент",
    "payee_code": "єдрпоу",
    "debit": "дебет",
    "credit": "кредит",
    "purpose": "призначенняплатежу",
}
TREASURY = Statement("Казначейство", "debit", COLUMNS, {"payer_code": spending.PAYER})


def read(content: bytes, *statements: Statement, is_statement: bool = False) -> tuple[list[RawRow], Any]:
    file = open_file(io.BytesIO(content), statements, is_statement=is_statement)
    rows = list(file.rows())
    assert all(isinstance(row, RawRow) for row in rows), rows
    return [row for row in rows if isinstance(row, RawRow)], file


def amounts(rows: list[RawRow]) -> list[tuple[Decimal, str]]:
    return [(row.values["amount"], row.values.get("status", "")) for row in rows]


BACK = "повернення"
SETTLED = [(Decimal("1234.50"), ""), (Decimal(100), ""), (Decimal("-34.50"), BACK), (Decimal(-10), BACK)]


def test_one_side_is_spending_what_came_back_is_negative_and_other_money_is_named() -> None:
    rows, file = read(CSV, TREASURY)
    assert amounts(rows) == SETTLED
    assert {row.values["payer_code"] for row in rows} == {spending.PAYER}
    assert file.total == file.read_total == Decimal(1290)
    passed, received = file.notices
    assert "row 3 “Вхідний залишок”" in passed
    assert "1 (rows 7), 9\u00a0000,00 UAH" in received


def test_what_is_spending_is_said_of_each_source() -> None:
    turned = CSV.decode("cp1251").replace("Дебет;Кредит", "Кредит;Дебет").encode()
    rows, _file = read(turned, TREASURY._replace(side="credit"))
    assert amounts(rows) == SETTLED
    sums = "\n".join([";".join(HEADS), "01.04.2020;1;А;;-5;;Послуги;", "02.04.2020;1;А;;3;;Повернення;"])
    columns = {**COLUMNS, "amount": "дебет"}
    del columns["debit"], columns["credit"]
    for side, found in (("negative", [(Decimal(5), ""), (Decimal(-3), BACK)]), ("positive", [(Decimal(3), "")])):
        rows, _file = read(sums.encode(), TREASURY._replace(side=side, columns=columns))
        assert amounts(rows) == found


def test_both_sides_of_a_row_filled_in_are_refused() -> None:
    content = f"{';'.join(HEADS)}\n01.04.2020;1;А;;5;6;Послуги;\n".encode()
    (refusal,) = open_file(io.BytesIO(content), [TREASURY]).rows()
    assert "both sides" in refusal.reason  # type: ignore[union-attr]


def test_a_statement_may_be_excel_dbf_or_xml() -> None:
    body = [[cell.replace("«", "").replace("»", "") for cell in row] for row in ROWS[1:-1]]
    names = ["DATA", "NDOC", "KNAME", "OKPO", "DEBET", "KREDIT", "NAZN", "X"]
    columns = dict(zip(COLUMNS, ["data", "ndoc", "kname", "okpo", "debet", "kredit", "nazn"], strict=True))
    widths = [13, 5, 30, 10, 14, 10, 40, 1]
    old = dbf([(name, "C", width) for name, width in zip(names, widths, strict=True)], body, codec="cp1125")
    cells = ["".join(f"<{name}>{cell}</{name}>" for name, cell in zip(names, row, strict=True)) for row in body]
    xml = f"<?xml version='1.0' encoding='cp1251'?><R>{''.join(f'<Z>{row}</Z>' for row in cells)}</R>".encode("cp1251")
    for content, dialect in ((workbook([names, *body]), "XLSX"), (old, "DBF"), (xml, "XML")):
        rows, file = read(content, TREASURY._replace(columns=columns))
        assert amounts(rows) == SETTLED
        assert file.dialect.startswith(dialect)
        assert file.dialect.endswith("Казначейство")


def test_a_source_may_be_named_and_lacks_columns_then() -> None:
    other = TREASURY._replace(name="Банк", columns={**COLUMNS, "record_id": "референс"})
    with pytest.raises(UnreadableFile, match="source “Банк”: «Код запису»"):
        read(CSV, other, is_statement=True)
    assert amounts(read(CSV, TREASURY, is_statement=True)[0]) == SETTLED
    with pytest.raises(ImportRefused, match="no source of statements “Банк”"):
        remembered("Банк")


def test_statements_on_two_sheets_are_refused() -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.create_sheet("Травень")
    for sheet in book:
        sheet.append(HEADS)
    book.save(file)
    with pytest.raises(UnreadableFile, match="several sheets: «Sheet», «Травень»"):
        open_file(file, [TREASURY])


def test_a_table_that_names_no_sum_is_refused_as_before() -> None:
    with pytest.raises(UnreadableFile, match="lacks columns of payments") as refused:
        read("Дата;Сума;Щось\n1;2;3\n".encode())
    assert not isinstance(refused.value, UnknownColumns)


# The page


@pytest.fixture
def maria(client: Client, accountant: User, edition: Edition) -> Client:
    """The accountant, whose portal knows who pays."""
    spending.source()
    spending.unit()
    client.force_login(accountant)
    return client


def test_unknown_columns_are_asked_about_once(maria: Client, accountant: User) -> None:
    answer = upload(maria, CSV, "квітень.csv")
    assert maria.get(answer["Location"])["Location"] == page("columns")
    shown = maria.get(page("columns"))
    column = shown.context["form"].columns()[4]
    assert (column.head, column.field.value(), column.samples) == ("Дебет", "debit", ["1 234,50 грн", "100"])
    form = form_data(shown.context["form"])
    assert maria.post(page("columns"), form).status_code == 200, "neither a name nor a payer is said"
    unit = spending.unit()
    assert maria.post(page("columns"), form | {"name": "Казначейство", "payer": unit.pk})["Location"] == page("try")
    assert maria.get(page("columns"))["Location"] == page("try")
    maria.post(page("try"))
    assert sum(Payment.objects.values_list("amount", flat=True)) == Decimal(1290)
    source = StatementSource.objects.get()
    assert source.columns == COLUMNS
    assert source.history.get().history_user == accountant
    tried(maria, CSV.replace(b"0012", b"0099"), name="травень.csv")
    assert StatementSource.objects.count() == 1


def test_columns_that_make_no_payment_are_refused_and_nothing_typed_is_lost(maria: Client) -> None:
    upload(maria, CSV)
    form = form_data(maria.get(page("columns")).context["form"])
    answer = maria.post(page("columns"), form | {"name": "Банк", "column-1": "", "column-4": "", "column-7": "purpose"})
    shown = answer.context["form"]
    assert [each.split("column is ")[1] for each in shown.non_field_errors()] == [
        "«Дебет».",
        "«Платник, ЄДРПОУ» or «Платник», or choose the payer above.",
        "«Код запису» or «Документ».",
    ]
    assert "already" in shown.errors["column-7"][0]
    assert shown["name"].value() == "Банк"
    assert not StatementSource.objects.exists()


def test_who_may_not_add_sources_is_refused(maria: Client, accountant: User) -> None:
    for group in accountant.groups.all():
        group.permissions.remove(Permission.objects.get(codename="add_statementsource"))
    upload(maria, CSV)
    form = form_data(maria.get(page("columns")).context["form"])
    answer = maria.post(page("columns"), form | {"name": "Банк", "payer": spending.unit().pk})
    assert "ask an accountant" in answer.context["form"].non_field_errors()[0]
    assert not StatementSource.objects.exists()


def test_a_file_that_waits_no_more_is_not_explained(maria: Client) -> None:
    batch = spending.batch()
    assert "imported already" in said(maria.get(page("columns", batch)))
    assert ImportBatch.objects.exists()
