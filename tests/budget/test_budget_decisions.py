"""A decision on the budget is entered by its day and number, once."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from budget.budget_decisions import record_decision
from oleksandria_intl.models import Body, Decision
from tests import factories

DAY = date(2020, 1, 20)


@pytest.fixture
def council(db: None) -> None:
    """The council, and another body."""
    factories.council()
    factories.body("executive")


@pytest.mark.usefixtures("council")
def test_day_and_number_make_a_signed_decision_of_the_council(accountant: User) -> None:
    row = record_decision(on=DAY, number=" № 5-VIII ", by=accountant)
    row.refresh_from_db()
    assert (row.body.code, row.number, row.dated, row.period_end, row.stage) == (
        "council",
        "5-VIII",
        DAY,
        DAY,
        "signed",
    )
    assert (row.code, row.subject) == ("budget-2020-01-20", "Про місцевий бюджет")
    assert row.history.get().history_user == accountant


@pytest.mark.usefixtures("council")
def test_the_same_day_and_number_meet_and_another_number_is_another_decision(accountant: User) -> None:
    first = record_decision(on=DAY, number="5-viii", by=accountant, title="Про бюджет на 2020 рік")
    again = record_decision(on=DAY, number="№5-VIII", by=accountant, title="Інша назва")
    assert (again, again.subject) == (first, "Про бюджет на 2020 рік")
    other = record_decision(on=DAY, number="6", by=accountant)
    assert other.code == "budget-2020-01-20-2"
    committee = Body.objects.get(code="executive")
    Decision.objects.filter(pk=other.pk).update(body=committee)
    assert record_decision(on=DAY, number="6", by=accountant) != other


def test_what_makes_no_decision_is_refused(accountant: User) -> None:
    with pytest.raises(ValidationError, match=r"council|рад"):
        record_decision(on=DAY, number="5", by=accountant)
    factories.council()
    for on, number, field in ((DAY, " № ", "number"), (date(2999, 1, 1), "5", "on"), (DAY, "5" * 51, "number")):
        with pytest.raises(ValidationError) as refused:
            record_decision(on=on, number=number, by=accountant)
        assert field in refused.value.message_dict
    assert not Decision.objects.exists()
