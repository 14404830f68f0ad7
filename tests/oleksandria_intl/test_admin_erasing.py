"""The administrator finds a person, sees and exports what the portal holds, and erases it."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from oleksandria_intl import roles
from oleksandria_intl.models import Erasure, Official
from tests import factories
from tests.factories import FORMER


def page(name: str, *args: object) -> str:
    return reverse(f"admin:oleksandria_intl_erasure_{name}", args=args)


@pytest.fixture
def keeper(db: None, client: Client) -> Client:
    """Василь has the role of the administrator, and is no superuser."""
    client.force_login(factories.person("keeper", roles.ADMINISTRATOR, "Василь Доглядач"))
    return client


def found(client: Client, text: str) -> list[str]:
    response = client.get(page("people"), {"q": text})
    return [person.name for _kind, persons in response.context["found"] for person in persons]


@pytest.mark.parametrize("text", ["заздравн", "ЗАЗДРАВНИЙ остап", "zazdravnyi", "ігорович"])
def test_a_person_is_found_by_any_words_in_any_case(keeper: Client, former_official: Official, text: str) -> None:
    assert found(keeper, text) == [str(former_official)]


def test_a_name_is_found_with_any_apostrophe(keeper: Client, db: None) -> None:
    Official.objects.create(code="m", surname="Мар’яненко", given_name="Лук'ян")
    assert found(keeper, "мар'яненко лукʼян") == ["Мар’яненко Лук'ян"]


def test_an_account_is_found_by_its_address(keeper: Client, clerk: User) -> None:
    User.objects.filter(pk=clerk.pk).update(email="oksana@rada.example")
    assert found(keeper, "oksana@rada") == ["Оксана Діловод"]


def test_the_page_shows_fields_and_what_stood_there_before(keeper: Client, former_official: Official) -> None:
    text = keeper.get(page("person", "official", former_official.pk)).content.decode()
    for shown in (FORMER, "Іванович", "Ігорович", "7-77-99", "Секретар ради"):
        assert shown in text


def test_the_page_of_an_account_counts_its_changes_and_hides_the_password(
    keeper: Client, former_official: Official, clerk: User
) -> None:
    response = keeper.get(page("person", "account", clerk.pk))
    assert any("посадові особи" in link.name.lower() for link in response.context["report"].links)
    assert clerk.password not in response.content.decode()


def test_the_export_in_json_says_all_that_the_page_says(keeper: Client, former_official: Official) -> None:
    response = keeper.get(page("export", "official", former_official.pk, "json"))
    data = json.loads(response.content)
    fields = {field["field"]: field for field in data["rows"][0]["fields"]}
    assert fields["patronymic"]["value"] == "Іванович"
    assert fields["patronymic"]["earlier"] == ["Ігорович"]
    assert data["rows"][1]["title"].startswith("Секретар ради")


def test_the_export_opens_in_excel(keeper: Client, former_official: Official) -> None:
    response: Any = keeper.get(page("export", "official", former_official.pk, "xlsx"))
    sheet: Any = load_workbook(BytesIO(response.content)).active
    assert FORMER in {cell for row in sheet.iter_rows(values_only=True) for cell in row}


def test_the_data_are_erased_with_a_reason(keeper: Client, former_official: Official) -> None:
    response = keeper.post(page("erase", "official", former_official.pk), {"reason": "Звільнення"}, follow=True)
    assert response.redirect_chain
    assert Erasure.objects.get().reason == "Звільнення"
    assert found(keeper, FORMER) == []


def test_nothing_is_erased_without_a_reason(keeper: Client, former_official: Official) -> None:
    response = keeper.post(page("erase", "official", former_official.pk), {"reason": ""})
    assert response.status_code == 200
    assert not Erasure.objects.exists()


def test_nothing_is_erased_by_looking_at_the_question(keeper: Client, former_official: Official) -> None:
    assert FORMER in keeper.get(page("erase", "official", former_official.pk)).content.decode()
    assert not Erasure.objects.exists()


def test_whoever_may_not_be_erased_is_refused_in_a_sentence(keeper: Client, former_official: Official) -> None:
    former_official.terms.update(until=None)
    response = keeper.post(page("erase", "official", former_official.pk), {"reason": "Звільнення"})
    assert "Секретар ради" in response.content.decode()
    assert not Erasure.objects.exists()


@pytest.mark.parametrize("kind", ["official", "account", "payee", "nobody"])
def test_a_person_who_is_not_there_has_no_page(keeper: Client, kind: str) -> None:
    assert keeper.get(page("person", kind, 10**30)).status_code == 404
    assert keeper.get(page("export", kind, 7777, "json")).status_code == 404


def test_a_person_is_exported_in_known_formats_only(keeper: Client, former_official: Official) -> None:
    assert keeper.get(page("export", "official", former_official.pk, "exe")).status_code == 404


@pytest.mark.parametrize("text", ["", " ", "'", "\x00", "а" * 200])
def test_a_search_for_nothing_finds_nobody(keeper: Client, text: str) -> None:
    response = keeper.get(page("people"), {"q": text})
    assert response.status_code == 200
    assert not any(persons for _kind, persons in response.context["found"] or [])


@pytest.mark.parametrize("role", [role for role in roles.ROLES if role != roles.ADMINISTRATOR])
def test_only_the_administrator_finds_exports_and_erases(client: Client, former_official: Official, role: str) -> None:
    client.force_login(factories.person("other", role, "Хтось Інший"))
    pk = former_official.pk
    addresses = [page("people"), *(page(name, "official", pk) for name in ("person", "erase"))]
    for address in [*addresses, page("export", "official", pk, "json")]:
        assert client.get(address).status_code == 403
    assert client.post(page("erase", "official", pk), {"reason": "Так"}).status_code == 403
    assert not Erasure.objects.exists()


def test_the_auditor_sees_the_table_and_what_was_erased(
    client: Client, auditor: User, administrator: User, former_official: Official
) -> None:
    client.force_login(administrator)
    client.post(page("erase", "official", former_official.pk), {"reason": "Звільнення"})
    client.force_login(auditor)
    assert "Звільнення" in client.get(page("changelist")).content.decode()
    assert client.get(page("change", Erasure.objects.get().pk)).status_code == 200
    assert client.get(page("table")).status_code == 200
