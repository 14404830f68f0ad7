"""The form of the import: what may be uploaded and what of it may enter; bad files and a full template."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from budget.importing import forms, kept
from budget.importing.template import SHEET
from budget.models import ImportBatch, Payment
from tests import spending
from tests.admin_pages import form_data
from tests.budget.importing.files import package
from tests.import_pages import (
    UPLOAD,
    counts,
    kept_files,
    maria,
    media,
    page,
    staff_in_english,
    tried,
    upload,
    upload_and_bring_in,
)
from tests.payment_files import OWN, csv_of

__all__ = ["maria", "media", "staff_in_english"]

BOMB = package(b"<worksheet>" + b" " * (50 << 20))


def test_the_form_begins_with_the_programme_at_hand_and_all_payers(maria: Client) -> None:
    form = maria.get(UPLOAD).context["form"]
    begun = form_data(form)
    assert begun["payers"] == [spending.PAYER]
    assert begun["is_whole"] == "on"
    assert "program_codes" not in begun
    assert form["program"].value() == spending.program_of().pk


def test_all_payers_ticked_is_the_same_as_none(maria: Client) -> None:
    tried(maria, csv_of({}), payers=None)
    tried(maria, csv_of({}))
    assert [batch.filters for batch in ImportBatch.objects.all()] == [{}, {}]


def test_the_chosen_codes_and_payers_are_the_filter(maria: Client) -> None:
    spending.unit("22222222", "Інша установа")
    spending.codes(economic_code="2210")
    chosen = {"payers": [spending.PAYER], "economic_codes": ["2240"]}
    shown = tried(maria, csv_of({}, {"id": "2", "kekv": "2210"}, {"id": "3", "payer_edrpou": "22222222"}), **chosen)
    assert counts(shown)["New payments"] == 1
    assert ImportBatch.objects.get().filters == chosen


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"1;2;3\n4;5;6\n", "none of its first"),
        (b"%PDF-1.7\n\x00\x01\x02", "PDF"),
        (BOMB, "unpacks to more"),
        (b'id;trans_date;amount;payer_edrpou;recipt_name\n"1;2', "nothing closes it"),
        (b"PK\x03\x04 not a zip", "xlsx"),
        (b"trans_date;amount;recipt_name\n", "lacks columns"),
        (csv_of({"recipt_name": "Переклад"}).decode().encode("koi8-u"), "encoding"),
    ],
    ids=["empty", "no head", "pdf", "bomb", "quotes", "zip", "columns", "encoding"],
)
def test_a_bad_file_is_refused_in_a_sentence_and_the_rest_stays_filled_in(
    content: bytes, sentence: str, maria: Client, media: Path
) -> None:
    answer = upload(maria, content, "payments.xlsx", total="1 000,00", economic_codes=["2240"])
    form = answer.context["form"]
    assert answer.status_code == 200
    assert sentence.lower() in " ".join(form.errors["file"]).lower()
    assert form["total"].value() == "1 000,00"
    assert form["economic_codes"].value() == ["2240"]
    assert (ImportBatch.objects.count(), kept_files(media)) == (0, [])


def test_a_file_without_rows_cannot_be_brought_in(maria: Client) -> None:
    shown = tried(maria, csv_of())
    assert "holds no payments" in shown.context["verdict"].sentence
    assert not shown.context["verdict"].button


def test_a_file_of_too_many_rows_is_for_the_command(maria: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_ROWS", 2)
    rows = [{"id": number} for number in range(3)]
    assert tried(maria, csv_of(*rows[:2])).status_code == 200
    answer = upload(maria, csv_of(*rows))
    assert "manage.py import_spending" in answer.context["form"].errors["file"][0]


def test_a_file_that_is_too_big_is_for_the_command(maria: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MOST_BYTES", 100)
    answer = upload(maria, csv_of({}))
    assert "manage.py import_spending" in answer.context["form"].errors["file"][0]
    assert not ImportBatch.objects.exists()


def test_a_file_of_megabytes_goes_by_the_disk(maria: Client, media: Path) -> None:
    content = csv_of(*({"id": number, "payment_details": "п" * 2000} for number in range(1000)))
    assert len(content) > 3 << 20
    assert counts(tried(maria, content))["New payments"] == 1000


@pytest.mark.parametrize(
    "wrong",
    [
        {"program": "літери"},
        {"program": "9" * 30},
        {"program": "\x00"},
        {"total": "багато"},
        {"payers": ["\x00"]},
        {"payers": ["99999999"]},
        {"economic_codes": ["1"]},
        {"file": ""},
    ],
    ids=str,
)
def test_a_hand_made_form_is_refused_with_a_sentence(wrong: dict[str, Any], maria: Client) -> None:
    form = form_data(maria.get(UPLOAD).context["form"]) | {"file": SimpleUploadedFile("a.csv", csv_of({}))}
    answer = maria.post(UPLOAD, form | wrong)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == list(wrong)
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("query", ["program=x", "program=", "program=1&payers=%00&total=x", "payers=1"])
def test_a_hand_made_address_opens_the_form(query: str, maria: Client) -> None:
    assert maria.get(f"{UPLOAD}?{query}").status_code == 200


def test_another_file_begins_with_what_was_asked_for_the_first(maria: Client) -> None:
    spending.unit("22222222", "Інша установа")
    tried(maria, csv_of({}), payers=[spending.PAYER], economic_codes=["2240"], total="1 234,50", is_whole=None)
    answer = maria.post(page("discard"), {"another": "1"})
    begun = form_data(maria.get(answer["Location"]).context["form"])
    assert begun == {
        "program": str(spending.program_of().pk),
        "total": "1234,50",
        "payers": [spending.PAYER],
        "economic_codes": ["2240"],
    }


def test_the_template_is_sent_filled_in_and_brought_in(maria: Client) -> None:
    answer = maria.get(reverse("admin:budget_importbatch_template", args=["2020"]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    lists = {cell.value for row in book["Довідники"].iter_rows() for cell in row}
    assert {"2.1 — Захід 2.1", f"{spending.PAYER} — Управління економіки"} <= lists
    sheet = book[SHEET]
    heads = [cell.value for cell in sheet[1]]
    row = {"Дата": "16.03.2020", "Сума, грн": 5, "Платник, ЄДРПОУ": spending.PAYER, "Одержувач": "ТОВ «Переклад»"}
    row |= {"Документ": "1", "Захід": "2.1 — Захід 2.1"}
    for place, head in enumerate(heads, 1):
        sheet.cell(2, place, row.get(head))
    file = io.BytesIO()
    book.save(file)
    upload_and_bring_in(maria, file.getvalue())
    assert Payment.objects.get().measure == spending.measure_of("2.1")


def test_the_offices_own_columns_are_read_too(maria: Client) -> None:
    assert counts(tried(maria, csv_of({"Захід": "1.1"}, like=OWN))) == {"New payments": 1, "Rows in the file": 1}
