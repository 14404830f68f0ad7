"""The table of an annex as it is pasted from Word or Excel: its columns, its lines, what is refused and where."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest

from budget.annex_reading import Annex, read_annex
from oleksandria_intl.tables.cells import UnreadableFile


def read(text: str) -> Annex:
    return read_annex(BytesIO(text.encode()))


def test_the_annex_of_a_council_is_read_without_its_heads_numbers_and_totals() -> None:
    annex = read(
        "Розподіл витрат місцевого бюджету на реалізацію місцевих програм у 2020 році\n"
        "Код Програмної класифікації видатків та кредитування місцевого бюджету\tНайменування головного розпорядника\t"
        "Найменування місцевої/регіональної програми\tУсього\tЗагальний фонд\tСпеціальний фонд\t\n"
        "\t\t\t\t\tусього\tу тому числі бюджет розвитку\n1\t2\t3\t4\t5\t6\t7\n"
        "0200000\tВиконавчий комітет\t\t300 000\t300 000\t-\t\n"
        "210180\tІнша діяльність\tПрограма  спів\xadробітництва\u200b\t300 000\t290 000,50\t9 999,50\t\n"
        "УСЬОГО\tх\tх\t300 000\t\t\t\n"
    )
    (row,) = annex.rows
    assert (row.program_code, row.name, row.budget_program) == (
        "0210180",
        "Програма співробітництва",
        "Інша діяльність",
    )
    assert row.amounts == {"general": Decimal("290000.50"), "special": Decimal("9999.50")}
    assert (annex.totals, annex.refusals, annex.funds) == ([3, 5, 7], [], ["general", "special"])


def test_the_only_sum_of_a_row_is_of_the_fund_that_a_column_names() -> None:
    annex = read("Захід;Фонд;Сума\nПереклад;;1\nПереклад;Спеціальний;2\nПереклад;інший;3")
    assert [row.amounts for row in annex.rows] == [{"general": 1}, {"special": 2}]
    assert [(refusal.row, refusal.column, refusal.value) for refusal in annex.refusals] == [(4, "Фонд", "інший")]


def test_refusals_name_row_and_column() -> None:
    annex = read(
        "КПКВКМБ\tКЕКВ\tЗахід\tУсього\tЗагальний фонд\tСпеціальний фонд\n"
        "02101\t2240\tПереклад\t\tсто\t\n\tх\tПереклад\t3\t1\t1\n"
    )
    assert [(refusal.row, refusal.column) for refusal in annex.refusals] == [
        (2, "КПКВКМБ"),
        (2, "Загальний фонд"),
        (3, "КЕКВ"),
        (3, "Усього"),
    ]


@pytest.mark.parametrize(
    "text", ["", "Переклад 300", "Захід\tПримітка\nа\tб", "Сума\n1", "Захід\tСума\n" + "а\t1\n" * 2001]
)
def test_what_is_no_table_of_grants_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(UnreadableFile):
        read(text)
