"""An agreement's steps in the admin, its public page, the list, the scan and the papers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from oleksandria_intl import papers
from oleksandria_intl.documents import html, sheets
from oleksandria_intl.models import Body
from partners.documents.consent_letter import letter
from partners.documents.partner_register import Register, document
from partners.models import Agreement, AgreementParty, AgreementRule, Country
from tests import factories, signatures
from tests.money_pages import text
from tests.partners.rows import agreement, city, country
from tests.public_pages import page
from tests.reading import of_pdf

LAW = date(2024, 4, 24)


@pytest.fixture
def row(db: None) -> Agreement:
    """A memorandum that is prepared, of a country with which relations are kept."""
    factories.council()
    factories.body("mayor", act_name="розпорядження", name_genitive="міського голови")
    AgreementRule.objects.create(code="law", in_force_from=LAW, ministry="Міністерство розвитку", basis="Закон")
    return agreement(
        city("ramat-gan", "Рамат-Ган", country("IL", "Ізраїль", "Israel"), name_en="Ramat Gan"), "prepared"
    )


def step_page(row: Agreement, step: str) -> str:
    return reverse("admin:partners_agreement_step", args=[row.pk, step])


def posted(client: Client, row: Agreement, step: str, **typed: Any) -> str:
    """Post a step, and return the page that comes of it."""
    answer: Any = client.post(step_page(row, step), typed, follow=True)
    assert answer.status_code == 200
    row.refresh_from_db()
    return str(answer.content.decode())


def test_a_clerk_leads_ramat_gan_from_prepared_to_signed(client: Client, clerk: User, row: Agreement) -> None:
    client.force_login(clerk)
    shown = posted(client, row, "signed", start="01.03.2020", end="", precision="day", words="у березні")
    assert (row.state, row.period_start, row.period_end) == ("signed", date(2020, 3, 1), date(2020, 3, 1))
    assert row.steps.get().made_by == clerk
    assert "Оксана Діловод" in shown


@pytest.mark.parametrize(
    "typed",
    [
        {"precision": "day"},
        {"start": "2020-03-02", "end": "2020-03-01", "precision": "day"},
        {"end": "2020-03-01", "precision": "day"},
        {"start": "2020-03-01", "precision": ""},
    ],
    ids=str,
)
def test_a_signature_without_a_whole_date_is_refused_and_nothing_typed_is_lost(
    client: Client, clerk: User, row: Agreement, typed: dict[str, str]
) -> None:
    client.force_login(clerk)
    shown = posted(client, row, "signed", words="навесні", remark="у мерії", **typed)
    assert row.state == "prepared"
    assert "навесні" in shown
    assert "у мерії" in shown


def test_no_agreement_ends_without_an_act_and_nothing_typed_is_lost(client: Client, head: User, row: Agreement) -> None:
    old = agreement(row.parties.get().city, "signed", date(2004, 12, 24))
    client.force_login(head)
    shown = posted(client, old, "ended", verb="припинити дію", why="Агресія", notice="лист № 5")
    assert old.state == "signed"
    assert all(words in shown for words in ("припинити дію", "Агресія", "лист № 5"))
    body = {"body": "2", "number": "77-р", "on": "2022-06-09"}
    mayor = str(Body.objects.get(kind="mayor").pk)
    posted(client, old, "suspended", verb="зупинити дію", why="Агресія", **body | {"body": mayor})
    assert (old.state, old.steps.get().act) == (
        "suspended",
        "розпорядження міського голови від 9 червня 2022 року № 77-р",
    )


def test_a_step_of_another_state_leads_back_and_an_unknown_one_is_lost(
    client: Client, head: User, row: Agreement
) -> None:
    client.force_login(head)
    assert client.get(step_page(row, "registered")).status_code == 302
    assert client.get(step_page(row, "sung")).status_code == 404
    assert client.get(step_page(row, "asked")).status_code == 200


def test_who_may_not_record_steps_is_refused(client: Client, accountant: User, row: Agreement) -> None:
    client.force_login(accountant)
    assert client.get(step_page(row, "signed")).status_code == 403


def test_the_head_takes_a_step_back_and_the_clerk_does_not(
    client: Client, clerk: User, head: User, row: Agreement
) -> None:
    client.force_login(clerk)
    posted(client, row, "asked", on="2026-01-05")
    back = reverse("admin:partners_agreement_take_back", args=[row.pk, row.steps.get().pk])
    assert client.get(back).status_code == 403
    client.force_login(head)
    client.post(back, {"reason": "Помилково"})
    row.refresh_from_db()
    assert row.state == "prepared"


def test_the_form_of_an_agreement_does_not_move_its_state(client: Client, head: User, row: Agreement) -> None:
    client.force_login(head)
    address = reverse("admin:partners_agreement_change", args=[row.pk])
    shown = client.get(address).content.decode()
    assert 'name="state"' not in shown
    assert 'name="state"' in client.get(reverse("admin:partners_agreement_add")).content.decode()


@pytest.mark.parametrize(("state", "field"), [("signed", "period_start"), ("ended", "state"), ("suspended", "state")])
def test_an_old_agreement_is_entered_as_signed_with_its_date(
    client: Client, head: User, row: Agreement, state: str, field: str
) -> None:
    client.force_login(head)
    inline = dict.fromkeys(("parties-TOTAL_FORMS", "parties-INITIAL_FORMS"), "0")
    typed = {"kind": "treaty", "title_uk": "Давній договір", "code": "old", "state": state, **inline}
    dated = {"period_start": "2003-10-17", "period_end": "2003-10-17", "period_precision": "day"}
    known = {} if field == "period_start" else dated
    answer: Any = client.post(reverse("admin:partners_agreement_add"), typed | known)
    assert list(answer.context["adminform"].form.errors) == [field]
    assert "Давній договір" in answer.content.decode()
    client.post(reverse("admin:partners_agreement_add"), typed | dated | {"state": "signed"})
    assert Agreement.objects.get(code="old").state == "signed"


def test_the_scan_of_what_is_signed_is_kept_and_everybody_reads_it_once_said_so(
    client: Client, head: User, row: Agreement, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client.force_login(head)
    attach = reverse("admin:partners_agreement_attach", args=[row.pk])
    scan = signatures.scan()
    client.post(attach, {"file": SimpleUploadedFile("текст.pdf", scan)})
    row.refresh_from_db()
    assert not row.scan
    posted(client, row, "signed", start="2020-03-01", precision="day")
    client.post(attach, {"file": SimpleUploadedFile("текст.pdf", b"not a PDF")})
    row.refresh_from_db()
    assert not row.scan
    client.post(attach, {"file": SimpleUploadedFile("текст.pdf", scan)})
    row.refresh_from_db()
    sent: Any = client.get(reverse("admin:partners_agreement_scan", args=[row.pk]))
    assert b"".join(sent.streaming_content) == scan
    client.logout()
    public = reverse("partners:agreement-scan", args=[row.code])
    assert client.get(public).status_code == 404
    Agreement.objects.update(scan_is_public=True)
    answer: Any = client.get(public)
    assert b"".join(answer.streaming_content) == scan


def test_mazyrs_page_does_not_look_alive(stranger: Client, row: Agreement) -> None:
    said = {"suspended_since": date(2022, 3, 2), "suspended_why_uk": "Війна", "suspended_source": "https://un.org/"}
    Country.objects.update(**said, suspended_why_en="War")
    agreement(row.parties.get().city, "signed", date(2004, 12, 24), code="old")
    for address in ("/en/partners/ramat-gan/", "/en/partners/agreements/old/", "/en/partners/agreements/?country=IL"):
        shown = page(stranger, address)
        assert "stage-adopted" not in shown
        assert "relations suspended" in shown
        assert "War" in shown
    assert "relations suspended" in page(stranger, "/en/partners/")


def test_an_agreements_page_tells_its_public_steps_and_no_remark(client: Client, head: User, row: Agreement) -> None:
    client.force_login(head)
    posted(client, row, "asked", on="2026-01-05", number="12", remark="телефон 777")
    client.logout()
    shown = text(page(client, reverse("partners:agreement", args=[row.code])))
    assert "№ 12" in shown
    assert "777" not in shown


def test_what_is_only_begun_is_not_public(stranger: Client, row: Agreement) -> None:
    begun = agreement(row.parties.get().city, "begun", title_uk="Таємна угода")
    assert stranger.get(reverse("partners:agreement", args=[begun.code])).status_code == 404
    for address in ("/partners/agreements/", "/partners/ramat-gan/"):
        assert "Таємна" not in page(stranger, address)
    assert "Таємна" not in words_of(document(Register(date(2026, 1, 1))))


def words_of(paper: Any) -> str:
    """Return the words of a paper, spaces made alike."""
    return " ".join(html.render(paper).replace("&nbsp;", " ").split())


def test_the_letter_asks_the_ministry_for_its_consent(client: Client, head: User, row: Agreement) -> None:
    AgreementParty.objects.create(agreement=row, order=2, kind="ukrainian", name_uk="Світловодська громада")
    shown = words_of(letter(row))
    for part in ("Міністерство розвитку", "меморандуму", "Рамат-Ган", "Світловодська громада", "30"):
        assert part in shown
    assert "робочий примірник" not in of_pdf(papers.content(papers.get("consent-letter"), row, "pdf"))
    client.force_login(head)
    old = agreement(row.parties.first().city, "signed", date(2003, 1, 1))
    with pytest.raises(papers.PaperNotFound):
        papers.get("consent-letter").find(old.code, papers.Scope())


def test_the_register_lists_each_agreement_with_its_state_as_a_sheet_too(stranger: Client, row: Agreement) -> None:
    agreement(row.parties.get().city, "signed", date(2003, 10, 17), code="old")
    paper = document(Register(date(2026, 11, 28)))
    shown = words_of(paper)
    assert all(words in shown for words in ("17 жовтня 2003 року", "останній відомий контакт", "підготовлено"))
    (sheet,) = sheets.sheets_of(paper)
    assert len(list(sheet.rows)) >= 2
    answer: Any = stranger.get(reverse("partners:register-xlsx"))
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_staff_download_the_register(client: Client, clerk: User, row: Agreement) -> None:
    client.force_login(clerk)
    assert client.get(reverse("admin:partners_agreement_register", args=["html"])).status_code == 200
    assert client.get(reverse("admin:partners_agreement_register", args=["csv"])).status_code == 404
    assert "register.pdf" in client.get(reverse("admin:partners_agreement_changelist")).content.decode()
