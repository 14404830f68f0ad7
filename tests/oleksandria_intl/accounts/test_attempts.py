"""Counting of attempts across processes and over time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db import connection

from oleksandria_intl.accounts.attempts import Limit, TooManyAttempts, begin

LIMIT = Limit("test", "somebody", failures=3, seconds=60)


def is_allowed() -> bool:
    try:
        begin(LIMIT)
    except TooManyAttempts:
        return False
    return True


def test_so_many_failures_are_allowed_and_no_more(db: None) -> None:
    assert [is_allowed() for _number in range(5)] == [True, True, True, False, False]


def test_what_is_forgiven_does_not_count(db: None) -> None:
    for _number in range(5):
        begin(LIMIT).forgive()
    assert is_allowed()


def test_every_failure_is_forgotten_when_its_own_time_is_over(db: None, it_is: Callable[[str], None]) -> None:
    for second in (0, 20, 40):
        it_is(f"2026-11-24T12:00:{second:02}")
        assert is_allowed()
    assert not is_allowed()
    it_is("2026-11-24T12:01:02")
    assert [is_allowed(), is_allowed()] == [True, False]


def test_what_one_limit_refuses_the_others_do_not_count(db: None) -> None:
    other = Limit("test", "somebody else", failures=1, seconds=60)
    for _number in range(3):
        begin(LIMIT)
    with pytest.raises(TooManyAttempts):
        begin(other, LIMIT)
    begin(other)


def test_of_many_that_do_not_see_each_other_no_more_are_allowed(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DatabaseCache, "get_many", lambda *given: {})  # each looked before the others took their places
    assert [is_allowed() for _number in range(5)] == [True, True, True, False, False]


def test_migrate_makes_the_table_that_the_processes_share(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE shared_cache")
    call_command("migrate", verbosity=0)
    assert "shared_cache" in connection.introspection.table_names()
