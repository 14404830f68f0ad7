"""Every kind of paper: the same data are the same bytes, in whatever process and at whatever hour they are made."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from oleksandria_intl import papers
from programs.models import Edition
from tests.reading import pages_of_pdf
from tests.walk.rendering_again import elsewhere, sums_of
from tests.walk.sample_papers import samples

FOOT = "робочий примірник"


def test_a_paper_of_every_registered_kind_is_measured_and_checked(programme_2020: Edition) -> None:
    sampled = {sample.kind.kind for sample in samples(programme_2020)}
    assert set(papers.KINDS) - sampled == set()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the other process reads a copy of the database's file")
def test_another_process_at_another_hour_makes_the_same_bytes(programme_2020: Edition, tmp_path: Path) -> None:
    asked = [*{sample.kind.kind: sample.key for sample in samples(programme_2020)}.items()]  # the last of each kind
    here = sums_of(asked)
    assert {name.split()[0] for name in here} == set(papers.KINDS)
    there = elsewhere(asked, connection.connection, tmp_path, "1")
    assert [name for name, made in here.items() if there[name] != made] == []


def test_an_english_paper_says_in_english_that_it_is_a_working_copy(programme_2020: Edition) -> None:
    english = [sample for sample in samples(programme_2020) if sample.kind.kind.endswith("-en")]
    assert len(english) >= 3
    for sample in english:
        assert sample.kind.build(sample.subject).language == "en", sample.name
        assert FOOT not in " ".join(pages_of_pdf(papers.content(sample.kind, sample.subject, "pdf"))), sample.name
