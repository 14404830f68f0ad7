"""Nobody's garbage ends in an error 500: neither a reader's nor one of the staff's."""

from __future__ import annotations

import os
import traceback
from collections.abc import Iterable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from programs.models import Edition
from tests.walk.fuzzing import Case, Fuzzer

ALL = os.environ.get("FUZZ") == "all"


def failures(client: Client, cases: Iterable[Case]) -> list[str]:
    """Return the requests that ended in an error 500, each with the last lines of its traceback."""
    client.raise_request_exception = False
    return [said for case in cases if (said := failure(client, case))]


def failure(client: Client, case: Case) -> str:
    """Return nothing of a request that was answered well; else the request, and what it ended in."""
    answer = case.ask(client)
    if answer.status_code < 500:
        return ""
    error = getattr(answer, "exc_info", None)
    lines = traceback.format_exception(*error)[-8:] if error else [f"{answer.status_code}\n"]
    return f"{case!r:.600}\n{''.join(lines)}"


@pytest.fixture
def staff(client: Client, administrator: User, walked: Edition) -> Client:
    """The browser of one who may do everything."""
    client.force_login(administrator)
    return client


def test_no_address_of_staff_that_is_asked_for_with_garbage_fails(staff: Client) -> None:
    found = failures(staff, Fuzzer(staff).gets(5000 if ALL else 260, staff=True))
    assert not found, f"{len(found)}\n" + "\n".join(found)


def test_no_form_of_staff_that_is_posted_with_garbage_fails(staff: Client) -> None:
    found = failures(staff, Fuzzer(staff).posts(3000 if ALL else 100))
    assert not found, f"{len(found)}\n" + "\n".join(found)


def test_no_public_address_that_is_asked_for_with_garbage_fails(client: Client, walked: Edition) -> None:
    found = failures(client, Fuzzer(client).gets(7500 if ALL else 300, staff=False))
    assert not found, f"{len(found)}\n" + "\n".join(found)
