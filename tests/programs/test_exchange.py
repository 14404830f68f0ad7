"""A programme leaves as JSON or inside a PDF, and comes back the same."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budget.models import Funding, Responsible
from oleksandria_intl import papers
from oleksandria_intl.documents.carried import attachments
from oleksandria_intl.models import Council, IssuedPaper
from programs.exchange import SCHEMA_NAME, dump, exchanged_fields, reference_models, row_models
from programs.loading import load
from programs.models import Edition, EditionRow, KeptPart, Section
from tests.reading import made
from tests.seed import empty


def test_a_programme_comes_back_from_its_json_as_the_same_json_and_the_same_pdf(programme_2020: Edition) -> None:
    written, printed = made(programme_2020, "json"), made(programme_2020, "pdf")
    empty()
    back = load(json.loads(written))
    assert made(back, "json") == written
    assert made(back, "pdf") == printed


def test_a_programme_comes_back_from_its_pdf_alone(programme_2020: Edition) -> None:
    written, printed = made(programme_2020, "json"), made(programme_2020, "pdf")
    empty()
    (carried,) = attachments(printed).values()
    back = load(json.loads(carried))
    assert made(back, "json") == written
    assert made(back, "pdf") == printed


def test_an_adopted_programme_comes_back_adopted_with_all_that_adoption_keeps(
    programme_2020: Edition, quick_papers: None
) -> None:
    decision = programme_2020.decision
    decision.number, decision.period_precision = "5", "day"
    decision.period_start = decision.period_end = date(2019, 12, 24)
    decision.save()
    Edition.objects.filter(pk=programme_2020.pk).update(status="adopted", in_force_from=date(2020, 1, 1))
    written = made(programme_2020, "json")
    empty()
    back = load(json.loads(written))
    assert back.status == Edition.Status.ADOPTED
    assert Edition.objects.get().is_frozen
    assert made(back, "json") == written
    assert {(paper.kind, paper.format) for paper in IssuedPaper.objects.all()} == {
        (kind, format)
        for kind in ("decision", "passport", "program", "cost-estimate")
        for format in ("pdf", "docx", "html", "json")
    }
    assert KeptPart.objects.filter(edition=back).count() == 2
    assert not Responsible.objects.filter(unit_name_en=None).exists()


def test_of_an_adopted_programme_the_data_stay_as_adopted_whatever_the_database_makes_of_them(
    programme_2020: Edition,
) -> None:
    before = made(programme_2020, "json")
    Edition.objects.update(frozen=before.decode(), status="withdrawn")
    assert made(programme_2020, "json") == before


def test_a_programme_of_three_years_comes_back_the_same(programme_2021_2023: Edition) -> None:
    written, printed = made(programme_2021_2023, "json"), made(programme_2021_2023, "pdf")
    empty()
    back = load(json.loads(written))
    assert made(back, "json") == written
    assert made(back, "pdf") == printed


def test_the_pdf_carries_the_very_json_that_the_command_writes(programme_2020: Edition) -> None:
    assert attachments(made(programme_2020, "pdf")) == {"programme-2020.json": made(programme_2020, "json")}


def test_money_is_strings_of_hryvnias_with_kopiykas(programme_2020: Edition) -> None:
    Funding.objects.filter(code="2.4-2020-general-fund").update(amount=Decimal("45000.5"))
    amounts = [row["amount"] for row in dump(programme_2020)["funding"]]
    assert "45000.50" in amounts
    assert all(re.fullmatch(r"\d+\.\d\d", amount) for amount in amounts)


def test_no_number_with_a_fraction_stands_in_the_json(programme_2020: Edition) -> None:
    def refuse(number: str) -> float:
        raise AssertionError(number)

    json.loads(made(programme_2020, "json"), parse_float=refuse)


def test_a_link_within_the_programme_is_a_code_and_to_a_register_its_key(programme_2020: Edition) -> None:
    data = dump(programme_2020)
    assert data["measures"][0]["direction"] == "1"
    assert data["responsible"][0]["unit"] == "strategic-planning"


def test_what_is_empty_is_left_out(programme_2020: Edition) -> None:
    def values(data: object) -> list[object]:
        inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else []
        return [data, *(value for each in inside for value in values(each))]

    assert not [value for value in values(dump(programme_2020)) if value in (None, "", [])]


def test_a_register_says_what_others_refer_to_before_it_is_referred_to(programme_2020: Edition) -> None:
    executive, council = dump(programme_2020)["references"]["decisions"]
    assert council["prior"] == executive["code"]


def test_registers_that_the_programme_does_not_name_stay_at_home(programme_2020: Edition) -> None:
    named = {row["code"] for row in dump(programme_2020)["references"]["sources"]}
    assert named == {"general-fund"}


def test_the_council_is_one_object(programme_2020: Edition) -> None:
    assert dump(programme_2020)["council"]["name_uk"] == Council.objects.get().name_uk


def test_the_json_names_its_form(programme_2020: Edition) -> None:
    assert dump(programme_2020)["form"] == SCHEMA_NAME


@pytest.mark.parametrize("model", row_models(), ids=lambda model: model.__name__)
def test_every_kind_of_edition_row_has_a_place_in_the_json(model: type[EditionRow]) -> None:
    assert model.json_key
    assert [other.json_key for other in row_models()].count(model.json_key) == 1


def test_a_kind_of_row_comes_after_those_that_its_json_links_to() -> None:
    order = [*reference_models(), *row_models()]
    for place, model in enumerate(order):
        linked = {field.related_model for field in exchanged_fields(model) if field.is_relation} - {model}
        assert linked.intersection(order) <= set(order[:place]), model


def test_all_edition_rows_are_found_whichever_app_they_live_in() -> None:
    homes = {model._meta.app_label for model in row_models()}
    assert homes == {"programs", "budget", "delegations"}
    assert set(row_models()) == {model for model in apps.get_models() if issubclass(model, EditionRow)}


def test_a_dump_asks_the_database_no_more_for_more_rows(programme_2020: Edition) -> None:
    with CaptureQueriesContext(connection) as before:
        dump(Edition.objects.of_key("2020/1"))
    for number in range(20):
        Section.objects.create(edition=programme_2020, code=f"more-{number}", order=50 + number, title_uk="Ще")
    with CaptureQueriesContext(connection) as after:
        dump(Edition.objects.of_key("2020/1"))
    assert len(after) == len(before)


def test_json_is_written_in_ukrainian_letters_and_ends_with_a_line(programme_2020: Edition) -> None:
    written = made(programme_2020, "json").decode()
    assert "міжнародного співробітництва" in written
    assert written.endswith("}\n")
    assert papers.as_json(json.loads(written)) == written.encode()
