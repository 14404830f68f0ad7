"""Which edition of a programme is in force, and by which one it is shown."""

from __future__ import annotations

from datetime import date

import pytest

from programs.models import Edition
from tests import factories

MARCH, JUNE, SEPTEMBER = date(2020, 3, 1), date(2020, 6, 1), date(2020, 9, 1)


@pytest.fixture
def editions(db: None) -> list[Edition]:
    """An edition in force from March, an amendment in force from June, and the public draft of a second one."""
    first = factories.edition()
    Edition.objects.filter(pk=first.pk).update(status="adopted", in_force_from=MARCH)
    second = factories.amendment(first)
    Edition.objects.filter(pk=second.pk).update(status="adopted", in_force_from=JUNE)
    third = factories.amendment(second)
    Edition.objects.filter(pk=third.pk).update(status="published")
    return list(Edition.objects.order_by("number"))


def test_one_edition_of_a_programme_is_in_force_on_a_day(editions: list[Edition]) -> None:
    first, second, _draft = editions
    assert list(Edition.objects.in_force(date(2020, 5, 31))) == [first]
    assert list(Edition.objects.in_force(JUNE)) == [second]
    assert list(Edition.objects.in_force(SEPTEMBER)) == [second]


def test_before_its_first_day_no_edition_is_in_force(editions: list[Edition]) -> None:
    assert not Edition.objects.in_force(date(2020, 2, 29))


def test_what_was_adopted_by_a_day_includes_what_was_superseded(editions: list[Edition]) -> None:
    first, second, _draft = editions
    assert list(Edition.objects.adopted_by(SEPTEMBER)) == [second, first]


def test_a_programme_is_shown_by_what_is_in_force_and_not_by_a_newer_draft(editions: list[Edition]) -> None:
    _first, second, draft = editions
    assert list(Edition.objects.current(SEPTEMBER)) == [second]
    assert list(Edition.objects.current(date(2020, 2, 29))) == [draft]


def test_every_programme_is_shown_by_one_edition(editions: list[Edition]) -> None:
    draft = factories.edition("2021", years=(2021, 2021), status="published")
    assert set(Edition.objects.current(SEPTEMBER)) == {editions[1], draft}


def test_a_key_without_a_number_names_the_edition_in_force_on_the_day(editions: list[Edition]) -> None:
    first, second, _draft = editions
    assert Edition.objects.of_key("2020", date(2020, 5, 31)) == first
    assert Edition.objects.of_key("2020") == second


def test_a_key_without_a_number_names_the_newest_public_draft_where_nothing_is_in_force(db: None) -> None:
    draft = factories.edition(status="published")
    assert Edition.objects.of_key("2020") == draft
    assert Edition.objects.of_key("2020", MARCH) == draft


def test_a_key_with_a_number_names_that_edition(editions: list[Edition]) -> None:
    assert [Edition.objects.of_key(f"2020/{number}") for number in (1, 2, 3)] == editions


def test_one_programme_is_shown_by_the_edition_by_which_it_is_shown_among_all(editions: list[Edition]) -> None:
    factories.edition("2021", years=(2021, 2021), status="published")
    for day in (date(2020, 2, 29), MARCH, JUNE, SEPTEMBER):
        assert Edition.objects.shown_by("2020", day).get() == Edition.objects.of_address("2020").current(day).get()
