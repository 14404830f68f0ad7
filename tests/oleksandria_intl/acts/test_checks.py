"""What a decision by itself lacks."""

from __future__ import annotations

import pytest

from oleksandria_intl import checks
from oleksandria_intl.acts.checks import findings
from oleksandria_intl.models import Decision, DecisionPoint
from programs.models import Edition


def sentences(decision: Decision) -> list[str]:
    return [finding.sentence for finding in findings(decision)]


def test_a_decision_with_all_that_it_needs_has_no_findings(twinning: Decision) -> None:
    assert findings(twinning) == []


@pytest.mark.parametrize("field", ["subject", "preamble"])
def test_a_word_in_braces_that_needs_a_programme_is_named(twinning: Decision, field: str) -> None:
    setattr(twinning, field, "Про зміни до {Програми}")
    (found,) = findings(twinning)
    assert "no programme that says what {Програми} stands for" in found.sentence
    assert (found.severity, found.row, found.field) == (checks.Severity.ERROR, twinning, field)


def test_a_word_in_braces_of_a_point_is_named_too(twinning: Decision) -> None:
    DecisionPoint.objects.create(decision=twinning, order=3, text="Виконувати {Програму}.")
    assert ["{Програму}" in sentence for sentence in sentences(twinning)] == [True]


def test_a_blank_that_is_left_is_named_with_the_words_around_it(twinning: Decision) -> None:
    twinning.preamble = "Враховуючи лист від «___» червня 2026 року, міська рада"
    DecisionPoint.objects.create(decision=twinning, order=3, text="Виділити _____ гривень.")
    assert [sentence.partition(": ")[2] for sentence in sentences(twinning)] == [
        "a blank is left in “preamble”: “Враховуючи лист від «___» червня 2026 року, міська”.",
        "a blank is left in “points of a decision”: “Виділити _____ гривень.”.",
    ]


def test_what_is_left_out_is_named_errors_first(twinning: Decision) -> None:
    twinning.preamble, twinning.signatory = " ", None
    twinning.points.all().delete()
    assert sentences(twinning) == [
        "The decision has no preamble.",
        "The decision has no points.",
        "Nobody signs the decision.",
    ]


def test_the_check_of_the_portal_names_the_drafts_that_belong_to_nothing_else(
    twinning: Decision, programme_2020: Edition
) -> None:
    Decision.objects.filter(pk=twinning.pk).update(preamble="")
    found = [finding for finding in checks.portal_findings() if isinstance(finding.row, Decision)]
    assert [finding.row for finding in found] == [twinning]
    assert found[0].sentence.endswith("The decision has no preamble.")


def test_a_decision_that_was_made_is_not_checked_any_more(twinning: Decision) -> None:
    Decision.objects.filter(pk=twinning.pk).update(
        preamble="", number="7", period_start="2026-03-27", period_end="2026-03-27", period_precision="day"
    )
    assert not [finding for finding in checks.portal_findings() if isinstance(finding.row, Decision)]
