"""What holds of an edition on a day: draft, withdrawn, in force, amended, over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from programs.models import Edition
from programs.standing import standing_of
from tests import factories


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


def adopted(edition: Edition, *, number: str, on: date) -> Edition:
    """Have the council adopt an edition, in force from a day."""
    decision = edition.decision or factories.decision(f"amendment-{edition.number}")
    decision.number, decision.period_start, decision.period_end, decision.period_precision = number, on, on, "day"
    decision.save()
    Edition.objects.filter(pk=edition.pk).update(decision=decision, status="adopted", in_force_from=on)
    return Edition.objects.get(pk=edition.pk)


@pytest.mark.parametrize(("status", "code"), [("draft", "draft"), ("published", "draft"), ("withdrawn", "withdrawn")])
def test_what_the_council_did_not_adopt_is_in_force_never(edition: Edition, status: str, code: str) -> None:
    edition.status, edition.in_force_from = status, date(2020, 1, 1)
    assert standing_of(edition, date(2020, 5, 1)).code == code


@pytest.mark.parametrize(
    ("on", "code", "sentence"),
    [
        (date(2019, 12, 31), "not-yet-in-force", "comes into force on 1 January 2020"),
        (date(2020, 1, 1), "in-force", "in force since 1 January 2020"),
        (date(2020, 12, 31), "in-force", "in force since"),
        (date(2021, 1, 1), "ended", "ended on 31 December 2020"),
    ],
)
def test_an_adopted_edition_is_in_force_from_its_day_to_the_end_of_its_years(
    edition: Edition, on: date, code: str, sentence: str
) -> None:
    standing = standing_of(adopted(edition, number="875", on=date(2020, 1, 1)), on)
    assert standing.code == code
    assert sentence in standing.sentence


def test_an_amended_edition_names_every_decision_that_amended_it(edition: Edition) -> None:
    first = adopted(edition, number="875", on=date(2020, 1, 1))
    second = factories.amendment(first)
    Edition.objects.filter(pk=second.pk).update(decision=factories.decision("amendment-2"))
    second = adopted(Edition.objects.get(pk=second.pk), number="900", on=date(2020, 4, 2))
    assert standing_of(first, date(2020, 4, 1)).code == "in-force"
    standing = standing_of(first, date(2020, 4, 2))
    assert standing.code == "amended"
    assert "decision № 900 of 2 April 2020" in standing.sentence
    assert [decision.number for decision in standing.amended_by] == ["900"]
    assert standing_of(second, date(2020, 4, 2)).code == "in-force"


def test_a_draft_amendment_amends_nothing_yet(edition: Edition) -> None:
    first = adopted(edition, number="875", on=date(2020, 1, 1))
    factories.amendment(first)
    assert standing_of(first, date(2020, 5, 1)).code == "in-force"


def test_in_ukrainian_a_decision_is_called_as_its_body_calls_it(edition: Edition) -> None:
    first = adopted(edition, number="875", on=date(2020, 1, 1))
    adopted(factories.amendment(first), number="900", on=date(2020, 4, 2))
    with translation.override("uk"):
        assert "рішення № 900 " in standing_of(first, date(2020, 5, 1)).sentence
