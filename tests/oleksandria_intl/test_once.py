"""What several questions of one run ask for is made once in it, and no longer kept than it lasts."""

from __future__ import annotations

import pytest

from oleksandria_intl import once
from oleksandria_intl.models import Unit


@pytest.fixture
def made() -> list[str]:
    """What was made, in order."""
    return []


def test_within_a_run_it_is_made_once(made: list[str]) -> None:
    with once.run():
        assert [once.made(made.append, "а"), once.made(made.append, "а"), once.made(made.append, "б")] == [None] * 3
    assert made == ["а", "б"]


def test_a_run_within_a_run_is_a_part_of_it(made: list[str]) -> None:
    with once.run():
        once.made(made.append, "а")
        with once.run():
            once.made(made.append, "а")
        once.made(made.append, "а")
    assert made == ["а"]


def test_nothing_outlives_its_run(made: list[str]) -> None:
    for _turn in range(2):
        with once.run():
            once.made(made.append, "а")
    assert made == ["а", "а"]


def test_without_a_run_it_is_made_each_time(made: list[str]) -> None:
    once.made(made.append, "а")
    once.made(made.append, "а")
    assert made == ["а", "а"]


def test_a_run_ends_with_what_goes_wrong_in_it(made: list[str]) -> None:
    with pytest.raises(ValueError, match="так"), once.run():
        raise ValueError("так")
    once.made(made.append, "а")
    once.made(made.append, "а")
    assert made == ["а", "а"]


def test_of_a_row_that_is_not_stored_it_is_made_each_time() -> None:
    with once.run():
        assert once.made(str, Unit(name_uk="Відділ")) == once.made(str, Unit(name_uk="Відділ"))
