"""Whatever is amended however often: on every day the text in force is the replay of what was adopted by then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budget.documents import CostEstimate
from budget.models import Direction, Funding, MeasureLine
from delegations.models import PlannedVisit, VisitLine
from programs.amending import amend
from programs.differences import difference
from programs.models import Edition, Section
from tests import factories
from tests.programs.amendments import changed
from tests.programs.replaying import applied, facts_of

START = date(2020, 1, 1)
Rng = Any


def another_sum(draft: Edition, rng: Rng) -> None:
    if rows := list(Funding.objects.filter(edition=draft).order_by("pk")):
        changed(rng.choice(rows), amount=Decimal(rng.randrange(0, 900) * 1000))


def new_measure(draft: Edition, rng: Rng) -> None:
    if heads := list(Direction.objects.filter(edition=draft).order_by("pk")):
        line = MeasureLine.objects.create(direction=rng.choice(heads), order=rng.randrange(9), name_uk="Новий захід")
        if rng.random() < 0.5:
            source = Funding.objects.filter(edition=draft.base).first()
            Funding.objects.create(measure_line=line, year=2020, source=source.source, amount=Decimal(7_000))  # type: ignore[union-attr]


def no_direction(draft: Edition, rng: Rng) -> None:
    PlannedVisit.objects.filter(edition=draft).update(measure_line=None)
    for row in Direction.objects.filter(edition=draft).order_by("-pk")[:1]:
        if not row.measures.filter(conferences__isnull=False).exists():
            row.delete()


def measure_elsewhere(draft: Edition, rng: Rng) -> None:
    heads = list(Direction.objects.filter(edition=draft).order_by("pk"))
    if lines := list(MeasureLine.objects.filter(edition=draft).order_by("pk")):
        changed(rng.choice(lines), direction=rng.choice(heads), order=rng.randrange(9))


def another_text(draft: Edition, rng: Rng) -> None:
    if rows := list(Section.objects.filter(edition=draft).order_by("pk")):
        changed(rng.choice(rows), body_uk=f"Текст {rng.randrange(99)}.")


def new_section(draft: Edition, rng: Rng) -> None:
    Section.objects.create(edition=draft, order=rng.randrange(9), title_uk="Новий", body_uk="Текст.")


def no_section(draft: Edition, rng: Rng) -> None:
    rows = list(Section.objects.filter(edition=draft, profiles=None, footnotes=None).order_by("pk"))
    if rows:
        rng.choice(rows).delete()


def sections_about(draft: Edition, rng: Rng) -> None:
    rows = list(Section.objects.filter(edition=draft).order_by("pk"))
    rng.shuffle(rows)
    for order, row in enumerate(rows):
        changed(row, order=order)


def no_visit(draft: Edition, rng: Rng) -> None:
    VisitLine.objects.filter(edition=draft).delete()
    PlannedVisit.objects.filter(edition=draft).delete()


DEEDS: list[Callable[[Edition, Rng], None]] = [
    another_sum,
    new_measure,
    no_direction,
    measure_elsewhere,
    another_text,
    new_section,
    no_section,
    sections_about,
    no_visit,
]
AMENDMENT = st.tuples(st.lists(st.sampled_from(DEEDS), max_size=5), st.integers(0, 40), st.booleans())
"""What is done in an amendment, how many days after the one before it is in force, and whether it is withdrawn."""


@pytest.fixture
def founding(db: None) -> Edition:
    """The adopted edition that is amended."""
    edition = factories.edition()
    factories.everything(edition)
    for order in (2, 3, 4):
        Section.objects.create(edition=edition, order=order, title_uk=f"Розділ {order}", body_uk="Текст.")
    Edition.objects.filter(pk=edition.pk).update(status="adopted", in_force_from=START)
    return Edition.objects.of_key("2020/1")


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(amendments=st.lists(AMENDMENT, min_size=1, max_size=3), rng=st.randoms(use_true_random=False))
def test_on_every_day_the_text_in_force_is_the_replay_of_what_was_adopted(
    founding: Edition, head: User, amendments: list[Any], rng: Rng
) -> None:
    with transaction.atomic():
        replay(founding, head, amendments, rng)
        transaction.set_rollback(True)


def replay(founding: Edition, by: User, amendments: list[Any], rng: Rng) -> None:
    """Amend again and again; look at every day on which something comes into force, and at the day before."""
    last, facts, day = founding, facts_of(founding), START
    expected = {START: facts}
    for deeds, days, is_withdrawn in amendments:
        draft = amend(edition=last, by=by)
        for deed in deeds:
            deed(draft, rng)
        day += timedelta(days=days + 1)
        if is_withdrawn:
            Edition.objects.filter(pk=draft.pk).update(status="withdrawn")
            continue
        Edition.objects.filter(pk=draft.pk).update(status="adopted", in_force_from=day)
        draft = Edition.objects.of_key(draft.key)
        facts = applied(difference(last, draft), facts)
        expected[day - timedelta(days=1)] = facts_of(last)
        expected[day] = facts
        last = draft
    for on, known in expected.items():
        in_force = Edition.objects.in_force(on).get()
        assert facts_of(in_force) == known
        planned = sum(Decimal(row["amount"] or 0) for row in known.values["funding"].values())
        assert (CostEstimate(in_force).total.total or Decimal(0)) == planned
