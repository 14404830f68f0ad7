"""Staff are asked once about a payee whose name looks like a person's; the answer holds for later rows too."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from budget import asking
from budget.models import Commitment, Payee, Payment
from programs.models import Edition
from tests import spending
from tests.payment_files import csv_of, take

NAME = "Мисник Софія Петрівна"
LIKE = {"recipt_edrpou": "", "recipt_name": NAME}


@pytest.fixture
def asked(edition: Edition) -> Payee:
    """A payee of two payments and a commitment, whom nobody has answered for; the name is typed in two ways."""
    spending.pay("1.1", 5, payee_name=NAME, payee_code="")
    spending.pay("1.1", 6, payee_name="мисник софія  петрівна", payee_code="")
    spending.promise("1.1", 7, payee_name=NAME, payee_code="")
    return Payee.objects.get()


def hidden(model: type[Payment] | type[Commitment]) -> list[bool]:
    return list(model._default_manager.order_by("pk").values_list("payee_is_person", flat=True))


def answered(payee: Payee, is_person: bool, by: User) -> int:
    return asking.answer(payees=Payee.objects.filter(pk=payee.pk), is_person=is_person, by=by)


def test_a_payee_in_doubt_is_hidden_and_asked_about_once(asked: Payee) -> None:
    assert (asked.name, asked.is_person) == (NAME, None)
    assert hidden(Payment) == [True, True]
    assert hidden(Commitment) == [True]


def test_a_commitment_that_gets_another_payee_hides_one_in_doubt(edition: Edition) -> None:
    commitment = spending.promise("1.1", 7)
    assert commitment.payee_is_person is False
    commitment.payee_name, commitment.payee_code = NAME, ""
    commitment.save()
    assert hidden(Commitment) == [True]
    Commitment.objects.update(payee_is_person=False)  # as somebody said of this one alone
    commitment = Commitment.objects.get()
    commitment.save()
    assert hidden(Commitment) == [False]


def test_one_answer_holds_for_all_rows_of_the_payee_and_no_others(asked: Payee, accountant: User) -> None:
    other = spending.pay("1.1", 8, payee_name=NAME, payee_code="1234567890")
    further = spending.pay("1.1", 9, payee_name=f"Фонд {NAME}", payee_code="", payee_is_person=True)
    assert answered(asked, False, accountant) == 3
    assert hidden(Payment) == [False, False, True, True]
    assert hidden(Commitment) == [False]
    assert other.history.count() == further.history.count() == 1


def test_an_answer_is_kept_with_who_gave_it_on_every_row(asked: Payee, accountant: User) -> None:
    answered(asked, False, accountant)
    asked.refresh_from_db()
    payment = Payment.objects.earliest("pk")
    assert (asked.is_person, asked.version, payment.version) == (False, 2, 2)
    assert asked.history.latest().history_user == accountant
    assert (payment.history.latest().history_user, payment.history.latest().payee_is_person) == (accountant, False)
    assert payment.history.latest().history_type == "~"


def test_the_same_answer_again_changes_nothing(asked: Payee, accountant: User) -> None:
    answered(asked, True, accountant)
    assert answered(asked, True, accountant) == 0
    asked.refresh_from_db()
    assert asked.version == 2


def test_an_answer_may_be_taken_back(asked: Payee, accountant: User) -> None:
    answered(asked, False, accountant)
    assert answered(asked, True, accountant) == 3
    assert hidden(Payment) == [True, True]


def test_an_answer_that_cannot_be_written_on_all_rows_is_written_on_none(
    asked: Payee, accountant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*args: object, **kwargs: object) -> int:
        raise DatabaseError

    monkeypatch.setattr(QuerySet, "update", refused)
    with pytest.raises(DatabaseError):
        answered(asked, False, accountant)
    asked.refresh_from_db()
    assert asked.is_person is None


def unlike(number: int, **fields: str) -> dict[str, object]:
    """Return a row that resembles no other."""
    return {"id": number, "amount": number, "trans_date": f"2020-05-{number:02}", "doc_number": number} | fields


def test_an_import_asks_once_and_remembers_the_answer(asked: Payee, accountant: User) -> None:
    other = {"recipt_name": "Грищенко Ганна Іванівна"}
    take(csv_of(unlike(1, **LIKE), unlike(2, **LIKE), unlike(3, **other)))
    assert Payee.objects.count() == 2
    answered(asked, False, accountant)
    take(csv_of(unlike(4, **LIKE)))
    assert Payment.objects.latest("pk").payee_is_person is False
    take(csv_of(unlike(4, **other)))
    assert Payment.objects.latest("pk").payee_is_person is True


def test_a_dry_run_asks_nobody(edition: Edition) -> None:
    spending.unit()
    spending.codes()
    spending.source()
    take(csv_of(LIKE), is_dry=True)
    assert not Payee.objects.exists()


def test_an_import_writes_only_the_questions_that_came_up_since(
    edition: Edition, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    payees = asking.Payees()
    payees.is_person("", NAME)
    payees.ask()
    assert Payee.objects.get().name == NAME
    with django_assert_num_queries(0):
        payees.ask()
