"""The schema that another city writes its programme by."""

from __future__ import annotations

import json

import jsonschema
import pytest
from django.utils import translation

from programs.exchange import dump, reference_models, row_models
from programs.models import Edition
from programs.schema import schema
from tests.seed import BASE, three_years

KEPT = json.loads((BASE / "programs" / "schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_kept_schema_is_of_the_models_as_they_are(language: str) -> None:
    """Else: ``manage.py load_program --schema > programs/schema.json``."""
    with translation.override(language):
        assert json.loads(json.dumps(schema())) == KEPT


def test_the_schema_itself_is_sound() -> None:
    jsonschema.Draft202012Validator.check_schema(KEPT)


def test_the_programme_of_2020_fits_the_schema(programme_2020: Edition) -> None:
    jsonschema.validate(dump(programme_2020), KEPT)


def test_the_programme_of_three_years_fits_the_schema() -> None:
    jsonschema.validate(three_years(), KEPT)


def test_every_kind_of_row_and_every_register_is_described() -> None:
    assert {model.json_key for model in row_models()} <= set(KEPT["properties"])
    assert {model.json_key for model in reference_models()} == set(KEPT["properties"]["references"]["properties"])


def test_every_place_is_described_in_words() -> None:
    rows = [KEPT["properties"][model.json_key]["items"] for model in row_models()]
    rows += [each["items"] for each in KEPT["properties"]["references"]["properties"].values()]
    rows.append(KEPT["properties"]["council"])
    for row in rows:
        assert row["description"]
        for name, place in row["properties"].items():
            assert place.get("description") or place["type"] == "array", name


@pytest.mark.parametrize("amount", [45000, 45000.0, "45 000", "45,5", "1.005", ""])
def test_money_that_is_no_string_of_hryvnias_does_not_fit(amount: object) -> None:
    data = three_years()
    data["funding"][0]["amount"] = amount
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, KEPT)


@pytest.mark.parametrize("name", ["form", "council", "references", "program", "edition"])
def test_without_its_main_parts_a_file_is_no_programme(name: str) -> None:
    data = three_years()
    del data[name]
    with pytest.raises(jsonschema.ValidationError, match=name):
        jsonschema.validate(data, KEPT)
