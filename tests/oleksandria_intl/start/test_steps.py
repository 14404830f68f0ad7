"""A step says at its field what is wrong, loses nothing, and is done where its rows are there."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse

from oleksandria_intl import roles, start
from oleksandria_intl.models import Body, Council, Official, Unit
from oleksandria_intl.start.pages import MOST_ROWS
from programs.models import Edition, Program, Section
from tests import factories
from tests.starting import COUNCIL, address, errors, send, shown


@pytest.fixture
def adam(client: Client, administrator: User) -> Client:
    """The administrator."""
    client.force_login(administrator)
    return client


@pytest.fixture
def village(db: None) -> Council:
    """A council of a village."""
    return Council.objects.create(name_uk="Великомихайлівська сільська рада", city_uk="Велика", place="с. Велика")


def texts(answer: Any) -> dict[str, Any]:
    return shown(answer)


def test_the_front_page_of_an_empty_portal_leads_there(adam: Client) -> None:
    waits = adam.get(reverse("admin:index")).context["waiting"]
    assert reverse("admin:start") in [each.link for each in waits]


def test_what_is_proposed_is_shown_before_it_is_saved(adam: Client) -> None:
    answer = adam.post(address("council"), shown(adam.get(address("council"))) | COUNCIL)
    assert texts(answer)["name_genitive"] == "Приютівської селищної ради"
    assert not Council.objects.exists()


def test_what_was_corrected_is_what_is_saved(adam: Client) -> None:
    answer = adam.post(address("council"), shown(adam.get(address("council"))) | COUNCIL)
    adam.post(address("council"), shown(answer) | {"short_name": "рада громади", "short_name_genitive": "ради громади"})
    assert Body.objects.get().short_name_genitive == "ради громади"


def test_a_proposal_that_is_not_wanted_stays_away(adam: Client) -> None:
    answer = adam.post(address("council"), shown(adam.get(address("council"))) | COUNCIL)
    adam.post(address("council"), shown(answer) | {"name_en": ""})
    assert Council.objects.get().name_en == ""


def test_a_wrong_code_is_said_at_its_field_and_nothing_typed_is_lost(adam: Client) -> None:
    answer = send(adam, "council", **COUNCIL, code="12")
    assert list(errors(answer)) == ["code"]
    assert texts(answer)["city_uk"] == "Приютівка"
    assert not Council.objects.exists()


def test_the_council_is_asked_for_once(adam: Client, village: Council) -> None:
    answer = adam.get(address("council"))
    assert answer.context["page"] is None
    assert village.name_uk in answer.content.decode()
    assert adam.post(address("council"), COUNCIL).status_code == 200
    assert Council.objects.count() == 1


def test_without_a_council_the_bodies_wait(adam: Client) -> None:
    answer = adam.get(address("bodies"))
    assert answer.context["page"] is None
    assert address("council") in answer.content.decode()


def test_the_bodies_of_a_village_are_called_after_it(adam: Client, village: Council) -> None:
    send(adam, "bodies")
    assert list(Body.objects.order_by("kind").values_list("name_uk", "short_name")) == [
        ("Великомихайлівська сільська рада", "сільська рада"),
        ("Виконавчий комітет Великомихайлівської сільської ради", "виконавчий комітет сільської ради"),
        ("Великомихайлівський сільський голова", "сільський голова"),
    ]


def test_a_body_without_a_name_is_left_out(adam: Client, village: Council) -> None:
    send(adam, "bodies", **{"row-1-name_uk": ""})
    assert set(Body.objects.values_list("kind", flat=True)) == {"council", "mayor"}


def test_a_page_without_a_row_says_so(adam: Client) -> None:
    answer = send(adam, "units")
    assert answer.context["page"].error
    assert not Unit.objects.exists()


def test_a_unit_twice_is_refused_at_its_row(adam: Client) -> None:
    Unit.objects.create(code="education", name_uk="відділ освіти")
    answer = send(adam, "units", **{"row-0-name_uk": "Фонд", "row-1-name_uk": "фонд", "row-2-name_uk": "відділ освіти"})
    assert list(errors(answer)) == ["row-2-name_uk"]
    answer = send(adam, "units", **{"row-0-name_uk": "Фонд", "row-1-name_uk": "фонд"})
    assert list(errors(answer)) == ["row-1-name_uk"]
    assert Unit.objects.count() == 1


def test_one_unit_answers_for_the_portal(adam: Client, village: Council) -> None:
    rows = {"row-0-name_uk": "а", "row-1-name_uk": "б", "row-0-is_office": "on", "row-1-is_office": "on"}
    assert list(errors(send(adam, "units", **rows))) == ["row-1-is_office"]


def test_more_rows_keep_what_was_typed_and_complain_of_nothing(adam: Client) -> None:
    first = adam.get(address("units"))
    answer = adam.post(address("units"), shown(first) | {"row-0-name_uk": "відділ", "more": "1"})
    assert answer.context["page"].row_count > first.context["page"].row_count
    assert texts(answer)["row-0-name_uk"] == "відділ"
    assert errors(answer) == {}


@pytest.mark.parametrize("count", ["999", "-1", "²", "100000000000000000000", "x"])
def test_the_number_of_rows_is_the_portals_to_bound(adam: Client, count: str) -> None:
    answer = adam.post(address("units"), {"rows": count, "more": "1"})
    assert answer.context["page"].row_count <= MOST_ROWS


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"row-0-since": "31.31.2020"}, "row-0-since"),
        ({"row-0-since": "10.11.2020", "row-0-until": "01.01.2019"}, "row-0-until"),
        ({"row-0-post_uk": ""}, "row-0-post_uk"),
        ({"row-0-surname": ""}, "row-0-surname"),
    ],
)
def test_a_term_that_cannot_be_is_refused_at_its_field(adam: Client, typed: dict[str, str], field: str) -> None:
    row = {"row-0-surname": "Саєнко", "row-0-given_name": "Іван", "row-0-post_uk": "Голова"}
    assert list(errors(send(adam, "officials", **row | typed))) == [field]
    assert not Official.objects.exists()


def test_a_page_that_is_sent_twice_lets_nobody_in_twice(adam: Client) -> None:
    row = {"row-0-last_name": "Ткаченко", "row-0-first_name": "Оксана", "row-0-email": "o@example.org"}
    send(adam, "staff", **row)
    assert set(errors(send(adam, "staff", **row))) == {"row-0-last_name", "row-0-email"}
    assert User.objects.filter(last_name="Ткаченко").count() == 1


def test_staff_are_let_in_with_their_roles_which_are_made_along(adam: Client) -> None:
    send(adam, "staff", **{"row-0-last_name": "Щур", "row-0-first_name": "Юрій", "row-0-role": roles.ACCOUNTANT})
    person = User.objects.get(username="shchur")
    assert (person.is_staff, person.is_superuser, person.has_usable_password()) == (True, False, False)
    assert [group.name for group in person.groups.all()] == [roles.ACCOUNTANT]
    assert Group.objects.filter(name__in=roles.ROLES).count() == len(roles.ROLES)
    assert roles.differing() == []


def test_who_has_an_address_for_letters_gets_one(adam: Client, settings: Any) -> None:
    settings.HAS_MAIL = True
    row = {"row-0-last_name": "Щур", "row-0-first_name": "Юрій", "row-0-email": "y@example.org"}
    page = send(adam, "staff", **row).content.decode()
    assert "y@example.org" in page
    assert "/accounts/password/reset/key/" not in page


def test_a_role_that_is_none_is_refused(adam: Client) -> None:
    row = {"row-0-last_name": "Щур", "row-0-first_name": "Юрій", "row-0-role": "Цар"}
    assert list(errors(send(adam, "staff", **row))) == ["row-0-role"]


@pytest.mark.parametrize(("code", "is_refused"), [("0110150", False), ("11018", True)])
def test_the_code_of_the_budgets_programme(adam: Client, village: Council, code: str, is_refused: bool) -> None:
    answer = send(adam, "codes", **{"budget.programcode": code})
    assert (answer.status_code == 200) == is_refused


def test_a_programme_waits_for_its_first_edition_alone(adam: Client, village: Council) -> None:
    send(adam, "bodies")
    send(adam, "programme", name_uk="підтримки молоді", year_from="2021", year_to="2023", with_outline="")
    edition = Edition.objects.get()
    assert (edition.program.slug, edition.status, edition.decision.subject) == (
        "2021-2023",
        "draft",
        "Про затвердження {Програми}",
    )
    assert [point.text for point in edition.decision.points.all()] == ["Затвердити {Програму} (додається)."]
    assert adam.get(address("programme")).context["page"] is None


def test_a_title_in_all_cases_is_shown_before_the_programme_is_begun(adam: Client, village: Council) -> None:
    send(adam, "bodies")
    typed = {"kind_uk": "Комплексна програма", "name_uk": "Комплексна програма підтримки молоді на 2021 рік"}
    answer = adam.post(address("programme"), shown(adam.get(address("programme"))) | typed)
    assert texts(answer)["name_uk"] == "підтримки молоді"
    assert "Комплексною програмою підтримки молоді на" in answer.content.decode()


@pytest.mark.parametrize("typed", [{"year_from": "2023", "year_to": "2021"}, {"name_uk": ""}, {"kind_uk": "План"}])
def test_a_programme_that_cannot_be_is_refused(adam: Client, village: Council, typed: dict[str, str]) -> None:
    send(adam, "bodies")
    answer = send(adam, "programme", **{"name_uk": "підтримки молоді", "year_from": "2021", "year_to": "2021"} | typed)
    assert answer.status_code == 200
    assert errors(answer)
    assert not Program.objects.exists()


def test_a_programme_waits_for_the_body_that_adopts_it(adam: Client, village: Council) -> None:
    answer = send(adam, "programme", name_uk="підтримки молоді", year_from="2021", year_to="2021")
    assert list(errors(answer)) == ["__all__"]


def test_a_programme_of_years_that_another_has_is_called_after_its_name(edition: Edition, head: User) -> None:
    from programs.beginning import free_slug

    other = Edition(name_uk="підтримки молоді", year_from=2020, year_to=2020)
    assert free_slug(other) == "pidtrymky-molodi-2020"


def test_what_was_made_in_another_way_is_done(edition: Edition) -> None:
    assert "programme" not in [step.key for step in start.undone()]
    assert Section.objects.count() == 0


def test_a_step_that_is_none_is_not_found(adam: Client) -> None:
    assert adam.get(address("nothing")).status_code == 404


def test_who_may_add_nothing_there_sees_nothing_of_it(client: Client, auditor: User) -> None:
    client.force_login(auditor)
    assert client.get(reverse("admin:start")).status_code == 403


def test_the_clerk_is_told_whose_step_it_is(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    page = client.get(reverse("admin:start"))
    links = {each["step"].key: bool(each["link"]) for each in page.context["path"]}
    assert links == {
        "council": False,
        "bodies": False,
        "units": True,
        "officials": True,
        "staff": False,
        "codes": False,
        "programme": True,
    }


def test_what_somebody_else_entered_meanwhile_is_said(adam: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two administrators enter the council at once: the database keeps one, and the second hears of it."""
    answer = adam.post(address("council"), shown(adam.get(address("council"))) | COUNCIL)
    monkeypatch.setattr("oleksandria_intl.start.council.council_made", lambda: [])
    Council.objects.create(name_uk="Інша рада", city_uk="Інше", place="м. Інше")
    monkeypatch.setattr(start.Step, "is_done", lambda step: False)
    answer = adam.post(address("council"), shown(answer))
    assert answer.status_code == 200
    assert answer.context["page"].has_errors()
    assert Council.objects.get().name_uk == "Інша рада"


def test_mail_is_not_written_where_there_is_none(adam: Client) -> None:
    send(adam, "staff", **{"row-0-last_name": "Щур", "row-0-first_name": "Юрій", "row-0-email": "y@example.org"})
    assert mail.outbox == []


def test_a_step_is_done_where_its_rows_are_there(db: None) -> None:
    factories.council()
    assert start.undone()[0].key == "bodies"


def test_the_pages_of_the_path_ask_as_few_questions_of_many_rows(
    adam: Client, edition: Edition, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        Unit.objects.create(code=f"u{number}", name_uk=f"відділ {number}")
        factories.person(f"p{number}", roles.CLERK, "Хтось Хтосенко")
    for path in (reverse("admin:start"), address("units"), address("staff")):
        with django_assert_max_num_queries(30):
            assert adam.get(path).status_code == 200


def test_what_is_sent_without_a_session_comes_back_after_the_login(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    page = client.get(address("units"))
    sent = shown(page) | {"row-0-name_uk": "відділ освіти", "typed_by": page.context["typed_by"]}
    Session.objects.all().delete()
    kept = client.post(address("units"), sent, headers={"origin": "http://testserver"})["Location"]
    assert not Unit.objects.exists()
    client.force_login(administrator)
    back = client.get(kept)
    assert shown(back)["row-0-name_uk"] == "відділ освіти"
    client.post(kept, shown(back) | {"typed_by": back.context["typed_by"]})
    assert Unit.objects.get().name_uk == "відділ освіти"
