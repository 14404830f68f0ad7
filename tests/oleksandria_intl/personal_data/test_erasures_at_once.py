"""Two administrators who erase at once: what each is asked holds until it is done."""

from __future__ import annotations

from functools import partial

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from oleksandria_intl.personal_data import erasures, people
from tests.at_once import at_once


def account(user: User) -> people.Person:
    """Return the person whose account it is."""
    found = people.get("account", user.pk)
    assert found
    return found


def test_the_staffs_accounts_are_locked_before_it_is_asked_who_may_be_erased(
    clerk: User, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    lock = QuerySet.select_for_update

    def noted_lock(rows: QuerySet[User]) -> QuerySet[User]:
        steps.append(rows.model.__name__)
        return lock(rows)

    def asked(person: people.Person, by: User) -> str:
        steps.append("asked")
        return "No."

    monkeypatch.setattr(QuerySet, "select_for_update", noted_lock)
    monkeypatch.setattr(people.Person, "refusal", asked)
    with pytest.raises(ValidationError):
        erasures.erase(person=account(clerk), by=administrator, reason="Звільнено")
    assert steps == ["User", "asked"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_erase_each_other_at_once_one_stays() -> None:
    adam, eva = User.objects.create_superuser("adam"), User.objects.create_superuser("eva")
    pairs = [(adam, eva), (eva, adam)]
    erasing = [partial(erasures.erase, person=account(one), by=by, reason="Звільнено") for one, by in pairs]
    assert sorted(at_once(*erasing)) == [False, True]
    assert User.objects.filter(is_staff=True).count() == 1
