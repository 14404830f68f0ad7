"""The passport of our city, and the persons among the contacts of partners."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils.translation import override

from oleksandria_intl import papers
from oleksandria_intl.documents import sheets
from oleksandria_intl.models import Body, Council, Population, Term
from oleksandria_intl.personal_data import erasures, people
from partners.documents import passport
from partners.models import City, Contact, OfficeText
from tests import factories


def facts(kind: str) -> str:
    """Return the rows of the passport's table as text."""
    found = papers.get(kind)
    document = found.build(found.find("our-city", papers.Scope()))
    return str([row for sheet in sheets.sheets_of(document) for row in sheet.rows])


@pytest.fixture
def ours(partners: dict[str, City]) -> OfficeText:
    """What is known of our city: its text, inhabitants, mayor and office."""
    Council.objects.update(city_en="Oleksandriia", email="office@example.org", address_en="1 Soborna Square")
    Population.objects.create(on=date(2022, 1, 1), number=76_000, source="Статистика")
    mayor = factories.body("mayor")
    Body.objects.filter(pk=mayor.pk).update(head=Term.objects.get())
    return OfficeText.objects.create(kind="our-city", text_uk="{наше місто} - місто.", text_en="{our city} is a city.")


def test_the_passport_says_what_the_portal_knows_in_both_languages(ours: OfficeText) -> None:
    ukrainian = facts("city-passport")
    for known in ("76\\xa0000 осіб, станом на 01.01.2022", "Цапюк Степан", "Тервел, Болгарія; ", "office@example.org"):
        assert known in ukrainian, known
    english = facts("city-passport-en")
    for known in ("76,000 as of", "Tervel, Bulgaria; ", "1 Soborna Square", "Oleksandriia, Ukraine"):
        assert known in english, known


def test_the_passport_leaves_out_whose_country_has_cut_us_off_and_a_mayor_who_left(ours: OfficeText) -> None:
    City.objects.filter(slug="tervel").update(dormant_since=date(2020, 1, 1), dormant_why_uk="Мовчить")
    Term.objects.update(until=date(2020, 1, 1))
    shown = facts("city-passport")
    assert "Тервел" not in shown
    assert "Цапюк" not in shown


def test_a_passport_that_nobody_wrote_is_none(partners: dict[str, City]) -> None:
    kind = papers.get("city-passport-en")
    with override("en"), pytest.raises(papers.PaperNotFound, match="once its text is written"):
        kind.find("our-city", papers.Scope())
    OfficeText.objects.create(kind="our-city", text_uk="Місто.")
    with override("en"), pytest.raises(papers.PaperNotFound, match="not written in English yet"):
        kind.build(kind.find("our-city", papers.Scope()))


def test_a_contact_is_found_and_erased_as_a_person(partners: dict[str, City], administrator: User, clerk: User) -> None:
    contact = Contact.objects.create(city=partners["jarocin"], name="Адам Малевич", email="adam@example.org")
    contact.phone = "+48 600"
    contact.save()
    [person] = [each for _kind, found in people.find("малевич") for each in found]
    assert person.about == "Ярочин, Польща"
    erase: Any = erasures.erase
    erase(person=person, reason="Прохання", by=administrator)
    contact.refresh_from_db()
    assert (contact.email, contact.phone) == ("", "")
    assert "Малевич" not in contact.name
    assert not any("Малевич" in record.name for record in contact.history.all())
    assert people.get("contact", contact.pk + 1) is None


@pytest.mark.parametrize(
    ("name", "place", "ukrainian", "english"),
    [
        ("Олександрійська міська рада", "м. Олександрія", "ПАСПОРТ МІСТА, Міський голова", "CITY PASSPORT, Mayor"),
        (
            "Приютівська селищна рада",
            "с-ще Приютівка",
            "ПАСПОРТ СЕЛИЩА, Селищний голова",
            "SETTLEMENT PASSPORT, Head of the settlement",
        ),
        (
            "Великомихайлівська сільська рада",
            "с. Велика Михайлівка",
            "ПАСПОРТ СЕЛА, Сільський голова",
            "VILLAGE PASSPORT, Head of the village",
        ),
        (
            "Кіровоградська обласна рада",
            "Кіровоградська область",
            "ПАСПОРТ ГРОМАДИ, Голова",
            "COMMUNITY PASSPORT, Head of the community",
        ),
    ],
)
def test_the_passport_calls_a_community_what_it_is(name: str, place: str, ukrainian: str, english: str) -> None:
    council = Council(name_uk=name, place=place)
    for language, expected in (("uk", ukrainian), ("en", english)):
        words = passport.words_of(language, council)
        assert f"{words.title}, {words.mayor}" == expected
