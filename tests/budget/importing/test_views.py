"""The import of payments in the admin: a file is uploaded, tried, brought in, taken back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from budget.models import ImportBatch, Payment
from programs.models import Edition
from tests import spending
from tests.admin_pages import address
from tests.budget.importing.files import HEADS, workbook
from tests.import_pages import (
    UPLOAD,
    counts,
    kept_files,
    maria,
    media,
    page,
    said,
    staff_in_english,
    tried,
    upload_and_bring_in,
)
from tests.payment_files import csv_of

__all__ = ["maria", "media", "staff_in_english"]


def test_an_uploaded_file_is_kept_tried_and_nothing_is_written(maria: Client, media: Path) -> None:
    content = csv_of({}, {"id": "2", "payer_edrpou": "11111111"}, {"id": "3", "kekv": "2210"})
    spending.codes(economic_code="2210")
    shown = tried(maria, content)
    assert counts(shown) == {
        "New payments": 2,
        "of which not assigned to a measure": 2,
        "Skipped rows": 1,
        "another payer": 1,
        "Rows in the file": 3,
    }
    assert "E-data" in shown.content.decode()
    assert shown.context["verdict"].button
    assert not Payment.objects.exists()
    (name,) = kept_files(media)
    assert (media / name).read_bytes() == content
    assert "payments" not in name
    assert maria.get(f"/media/imports/{name}").status_code == 404


def test_looking_again_uploads_nothing_again(maria: Client, media: Path) -> None:
    tried(maria, csv_of({}))
    for _again in range(2):
        assert maria.get(page("try")).status_code == 200
    assert ImportBatch.objects.count() == len(kept_files(media)) == 1


def test_what_was_tried_is_brought_in_and_the_file_forgotten(
    maria: Client, accountant: User, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    tried(maria, csv_of({}, {"id": "2", "amount": "0.50"}))
    with django_capture_on_commit_callbacks(execute=True):
        answer = maria.post(page("try"))
    batch = ImportBatch.objects.get()
    assert answer["Location"] == address(ImportBatch, "change", batch.pk)
    told = said(answer)
    assert "New: 2 (1\u00a0235,00 UAH)" in told
    assert "Not assigned to a measure: 2" in told
    assert (batch.imported_by, bool(batch.file), batch.created) == (accountant, False, 2)
    assert kept_files(media) == []
    assert {payment.batch for payment in Payment.objects.all()} == {batch}


def test_the_imports_page_leads_to_its_payments_and_to_those_that_wait(maria: Client) -> None:
    spending.rule("2.1", purpose_words="сувеніри")
    batch = upload_and_bring_in(maria, csv_of({}, {"id": "2", "payment_details": "Сувеніри"}))
    spending.pay(None, 7)
    shown = maria.get(page("change", batch))
    assert batch.sha256 in shown.content.decode()
    lists = [maria.get(shown.context[url]).context["cl"] for url in ("payments_url", "waiting_url")]
    assert [rows.result_count for rows in lists] == [2, 1]
    assert batch.file_name in maria.get(shown.context["payments_url"]).content.decode()


def test_the_list_of_payments_leads_to_the_import(maria: Client, auditor: User) -> None:
    assert UPLOAD in maria.get(address(Payment, "changelist")).content.decode()
    maria.force_login(auditor)
    assert UPLOAD not in maria.get(address(Payment, "changelist")).content.decode()


def test_the_same_file_twice_changes_nothing_and_is_not_offered(maria: Client) -> None:
    upload_and_bring_in(maria, csv_of({}))
    shown = tried(maria, csv_of({}))
    assert counts(shown) == {"Payments that stay as they are": 1, "Rows in the file": 1}
    assert "Nothing will change" in shown.context["verdict"].sentence
    assert not shown.context["verdict"].button


def test_changes_are_told_before_they_are_made(maria: Client) -> None:
    upload_and_bring_in(maria, csv_of({}))
    shown = tried(maria, csv_of({"amount": "1000.00"}))
    (line,) = shown.context["lines"]
    assert line.row == 2
    assert line.changes == [("amount, UAH", "1\u00a0234,50\u00a0грн", "1\u00a0000\u00a0грн")]
    assert line.url == address(Payment, "change", Payment.objects.get().pk)
    maria.post(page("try", ImportBatch.objects.latest("pk")))
    assert Payment.objects.get().amount == 1000


def test_a_file_that_does_not_concern_the_programme_is_not_offered(maria: Client) -> None:
    shown = tried(maria, csv_of({"payer_edrpou": "11111111"}))
    assert not shown.context["verdict"].button
    assert "None of the rows" in shown.context["verdict"].sentence


def test_all_or_nothing_offers_the_good_rows_instead(maria: Client) -> None:
    shown = tried(maria, csv_of({}, {"id": "2", "trans_date": "31.02.2020"}))
    (refusal,) = shown.context["refusals"]
    assert (refusal.row, refusal.column, refusal.value) == (3, "trans_date", "31.02.2020")
    assert shown.context["verdict"].posts == {"partial": "1"}
    assert 'name="partial"' in shown.content.decode()
    answer = maria.post(page("try"))
    assert "Nothing was imported" in said(answer)
    assert not Payment.objects.exists()
    maria.post(page("try"), {"partial": "1"})
    batch = ImportBatch.objects.get()
    assert (Payment.objects.count(), batch.refused, batch.is_whole) == (1, 1, False)


def test_only_so_many_refusals_are_shown(maria: Client) -> None:
    shown = tried(maria, csv_of(*({"id": number, "amount": "x"} for number in range(230))))
    assert len(shown.context["refusals"]) == 200
    assert shown.context["has_more_refusals"]
    assert not shown.context["verdict"].button


@pytest.mark.parametrize(
    ("content", "filled"), [(csv_of({}, last="Всього;;1000"), {}), (csv_of({}), {"total": "1 000,00"})]
)
def test_a_total_that_differs_keeps_the_file_out(content: bytes, filled: dict[str, Any], maria: Client) -> None:
    shown = tried(maria, content, **filled)
    assert "234,50" in shown.context["verdict"].sentence
    assert not shown.context["verdict"].button
    assert [look for _name, _amount, look in shown.context["totals"]] == ["", "error"]
    for extra in ({}, {"partial": "1"}):
        maria.post(page("try"), extra)
    assert not Payment.objects.exists()


def test_a_formula_is_refused_where_it_stands(maria: Client) -> None:
    row = [(43921, "dd.mm.yyyy"), "=1+1", "Управління економіки", "ТОВ «Ромашка»", "12", "Оплата"]
    (refusal,) = tried(maria, workbook([HEADS, row])).context["refusals"]
    assert "B2 holds a formula" in refusal.reason


@pytest.mark.parametrize("person", ["clerk", "head", "auditor", "secretary"])
def test_only_those_who_keep_the_money_bring_it_in(
    person: str, client: Client, edition: Edition, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(person))
    batch = spending.batch()
    template = reverse("admin:budget_importbatch_template", args=["2020"])
    for address_ in (UPLOAD, page("try", batch), page("withdraw", batch), template):
        assert client.get(address_).status_code == 403
    for address_ in (UPLOAD, page("try", batch), page("withdraw", batch), page("discard", batch), page("words", batch)):
        assert client.post(address_).status_code == 403


def test_the_stranger_is_asked_to_log_in(stranger: Client, edition: Edition) -> None:
    batch = spending.batch()
    for address_ in (UPLOAD, page("try", batch), page("withdraw", batch), page("discard", batch), page("words", batch)):
        assert stranger.post(address_).status_code == 302


def test_a_form_of_another_site_is_refused(accountant: User, edition: Edition) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(accountant)
    batch = spending.batch()
    for address_ in (UPLOAD, page("try", batch), page("withdraw", batch), page("discard", batch), page("words", batch)):
        assert client.post(address_).status_code == 403


def test_what_only_a_button_may_do_is_not_done_by_a_link(maria: Client) -> None:
    tried(maria, csv_of({}))
    assert maria.get(page("discard")).status_code == 405
    assert ImportBatch.objects.exists()


def test_an_import_is_taken_back_after_asking(maria: Client, accountant: User) -> None:
    batch = upload_and_bring_in(maria, csv_of({}, {"id": "2"}))
    touched = Payment.objects.first()
    touched.purpose = "Інше"
    touched.save()
    asked = maria.get(maria.get(page("change", batch)).context["withdraw_url"])
    assert asked.context["count"] == Payment.objects.count() == 2
    answer = maria.post(page("withdraw", batch))
    assert "Deleted: 1. Kept, because somebody has worked on them since: 1." in said(answer)
    assert Payment.objects.get() == touched
    assert Payment.history.filter(history_type="-").get().history_user == accountant


def test_what_was_taken_back_can_be_brought_in_again(maria: Client) -> None:
    batch = upload_and_bring_in(maria, csv_of({}))
    maria.post(page("withdraw", batch))
    assert "withdraw_url" not in maria.get(page("change", batch)).context
    upload_and_bring_in(maria, csv_of({}))
    assert Payment.objects.get().amount == Decimal("1234.50")


def test_the_page_asks_what_a_row_is_and_keeps_the_words(maria: Client) -> None:
    upload_and_bring_in(maria, csv_of({}))
    other = tried(maria, csv_of({"id": "2", "doc_number": "17"}, {"id": "3", "doc_number": "17", "amount": "5"}))
    paid, batch = Payment.objects.get(), ImportBatch.objects.latest("pk")
    assert "none enters before" in other.context["verdict"].sentence
    assert not other.context["verdict"].button
    assert counts(other)["Rows that wait for your word"] == 2
    assert address(Payment, "change", paid.pk) in other.content.decode()
    maria.post(page("try", batch))
    assert Payment.objects.get() == paid
    maria.post(page("words", batch), {"kind-record_id": "new", "row-3": f"correction:{paid.pk}", "row-9": "?"})
    shown = maria.get(page("try", batch))
    assert [line.changes[0].becomes for line in shown.context["lines"]] == ["5\u00a0грн"]
    assert counts(shown) == {
        "New payments": 1,
        "of which not assigned to a measure": 1,
        "Payments that change": 1,
        "Rows in the file": 2,
    }
    assert f'value="correction:{paid.pk}" selected' in shown.content.decode()
    maria.post(page("try", batch))
    assert list(Payment.objects.order_by("amount").values_list("amount", flat=True)) == [5, Decimal("1234.50")]
