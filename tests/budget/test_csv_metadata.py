"""Beside every CSV of a report lies what is said of it, on the web and among what is issued."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.test import Client

from budget import services
from budget.reports import report_of
from oleksandria_intl import papers
from programs.models import Edition
from tests.spending import grant, pay

QUARTER = papers.Scope(start=date(2020, 1, 1), end=date(2020, 3, 31))


@pytest.fixture
def published(edition: Edition) -> Edition:
    """The programme of the tests as the public sees it, with some money."""
    Edition.objects.filter(pk=edition.pk).update(status="published")
    grant("1.1", "100.50")
    pay("1.1", "7.07")
    return edition


@pytest.mark.parametrize("name", ["report", "payments-register", "cash-plan"])
def test_a_report_s_csv_is_described_beside_it(published: Edition, client: Client, name: str) -> None:
    address = f"/budget/2020/{name}.csv?from=2020-01-01&to=2020-03-31"
    table = client.get(address)
    beside = re.match(r'<(.+)>; rel="describedby"; type="application/csvm\+json"', table["Link"])
    assert beside
    said = json.loads(client.get(beside[1]).content)
    assert said["url"] == address
    assert (said["dc:temporal"], said["dc:date"]) == ("2020-01-01/2020-03-31", "2020-03-31")
    assert said["schema:unitText"] == "UAH"
    rows = csv.reader(StringIO(b"".join(table).decode("utf-8-sig")), delimiter=";")  # type: ignore[arg-type]
    assert next(rows) == [column["titles"] for column in said["tableSchema"]["columns"]]
    assert client.get("/budget/2020/poems.csv-metadata.json").status_code == 404


def test_what_is_said_of_a_csv_is_issued_with_it(published: Edition, client: Client, accountant: User) -> None:
    issued = services.issue_report(kind="cash-plan", report=report_of("2020", QUARTER), by=accountant)
    files = {paper.format: f"/documents/{paper.pk}/{paper.file_name}" for paper in issued}
    said = json.loads(b"".join(client.get(files["csvm"])))  # type: ignore[arg-type]
    assert files["csvm"].endswith(".csv-metadata.json")
    assert said["url"] == files["csv"].replace("/documents", "..")
    assert said["dc:identifier"] == issued[0].number
