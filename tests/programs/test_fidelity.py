"""Every paragraph and every table cell of the council's own document stands in the decision."""

from __future__ import annotations

import pytest

from programs.models import Edition
from tests.reading import FORMATS, made, words
from tests.source_text import missing, units


def test_the_source_is_cut_into_all_its_units() -> None:
    assert len(list(units())) == 303


@pytest.mark.parametrize("format", FORMATS)
def test_the_decision_holds_every_unit_of_the_source(programme_2020: Edition, format: str) -> None:
    assert missing(words(made(programme_2020, format), format)) == []


def test_a_word_that_is_left_out_is_missed(programme_2020: Edition) -> None:
    paper = words(made(programme_2020, "html"), "html")
    assert len(missing(paper.replace("побратим", "", 1))) >= 1
