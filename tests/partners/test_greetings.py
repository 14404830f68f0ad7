"""Greetings to partners: what is due, the letter, sending that is noted, the calendar of the staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from oleksandria_intl import clock, papers
from oleksandria_intl.documents.blocks import ApprovalMark, Paragraph, Signature, text_of
from oleksandria_intl.models import Term
from oleksandria_intl.waiting import waiting
from partners import greeting_feed, greetings
from partners.models import City, Country, Greeting, OfficeText
from partners.occasions import day_in, due
from tests import factories

SPRING = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Let services and papers refuse in the words that stand in the code."""
    with override("en"):
        yield


@pytest.fixture
def tervel(partners: dict[str, City]) -> City:
    """Tervel, whose day is 6 May."""
    city = partners["tervel"]
    city.city_day_month, city.city_day_day = 5, 6
    city.save()
    return city


@pytest.fixture
def greeting(tervel: City, clerk: User) -> Greeting:
    """The letter to Tervel on its day, begun by the clerk."""
    return greetings.begin_greeting(city=tervel, occasion="city-day", year=2026, by=clerk)


def days(on: date) -> list[tuple[str, str]]:
    return [(each.city.slug, f"{each.day:%d.%m.%Y}") for each in due(on)]


def test_a_city_day_is_due_from_sixty_days_before_it_until_it_is_sent(tervel: City, clerk: User, it_is: Any) -> None:
    assert days(date(2026, 3, 6)) == []
    assert days(date(2026, 3, 7)) == days(date(2026, 5, 20)) == [("tervel", "06.05.2026")]
    assert days(date(2026, 5, 21)) == []
    it_is("2026-05-05")
    begun = greetings.begin_greeting(city=tervel, occasion="city-day", year=2026, by=clerk)
    assert [each.greeting for each in due(SPRING)] == [begun]
    greetings.mark_sent(greeting=begun, on=date(2026, 5, 5), way="post", by=clerk)
    assert due(SPRING) == []


def test_new_year_is_due_for_every_partner_whose_country_stands_by_us(tervel: City) -> None:
    slugs = {slug for slug, day in days(date(2026, 11, 24)) if day == "01.01.2027"}
    assert slugs == {"jarocin", "xinyi", "tervel", "gdansk"}
    City.objects.filter(slug="xinyi").update(dormant_since=date(2026, 11, 24), dormant_why_uk="Немає відповідей")
    Country.objects.filter(code="BG").update(
        suspended_since=date(2022, 3, 1), suspended_why_uk="Війна", suspended_source="https://example.org"
    )
    assert {slug for slug, _day in days(date(2026, 11, 24))} == {"jarocin", "gdansk"}


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (2024, 2, 29, date(2024, 2, 29)),
        (2026, 2, 29, date(2026, 2, 28)),
        (2026, 2, 31, None),
        (2026, 5, 6, date(2026, 5, 6)),
    ],
)
def test_a_day_that_a_year_lacks_is_the_one_before_it(year: int, month: int, day: int, expected: date | None) -> None:
    assert day_in(year, month, day) == expected


def test_a_letter_is_begun_once_and_goes_on_from_the_last(greeting: Greeting, tervel: City, clerk: User) -> None:
    assert greetings.begin_greeting(city=tervel, occasion="city-day", year=2026, by=clerk) == greeting
    assert (greeting.day, greeting.history.get().history_user) == (date(2026, 5, 6), clerk)
    greeting.signatory, greeting.addressee_uk, greeting.addressee_en = Term.objects.get(), "Кмету", "To the Mayor"
    greeting.save()
    after = greetings.begin_greeting(city=tervel, occasion="new-year", year=2027, by=clerk)
    assert (after.signatory, after.addressee_uk, after.addressee_en) == (Term.objects.get(), "Кмету", "To the Mayor")


def test_the_first_letter_is_the_mayors(client: Client, tervel: City, partners: dict[str, City], clerk: User) -> None:
    mayor = Term.objects.get()
    factories.decision()  # the mayor signs it, and nobody is named at the head of the body
    first = greetings.begin_greeting(city=tervel, occasion="city-day", year=2026, by=clerk)
    assert first.signatory == mayor
    Greeting.objects.all().delete()
    head = Term.objects.create(official=mayor.official, code="mayor-2020", post_uk="Міський голова")
    factories.body("mayor", head=head)  # type: ignore[arg-type]
    client.force_login(clerk)
    form = client.get(reverse("admin:partners_greeting_add")).context["adminform"].form
    assert form.initial["signatory"] == head.pk, "one that is entered by hand, too"
    assert greetings.begin_greeting(city=tervel, occasion="city-day", year=2026, by=clerk).signatory == head


def test_a_letter_needs_a_day(partners: dict[str, City], clerk: User) -> None:
    with pytest.raises(ValidationError, match="The city day is not known"):
        greetings.begin_greeting(city=partners["jarocin"], occasion="city-day", year=2026, by=clerk)


def test_sending_keeps_who_when_and_how_and_is_noted_once(greeting: Greeting, clerk: User, head: User) -> None:
    greetings.mark_sent(greeting=greeting, on=date(2026, 5, 5), way="post", by=head)
    assert (greeting.sent_on, greeting.sent_way, greeting.sent_by) == (date(2026, 5, 5), "post", head)
    assert greeting.history.first().history_user == head
    with pytest.raises(ValidationError, match=r"05\.05\.2026"):
        greetings.mark_sent(greeting=greeting, on=date(2026, 5, 6), way="email", by=clerk)


def test_a_day_to_come_is_none_on_which_it_was_sent(greeting: Greeting, clerk: User) -> None:
    with pytest.raises(ValidationError, match="has not come yet"):
        greetings.mark_sent(greeting=greeting, on=clock.today() + timedelta(days=1), way="post", by=clerk)


def test_a_sending_is_taken_back_with_a_reason(greeting: Greeting, clerk: User, head: User) -> None:
    with pytest.raises(ValidationError, match="not marked as sent"):
        greetings.take_back_sending(greeting=greeting, reason="Помилка", by=head)
    greetings.mark_sent(greeting=greeting, on=date(2026, 5, 5), way="post", by=clerk)
    greetings.take_back_sending(greeting=greeting, reason="Повернулося", by=head)
    last = greeting.history.first()
    assert (greeting.sent_on, greeting.sent_way, greeting.sent_by) == (None, "", None)
    assert (last.history_change_reason, last.history_user) == ("Повернулося", head)


@pytest.mark.parametrize("service", ["begin_greeting", "mark_sent", "take_back_sending"])
def test_nothing_is_noted_without_its_history(
    service: str, greeting: Greeting, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {"sent_on": date(2026, 5, 5), "sent_way": "post", "sent_by": clerk} if service == "take_back_sending" else {}
    Greeting.objects.filter(pk=greeting.pk).update(**sent)
    asked: dict[str, dict[str, Any]] = {
        "begin_greeting": {"city": greeting.city, "occasion": "new-year", "year": 2027},
        "mark_sent": {"greeting": greeting, "on": date(2026, 5, 5), "way": "post"},
        "take_back_sending": {"greeting": greeting, "reason": "Помилка"},
    }
    before = list(Greeting.objects.values())

    def broken(*args: Any, **kwargs: Any) -> None:
        raise OSError("no history")

    monkeypatch.setattr(Greeting.history.model, "save", broken)
    with pytest.raises(OSError, match="no history"):
        getattr(greetings, service)(by=clerk, **asked[service])
    assert list(Greeting.objects.values()) == before


def letter(kind: str, key: str = "tervel/city-day/2026") -> Any:
    found = papers.get(kind)
    return found.build(found.find(key, papers.Scope()))


def said(document: Any) -> str:
    return " ".join(text_of(block.runs) for block in document.blocks if isinstance(block, Paragraph))


def test_a_letter_is_made_from_the_text_of_the_office_in_both_languages(greeting: Greeting) -> None:
    with pytest.raises(papers.PaperNotFound, match="is not written in this language yet"):
        letter("greeting-letter")
    OfficeText.objects.create(
        kind="city-day", text_uk="Вітаємо {місто} ({країна}) у {рік} році!", text_en="Greetings to {city}, {country}!"
    )
    assert "Вітаємо Тервел (Болгарія) у 2026 році!" in said(letter("greeting-letter"))
    english = letter("greeting-letter-en")
    assert "Greetings to Tervel, Bulgaria!" in said(english)
    assert (english.language, english.title) == ("en", "Greeting on the city day: Tervel, Bulgaria")
    Term.objects.update(post_en="Mayor")
    greeting.text_en, greeting.addressee_en, greeting.signatory = "Our own words.", "To the Mayor", Term.objects.get()
    greeting.dated = date(2026, 5, 5)
    greeting.save()
    own = letter("greeting-letter-en")
    assert said(own) == "Our own words."
    assert ApprovalMark(("To the Mayor",)) in own.blocks
    assert [block.post for block in own.blocks if isinstance(block, Signature)] == ["Mayor"]
    assert [block.date for block in own.blocks if hasattr(block, "place")] == ["5 May 2026"]


@pytest.mark.parametrize(
    "key", ["", "tervel", "tervel/x/2026", "tervel/city-day/0", "jarocin/city-day/2026", "a/city-day/1"]
)
def test_what_is_no_greeting_has_no_letter(key: str, tervel: City) -> None:
    with pytest.raises(papers.PaperNotFound, match="There is no greeting"):
        letter("greeting-letter", key)


def test_a_greeting_that_is_due_waits_for_those_who_write_it(
    tervel: City, clerk: User, accountant: User, it_is: Any
) -> None:
    it_is("2026-03-20")
    [waits] = [each for each in waiting(clerk) if each.link == reverse("admin:partners_greeting_due")]
    assert waits.count == 1
    assert "Tervel" in waits.sentence or "Тервел" in waits.sentence
    assert all(each.link != waits.link for each in waiting(accountant))


def test_the_clerk_begins_a_letter_marks_it_as_sent_and_takes_that_back(
    client: Client, clerk: User, tervel: City, it_is: Any
) -> None:
    it_is("2026-05-05")
    client.force_login(clerk)
    listed = reverse("admin:partners_greeting_due")
    assert "Тервел" in client.get(listed).content.decode()
    answer = client.post(listed, {"city": "tervel", "occasion": "city-day", "year": "2026"}, follow=True)
    begun = Greeting.objects.get()
    assert answer.request["PATH_INFO"] == reverse("admin:partners_greeting_change", args=[begun.pk])
    send, unsend = (reverse(f"admin:partners_greeting_{each}", args=[begun.pk]) for each in ("send", "unsend"))
    refused = client.post(send, {"on": "06.05.2026", "way": "video"})
    assert "06.05.2026" in refused.content.decode(), "what was typed is still there"
    client.post(send, {"on": "05.05.2026", "way": "video"})
    begun.refresh_from_db()
    assert (begun.sent_on, begun.sent_way, begun.sent_by) == (date(2026, 5, 5), "video", clerk)
    client.post(unsend, {"reason": "Не надіслано"})
    begun.refresh_from_db()
    assert begun.sent_on is None


@pytest.mark.parametrize("posted", [{}, {"city": "x"}, {"city": "tervel", "occasion": "city-day", "year": "²"}])
def test_what_is_no_greeting_of_the_list_is_not_begun(
    client: Client, clerk: User, tervel: City, posted: dict[str, str]
) -> None:
    client.force_login(clerk)
    assert client.post(reverse("admin:partners_greeting_due"), posted).status_code == 302
    assert not Greeting.objects.exists()


def test_the_calendar_of_greetings_is_had_by_a_secret_that_ends_with_the_password(
    stranger: Client, clerk: User, accountant: User, greeting: Greeting, it_is: Any
) -> None:
    it_is("2026-11-24")
    greetings.mark_sent(greeting=greeting, on=date(2026, 11, 1), way="post", by=clerk)
    address = reverse("greetings-calendar", args=[greeting_feed.key_of(clerk)])
    found = stranger.get(address)
    lines = found.content.decode().replace("\r\n ", "")
    assert "SUMMARY:Тервел\\, Болгарія: " in lines
    assert "DTSTART;VALUE=DATE:20270506" in lines
    assert found["Cache-Control"].startswith("max-age=0")
    for wrong in ("1", "x", f"{clerk.pk}-{'0' * 32}", "٣-1", "9" * 40):
        assert stranger.get(reverse("greetings-calendar", args=[wrong])).status_code == 404
    clerk.set_password("another")
    clerk.save()
    assert stranger.get(address).status_code == 404


@pytest.mark.parametrize("field", ["is_active", "is_staff"])
def test_the_secret_of_somebody_who_left_opens_nothing(stranger: Client, clerk: User, tervel: City, field: str) -> None:
    address = reverse("greetings-calendar", args=[greeting_feed.key_of(clerk)])
    User.objects.filter(pk=clerk.pk).update(**{field: False})
    assert stranger.get(address).status_code == 404
