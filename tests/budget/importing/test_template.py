"""The office's template offers its lists, and what is written into it comes in."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from budget.importing.dialects import HEAD_OF
from budget.importing.template import LISTS, LONGEST_LABEL, SHEET, label, write_template
from tests.budget.importing.files import opened

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def book() -> Any:
    file = io.BytesIO()
    write_template(
        file,
        {
            "measure": [("3.1", "Прийом делегацій"), ("4.2", "Видання " * 20)],
            "source": [("local", "Місцевий бюджет")],
            "program_code": [("0210180", "Інша діяльність")],
            "economic_code": [("2240", "Оплата послуг")],
            "payer_code": [("04055239", "Міська рада")],
        },
    )
    return openpyxl.load_workbook(file)


def test_the_heads_are_those_that_the_import_knows(book: Any) -> None:
    assert [cell.value for cell in book[SHEET][1]] == [head for _field, head in HEAD_OF.items()]
    assert book[SHEET].freeze_panes == "A2"


def test_the_lists_point_at_what_they_offer(book: Any) -> None:
    rules = {str(rule.sqref).split(":")[0]: rule for rule in book[SHEET].data_validations.dataValidation}
    columns = {field: openpyxl.utils.get_column_letter(at) for at, (field, _head) in enumerate(HEAD_OF.items(), 1)}
    assert rules[f"{columns['measure']}2"].formula1 == f"'{LISTS}'!$A$2:$A$3"
    assert rules[f"{columns['source']}2"].formula1 == f"'{LISTS}'!$B$2:$B$2"
    assert rules[f"{columns['paid_on']}2"].type == "date"
    assert [cell.value for cell in book[LISTS]["C"][:2]] == ["Список: КПКВКМБ", "0210180 — Інша діяльність"]


def test_a_name_that_is_too_long_for_a_list_is_cut() -> None:
    assert label("4.2", "Видання " * 20) == f"4.2 — {('Видання ' * 20)[: LONGEST_LABEL - 1].rstrip()}…"
    assert label("4.2", "") == "4.2"


def test_an_empty_template_holds_no_payments(book: Any) -> None:
    assert list(opened(saved(book)).rows()) == []


def test_what_is_written_into_the_template_comes_in(book: Any) -> None:
    written = {
        "paid_on": date(2020, 3, 31),
        "amount": 1234.5,
        "payer_code": "04055239 — Міська рада",
        "payee_name": "ТОВ «Ромашка»",
        "document": "12",
        "program_code": "0210180 — Інша діяльність",
        "economic_code": 2240,
        "source": "local — Місцевий бюджет",
        "measure": "3.1 — Прийом делегацій",
    }
    for column, (field, _head) in enumerate(HEAD_OF.items(), 1):
        book[SHEET].cell(2, column).value = written.get(field)
    (row,) = opened(saved(book)).rows()
    filled = {field: value for field, value in row.values.items() if value}
    assert filled == {
        **written,
        "amount": Decimal("1234.50"),
        "payer_code": "04055239",
        "program_code": "0210180",
        "economic_code": "2240",
        "source": "local",
        "measure": "3.1",
    }


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
