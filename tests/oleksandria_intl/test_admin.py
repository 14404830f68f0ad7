"""The base of the admin pages: every page opens, search, names, numbers, Ukrainian."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budget.models import ClosedPeriod, ImportBatch, LateChange, Measure, Payee, StatementSource
from delegations.models import FollowUp
from oleksandria_intl import __version__
from oleksandria_intl.admin.fields import AmountField
from oleksandria_intl.models import Council, Erasure, IssuedPaper, SignedCopy, UndoStep, Unit
from partners.models import City
from programs.models import Edition
from tests import factories
from tests.admin_pages import address, posted
from tests.walk.staff_pages import OTHERS

MADE_BY_NOBODY = {
    ClosedPeriod,
    Council,
    Erasure,
    FollowUp,
    ImportBatch,
    IssuedPaper,
    LateChange,
    Measure,
    Payee,
    SignedCopy,
    StatementSource,
    UndoStep,
}
PAGES: list[Any] = [model for model in admin.site._registry if model._meta.app_label != "auth"]
REFUSED = ("/admin/nowhere/", "/admin/oleksandria_intl/council/add/")
MOST_QUERIES, MOST_OPTIONS = 60, 50
NBSP = "\u00a0"


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model._meta.label)
def test_every_page_of_every_model_opens(model: Any, client: Client, administrator: User, edition: Edition) -> None:
    factories.everything(edition)
    client.force_login(administrator)
    pages = [address(model, "changelist"), address(model, "changelist") + "?q=а"]
    pages += [] if model in MADE_BY_NOBODY else [address(model, "add")]
    for row in model._default_manager.all()[:1]:
        pages += [address(model, page, row.pk) for page in ("change", "history")]
        pages += [] if model in MADE_BY_NOBODY else [address(model, "delete", row.pk)]
    for page in pages:
        opens_in_few_questions(client, page)


def opens_in_few_questions(client: Client, page: str) -> None:
    """The page opens, asks the database at most sixty times, and no box of it has more than fifty options."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(page)
    assert answer.status_code == 200, page
    assert len(queries) <= MOST_QUERIES, (page, len(queries))
    boxes = answer.content.decode().split("<select")[1:]
    assert all(box.split("</select>")[0].count("<option") <= MOST_OPTIONS for box in boxes), page


def test_the_pages_of_an_edition_and_those_of_no_model_open_in_few_questions(
    client: Client, administrator: User, edition: Edition
) -> None:
    factories.everything(edition)
    client.force_login(administrator)
    of_edition = ("", "paper/", "state/")
    pages = [f"/admin/programs/edition/{edition.pk}/desk/{page}" for page in of_edition]
    pages += [page for page in OTHERS if page not in REFUSED]
    for page in (*pages, "/admin/findings/", f"/admin/findings/?part=draft-{edition.pk}", "/admin/search/?q=3120"):
        opens_in_few_questions(client, page)


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model._meta.label)
def test_a_list_asks_the_database_as_often_for_many_rows_as_for_few(
    model: Any, client: Client, administrator: User, edition: Edition
) -> None:
    client.force_login(administrator)
    factories.everything(edition)
    few = queries_of(client, model)
    factories.everything(factories.edition("2021", years=(2021, 2021)), suffix="-2")
    factories.everything(factories.edition("2022", years=(2022, 2022)), suffix="-3")
    # The sums of one edition go when there are several to choose from: fewer queries are no defect.
    assert queries_of(client, model) <= few


def queries_of(client: Client, model: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address(model, "changelist"))
    return len(queries)


def test_admin_is_ukrainian_for_an_english_browser(stranger: Client, db: None) -> None:
    page = stranger.get(reverse("account_login"), headers={"accept-language": "en-US,en"})
    assert 'lang="uk"' in page.content.decode()
    assert "Увійти" in page.content.decode()


def test_the_stranger_is_asked_to_log_in(stranger: Client, edition: Edition) -> None:
    page = stranger.get(address(Edition, "change", edition.pk))
    assert page.status_code == 302
    assert reverse("admin:login") in page["Location"]


def test_the_foot_names_the_version_to_the_staff(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    assert f" {__version__}</p></footer>" in client.get(reverse("admin:index")).content.decode()


def test_programme_stands_first_in_the_menu_and_users_last(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    menu = client.get(reverse("admin:index")).context["app_list"]
    assert (menu[0]["app_label"], menu[0]["models"][0]["object_name"]) == ("programme", "Edition")
    assert (menu[-1]["app_label"], menu[-1]["models"][-1]["object_name"]) == ("more", "User")


def test_search_finds_a_city_in_any_case(client: Client, clerk: User) -> None:
    factories.city(name="МОЗИР")
    client.force_login(clerk)
    assert "МОЗИР" in client.get(address(City, "changelist"), {"q": "мозир"}).content.decode()


def test_choice_of_a_row_finds_it_with_another_apostrophe(client: Client, clerk: User, edition: Edition) -> None:
    unit = Unit.objects.create(code="press", name_uk="відділ зв’язків")
    client.force_login(clerk)
    question = {"app_label": "budget", "model_name": "responsible", "field_name": "unit", "term": "ЗВ'ЯЗКІВ"}
    answer = client.get(reverse("admin:autocomplete"), question).json()
    assert [found["id"] for found in answer["results"]] == [str(unit.pk)]


def test_cities_are_listed_by_the_ukrainian_alphabet(client: Client, clerk: User) -> None:
    for slug, name in (("i", "Їжаківка"), ("z", "Зелене"), ("h", "Ґрац"), ("g", "Гомель")):
        factories.city(slug, name)
    client.force_login(clerk)
    rows = client.get(address(City, "changelist")).context["cl"].result_list
    assert [row.name_uk for row in rows] == ["Гомель", "Ґрац", "Зелене", "Їжаківка"]


@pytest.mark.parametrize(
    "text", ["45 000,50", "45000.50", f"45{NBSP}000,50", "45000,5", " 45 000,50 грн", "45\u202f000,50"]
)
def test_an_amount_is_read_as_clerks_write_it(text: str) -> None:
    assert AmountField(max_digits=14, decimal_places=2).clean(text) == Decimal("45000.50")


@pytest.mark.parametrize("text", ["сорок п'ять", "45,000,50", "1e5", "45.000,50", "NaN", "--5"])
def test_what_is_no_amount_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        AmountField(max_digits=14, decimal_places=2).clean(text)
    assert "45 000,50" in refusal.value.messages[0]


def test_an_amount_is_shown_with_a_comma() -> None:
    assert AmountField(decimal_places=2).widget.format_value(Decimal("45000")) == "45000,00"


def test_the_clerk_sees_markdown_as_it_will_be_printed(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    page = client.post(reverse("admin:preview"), {"text": "**Мета** <script>alert(1)</script>"}).content.decode()
    assert "Мета</strong>" in page or "Мета</b>" in page
    assert "<script" not in page


def test_the_stranger_has_no_preview(stranger: Client, db: None) -> None:
    assert stranger.post(reverse("admin:preview"), {"text": "*"}).status_code == 302


def test_nothing_is_recorded_when_nothing_was_changed(client: Client, clerk: User) -> None:
    city = factories.city()
    client.force_login(clerk)
    page = address(City, "change", city.pk)
    client.post(page, posted(client, page))
    assert city.history.count() == 1


def test_history_says_who_changed_what(client: Client, clerk: User) -> None:
    city = factories.city()
    client.force_login(clerk)
    page = address(City, "change", city.pk)
    client.post(page, posted(client, page) | {"name_uk": "Мозир-2"})
    shown = client.get(address(City, "history", city.pk)).content.decode()
    assert "Оксана Діловод" in shown
    assert "<del>Мозир</del> <ins>Мозир-2</ins>" in shown


def test_going_back_to_an_old_text_is_a_new_version(client: Client, clerk: User) -> None:
    city = factories.city()
    city.name_uk = "Інша назва"
    city.save()
    client.force_login(clerk)
    page = address(City, "simple_history", city.pk, city.history.last().pk)
    client.post(page, posted(client, page))
    city.refresh_from_db()
    assert (city.name_uk, city.version) == ("Мозир", 3)


def test_the_auditor_sees_history_and_cannot_go_back_to_an_old_text(client: Client, auditor: User) -> None:
    city = factories.city()
    client.force_login(auditor)
    page = address(City, "simple_history", city.pk, city.history.last().pk)
    assert client.get(page).status_code == 200
    assert client.post(page, {"name_uk": "Підміна"}).status_code == 403


def test_a_row_that_others_point_at_stays_and_the_head_is_told_why(
    client: Client, head: User, edition: Edition
) -> None:
    made = factories.everything(edition)
    client.force_login(head)
    page = client.post(address(City, "delete", made["city"].pk), {"post": "yes"})
    assert page.status_code == 200
    assert "не можна видалити, доки на нього посилаються:" in page.content.decode()
    assert City.objects.filter(pk=made["city"].pk).exists()


def test_an_issued_paper_is_downloaded_as_it_was_issued(
    client: Client, clerk: User, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    sha256 = hashlib.sha256(b"%PDF").hexdigest()
    paper = IssuedPaper(kind="decision", key="2020", title="Рішення", format="pdf", size=4, sha256=sha256)
    paper.file.save("decision.pdf", factories.file_of(b"%PDF"))
    client.force_login(clerk)
    answer = client.get(reverse("admin:oleksandria_intl_issuedpaper_download", args=[paper.pk]))
    assert b"".join(answer) == b"%PDF"


def test_a_second_council_is_not_offered_and_the_one_cannot_be_deleted(
    client: Client, administrator: User, edition: Edition
) -> None:
    client.force_login(administrator)
    assert client.get("/admin/oleksandria_intl/council/add/").status_code == 403
    assert client.get("/admin/oleksandria_intl/council/1/delete/").status_code == 403
    page = client.get("/admin/oleksandria_intl/council/").content.decode()
    assert "/admin/oleksandria_intl/council/1/change/" in page
    assert "/admin/oleksandria_intl/council/add/" not in page


def test_the_council_of_an_empty_portal_is_entered_in_the_admin(client: Client, administrator: User, db: None) -> None:
    client.force_login(administrator)
    assert client.get("/admin/oleksandria_intl/council/add/").status_code == 200
