"""What a decision is about: the app furthest right that knows of it says it, and each is asked no more than it must."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from oleksandria_intl import acts, filled_words
from oleksandria_intl.acts import Carrier, Matter
from oleksandria_intl.models import Decision, DecisionPoint
from tests import factories

Asked = dict[str, list[list[str]]]


@pytest.fixture
def decisions(twinning: Decision) -> list[Decision]:
    """A decision of which both apps know, one of which the left one knows, one of which neither does."""
    return [twinning, factories.decision("left"), factories.decision("none")]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, twinning: Decision) -> Asked:
    """The codes of the decisions of which two apps are asked, the left one first."""
    asked: Asked = {"left": [], "right": []}

    def carrier(name: str, known: set[str]) -> Carrier:
        def matters(rows: Iterable[Decision]) -> dict[int, Matter]:
            asked[name].append([row.code for row in rows])
            return {row.pk: Matter({"слово": name}) for row in rows if row.code in known}

        return Carrier(matters)

    known = {"left": {twinning.code, "left"}, "right": {twinning.code}}
    monkeypatch.setattr(acts, "CARRIERS", [carrier(name, codes) for name, codes in known.items()])
    return asked


def test_of_two_apps_the_right_one_says_it(decisions: list[Decision], asked: Asked) -> None:
    found = acts.matters_of(decisions)
    assert [found[row.pk].words for row in decisions] == [{"слово": "right"}, {"слово": "left"}, {}]


def test_of_what_an_app_says_no_other_is_asked(decisions: list[Decision], asked: Asked) -> None:
    acts.matters_of(decisions)
    assert asked == {"right": [[row.code for row in decisions]], "left": [["left", "none"]]}
    acts.matter_of(decisions[0])
    assert asked["left"] == [["left", "none"]]


@pytest.mark.parametrize("facts", [{}, {"decision": Decision(subject="Про затвердження")}])
def test_a_point_of_no_stored_decision_says_its_words_as_they_are(db: None, facts: dict[str, Decision]) -> None:
    text = "Затвердити {Програму}."
    assert filled_words.filled(DecisionPoint(text=text, **facts), text) == text
