"""What an edition is on a day, to the day: in force from its first, over after its last."""

from __future__ import annotations

from datetime import date

import pytest

from programs.days import is_over
from programs.models import Edition
from tests import factories

FIRST = date(2020, 6, 1)


@pytest.fixture
def amended(edition: Edition) -> Edition:
    """The amendment of a programme in force since January, adopted for the first of June."""
    Edition.objects.update(status="adopted", in_force_from=date(2020, 1, 1))
    row = factories.amendment(edition)
    Edition.objects.filter(pk=row.pk).update(status="adopted", in_force_from=FIRST)
    return row


@pytest.mark.parametrize(("day", "number"), [(date(2020, 5, 31), 1), (FIRST, 2), (date(2020, 6, 2), 2)])
def test_an_edition_is_in_force_from_its_first_day_on(amended: Edition, day: date, number: int) -> None:
    assert Edition.objects.of_key("2020", day).number == number
    assert Edition.objects.current_on("2020", day).number == number
    assert [row.number for row in Edition.objects.current(day)] == [number]


def test_on_its_first_day_an_edition_stands_before_a_newer_draft(edition: Edition) -> None:
    Edition.objects.update(status="adopted", in_force_from=FIRST)
    factories.amendment(edition, status="published")
    assert Edition.objects.current_on("2020", date(2020, 5, 31)).number == 2
    assert Edition.objects.current_on("2020", FIRST).number == 1


def test_the_years_of_a_programme_are_over_after_their_last_day(edition: Edition) -> None:
    assert not is_over(edition, date(2020, 12, 31))
    assert is_over(edition, date(2021, 1, 1))


def test_a_programme_is_at_hand_from_the_first_day_of_its_first_year(edition: Edition) -> None:
    factories.edition("2021", years=(2021, 2021))
    for day, slug in ((date(2020, 12, 31), "2020"), (date(2021, 1, 1), "2021")):
        assert Edition.objects.at_hand_first(day)[0].program.slug == slug
