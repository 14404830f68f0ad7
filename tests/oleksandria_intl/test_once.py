"""What several questions of one run ask for is made once in it, and no longer kept than it lasts."""

from __future__ import annotations

from functools import partial

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


def unit_names(asked: list[str], rows: list[Unit]) -> dict[int, str]:
    """Return the names of units by primary key, and note of which they were asked."""
    asked += [row.name_uk for row in rows]
    return {row.pk: row.name_uk for row in rows}


def test_of_each_row_it_is_made_once_in_a_run(made: list[str]) -> None:
    first, second, third = (Unit(pk=pk, name_uk=f"Відділ {pk}") for pk in (1, 2, 3))
    names = partial(unit_names, made)
    with once.run():
        assert once.made_of_rows(names, [first]) == {1: "Відділ 1"}
        assert once.made_of_rows(names, [second, first, third]) == {2: "Відділ 2", 1: "Відділ 1", 3: "Відділ 3"}
        assert once.made_of_rows(names, [third, first]) == {3: "Відділ 3", 1: "Відділ 1"}
    assert made == ["Відділ 1", "Відділ 2", "Відділ 3"]
    once.made_of_rows(names, [first])
    assert made == ["Відділ 1", "Відділ 2", "Відділ 3", "Відділ 1"]


def test_rows_that_are_not_stored_are_not_taken_for_one_another(made: list[str]) -> None:
    with once.run():
        for name in ("а", "б"):
            assert once.made_of_rows(partial(unit_names, made), [Unit(name_uk=name)]) == {None: name}
    assert made == ["а", "б"]
