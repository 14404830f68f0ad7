"""CSV of every kind that offices make is read row by row; what is none is refused in a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.importing.reading import UnreadableFile
from tests.budget.importing.files import HEADS, lines, opened, payment, read
from tests.seed import BASE

pytestmark = pytest.mark.usefixtures("in_english")

SAMPLE = BASE / "tests" / "data" / "openbudget_expenses_economic_2024_excerpt.csv"
"""The first rows of a real export of openbudget.gov.ua (expenditures by economic code, 2024)."""


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 BOM"),
        ("utf-16", "UTF-16LE BOM"),
        ("utf-16-le", "UTF-16LE"),
        ("utf-16-be", "UTF-16BE"),
        ("cp1251", "cp1251"),
    ],
)
def test_separator_and_encoding_are_found_out(separator: str, encoding: str, name: str) -> None:
    heads = [f'"{head}"' for head in HEADS]
    content = "\n".join(separator.join(row) for row in (heads, payment(amount="1234.5"), payment(amount="-1.00")))
    file = opened(content.replace("-1.00", "2.00"), encoding)
    assert [row.values["amount"] for row in file.rows()] == [Decimal("1234.50"), Decimal("2.00")]
    shown = "tab" if separator == "\t" else f"«{separator}»"
    assert file.dialect == f"CSV, {shown}, {name}, the portal's template"


def test_heads_are_known_in_any_case_and_form() -> None:
    content = "ID,TransDate,AMOUNT,payerEdrpou,recipt_name,somethingElse\n7,2020-03-31,1.5,04055239,ТОВ,x\n"
    file = opened(content)
    (row,) = file.rows()
    assert row.values == {
        "record_id": "7",
        "paid_on": row.values["paid_on"],
        "amount": Decimal("1.50"),
        "payer_code": "04055239",
        "payee_name": "ТОВ",
    }
    assert file.dialect.endswith("E-data")


def test_titles_above_the_head_are_passed_over() -> None:
    rows, refusals = read(f"Реєстр платежів за 2020 рік\n;;;;;\n{lines(payment())}")
    assert [row.number for row in rows] == [4]
    assert refusals == []


def test_a_text_may_hold_lines_and_counts_as_one_row() -> None:
    rows, _refusals = read(lines(payment(purpose='"рядок\nдругий; ""третій"""'), payment()))
    assert [(row.number, row.values["purpose"]) for row in rows] == [
        (2, 'рядок\nдругий; "третій"'),
        (3, "Оплата послуг"),
    ]


def test_empty_lines_are_no_rows_but_are_counted() -> None:
    rows, refusals = read(f"{lines(payment())}\n;;;;;\n{';'.join(payment())}")
    assert [row.number for row in rows] == [2, 5]
    assert refusals == []


@pytest.mark.parametrize("row", [payment()[:-1], [*payment(), "зайве"]])
def test_a_row_of_another_width_is_refused(row: list[str]) -> None:
    rows, (refusal,) = read(lines(payment(), row, payment()))
    assert [each.number for each in rows] == [2, 4]
    assert refusal.row == 3
    assert refusal.reason == f"The row has {len(row)} cells, and the head has 6."


def test_quotes_that_are_not_doubled_refuse_their_row_only() -> None:
    rows, (refusal,) = read(lines(payment(payee='"ТОВ "Ромашка""'), payment()))
    assert [row.number for row in rows] == [3]
    assert (refusal.row, refusal.reason) == (
        2,
        "The quotation marks of lines 2-2 are wrong: those inside a text are doubled.",
    )


@pytest.mark.parametrize("after", [1, 5000])
def test_a_quote_that_nothing_closes_does_not_swallow_the_file(after: int) -> None:
    with pytest.raises(UnreadableFile, match=r"row 3 \(line 3 of the file\) a quotation mark"):
        read(lines(payment(), payment(payee='"ТОВ'), *[payment()] * after))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"%PDF-1.7\n...", "but PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .xlsx"),
        (b"<html><table>", "XML, HTML"),
        (bytes(range(256)) * 10, "binary data"),
        (lines(payment()).encode("koi8-u", "ignore"), "KOI8-U; expected: UTF-8, UTF-16, cp1251 or cp866"),
        (lines(payment()).encode("mac-cyrillic", "ignore"), "Mac Cyrillic; expected"),
        (lines(payment()).encode("utf-32"), "UTF-32; expected"),
        ("\n".join([";".join(payment())] * 3).encode(), "none of its first 20 rows names these columns: «Дата»"),
        ("Дата;Сума\n".encode(), "lacks columns of payments: «Платник, ЄДРПОУ» or «Платник»"),
        ("Дата;Дата платежу;Сума\n".encode(), "“Дата” and “Дата платежу” mean the same"),
        (b"a" * (1 << 21), "too long for a table"),
    ],
)
def test_what_is_no_table_of_payments_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        opened(content)


@pytest.mark.parametrize(
    ("codec", "purpose"), [("cp866", "Оплата за квiтень, перекладачi"), ("cp1125", "Їхні ґудзики є")]
)
def test_tables_of_the_treasury_are_in_the_letters_of_dos(codec: str, purpose: str) -> None:
    rows, _refusals = read(
        lines(payment(purpose=purpose, payee="Ромашка")).replace("і", "i" if codec == "cp866" else "і"), codec
    )
    assert rows[0].values["purpose"] == purpose.replace("i", "і")


def test_a_broken_letter_names_its_line() -> None:
    content = lines(*[payment()] * 3000, payment(payee="ЇЇЇ")).encode()
    with pytest.raises(UnreadableFile, match="Line 3002 holds bytes that are not UTF-8"):
        read(content.replace("ЇЇЇ".encode(), b"\xd0"))


def test_zero_bytes_name_their_line() -> None:
    content = lines(*[payment()] * 3000, payment(payee="\0"))
    with pytest.raises(UnreadableFile, match="Line 3002 holds zero bytes"):
        read(content)


def test_one_encoding_is_not_taken_for_another_by_a_pair_of_letters() -> None:
    file = opened("ID;TRANS_DATE;AMOUNT;PAYER_NAME;RECIPT_NAME\n1;2020-03-31;1,5;Після Дії;Рік\n", "cp1251")
    (row,) = file.rows()
    assert (row.values["payer_name"], row.values["payee_name"]) == ("Після Дії", "Рік")


def test_cumulative_expenditures_are_read_and_refused_as_payments() -> None:
    with pytest.raises(UnreadableFile) as refused:
        opened(SAMPLE.read_bytes())
    assert refused.value.dialect == "CSV, «;», UTF-8"
    assert "(CSV, «;», UTF-8), but these are not payments: they are cumulative expenditures" in str(refused.value)
    assert "without the date, the payee and the document" in str(refused.value)
