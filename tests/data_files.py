"""The files of open data as tests read them: their rows, each against the structure that is published."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from oleksandria_intl.models import IssuedPaper
from oleksandria_intl.portal.views.datasets import SETS
from programs.models import Edition
from tests import factories
from tests.delegations import held
from tests.snapshots import bring_in
from tests.spending import grant, pay

CODES = [each.code for each in SETS]
SHA256 = hashlib.sha256(b"paper").hexdigest()
"""Of the only paper that was issued."""
FORMULA = '=HYPERLINK("https://example.org")'


@pytest.fixture
def told(db: None, settings: Any, tmp_path: Path) -> Edition:
    """A published draft of 2020 with a row in every data set."""
    settings.MEDIA_ROOT = tmp_path
    bring_in("a row in every data set", _fill)
    issue("1/2020")
    row = Edition.objects.get()
    held.there_and_back()
    return row


def issue(number: str) -> None:
    """Issue a report of one word."""
    paper = {"kind": "execution-report", "key": "2020/a/b", "title": "Звіт", "number": number, "format": "pdf"}
    IssuedPaper.objects.create(**paper, size=5, sha256=SHA256, file=ContentFile(b"paper", "paper.pdf"))


def _fill() -> None:
    factories.everything(factories.edition(status="draft"))
    Edition.objects.update(status="published")
    grant("1.2", "180000.50")
    paid = pay("1.2", "12345.67", on=date(2020, 2, 10), purpose='Послуги, "ґанок"\nі їжа')
    pay("1.2", "-45.60", on=date(2020, 3, 2), corrects=paid, purpose="", payee_name=FORMULA)
    pay(
        "2.1", "500.00", on=date(2020, 3, 3), payee_name="Тарас Шевченко", payee_code="1234567890", payee_is_person=True
    )
    pay(None, 7)


def content(client: Client, address: str) -> bytes:
    answer: Any = client.get(address)
    assert answer.status_code == 200, address
    return answer.getvalue()


def structure(client: Client, code: str) -> dict[str, Any]:
    return json.loads(content(client, f"/data/{code}-structure.json"))


def csv_rows(made: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline=""), strict=True))


def json_rows(client: Client, code: str) -> list[dict[str, Any]]:
    return json.loads(content(client, f"/data/{code}.json"))


def xlsx_rows(made: bytes) -> list[dict[str, Any]]:
    """Return the rows of the table, which stands behind the sheet that says what it is."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(made), read_only=True)
    assert len(book.sheetnames) == 2
    head, *rows = book[book.sheetnames[1]].iter_rows(values_only=True)
    book.close()
    return [dict(zip(head, row, strict=True)) for row in rows]


# What a Table Schema says of a value, for each way of writing it

OF_TEXT = {
    "string": str,
    "integer": lambda text: int(re.fullmatch(r"-?\d+", text)[0]),
    "number": lambda text: Decimal(re.fullmatch(r"-?\d+(\.\d+)?", text)[0]),
    "date": lambda text: date.fromisoformat(re.fullmatch(r"\d{4}-\d\d-\d\d", text)[0]),
    "boolean": {"true": True, "false": False}.__getitem__,
}


def cast(field: dict[str, Any], value: Any) -> Any:
    """Return a value as its type says; fail where it is of another."""
    kind = field["type"]
    if isinstance(value, datetime):
        assert kind == "date"
        return value.date()
    if isinstance(value, str):
        return OF_TEXT[kind](value.removeprefix("'") if kind == "string" else value)
    assert kind in {bool: ("boolean",), int: ("integer", "number"), float: ("number",)}[type(value)]
    return Decimal(str(value)) if kind == "number" else value


def valid(schema: dict[str, Any], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows with values of their types; fail where they do not keep to the structure."""
    cast_rows = []
    for row in rows:
        assert list(row) == [field["name"] for field in schema["fields"]]
        found = {}
        for field in schema["fields"]:
            constraints, value = field.get("constraints", {}), row[field["name"]]
            found[field["name"]] = None if value in ("", None) else cast(field, value)
            assert found[field["name"]] is not None or not constraints.get("required"), field["name"]
            assert found[field["name"]] in (None, *constraints.get("enum", [found[field["name"]]]))
        cast_rows.append(found)
    keys = [tuple(row[name] for name in schema["primaryKey"]) for row in cast_rows]
    assert None not in {part for key in keys for part in key}
    assert len(keys) == len(set(keys))
    return cast_rows
