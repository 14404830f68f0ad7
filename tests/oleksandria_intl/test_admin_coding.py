"""Codes in forms: nobody types one, and none is given twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.html import escape

from oleksandria_intl.models import Official, Unit
from partners.models import City, Country
from programs.models import Program
from tests.admin_pages import address, posted


@pytest.fixture
def office(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


def add(office: Client, model: Any, **fields: Any) -> Any:
    page = address(model, "add")
    answer = office.post(page, posted(office, page) | fields)
    assert answer.status_code == 302, answer.context["errors"]
    return model._default_manager.latest("pk")


def test_a_unit_without_a_code_gets_one_from_its_name(office: Client) -> None:
    name = "Відділ міжнародного співробітництва"
    assert add(office, Unit, name_uk=name).code == "viddil-mizhnarodnoho-spivrobitnytstva"
    assert add(office, Unit, name_uk=name).code == "viddil-mizhnarodnoho-spivrobitnytstva-2"


def test_a_code_that_is_typed_is_taken(office: Client) -> None:
    assert add(office, Unit, name_uk="Відділ культури", code="culture").code == "culture"


def test_codes_of_rows_that_come_at_once_differ(office: Client) -> None:
    term = {"post_uk": "Міський голова", "phone": "", "opened_version": ""}
    rows = {"terms-TOTAL_FORMS": "2", "terms-INITIAL_FORMS": "0"}
    for place, since in enumerate(("2010-11-01", "2015-11-01")):
        rows |= {f"terms-{place}-{name}": value for name, value in (term | {"since": since}).items()}
    rows["terms-0-until"] = "2015-10-31"
    official = add(office, Official, surname="Іваненко", given_name="Юрій", **rows)
    assert official.code == "ivanenko-yurii"
    codes = sorted(official.terms.values_list("code", flat=True))
    assert codes == ["miskyi-holova-ivanenko-yurii", "miskyi-holova-ivanenko-yurii-2"]


def test_a_city_is_addressed_as_its_own_people_write_it(office: Client) -> None:
    poland = Country.objects.create(code="PL", name_uk="Польща", name_en="Poland", formal_name_uk="Республіка Польща")
    fields = {"country": poland.pk, "kind": "partner"}
    assert add(office, City, name_uk="Ярочин", name_en="Jarocin", **fields).slug == "jarocin"
    assert add(office, City, name_uk="Щецін", **fields).slug == "shchetsin"


def test_a_programme_is_addressed_by_the_year_to_come(office: Client, it_is: Callable[[str], None]) -> None:
    it_is("2026-11-24")
    assert add(office, Program).slug == "2027"


def test_a_form_that_is_refused_says_nothing_of_codes(office: Client) -> None:
    answer = office.post(address(Unit, "add"), {"name_uk": ""})
    assert set(answer.context["adminform"].form.errors) == {"name_uk"}


def test_the_code_stands_folded_under_all_else(office: Client) -> None:
    fieldsets = office.get(address(City, "add")).context["adminform"].fieldsets
    assert [options["fields"] for _title, options in fieldsets][-1] == ("slug",)
    assert "collapse" in fieldsets[-1][1]["classes"]
    assert escape("Код і адреса") in office.get(address(Unit, "add")).content.decode()


def test_a_code_is_still_changed_there(office: Client) -> None:
    unit = add(office, Unit, name_uk="Відділ культури")
    page = address(Unit, "change", unit.pk)
    office.post(page, posted(office, page) | {"code": "culture"})
    unit.refresh_from_db()
    assert unit.code == "culture"
