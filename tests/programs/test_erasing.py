"""What a programme's papers say of an official whose data were erased."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from oleksandria_intl import papers
from oleksandria_intl.models import Decision, IssuedPaper, Official, Term
from oleksandria_intl.personal_data import erasures, people
from programs import services
from programs.exchange import dump
from programs.loading import load
from programs.models import Edition
from tests import factories

NAME = "Цапюк"


def erase(by: User) -> Official:
    """Erase the data of the mayor, whose term is over."""
    Term.objects.update(until=date(2020, 1, 31))
    mayor = Official.objects.get()
    person = people.get("official", mayor.pk)
    assert person
    erasures.erase(person=person, by=by, reason="Повноваження припинено")
    mayor.refresh_from_db()
    return mayor


def made(edition: Edition, format: str = "html") -> str:
    """Return the decision's paper with its annex."""
    kind = papers.get(services.PAPER)
    return papers.content(kind, Edition.objects.with_papers().get(pk=edition.pk), format).decode()


def issued() -> dict[int, bytes]:
    """Return the issued files by their numbers."""
    content = {}
    for paper in IssuedPaper.objects.all():
        with paper.file.open() as file:
            content[paper.pk] = file.read()
    return content


@pytest.fixture
def adopted(administrator: User, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """An edition that the council adopted, with the papers that are quick to make."""
    monkeypatch.setattr(services, "KEPT_FORMATS", ("html", "json"))
    edition = factories.edition(status="published")
    Decision.objects.update(number="5", period_start="2019-12-20", period_end="2019-12-20", period_precision="day")
    edition.refresh_from_db()
    services.adopt(edition=edition, by=administrator)
    return edition


def test_what_was_issued_keeps_the_name_byte_by_byte(adopted: Edition, administrator: User) -> None:
    before = issued()
    assert any(NAME.upper().encode() in content for content in before.values())
    erase(administrator)
    assert issued() == before
    assert NAME.upper() in made(adopted)


def test_the_text_as_adopted_does_not_change(adopted: Edition, administrator: User) -> None:
    erase(administrator)
    frozen = adopted.frozen
    adopted.refresh_from_db()
    assert adopted.frozen == frozen
    assert NAME in frozen


def test_a_draft_names_the_official_by_number(edition: Edition, administrator: User) -> None:
    assert NAME.upper() in made(edition)
    mayor = erase(administrator)
    assert NAME.upper() not in made(edition)
    assert f"ПОСАДОВА ОСОБА № {mayor.pk}" in made(edition).replace("\xa0", " ")


def test_a_programme_with_an_erased_official_comes_into_another_portal(edition: Edition, administrator: User) -> None:
    mayor = erase(administrator)
    text = papers.as_json(dump(Edition.objects.get())).decode()
    assert NAME not in text
    for code in (mayor.code, "programme-2020"):
        text = text.replace(f'"{code}"', f'"other-{code}"')
    data: Any = json.loads(text)
    data["program"]["slug"] = "another"
    load(data)
    assert Official.objects.get(code=f"other-{mayor.code}").surname == mayor.surname
