"""What a verified file may be: whoever keeps files registers an answer, and the weightiest is given."""

from __future__ import annotations

import pytest

from oleksandria_intl import verification
from oleksandria_intl.verification import Answer, Verdict

SHA256 = "a" * 64


@pytest.fixture(autouse=True)
def nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "FINDS", [])


def knows(verdict: Verdict, *, is_public: bool = True) -> Answer:
    """Register a place that knows the file."""
    answer = Answer(verdict, f"It is {verdict}.", is_public=is_public)
    verification.register(lambda sha256: answer if sha256 == SHA256 else None)
    return answer


def test_what_nobody_knows_is_unknown() -> None:
    knows("issued")
    assert verification.answer_to("b" * 64, for_staff=True) is None


def test_what_was_issued_is_that_though_it_is_a_working_copy_too() -> None:
    knows("working-copy")
    knows("signed-copy")
    issued = knows("issued")
    assert verification.answer_to(SHA256, for_staff=False) is issued


def test_a_stranger_hears_nothing_of_what_he_may_not_see() -> None:
    hidden, copy = knows("issued", is_public=False), knows("working-copy")
    assert verification.answer_to(SHA256, for_staff=False) is copy
    assert verification.answer_to(SHA256, for_staff=True) is hidden
