"""A signed decision keeps how its body, posts and people were called, and the house needs no programme for it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from oleksandria_intl.documents.decision import act, approval_mark
from oleksandria_intl.models import (
    Body,
    Decision,
    Official,
    SignedWords,
    Term,
    as_signed,
    forget_words,
    keep_words,
    words_of_signing,
)
from tests import factories


@pytest.fixture
def signed(db: None) -> Decision:
    """A decision whose words were kept before everybody got another name."""
    factories.council()
    keep_words(factories.decision(), prior="рішення виконавчого комітету")
    Official.objects.update(surname="Інший")
    Term.objects.update(post_uk="Секретар")
    Body.objects.update(name_uk="Інша рада", act_name="ухвала", short_name_genitive="іншої ради")
    return Decision.objects.get()


def test_papers_of_a_signed_decision_have_its_words(signed: Decision) -> None:
    text = str([*act(signed, {}), approval_mark(signed)])
    assert "Степан ЦАПЮК" in text
    assert "Рішення міської ради" in text
    assert not [word for word in ("ІНШИЙ", "Секретар", "УХВАЛА", "ІНША РАДА") if word in text]


def test_who_is_not_named_is_left_out(signed: Decision) -> None:
    kept = words_of_signing(signed)
    assert kept is not None
    assert {*kept.words} == {"body", "signatory", "approver"}
    assert as_signed(signed).developer is None


def test_the_row_that_is_printed_is_a_copy(signed: Decision) -> None:
    printed = as_signed(signed)
    assert printed.signatory.official.surname == "Цапюк"
    assert signed.signatory.official.surname == "Інший"
    assert [point.text for point in printed.points.all()] == [point.text for point in signed.points.all()]


def test_a_decision_is_signed_once(signed: Decision) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        keep_words(signed)


def test_a_decision_that_is_a_draft_again_follows_the_registers(signed: Decision) -> None:
    forget_words(as_signed(signed))
    assert as_signed(signed) is signed
    assert not SignedWords.objects.exists()


def test_a_decision_that_was_never_signed_has_nothing_to_forget(db: None) -> None:
    factories.council()
    decision = factories.decision()
    forget_words(decision)
    assert words_of_signing(decision) is None
