"""Data of payees who are natural persons are erased once the law keeps the records no more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from budget.models import Commitment, Payee, Payment
from oleksandria_intl.models import Erasure
from oleksandria_intl.personal_data import erasures, people
from programs.models import Edition
from tests import spending

NAME = "Заздравний Остап Ігорович"
CODE = "3123456789"


def paid(on: date, **fields: Any) -> Payment:
    """Make a payment to a natural person."""
    whom = {"payee_name": NAME, "payee_code": CODE, "payee_is_person": True}
    return spending.pay("1.1", 100, on=on, purpose=f"Добові: {NAME}", **whom | fields)


def found(text: str) -> list[people.Person]:
    return [person for _kind, persons in people.find(text) for person in persons]


def erase(by: User) -> Erasure:
    return erasures.erase(person=found("заздравний")[0], by=by, reason="Строк зберігання минув")


def test_a_payee_is_found_once_however_many_the_payments(edition: Edition) -> None:
    paid(date(2020, 3, 1))
    paid(date(2020, 4, 1))
    [person] = found("ЗАЗДРАВНИЙ остап")
    assert (person.kind, person.name) == ("payee", NAME)


def test_the_payee_and_the_purpose_of_old_payments_are_erased(
    edition: Edition, administrator: User, it_is: Callable[[str], None]
) -> None:
    payment = paid(date(2020, 3, 1))
    it_is("2026-01-01")
    erase(administrator)
    payment.refresh_from_db()
    assert (payment.payee_name, payment.payee_code) == ("фізична особа", "")
    assert "Заздравний" not in payment.purpose
    assert "заздравний" not in payment.search_text
    assert not Payment.history.filter(payee_name=NAME).exists()
    assert found("заздравний") == []


def test_a_payment_is_kept_for_five_full_years(
    edition: Edition, administrator: User, it_is: Callable[[str], None]
) -> None:
    payment = paid(date(2020, 3, 1))
    it_is("2025-12-31")
    with pytest.raises(ValidationError):
        erase(administrator)
    payment.refresh_from_db()
    assert payment.payee_name == NAME


def test_of_a_payee_only_old_payments_are_erased(
    edition: Edition, administrator: User, it_is: Callable[[str], None]
) -> None:
    old, new = paid(date(2020, 3, 1)), paid(date(2021, 3, 1))
    it_is("2026-06-01")
    assert [row[1] for row in erase(administrator).rows] == [old.pk]
    new.refresh_from_db()
    assert new.payee_name == NAME


def test_the_commitments_to_the_payee_are_erased_too(
    edition: Edition, administrator: User, it_is: Callable[[str], None]
) -> None:
    paid(date(2020, 3, 1))
    promised = spending.promise("1.1", 100, payee_name=NAME, payee_code=CODE)
    it_is("2026-01-01")
    erase(administrator)
    assert Commitment.objects.get(pk=promised.pk).payee_name == "фізична особа"


def test_a_payment_that_was_deleted_is_erased_in_history(
    edition: Edition, administrator: User, it_is: Callable[[str], None]
) -> None:
    paid(date(2020, 3, 1)).delete()
    it_is("2026-01-01")
    erase(administrator)
    assert not Payment.history.filter(payee_name=NAME).exists()


def test_what_was_asked_about_a_payee_goes_with_the_last_of_the_payments(
    edition: Edition, administrator: User, it_is: Callable[[str], None]
) -> None:
    paid(date(2020, 3, 1), payee_code="", payee_is_person=False)
    paid(date(2021, 3, 1), payee_code="")
    it_is("2026-01-01")
    erase(administrator)
    assert Payee.objects.get().name == NAME
    it_is("2027-01-01")
    erase(administrator)
    asked = Payee.objects.get()
    assert (asked.name, asked.key) == ("фізична особа", str(asked.pk))
    assert not Payee.history.filter(name=NAME).exists()


def test_a_payee_who_is_no_person_is_not_found(edition: Edition) -> None:
    paid(date(2020, 3, 1), payee_name="ТОВ «Заздравний»", payee_code="87654321", payee_is_person=False)
    assert found("заздравний") == []
