"""JSON is read object by object, whatever stands around its list."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from budget.importing.reading import UnreadableFile
from tests.budget.importing.files import as_json, opened, read

pytestmark = pytest.mark.usefixtures("in_english")


def transaction(**changes: Any) -> dict[str, Any]:
    """Return a payment as spending.gov.ua gives it."""
    usual = {
        "id": 148,
        "doc_number": "12",
        "doc_date": "2020-03-30",
        "trans_date": "2020-03-31T00:00:00",
        "amount": 1234.5,
        "currency": "UAH",
        "payer_edrpou": "04055239",
        "recipt_edrpou": "12345678",
        "recipt_name": "ТОВ «Ромашка»",
        "payment_details": "Оплата послуг",
        "kekv": 2240,
        "kpk": "0210180",
        "contractId": None,
        "source_name": "ДКСУ",
    }
    return {**usual, **changes}


def test_an_object_of_e_data_is_a_payment() -> None:
    file = opened(as_json([transaction()]))
    (row,) = file.rows()
    assert row.number == 1
    assert row.values == {
        "record_id": "148",
        "document": "12",
        "paid_on": row.values["paid_on"],
        "amount": Decimal("1234.50"),
        "payer_code": "04055239",
        "payee_code": "12345678",
        "payee_name": "ТОВ «Ромашка»",
        "purpose": "Оплата послуг",
        "economic_code": "2240",
        "program_code": "0210180",
        "prozorro_id": "",
    }
    assert file.dialect == "JSON, UTF-8, E-data"
    assert "source" not in file.table.places


@pytest.mark.parametrize("key", ["transactions", "data", "items", "payments"])
def test_the_list_may_stand_in_an_object_with_its_total(key: str) -> None:
    content = {"page": {"number": 1}, key: [transaction(), transaction(amount=0.5)], "total_amount": 1235}
    file = opened(as_json(content))
    assert len(list(file.rows())) == 2
    assert file.total == file.read_total == 1235


def test_a_total_that_counts_the_objects_is_no_sum() -> None:
    file = opened(as_json({"total": 1, "data": [transaction()]}))
    list(file.rows())
    assert file.total is None


def test_amounts_are_exact() -> None:
    rows, _refusals = read(as_json([transaction()]).replace("1234.5", "90071992547.41"))
    assert rows[0].values["amount"] == Decimal("90071992547.41")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16-le", "utf-16", "cp1251"])
def test_any_encoding_of_csv_is_an_encoding_of_json(encoding: str) -> None:
    rows, _refusals = read(as_json([transaction()]), encoding)
    assert rows[0].values["payee_name"] == "ТОВ «Ромашка»"


def test_unknown_and_nested_values_are_passed_over() -> None:
    rows, refusals = read(as_json([transaction(more={"id": [1, {"amount": 2}]}, region_id=[])]))
    assert rows[0].values["record_id"] == "148"
    assert refusals == []


def test_a_key_that_the_first_object_lacks_is_read_too() -> None:
    rows, _refusals = read(as_json([transaction(), transaction(contractNumber="Д-7")]))
    assert [row.values.get("contract") for row in rows] == [None, "Д-7"]


@pytest.mark.parametrize(
    ("changes", "column", "reason"),
    [
        ({"recipt_name": True}, "recipt_name", "single value"),
        ({"payment_details": {"a": 1}}, "payment_details", "single value"),
        ({"payment_details": "я" * 30_000}, "payment_details", "longer than 20000"),
        ({"payment_details": "=cmd()"}, "payment_details", "formula"),
        ({"payment_details": "a\u0000b"}, "payment_details", "control character"),
        ({"amount": "1e5"}, "amount", "not an amount"),
        ({"currency": "USD"}, "currency", "hryvnias"),
        ({"trans_date": 1585602000}, "trans_date", "not a date"),
    ],
)
def test_a_value_that_is_none_names_its_key(changes: dict[str, Any], column: str, reason: str) -> None:
    _rows, (refusal,) = read(as_json([transaction(**changes)]))
    assert (refusal.row, refusal.column) == (1, column)
    assert reason in refusal.reason


def test_what_is_no_object_is_refused_by_its_number() -> None:
    rows, (refusal,) = read(as_json([transaction(), [1, 2], transaction()]))
    assert [row.number for row in rows] == [1, 3]
    assert (refusal.row, refusal.value) == (2, "[…]")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[]", "no payments"),
        ("{}", "no payments"),
        ('{"data": {"a": 1}}', "no payments"),
        ("[{}]", "lacks columns"),
        ('[{"FUND_TYP": "T", "FAKT_AMT": 1}]', "cumulative expenditures"),
        ("[{'id': 1}]", "broken near object 1"),
        ("[" * 100_000, "broken near object"),
        (f"[{'9' * 5000}]", "hundreds of digits"),
        ("[1e9999999999999999999]", "broken near object 0"),
    ],
)
def test_what_is_no_list_of_payments_is_refused_in_a_sentence(content: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=sentence):
        read(content)


@pytest.mark.parametrize("end", ["", "{", '{"id": NaN}]', "]]", '{"id": "\\x"}]'])
def test_broken_json_says_after_what(end: str) -> None:
    content = as_json([transaction()] * 3)[:-1] + "," + end
    with pytest.raises(UnreadableFile, match=r"broken near object [34] of its list"):
        read(content)


def test_keys_that_mean_the_same_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="“recipt_name” and “payeeName” mean the same"):
        read(as_json([transaction(payeeName="x")]))
