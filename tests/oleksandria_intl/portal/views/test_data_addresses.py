"""Open data: its page and catalogue, and files that are sent once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budget.models import Measure, Payment
from oleksandria_intl import clock
from oleksandria_intl.models import Decision, Unit
from partners.models import Agreement
from programs.models import Edition
from tests import factories
from tests.data_files import CODES, content, issue, told
from tests.money_pages import queries
from tests.public_pages import headings, language, page
from tests.spending import pay, random_payments

__all__ = ["told"]


@pytest.mark.parametrize("format", ["csv", "json", "xlsx"])
def test_a_file_that_has_not_changed_is_not_sent_again(stranger: Client, told: Edition, format: str) -> None:
    address = f"/data/payments.{format}"
    first = stranger.get(address)
    assert first["Content-Disposition"] == f'attachment; filename="payments.{format}"'
    for asked in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = stranger.get(address, headers=asked)
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
    pay("1.1", 1)
    assert stranger.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_payment_that_changes_or_goes_changes_the_file(stranger: Client, told: Edition) -> None:
    tags = [stranger.get("/data/payments.csv")["ETag"]]
    payment = Payment.objects.earliest("pk")
    payment.document = "99"
    payment.save()
    tags.append(stranger.get("/data/payments.csv")["ETag"])
    Payment.objects.exclude(measure=None).latest("pk").delete()
    tags.append(stranger.get("/data/payments.csv")["ETag"])
    assert len(set(tags)) == 3


@pytest.mark.parametrize("code", CODES)
def test_what_the_office_does_with_rows_that_are_not_public_changes_no_file(
    stranger: Client, told: Edition, code: str
) -> None:
    first = stranger.get(f"/data/{code}.json")
    Payment.objects.filter(measure=None).update(document="99")
    Agreement.objects.update(note="Лише для нас")
    factories.edition("2021", years=(2021, 2021), status="draft")
    again = stranger.get(f"/data/{code}.json")
    assert (again["ETag"], again["Last-Modified"]) == (first["ETag"], first["Last-Modified"])


def test_the_day_on_which_an_edition_comes_into_force_changes_the_file(
    stranger: Client, told: Edition, it_is: Callable[[str], None]
) -> None:
    day = clock.today() + timedelta(days=2)
    second = factories.amendment(told, in_force_from=day)
    Edition.objects.filter(pk=told.pk).update(status="adopted")
    Edition.objects.filter(pk=second.pk).update(status="adopted")
    before = stranger.get("/data/measures.csv")
    it_is(day.isoformat())
    after = stranger.get("/data/measures.csv")
    assert after["ETag"] != before["ETag"]
    assert parsedate_to_datetime(after["Last-Modified"]) == clock.beginning_of(day)


def test_head_makes_nothing(stranger: Client, told: Edition) -> None:
    content(stranger, "/data/payments.csv")
    with CaptureQueriesContext(connection) as asked:
        answer: Any = stranger.head("/data/payments.csv")
    assert answer.status_code == 200
    assert answer["ETag"] == stranger.get("/data/payments.csv")["ETag"]
    assert "Content-Length" not in answer
    assert not any("prozorro_id" in query["sql"] for query in asked)


@pytest.mark.parametrize("name", [*(f"{code}.csv" for code in CODES), "payments-structure.json", "payments.xlsx"])
def test_the_language_of_the_address_changes_no_file(stranger: Client, told: Edition, name: str) -> None:
    assert content(stranger, f"/data/{name}") == content(stranger, f"/en/data/{name}")


@pytest.mark.parametrize(
    "name", ["users.csv", "payments.exe", "payments.pdf", "payments", "users-structure.json", "payments.csv/"]
)
def test_what_is_no_set_or_format_is_not_there(stranger: Client, told: Edition, name: str) -> None:
    page(stranger, f"/data/{name}", status=404)


@pytest.mark.parametrize("code", CODES)
def test_a_file_asks_the_database_as_often_however_long_it_is(stranger: Client, told: Edition, code: str) -> None:
    address = f"/data/{code}.csv"

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            content(stranger, address)
        return len(queries)

    before = asked()
    random_payments(50)
    for number in range(5):
        factories.everything(factories.edition(f"x{number}"), suffix=f"-{number}")
        issue(f"{number + 2}/2020")
    Edition.objects.update(status="published")
    assert Measure.objects.count() > 10
    assert asked() == before


# The page and the catalogue


@pytest.mark.parametrize(("address", "expected"), [("/data/", "uk"), ("/en/data/", "en")])
def test_the_page_tells_every_set_and_links_its_files(
    stranger: Client, told: Edition, address: str, expected: str
) -> None:
    html = page(stranger, address)
    assert language(html) == expected
    assert len(headings(html)) == 1
    for code in CODES:
        assert f'id="{code}"' in html
        assert f'href="/data/{code}-structure.json"' in html
        for format in ("csv", "json", "xlsx"):
            assert f'href="/data/{code}.{format}"' in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'aria-labelledby="([^" ]+)', html)) <= set(ids)


def test_nothing_on_the_page_but_a_block_of_data_is_inline(stranger: Client, told: Edition) -> None:
    blocks = re.findall(r"<script[^>]*>(.*?)</script>", html := page(stranger, "/en/data/"), re.DOTALL)
    assert re.findall(r"<script([^>]*)>", html) == [' type="application/ld+json"']
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)
    assert [each["identifier"] for each in json.loads(blocks[0])["dataset"]] == CODES


def test_the_page_asks_the_database_as_often_however_much_there_is(stranger: Client, told: Edition) -> None:
    stranger.get("/data/")
    random_payments(5)
    stranger.get("/data/")
    before = queries(stranger, "/data/")
    random_payments(50)
    factories.edition("2021", years=(2021, 2021), status="published")
    stranger.get("/data/")
    assert queries(stranger, "/data/") == before


def test_the_page_names_the_unit_that_prepares_the_programmes_once_it_is_known(stranger: Client, told: Edition) -> None:
    assert "not named yet" in page(stranger, "/en/data/")
    Decision.objects.filter(edition=told).update(developer=Unit.objects.get())
    assert "not named yet" not in page(stranger, "/en/data/")


def test_the_catalogue_tells_every_file_in_dcat(stranger: Client, told: Edition) -> None:
    answer = stranger.get("/data/catalog.json")
    assert answer["Content-Type"] == "application/ld+json"
    data = json.loads(answer.content)
    assert data["@type"] == "dcat:Catalog"
    assert [each["dct:identifier"] for each in data["dcat:dataset"]] == CODES
    for each in data["dcat:dataset"]:
        assert each["dct:modified"]
        assert each["dct:publisher"]["foaf:name"][0]["@value"] == "Олександрійська міська рада"
        for file in each["dcat:distribution"]:
            assert file["dct:license"]["@id"].startswith("https://creativecommons.org/licenses/by/4.0")
            path = file["dcat:downloadURL"]["@id"].removeprefix("http://testserver")
            assert stranger.get(path)["Content-Type"].startswith(file["dcat:mediaType"]["@id"].rpartition("types/")[2])
    assert stranger.get("/data/catalog.json", headers={"If-None-Match": answer["ETag"]}).status_code == 304
