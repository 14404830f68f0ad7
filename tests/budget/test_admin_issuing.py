"""The finance officer's page of reports: look at the figures, then issue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from budget.models import ClosedPeriod, IssuedReport, LateChange
from oleksandria_intl.models import IssuedPaper
from programs.models import Edition
from tests.admin_pages import address
from tests.spending import grant, pay

PAGE = "/admin/budget/issuedreport/add/"
QUARTER = {"kind": "execution-report", "start": "01.01.2020", "end": "31.03.2020", "on": ""}


@pytest.fixture
def asked(edition: Edition) -> dict[str, str]:
    """What the officer asks for: the first quarter of a programme that the public sees."""
    Edition.objects.filter(pk=edition.pk).update(status="published")
    grant("1.1", 40_000)
    pay("1.1", "12345.67", on=date(2020, 2, 3))
    return QUARTER | {"program": str(edition.program_id)}


def test_the_figures_are_looked_at_before_a_report_is_issued(
    client: Client, accountant: User, asked: dict[str, str]
) -> None:
    client.force_login(accountant)
    page = client.get(PAGE, asked).content.decode()
    assert "12\xa0345,67" in page
    assert "/admin/budget/issuedreport/copies/2020/report.pdf?from=2020-01-01&amp;to=2020-03-31" in page
    assert "/budget/2020/report.xlsx?from=2020-01-01&amp;to=2020-03-31" in page
    assert IssuedPaper.objects.count() == 0


def test_the_page_opens_with_the_last_quarter_that_is_over(
    client: Client, accountant: User, asked: dict[str, str]
) -> None:
    client.force_login(accountant)
    assert 'value="31.12.2020"' in client.get(PAGE).content.decode()


def test_in_the_first_quarter_of_a_programme_the_page_opens_without_a_period(
    client: Client, accountant: User, asked: dict[str, str], it_is: Callable[[str], None]
) -> None:
    it_is("2020-02-10")
    client.force_login(accountant)
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert "errorlist" not in answer.content.decode()


def test_an_issued_report_stands_in_the_list_with_its_files(
    client: Client, accountant: User, asked: dict[str, str]
) -> None:
    client.force_login(accountant)
    listed = client.post(PAGE, asked, follow=True).content.decode()
    assert IssuedReport.objects.values("number").distinct().count() == 1
    for label in ("PDF", "DOCX", "XLSX", "CSV", "JSON"):
        assert f">{label}</a>" in listed


@pytest.mark.parametrize(
    ("field", "typed"),
    [("end", "31.02.2020"), ("end", "31.12.2019"), ("start", "01.04.2020"), ("program", "abc"), ("kind", "bill")],
)
def test_what_cannot_be_is_refused_and_kept_as_typed(
    client: Client, accountant: User, asked: dict[str, str], field: str, typed: str
) -> None:
    client.force_login(accountant)
    answer = client.post(PAGE, asked | {field: typed})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert IssuedPaper.objects.count() == 0


def test_a_clerk_does_not_issue_reports(client: Client, clerk: User, asked: dict[str, str]) -> None:
    client.force_login(clerk)
    assert client.post(PAGE, asked).status_code == 403
    assert client.get(address(IssuedReport, "changelist")).status_code == 200


def test_a_report_whose_files_cannot_be_kept_is_refused_in_a_sentence(
    client: Client, accountant: User, asked: dict[str, str], settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.write_text("a file, so that nothing can be made in it")
    client.force_login(accountant)
    answer = client.post(PAGE, asked)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert IssuedPaper.objects.count() == 0


def test_a_quarter_that_is_over_is_closed_with_its_report_unless_the_tick_is_taken_away(
    client: Client, accountant: User, asked: dict[str, str]
) -> None:
    client.force_login(accountant)
    assert client.get(PAGE, asked).context["way"]["closes"].value() is True
    assert client.get(PAGE, asked | {"end": "20.03.2020"}).context["way"]["closes"].value() is False
    assert "closes" not in client.get(PAGE, asked | {"kind": "reconciliation"}).context["way"].fields
    client.post(PAGE, asked)
    assert not ClosedPeriod.objects.exists()
    client.post(PAGE, asked | {"closes": "on", "again": "on"})
    assert ClosedPeriod.objects.get().closed_by == accountant
    assert "closes" not in client.get(PAGE, asked).context["way"].fields


def test_the_same_report_is_issued_again_only_after_a_question(
    client: Client, accountant: User, asked: dict[str, str]
) -> None:
    client.force_login(accountant)
    client.post(PAGE, asked)
    number = IssuedPaper.objects.first().number  # type: ignore[union-attr]
    answer = client.post(PAGE, asked)
    assert number in answer.context["way"].question
    assert f"№ {number}" in answer.content.decode()
    assert IssuedPaper.objects.filter(format="pdf").count() == 1
    client.post(PAGE, asked | {"again": "on"})
    assert IssuedPaper.objects.filter(format="pdf").count() == 2


def test_a_closed_period_is_opened_again_on_a_page_that_asks_why(
    client: Client, accountant: User, clerk: User, asked: dict[str, str]
) -> None:
    client.force_login(accountant)
    client.post(PAGE, asked | {"closes": "on"})
    period = ClosedPeriod.objects.get()
    page = f"/admin/budget/closedperiod/{period.pk}/reopen/"
    assert page in client.get(address(ClosedPeriod, "changelist")).content.decode()
    assert client.post(page, {"reason": " "}).context["form"].errors
    client.post(page, {"reason": "Помилка в березні"})
    pay("1.1", 5)
    listed = client.get(address(ClosedPeriod, "changelist")).content.decode()
    assert "Помилка в березні" in listed
    assert page not in listed
    assert client.post(page, {"reason": "Ще"}).context["form"].non_field_errors()
    assert "Помилка в березні" in client.get(address(LateChange, "changelist")).content.decode()
    client.force_login(clerk)
    assert client.get(page).status_code == 403
