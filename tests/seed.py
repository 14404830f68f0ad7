"""The programme of 2020 as the fixtures hold it, and two invented ones of a council that says «ухвала»."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from budget.models import Funding, FundingSource
from oleksandria_intl.models import ContentTable, ContentTouch, ContentVersion, Council
from programs.exchange import as_dict
from programs.loading import load
from programs.models import Edition
from tests.snapshots import bring_in

BASE = Path(__file__).resolve().parent.parent
FIXTURES = [BASE / "fixtures" / f"{name}.json" for name in ("codes", "reference", "programme_2020")]
THREE_YEARS = Path(__file__).parent / "data" / "programme_2021_2023.json"
FIVE_YEARS = Path(__file__).parent / "data" / "programme_2021_2025.json"
FURTHER_SOURCES = (
    "Спеціальний фонд бюджету територіальної громади",
    "Гранти (дарунки), що надійшли до бюджетів усіх рівнів",
)


@pytest.fixture
def programme_2020(db: None) -> Edition:
    """The published draft of 2020, as the seed document has it."""
    bring_in("2020", ours(), lambda: call_command("loaddata", *map(str, FIXTURES), verbosity=0))
    return Edition.objects.of_key("2020/1")


@pytest.fixture
def programme_2021_2023(db: None) -> Edition:
    """The invented programme of three years and two sources; of the portal's council, where it has one."""
    bring_in("2021-2023", ours(), lambda: load(of_here(three_years())))
    return Edition.objects.of_key("2021-2023/1")


@pytest.fixture
def programme_2021_2025(db: None) -> Edition:
    """The invented programme of five years and two sources whose tables are hard to fit."""
    bring_in("2021-2025", ours(), lambda: load(of_here(five_years())))
    return Edition.objects.of_key("2021-2025/1")


def three_years() -> dict[str, Any]:
    """Return the JSON of the invented programme of three years."""
    data: dict[str, Any] = json.loads(THREE_YEARS.read_text(encoding="utf-8"))
    return data


def five_years() -> dict[str, Any]:
    """Return the JSON of the invented programme of five years."""
    data: dict[str, Any] = json.loads(FIVE_YEARS.read_text(encoding="utf-8"))
    return data


def of_here(data: dict[str, Any]) -> dict[str, Any]:
    """Return a programme's JSON as the council of this portal would have written it."""
    here = Council.objects.current()
    return data | ({"council": as_dict(here)} if here else {})


def add_sources(edition: Edition, count: int) -> None:
    """Give every measure that has money as much again from so many further sources."""
    planned = list(Funding.objects.filter(edition=edition, source__code="test-budget"))
    for number, name in enumerate(FURTHER_SOURCES[:count], 1):
        code = f"test-further-{number}"
        source = FundingSource.objects.create(code=code, name_uk=name, order=30 + number)
        for money in planned:
            Funding.objects.create(measure_line=money.measure_line, year=money.year, source=source, amount=money.amount)


def empty() -> None:
    """Delete all rows of the portal, as a database is before anything was brought in."""
    for model in ours():
        model._default_manager.all()._raw_delete("default")  # type: ignore[attr-defined]


def ours() -> list[type[models.Model]]:
    """Return the portal's tables, those that others point at last, without those that the database writes itself."""
    labels = ("delegations", "budget", "programs", "partners", "oleksandria_intl")
    own = (ContentTable, ContentTouch, ContentVersion)
    return [model for label in labels for model in reversed(_tables(label)) if model not in own]


def _tables(label: str) -> list[type[models.Model]]:
    """Return an app's tables, those between many and many too."""
    return [*apps.get_app_config(label).get_models(include_auto_created=True)]
