"""An administrator walks from an empty database to a programme, and a clerk who was let in there goes on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from budget.models import EconomicCode, FundingSource, ProgramCode
from oleksandria_intl import papers, start
from oleksandria_intl.checks import portal_findings
from oleksandria_intl.models import Body, Council, Official, Term, Unit
from programs.models import Edition, PassportRow, Section
from tests.admin_pages import address as page_of
from tests.admin_pages import posted
from tests.starting import COUNCIL, address, send

PASSWORD = "довгий пароль Оксани 7"


@pytest.fixture
def adam(client: Client, administrator: User, settings: Any, tmp_path: Path) -> Client:
    """The administrator, in front of an empty portal."""
    settings.MEDIA_ROOT = tmp_path
    client.force_login(administrator)
    return client


def begun(client: Client) -> str:
    """Walk the whole path; return the link for the clerk."""
    assert send(client, "council", **COUNCIL)["Location"] == address("bodies")
    committee = {"row-2-name_uk": "Постійна комісія з питань бюджету"}
    assert send(client, "bodies", **committee)["Location"] == address("units")
    units = {"row-0-name_uk": "відділ економіки селищної ради", "row-0-is_office": "on"}
    assert send(client, "units", **units)["Location"] == address("officials")
    head = {"row-0-surname": "Саєнко", "row-0-given_name": "Іван", "row-0-since": "10.11.2020"}
    secretary = {"row-1-surname": "Коваль", "row-1-given_name": "Олена"}
    assert send(client, "officials", **head, **secretary)["Location"] == address("staff")
    handed = send(client, "staff", **{"row-0-last_name": "Ткаченко", "row-0-first_name": "Оксана"})
    assert "no-store" in handed["Cache-Control"]
    assert send(client, "codes")["Location"] == address("programme")
    name = "Програма розвитку міжнародного співробітництва селища Приютівка на 2027 рік"
    done = send(client, "programme", name_uk=name, year_from="2027", year_to="2027")
    assert done["Location"] == reverse("admin:programs_edition_desk", args=[Edition.objects.get().pk])
    return re.findall(r"/accounts/password/reset/key/[^<]+", handed.content.decode())[0]


def test_an_administrator_who_knows_no_codes_begins_a_portal(adam: Client) -> None:
    assert [step.key for step in start.undone()] == [step.key for step in start.steps()]
    begun(adam)
    assert start.undone() == []
    council, edition = Council.objects.get(), Edition.objects.get()
    assert (council.place, council.region_genitive) == ("с-ще Приютівка", "Кіровоградської області")
    assert council.name_en == "Pryiutivka Settlement Council"
    assert council.office == Unit.objects.get()
    assert set(Body.objects.values_list("kind", "name_genitive", "short_name_genitive", "act_name")) == {
        ("council", "Приютівської селищної ради", "селищної ради", "рішення"),
        (
            "executive",
            "виконавчого комітету Приютівської селищної ради",
            "виконавчого комітету селищної ради",
            "рішення",
        ),
        ("mayor", "Приютівського селищного голови", "селищного голови", "розпорядження"),
        ("standing", "постійної комісії з питань бюджету", "постійної комісії з питань бюджету", "висновок"),
    }
    assert [str(term) for term in Term.objects.order_by("pk")] == [
        "Селищний голова Саєнко Іван",
        "Секретар селищної ради Коваль Олена",
    ]
    assert Body.objects.get(kind="mayor").head == Term.objects.get(official__surname="Саєнко")
    assert set(Official.objects.values_list("code", flat=True)) == {"saienko", "koval"}
    assert FundingSource.objects.get(code="general-fund").name_uk == "Загальний фонд селищного бюджету"
    assert EconomicCode.objects.count() == 69
    assert [code.code for code in ProgramCode.objects.all()] == ["0110180"]
    assert (edition.name_uk, edition.years_short) == ("розвитку міжнародного співробітництва селища Приютівка", "2027")
    assert edition.program.slug == "2027"
    assert [finding.field for finding in portal_findings()] == ["code"]


def test_the_paper_of_the_first_programme_names_the_council_and_nobody_elses(adam: Client) -> None:
    begun(adam)
    text = papers.content(papers.get("decision"), Edition.objects.get(), "html").decode()
    plain = " ".join(re.sub(r"<[^>]+>", " ", text).replace("\xa0", " ").split())
    assert "СЕЛИЩНА РАДА ВИРІШИЛА" in plain
    assert "Приютівськ" in plain
    assert "Відділ економіки селищної ради" in plain
    assert not re.search("міськ|Олександрі", plain)


def test_a_clerk_who_was_let_in_there_goes_on(adam: Client, client: Client) -> None:
    link = begun(adam)
    oksana = Client()
    form = oksana.get(link, follow=True)
    oksana.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    oksana.post(reverse("account_login"), {"login": "tkachenko", "password": PASSWORD})
    assert oksana.get(reverse("admin:start")).status_code == 200
    assert oksana.get(address("council")).status_code == 403
    send(oksana, "units", **{"row-0-name_uk": "фінансовий відділ"})
    assert Unit.objects.count() == 2
    row = PassportRow.objects.get(label_uk="Мета Програми")
    page = page_of(PassportRow, "change", row.pk)
    oksana.post(page, posted(oksana, page) | {"value_uk": "Дружба з містами Європи."})
    row.refresh_from_db()
    assert row.value_uk == "Дружба з містами Європи."
    assert row.history.first().history_user.username == "tkachenko"
    assert Section.objects.filter(kind="cost_estimate").exists()
