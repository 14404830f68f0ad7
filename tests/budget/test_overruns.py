"""Checks and reports name every commitment above what was free, and every cut of the budget below what is committed."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from budget import report_notes
from budget.reports import REPORT
from oleksandria_intl import papers
from oleksandria_intl.checks import findings
from programs.models import Edition
from tests.spending import OVERRIDE, grant, pay, promise

NBSP = "\u00a0"


@pytest.fixture
def public(edition: Edition) -> Edition:
    """The programme, as the public sees it."""
    Edition.objects.filter(pk=edition.pk).update(status="published")
    return Edition.objects.get(pk=edition.pk)


def told(edition: Edition) -> list[str]:
    """Return what the checks say of commitments and grants, in English."""
    with translation.override("en"):
        found = [finding.sentence.replace(NBSP, " ") for finding in findings(edition)]
    return [sentence for sentence in found if "free balance" in sentence or "granted" in sentence]


def noted() -> list[str]:
    """Return the notes of the execution report of 2020."""
    report = papers.get(REPORT).find("2020", papers.Scope(date(2020, 12, 31)))
    return [sentence.replace(NBSP, " ") for sentence in report_notes.sentences(report)]


def test_what_is_committed_within_grants_is_no_finding_and_no_note(public: Edition) -> None:
    grant("1.1", 10_000)
    promise("1.1", 9_000, until=date(2020, 12, 31))
    pay("1.1", 1_000)
    assert (told(public), noted()) == ([], [])


def test_every_commitment_above_what_was_free_is_named_with_its_reason(public: Edition) -> None:
    grant("1.1", 10_000)
    promise("1.1", 12_000, number="7")
    (finding,), (note,) = told(public), noted()
    named = "№ 7, Послуги перекладу, ТОВ «Переклад» (12 000 грн)"
    assert finding == f"The commitment “{named}” was taken above the free balance: {OVERRIDE}"
    assert note == (
        "Зобов’язання понад вільний залишок (стаття 48 Бюджетного кодексу України): № 7 від 16.03.2020, 12 000 грн, "
        f"захід 1.1. Підстава: {OVERRIDE}"
    )


def test_a_cut_below_what_is_committed_is_named_with_its_decision_and_every_sum(public: Edition) -> None:
    grant("1.1", 10_000)
    promise("1.1", 9_000)
    pay("1.1", 500)
    grant("1.1", -3_000, on=date(2020, 5, 20))
    (finding,), (note,) = told(public), noted()
    for words in (
        "20.05.2020 № 0520",
        "7 000 грн",
        "9 000 грн",
        "500 грн",
        "2 500 грн",
        "Міський бюджет, 0210180 / 2240",
    ):
        assert words in finding
        assert words in note
    assert "cut the money below what is committed" in finding


def test_what_somebody_else_committed_too_much_is_named_without_a_reason(public: Edition) -> None:
    grant("1.1", 10_000)
    promise("1.1", 9_000)
    pay("1.1", 1_500)
    (finding,), (note,) = told(public), noted()
    assert "500 грн too much, and no reason is written" in finding
    assert note.endswith("перевищують призначення 10 000 грн; перевищення – 500 грн.")
