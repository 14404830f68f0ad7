"""The numbers of a table: who may write them, what another wrote meanwhile, what no row can hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from budget.models import Funding, MeasureLine
from programs.grids.columns import MatrixColumn
from programs.grids.numbers import Act
from programs.grids.rows import Opened
from programs.grids.saving import save_grid
from programs.models import Edition
from tests.programs.grids.tables import NOT_ALLOWED, amounts, money_key, refused, table, without


@pytest.fixture
def key(edition: Edition) -> str:
    """The column of the only year and source."""
    return money_key()


def test_who_may_change_money_and_not_add_it_writes_nothing(edition: Edition, head: User, key: str) -> None:
    Funding.objects.get(measure_line__code="1.1").delete()
    grid, rows = table(edition, without(head, "add_funding"))
    rows[0].texts[key], rows[1].texts[key] = "7", "8"
    first, second, _third = refused(grid, rows, head)
    assert first == {key: [NOT_ALLOWED]}
    assert second == {}
    assert amounts() == [300_000, 45_000]


def test_who_may_change_money_and_not_delete_it_empties_no_amount(edition: Edition, head: User, key: str) -> None:
    grid, rows = table(edition, without(head, "delete_funding"))
    rows[0].texts[key] = ""
    assert refused(grid, rows, head)[0] == {key: [NOT_ALLOWED]}
    assert amounts() == [40_000, 300_000, 45_000]


def test_history_says_who_wrote_an_amount_and_who_took_one_out(edition: Edition, head: User, key: str) -> None:
    grid, rows = table(edition, head)
    rows[0].texts[key], rows[1].texts[key] = "1", ""
    save_grid(grid=grid, rows=rows, by=head)
    changed, deleted = (Funding.history.filter(history_type=kind).latest() for kind in "~-")
    assert (changed.amount, changed.history_user) == (1, head)
    assert (deleted.amount, deleted.history_user) == (300_000, head)


def test_an_amount_that_another_changed_and_nobody_touched_here_stays_as_it_is(
    edition: Edition, head: User, key: str
) -> None:
    grid, rows = table(edition, head)
    pay("1.1", 41_000, by=head)
    rows[1].texts[key] = "7"
    assert save_grid(grid=grid, rows=rows, by=head)
    assert amounts() == [41_000, 7, 45_000]


def test_who_changed_an_amount_meanwhile_is_said_in_its_row_and_the_amount_in_its_cell(
    edition: Edition, head: User, accountant: User, key: str
) -> None:
    grid, rows = table(edition, head)
    pay("1.1", 41_000, by=accountant)
    rows[0].texts[key] = "42 000"
    first, *others = refused(grid, rows, head)
    assert "Марія Фінансист" in first[""][0]
    assert first[key] == ["Зараз у базі даних: 41\u00a0000,00"]
    assert others == [{}, {}]
    assert amounts()[0] == 41_000


def test_what_both_typed_comes_back_with_the_version_that_is_stored_now(edition: Edition, head: User, key: str) -> None:
    grid, rows = table(edition, head)
    changed = pay("1.1", 41_000, by=head)
    Funding.objects.get(measure_line__code="1.2").delete()
    rows[0].texts[key], rows[1].texts[key], rows[2].texts[key] = "41 000", "", "багато"
    assert [bool(errors) for errors in refused(grid, rows, head)] == [False, False, True]
    assert rows[0].opened[key] == Opened(changed.pk, changed.version)
    assert key not in rows[1].opened


@pytest.mark.parametrize(
    ("year", "amount", "sentence"),
    [(2020, "0.001", "2 "), (2031, "1", "Цей рік не належить до років програми.")],
    ids=["decimals", "year"],
)
def test_a_number_that_no_row_can_hold_is_refused_at_its_cell(
    edition: Edition, head: User, year: int, amount: str, sentence: str
) -> None:
    Funding.objects.filter(measure_line__code="1.1").delete()
    grid, rows = table(edition, head)
    source: Any = Funding.objects.all()[0].source_id
    column = MatrixColumn("money", "other", "", axis={"year": year, "source_id": source})
    Act(grid, column, rows[0], None, Decimal(amount)).run(MeasureLine.objects.get(code="1.1"), head)
    assert sentence in rows[0].errors["money-other"][0]
    assert amounts() == [300_000, 45_000]


def pay(code: str, amount: int, *, by: User) -> Funding:
    """Change the money of a measure as somebody else."""
    money = Funding.objects.get(measure_line__code=code)
    money.amount = Decimal(amount)
    money._history_user = by  # type: ignore[attr-defined]
    money.save()
    return money
