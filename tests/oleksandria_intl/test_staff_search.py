"""The search of staff: words in any form, amounts in any writing, numbers of papers, for what the reader may see."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budget.models import MeasureLine
from oleksandria_intl.models import Decision
from oleksandria_intl.staff_search.asking import read
from partners.models import Contact, Country
from programs.models import Edition, Section
from tests import factories, spending

SEARCH = reverse("admin:search")
MOST = 60
Found = dict[str, list[str]]


def look(client: Client, query: str) -> Found:
    """Return the labels of what a query finds, by the kinds of rows."""
    groups = client.get(SEARCH, {"q": query}).context["groups"]
    return {
        kind.name: ["".join(part.text for part in hit.label) for hit in kind.hits]
        for _work, kinds in groups
        for kind in kinds
    }


@pytest.fixture
def admin(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


# Amounts


@pytest.mark.parametrize(
    ("query", "amounts"),
    [
        ("3 120,00", ["3120"]),
        ("3\u00a0120,00", ["3120"]),
        ("3120", ["3120"]),
        ("3120.00", ["3120"]),
        ("3120,5", ["3120.5", "3120500"]),
        ("3 120 грн", ["3120"]),
        ("3'120,00 грн.", ["3120"]),
        ("580,0", ["580", "580000"]),
        ("300 тис. грн", ["300000"]),
        ("55-р", []),
        ("1.2.3", []),
    ],
)
def test_an_amount_is_read_in_any_writing(query: str, amounts: list[str]) -> None:
    (term,) = read(query).terms
    assert list(term.amounts) == [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize("query", ["3 120,00", "3120", "3120.00", "3 120 грн", "3\u00a0120,00", "№ 3120"])
def test_a_payment_is_found_by_its_sum(admin: Client, edition: Edition, query: str) -> None:
    spending.pay("1.1", "3120.00", purpose="Переклад")
    spending.pay("1.1", "3120.01", purpose="Інше")
    assert len(look(admin, query)["платежі"]) == 1


def test_a_measure_is_found_by_what_is_planned_for_it(admin: Client, edition: Edition) -> None:
    line = MeasureLine.objects.get(code="1.2")
    assert look(admin, "300 000")["заходи"] == look(admin, "300 тис.")["заходи"] == [str(line)]


# Words


@pytest.mark.parametrize("query", ["болгарія", "Болгарії", "БОЛГАРІЄЮ", "болгар"])
def test_a_city_is_found_by_its_country_in_whatever_form(admin: Client, query: str) -> None:
    country = Country.objects.create(code="BG", name_uk="Болгарія", formal_name_uk="Республіка Болгарія")
    city = factories.city("tervel", "Тервел")
    city.country = country
    city.save()
    found = look(admin, query)
    assert (found["міста"], found["країни"]) == (["Тервел, Болгарія"], ["Болгарія"])


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Придбання сувенірної продукції", "сувеніри"),
        ("РОЗВИТОК МІЖНАРОДНОГО СПІВРОБІТНИЦТВА", "міжнародне співробітництво"),
        ("Про міжнародне співробітництво", "міжнародного співробітництва"),
        ("Поїздка до Києва", "київ"),
        ("Зустріч у м. Кам’янець-Подільський", "кам'янця"),
        ("Відкрито бібліотеку", "бібліотек"),
    ],
)
def test_words_are_found_in_whatever_form_and_case(admin: Client, edition: Edition, text: str, query: str) -> None:
    Section.objects.create(edition=edition, code="s", order=1, title_uk="Розділ", body_uk=text)
    assert "Розділ" in " ".join(look(admin, query).get("розділи", []))
    assert look(admin, f"{query} невідомослово") == {}


def test_a_decision_is_found_by_the_words_of_its_programme_and_called_by_them(admin: Client, edition: Edition) -> None:
    found = look(admin, "затвердження програми розвитку співробітництва на 2020 рік")["рішення"]
    assert found == ["Про затвердження Програми розвитку співробітництва на 2020 рік (проєкт)"]


def test_the_decision_whose_number_is_asked_for_leads(admin: Client, db: None) -> None:
    for number in ("775", "77", "55-р"):
        row = factories.twinning(f"n-{number.rstrip('-р')}")
        day = {"period_start": "2026-01-01", "period_end": "2026-01-01", "period_precision": "day"}
        Decision.objects.filter(pk=row.pk).update(number=number, **day)
    assert [label.rpartition("№ ")[2] for label in look(admin, "№ 77")["рішення"]] == ["77)", "775)"]
    assert [label.rpartition("№ ")[2] for label in look(admin, "55-р")["рішення"]] == ["55-р)"]


def test_what_was_looked_for_is_shown_and_marked(admin: Client, edition: Edition) -> None:
    text = f"{'початок ' * 30}купили сувеніри для гостей {'кінець ' * 30}"
    Section.objects.create(edition=edition, code="s", order=1, title_uk="Розділ", body_uk=text)
    page = admin.get(SEARCH, {"q": "сувенір"}).content.decode()
    assert "<mark>сувеніри</mark>" in page
    assert page.count("початок") < 20


# Rights


def test_nobody_finds_what_they_may_not_see(client: Client, clerk: User, administrator: User) -> None:
    client.force_login(clerk)
    assert look(client, administrator.username) == {}
    Contact.objects.create(city=factories.city(), name="Халіна Новак")
    client.force_login(factories.person("olha", "Фінансист", "Ольга Фінансова"))
    assert look(client, "Новак") == {}


def test_the_stranger_finds_nothing(stranger: Client, db: None) -> None:
    assert stranger.get(SEARCH, {"q": "1"}).status_code == 302


# Bounds


@pytest.mark.parametrize(
    "query", ["", "%", "_", "'", '"', "\\", "№", "a" * 10_000, "а%б_'\"\\", "\0", "a\0b", "<b>", "1" * 500]
)
def test_no_query_does_harm(admin: Client, edition: Edition, query: str) -> None:
    page = admin.get(SEARCH, {"q": query})
    assert page.status_code == 200
    assert "<b>" not in page.content.decode()


def test_a_percent_sign_is_no_wildcard(admin: Client, edition: Edition) -> None:
    Section.objects.create(edition=edition, code="s", order=1, title_uk="Підтримано 515 заходів")
    assert look(admin, "5%5") == {}
    assert "Підтримано 515 заходів" in " ".join(look(admin, "515")["розділи"])


def test_where_nothing_is_found_the_words_alone_are_proposed(admin: Client, edition: Edition) -> None:
    page = admin.get(SEARCH, {"q": "співробітництва абракадабри"})
    assert page.context["near"][:2] == ["співробітництва", "абракадабри"]
    assert "нічого не знайдено" in page.content.decode()


def test_at_most_twenty_of_a_kind_are_shown_and_the_list_has_the_others(admin: Client, edition: Edition) -> None:
    for number in range(21):
        Section.objects.create(edition=edition, code=f"s{number}", order=number, title_uk=f"Зустріч {number}")
    page = admin.get(SEARCH, {"q": "зустрічі"})
    (kind,) = [kind for _work, kinds in page.context["groups"] for kind in kinds]
    assert (len(kind.hits), kind.list_url) == (20, reverse("admin:programs_section_changelist"))


def queries(client: Client, query: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(SEARCH, {"q": query})
    return len(captured)


def test_the_database_is_asked_at_most_sixty_times_and_no_more_for_more_rows(
    admin: Client, edition: Edition, it_is: Callable[[str], None], settings: Any
) -> None:
    query = "а"
    factories.everything(edition)
    spending.pay("1.1", 7, purpose="а")
    spending.promise("1.1", 7)
    spending.grant("1.1", 70)
    queries(admin, query)
    few = queries(admin, query)
    assert few <= MOST
    factories.everything(factories.edition("2021", years=(2021, 2021)), "-2")
    for number in range(3):
        spending.pay(None, 7, purpose="а")
        factories.twinning(f"again-{number}")
    assert queries(admin, query) <= few


def test_every_page_of_staff_has_the_box(admin: Client, edition: Edition) -> None:
    for page in (reverse("admin:index"), reverse("admin:partners_city_add"), reverse("admin:findings"), SEARCH):
        assert f'role="search" action="{SEARCH}"' in admin.get(page).content.decode()
