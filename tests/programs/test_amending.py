"""An amendment begins with all that was adopted last, and with a draft decision that names what it changes."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from budget.models import MeasureLine
from oleksandria_intl.models import Decision, Term
from programs import amending
from programs.amending import amend
from programs.models import Edition, PassportRow
from tests import factories
from tests.at_once import at_once

DECEMBER = date(2019, 12, 20)


@pytest.fixture
def adopted(db: None) -> Edition:
    """The programme of 2020, adopted on 20 December 2019 as № 875."""
    edition = factories.edition()
    numbered(edition, "875", DECEMBER)
    return adopt(edition)


def numbered(edition: Edition, number: str, on: date) -> None:
    """Give the edition's decision a number and a day."""
    day = {"period_start": on, "period_end": on, "period_precision": "day"}
    Decision.objects.filter(edition=edition).update(number=number, **day)


def adopt(edition: Edition, on: date = date(2020, 1, 1)) -> Edition:
    """Adopt an edition, past its path."""
    Edition.objects.filter(pk=edition.pk).update(status="adopted", in_force_from=on)
    return Edition.objects.of_key(edition.key)


def test_an_amendment_is_a_draft_with_all_that_was_adopted(adopted: Edition, head: User) -> None:
    draft = amend(edition=adopted, by=head)
    assert (draft.key, draft.base, draft.status) == ("2020/2", adopted, "draft")
    assert MeasureLine.objects.filter(edition=draft).count() == len(factories.AMOUNTS)


def test_its_decision_names_the_one_that_it_changes(adopted: Edition, head: User) -> None:
    decision = stored(amend(edition=adopted, by=head))
    assert decision.code == "programme-2020-edition-2"
    assert decision.subject == (
        "Про внесення змін до рішення міської ради від 20 грудня 2019 року № 875 "
        "«Про затвердження Програми розвитку співробітництва на 2020 рік»"
    )
    assert (decision.number, decision.period_start, decision.points.count()) == ("", None, 0)


def test_its_decision_is_of_the_same_body_with_the_same_preamble_and_developer(adopted: Edition, head: User) -> None:
    first = adopted.decision
    assert first is not None
    decision = stored(amend(edition=adopted, by=head))
    assert (decision.body, decision.preamble, decision.convocation, decision.developer) == (
        first.body,
        "Відповідно до статті 26 Закону",
        first.convocation,
        first.developer,
    )


def test_the_officials_who_are_still_in_their_posts_sign_it(adopted: Edition, head: User) -> None:
    term = Term.objects.get()
    decision = stored(amend(edition=adopted, by=head))
    assert (decision.signatory, decision.approver) == (term, term)


@pytest.mark.parametrize(("until", "signs"), [(date(2019, 12, 31), False), (date(2020, 6, 1), True)])
def test_who_has_left_the_post_signs_nothing_more(
    adopted: Edition, head: User, it_is: Any, until: date, signs: bool
) -> None:
    it_is("2020-06-01")
    Term.objects.update(until=until)
    assert (stored(amend(edition=Edition.objects.of_key("2020/1"), by=head)).signatory is not None) is signs


def test_a_second_amendment_changes_the_same_decision(adopted: Edition, head: User) -> None:
    second = amend(edition=adopted, by=head)
    numbered(second, "1001", date(2020, 5, 5))
    third = amend(edition=adopt(second, date(2020, 5, 6)), by=head)
    assert (third.key, third.base) == ("2020/3", second)
    assert "№ 875 «Про затвердження" in stored(third).subject


def test_the_code_of_its_decision_is_free(adopted: Edition, head: User) -> None:
    factories.decision("programme-2020-edition-2")
    assert stored(amend(edition=adopted, by=head)).code == "programme-2020-edition-2-2"


def test_the_history_says_who_began_it(adopted: Edition, head: User) -> None:
    draft = amend(edition=adopted, by=head)
    assert {record.history_user for row in (draft, stored(draft)) for record in row.history.all()} == {head}


@pytest.mark.parametrize("status", ["draft", "published", "withdrawn"])
def test_only_what_was_adopted_is_amended(db: None, head: User, status: str) -> None:
    edition = factories.edition()
    Edition.objects.filter(pk=edition.pk).update(status=status)
    with pytest.raises(ValidationError, match=str(amending.NOT_ADOPTED)):
        amend(edition=Edition.objects.get(), by=head)


def test_what_was_amended_is_not_amended_again(adopted: Edition, head: User) -> None:
    second = adopt(amend(edition=adopted, by=head))
    with pytest.raises(ValidationError, match=str(amending.AMENDED) % {"key": second.key}):
        amend(edition=adopted, by=head)


@pytest.mark.parametrize("status", ["draft", "published"])
def test_one_draft_of_a_programme_is_worked_on_at_a_time(adopted: Edition, head: User, status: str) -> None:
    draft = amend(edition=adopted, by=head)
    Edition.objects.filter(pk=draft.pk).update(status=status)
    with pytest.raises(ValidationError, match=str(amending.HAS_DRAFT) % {"key": draft.key}):
        amend(edition=adopted, by=head)


def test_after_a_draft_was_withdrawn_another_may_begin(adopted: Edition, head: User) -> None:
    Edition.objects.filter(pk=amend(edition=adopted, by=head).pk).update(status="withdrawn")
    again = amend(edition=adopted, by=head)
    assert (again.key, again.base) == ("2020/3", adopted)


def test_a_draft_that_comes_in_between_is_one_sentence(
    adopted: Edition, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody brought a draft in after the question and before the answer."""
    amend(edition=adopted, by=head)
    monkeypatch.setattr(amending, "refuse_to_amend", lambda edition: None)
    with pytest.raises(ValidationError, match=str(amending.JUST_BEGUN)):
        amend(edition=adopted, by=head)
    assert (Edition.objects.count(), Decision.objects.count()) == (2, 2)


def test_an_amendment_that_cannot_be_made_whole_is_not_begun(
    adopted: Edition, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(amending, "clone", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        amend(edition=adopted, by=head)
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("status", ["draft", "published"])
def test_the_database_keeps_one_open_draft_of_a_programme(adopted: Edition, head: User, status: str) -> None:
    amend(edition=adopted, by=head)
    with pytest.raises(DatabaseError), transaction.atomic():
        factories.amendment(adopted, status=status, decision=None)


def test_an_edition_beside_others_is_not_made_by_hand(adopted: Edition) -> None:
    by_hand = Edition(program=adopted.program, number=2, name_uk="дружби", year_from=2020, year_to=2020)
    with pytest.raises(ValidationError) as refused:
        by_hand.full_clean()
    assert list(refused.value.message_dict) == ["program"]


def test_an_edition_after_one_that_was_withdrawn_is_made_by_hand(db: None) -> None:
    edition = factories.edition()
    Edition.objects.filter(pk=edition.pk).update(status="withdrawn")
    Edition(program=edition.program, number=2, name_uk="дружби", year_from=2020, year_to=2020).full_clean()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_amend_at_once_one_does(head: User) -> None:
    adopted = adopt(factories.edition())
    PassportRow.objects.count()
    deed = partial(amend, edition=adopted, by=head)
    assert sorted(at_once(deed, deed)) == [False, True]
    assert Edition.objects.count() == 2
    assert connection.vendor == "postgresql"


def stored(edition: Edition) -> Decision:
    """Return the decision of an edition as the database has it."""
    return Decision.objects.get(edition=edition)
