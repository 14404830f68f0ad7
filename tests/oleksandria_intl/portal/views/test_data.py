"""Open data: every set in three formats against its published structure, holding what the pages show."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from budget.execution import Execution
from budget.models import Payment
from budget.querysets import MoneySum, Span
from oleksandria_intl import clock
from oleksandria_intl.models import Decision, IssuedPaper
from partners.models import Agreement, City
from programs.models import Edition
from tests import factories
from tests.data_files import CODES, FORMULA, SHA256, content, csv_rows, json_rows, structure, told, valid, xlsx_rows
from tests.spending import random_payments

__all__ = ["told"]


@pytest.mark.parametrize("code", CODES)
def test_the_three_formats_of_a_set_keep_to_its_structure_and_say_the_same(
    stranger: Client, told: Edition, code: str
) -> None:
    schema = structure(stranger, code)
    in_json = valid(schema, json_rows(stranger, code))
    assert in_json
    assert valid(schema, csv_rows(content(stranger, f"/data/{code}.csv"))) == in_json
    assert valid(schema, xlsx_rows(content(stranger, f"/data/{code}.xlsx"))) == in_json


@pytest.mark.parametrize("code", CODES)
def test_a_set_without_rows_is_a_file_all_the_same(stranger: Client, db: None, code: str) -> None:
    names = [field["name"] for field in structure(stranger, code)["fields"]]
    assert content(stranger, f"/data/{code}.csv").decode("utf-8-sig") == ",".join(names) + "\r\n"
    assert json_rows(stranger, code) == []
    assert xlsx_rows(content(stranger, f"/data/{code}.xlsx")) == []


def test_every_field_has_a_stable_name_and_a_title(stranger: Client, db: None) -> None:
    for code in CODES:
        for field in structure(stranger, code)["fields"]:
            assert re.fullmatch(r"[a-z][a-z0-9_]*", field["name"])
            assert field["title"]
            assert field["title_en"]


def test_beside_every_csv_lies_what_is_said_of_it(stranger: Client, db: None) -> None:
    for code in CODES:
        address = f"/data/{code}.csv"
        answer = stranger.get(address)
        assert f'<{address}-metadata.json>; rel="describedby"' in answer["Link"]
        answer_beside = stranger.get(f"{address}-metadata.json")
        said = json.loads(answer_beside.content)
        assert answer_beside["Content-Type"].startswith("application/csvm+json")
        assert said["url"] == f"{code}.csv"
        head = content(stranger, address).decode("utf-8-sig").split("\r\n")[0]
        assert [each["name"] for each in said["tableSchema"]["columns"]] == head.split(",")
        assert said["dc:title"]
        assert said["schema:unitText"] == "UAH"
    assert stranger.get("/data/poems.csv-metadata.json").status_code == 404


# What the sets hold is what the pages show


def test_the_payments_add_up_to_the_report_s_total(stranger: Client, told: Edition) -> None:
    random_payments(200)
    Payment.objects.filter(measure=None).delete()
    figures = Execution(told, Span.to(date(2020, 12, 31))).total
    for code, planned in (
        ("payments", figures.paid),
        ("funding", figures.planned),
        ("appropriations", figures.granted),
    ):
        rows = valid(structure(stranger, code), csv_rows(content(stranger, f"/data/{code}.csv")))
        assert sum(row["amount"] for row in rows) == planned
    assert Payment.objects.aggregate(sum=MoneySum("amount"))["sum"] == figures.paid


def test_payments_that_wait_for_a_measure_are_not_told(stranger: Client, told: Edition) -> None:
    assert len(json_rows(stranger, "payments")) == 3


def test_a_natural_person_cannot_be_told(stranger: Client, told: Edition) -> None:
    [row] = [row for row in json_rows(stranger, "payments") if row["payee_is_person"]]
    assert row["payee_name"] == "фізична особа"
    assert {row[name] for name in ("payee_code", "purpose", "contract", "prozorro_id", "record_key")} == {None}
    for format in ("csv", "json"):
        made = content(stranger, f"/data/payments.{format}").decode()
        assert "Шевченко" not in made
        assert "1234567890" not in made


def test_an_amount_keeps_its_kopiykas_and_its_letters_in_every_format(stranger: Client, told: Edition) -> None:
    made = content(stranger, "/data/payments.csv")
    assert made.startswith(b"\xef\xbb\xbfid,record_key,paid_on,")
    assert '"Послуги, ""ґанок""\nі їжа"' in made.decode()
    assert ",12345.67," in made.decode()
    assert ",-45.60," in made.decode()
    assert '"amount": 12345.67' in content(stranger, "/data/payments.json").decode()
    first, second, _person = xlsx_rows(content(stranger, "/data/payments.xlsx"))
    assert (first["amount"], first["paid_on"]) == (12345.67, datetime(2020, 2, 10))
    assert second["corrects"] == first["id"]


def test_no_text_is_a_formula(stranger: Client, told: Edition) -> None:
    assert f"'{FORMULA}" in {row["payee_name"] for row in csv_rows(content(stranger, "/data/payments.csv"))}
    with zipfile.ZipFile(io.BytesIO(content(stranger, "/data/payments.xlsx"))) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert FORMULA in {row["payee_name"] for row in json_rows(stranger, "payments")}


@pytest.mark.parametrize("code", ["programs", "measures", "funding", "appropriations", "payments", "visits"])
def test_a_draft_that_is_not_published_is_not_told(stranger: Client, told: Edition, code: str) -> None:
    Edition.objects.update(status="draft")
    assert json_rows(stranger, code) == []


def test_the_edition_in_force_is_told_before_a_newer_draft(stranger: Client, told: Edition) -> None:
    today = clock.today()
    Edition.objects.update(status="adopted", in_force_from=today - timedelta(days=9))
    for day in (today - timedelta(days=1), today + timedelta(days=1)):
        row = factories.amendment(told)
        Edition.objects.filter(pk=row.pk).update(status="adopted", in_force_from=day)
    factories.amendment(told, status="published")
    assert [row["edition"] for row in json_rows(stranger, "programs")] == [2]


def test_a_draft_decision_is_not_told_and_an_adopted_one_says_what_on(stranger: Client, told: Edition) -> None:
    assert {row["subject_uk"] for row in json_rows(stranger, "decisions")} == {"Про міський бюджет"}
    day = date(2020, 1, 31)
    Decision.objects.filter(code="programme-2020").update(
        number="7", period_start=day, period_end=day, period_precision="day"
    )
    row = json_rows(stranger, "decisions")[-1]
    assert row["subject_uk"] == "Про затвердження Програми розвитку співробітництва на 2020 рік"
    assert (row["number"], row["decided_on"], row["program"]) == ("7", "2020-01-31", "2020")


def test_the_office_s_notes_and_mere_destinations_stay_in_the_office(stranger: Client, told: Edition) -> None:
    Agreement.objects.update(note="Лише для нас")
    factories.city("lviv", "Львів", kind=City.Kind.DESTINATION)
    assert "Лише для нас" not in content(stranger, "/data/agreements.json").decode()
    assert [row["slug"] for row in json_rows(stranger, "partners")] == ["mozyr"]


def test_visits_and_conferences_are_one_set(stranger: Client, told: Edition) -> None:
    assert [(row["kind"], row["measure"]) for row in json_rows(stranger, "visits")] == [
        ("visit", "1.2"),
        ("conference", "1.2"),
    ]


def test_a_document_is_told_with_its_sum_and_leads_to_its_file(stranger: Client, told: Edition) -> None:
    IssuedPaper.objects.create(kind="decision", key="9/9", title="Чернетка", format="pdf", size=1, sha256="b" * 64)
    [row] = json_rows(stranger, "documents")
    assert (row["number"], row["sha256"], row["size"]) == ("1/2020", SHA256, 5)
    assert content(stranger, row["path"]) == b"paper"


@pytest.mark.office
def test_libreoffice_shows_ukrainian_letters_and_real_numbers(stranger: Client, told: Edition, tmp_path: Path) -> None:
    """Every set, from XLSX and from CSV; written again, texts are in quotation marks and numbers are not."""
    for kind in ("xlsx", "csv"):
        source, made = tmp_path / kind, tmp_path / f"from-{kind}"
        source.mkdir()
        for code in CODES:
            (source / f"{code}.{kind}").write_bytes(content(stranger, f"/data/{code}.{kind}"))
        options = [f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
        # What the window for text files offers where a file begins with the mark of UTF-8.
        options += ["--infilter=CSV:44,34,76,1"] if kind == "csv" else []
        # Of a workbook the second sheet: the first says what it is.
        sheet = ",true,false,false,false,2" if kind == "xlsx" else ""
        form = f"csv:Text - txt - csv (StarCalc):59,34,76,1,,0,true{sheet}"
        files = [str(file) for file in sorted(source.iterdir())]
        command = ["soffice", *options, "--convert-to", form, "--outdir", str(made), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        texts = {code: next(made.glob(f"{code}*.csv")).read_text(encoding="utf-8-sig") for code in CODES}
        for code, text in texts.items():
            assert next(csv.reader(io.StringIO(text), delimiter=";")) == list(json_rows(stranger, code)[0])
        assert re.search(r";12,?345\.67;", texts["payments"])
        assert re.search(r";-45\.60?;", texts["payments"])
        assert re.search(r";(10\.02\.2020|2020-02-10|02/10/2020);", texts["payments"])
        assert '"Послуги, ""ґанок""\nі їжа"' in texts["payments"]
        assert re.search(r";180,?000\.50?;", texts["appropriations"])
        assert '"Міський бюджет"' in texts["funding"]
