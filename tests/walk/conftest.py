"""The programme that is walked through, and Chromium to walk it with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from budget import services
from budget.models import Measure
from budget.reports import report_of
from oleksandria_intl import papers
from oleksandria_intl.portal.management import demonstration
from programs.models import Edition
from tests import factories
from tests.seed import programme_2020, programme_2021_2023, programme_2021_2025
from tests.snapshots import bring_in

__all__ = ["programme_2020", "programme_2021_2023", "programme_2021_2025"]

EXECUTABLE = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


@pytest.fixture
def walked(programme_2020: Edition) -> Edition:
    """The programme of 2020 with the invented year of money, and a report that was issued."""
    bring_in("the invented year of money", lambda: demonstration.load_missing(demonstration.SPENDING))
    person = factories.person("marta", "Фінансист", "Марта Фінансист")
    assert Measure.objects.exists()
    services.issue_report(kind="reconciliation", report=report_of("2020", papers.Scope()), by=person)
    return programme_2020


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """The machine's own Chromium, of one test."""
    yield from _launched(monkeypatch)


@pytest.fixture(scope="module")
def chromium_here() -> Iterator[Browser]:
    """One Chromium for all tests of a file."""
    with pytest.MonkeyPatch.context() as patch:
        yield from _launched(patch)


def _launched(patch: pytest.MonkeyPatch) -> Iterator[Browser]:
    # Playwright's loop runs in the thread that asks the database.
    patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=QUIET)
        yield browser
        browser.close()
