"""Open data of the programme of 2020 with its invented year of money: the sets as people will fetch them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from oleksandria_intl.portal.management import demonstration
from programs.models import Edition
from tests.data_files import CODES, content, csv_rows, json_rows, structure, valid, xlsx_rows
from tests.snapshots import bring_in

NUMBERS = {int, float}
IN_JSON = {"string": {str}, "integer": {int}, "number": NUMBERS, "date": {str}, "boolean": {bool}}
IN_XLSX = {"string": {str}, "integer": NUMBERS, "number": NUMBERS, "date": {datetime}, "boolean": {str}}
"""The kinds of values that a type is written as; Excel shows true and false in its own language, so they are words."""
EMPTY = {"documents", "running-list", "trips", "receptions"}
"""No paper of 2020 was issued yet, and no delegation is entered."""


@pytest.fixture
def spent(programme_2020: Edition) -> Edition:
    """The programme of 2020 with what was spent."""
    bring_in("the invented year of money", lambda: demonstration.load_missing(demonstration.SPENDING))
    return programme_2020


def strange(schema: dict[str, Any], rows: list[dict[str, Any]], kinds: dict[str, set[type]]) -> list[str]:
    """Return the fields whose values are not written as their type asks."""
    return [
        f"{field['name']}: {row[field['name']]!r}"
        for row in rows
        for field in schema["fields"]
        if row[field["name"]] is not None and type(row[field["name"]]) not in kinds[field["type"]]
    ]


@pytest.mark.parametrize("code", CODES)
def test_the_formats_of_a_set_say_the_same_with_values_of_their_types(
    stranger: Client, spent: Edition, code: str
) -> None:
    schema, in_json = structure(stranger, code), json_rows(stranger, code)
    in_xlsx = xlsx_rows(content(stranger, f"/data/{code}.xlsx"))
    assert bool(in_json) is (code not in EMPTY)
    assert strange(schema, in_json, IN_JSON) == []
    assert strange(schema, in_xlsx, IN_XLSX) == []
    expected = valid(schema, in_json)
    assert valid(schema, in_xlsx) == expected
    assert valid(schema, csv_rows(content(stranger, f"/data/{code}.csv"))) == expected


def test_codes_that_sets_share_are_of_rows_that_exist(stranger: Client, spent: Edition) -> None:
    sets = {code: json_rows(stranger, code) for code in CODES}
    programs = {row["program"] for row in sets["programs"]}
    measures = {(row["program"], row["measure"]) for row in sets["measures"]}
    for code in ("funding", "appropriations", "payments", "visits"):
        assert {(row["program"], row["measure"]) for row in sets[code] if row["measure"]} <= measures, code
    assert {program for program, _measure in measures} <= programs
