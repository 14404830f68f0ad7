"""Pictures on public pages and in the admin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from delegations.models import Delegation
from oleksandria_intl.gallery import shown
from oleksandria_intl.gallery.services import withdraw
from oleksandria_intl.models import Picture
from partners.models import City, TimelineNote
from tests import factories
from tests.delegations.trips import trip
from tests.photos import photo, picture, sent
from tests.public_pages import is_strict

pytestmark = pytest.mark.django_db
AGREED = {"consent_by": "Олена Коваль", "consent_on": "01.10.2020"}
ADD = "admin:oleksandria_intl_picture_add"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    factories.council()
    factories.publication_rules()
    factories.city()


def rendered(tag: str, row: Any) -> str:
    return Template("{% load gallery %}{% " + tag + " %}").render(Context({"row": row}))


def address(row: Picture, size: str = "small") -> str:
    return reverse("gallery-file", args=[row.pk, size])


def test_an_image_says_its_size_and_words_and_waits_to_be_scrolled_to(clerk: User) -> None:
    row = picture(clerk, caption_uk="Площа <b>", alt_uk='Площа "Ринок"')
    html = rendered("pictures row", City.objects.get())
    assert f'class="picture" src="{address(row, "medium")}" width="40" height="20" alt="Площа &quot;Ринок' in html
    assert 'loading="lazy"' in html
    assert "Площа &lt;b&gt;" in html
    assert "О. Коваль" in html
    assert is_strict(html)


def test_arms_and_the_leading_picture_stand_apart_and_a_photo_leads_where_none_is_named(clerk: User) -> None:
    city = City.objects.get()
    assert rendered("coat_of_arms row", city).strip() == rendered("pictures row", city).strip() == ""
    first, arms = picture(clerk), picture(clerk, role="arms")
    fresh = City.objects.get()
    assert address(first) in rendered("leading_picture row", fresh)
    assert address(arms) in rendered("coat_of_arms row", fresh)
    leading = picture(clerk, role="leading")
    again = City.objects.get()
    assert address(leading) in rendered("leading_picture row", again)
    assert address(arms, "medium") not in rendered("pictures row", again)


def test_a_list_of_rows_asks_for_its_pictures_once(clerk: User, django_assert_num_queries: Any) -> None:
    picture(clerk)
    rows = [City.objects.get(), factories.city("jarocin", "Яроцин")]
    with django_assert_num_queries(2):  # martial law, the pictures
        shown.attach(rows)
    assert [len(shown.pictures_of(row)) for row in rows] == [1, 0]


def test_a_stranger_gets_the_file_and_hears_when_it_has_not_changed(clerk: User, stranger: Client) -> None:
    row = picture(clerk)
    answer: Any = stranger.get(address(row))
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "image/webp", "no-cache")
    assert stranger.get(address(row), headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert stranger.get(f"/gallery/{row.pk}/original.webp").status_code == 404
    withdraw(picture=row, by=clerk, reason="На прохання")
    assert stranger.get(address(row)).status_code == 404


def test_a_picture_of_a_trip_appears_with_the_trip(clerk: User, stranger: Client, it_is: Callable[[str], None]) -> None:
    it_is("2026-11-24")
    row = picture(clerk, owner_kind="delegation", owner_code=trip().code)
    assert stranger.get(address(row)).status_code == 404
    Delegation.objects.update(period_end=date(2026, 11, 23))
    assert stranger.get(address(row)).status_code == 200


def test_a_city_shows_its_arms_and_pictures_on_its_page_and_its_leading_one_in_the_list(
    clerk: User, stranger: Client
) -> None:
    arms, leading = picture(clerk, role="arms"), picture(clerk, role="leading")
    when: dict[str, Any] = {
        "period_start": date(2020, 10, 1),
        "period_end": date(2020, 10, 1),
        "period_precision": "day",
    }
    note = TimelineNote.objects.create(code="note", city=City.objects.get(), kind="other", text_uk="Дні міста", **when)
    noted = picture(clerk, owner_kind="timeline-note", owner_code="note")
    for page, rows in (("/partners/mozyr/", (arms, leading, noted)), ("/partners/", (arms, leading))):
        html = stranger.get(page).content.decode()
        assert all(f"/gallery/{row.pk}/" in html for row in rows), page
    note.is_public = False
    note.save()
    assert stranger.get(address(noted)).status_code == 404


def test_the_clerk_sends_a_picture_describes_it_and_withdraws_it(clerk: User, client: Client) -> None:
    client.force_login(clerk)
    facts = {"owner_kind": "city", "owner_code": "mozyr", "role": "photo", "order": "1", "people": "none"}
    words = {"alt_uk": "Площа", "author": "О. Коваль"}
    assert client.post(reverse(ADD), {**facts, **words, "file": sent(photo())}).status_code == 302
    row = Picture.objects.get()
    assert row.uploaded_by == clerk
    page = client.get(reverse("admin:oleksandria_intl_picture_change", args=[row.pk])).content.decode()
    assert client.get(reverse("admin:oleksandria_intl_picture_file", args=[row.pk, "small"])).status_code == 200
    way = reverse("admin:oleksandria_intl_picture_withdraw", args=[row.pk])
    assert way in page
    assert client.get(way).status_code == 200
    assert client.post(way, {"reason": "На прохання"}).status_code == 302
    assert not Picture.objects.there().exists()
    assert client.get(reverse("admin:oleksandria_intl_picture_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize(
    ("file", "facts", "sentences"),
    [
        (b"GIF89a", {}, ["JPEG, PNG"]),
        (photo(), AGREED | {"people": "minors"}, ["Minors|Неповнолітніх", "browser|браузер"]),
        (photo(), {"owner_code": "atlantis"}, ["code|кодом"]),
        (photo(), {"people": "adults"}, ["agreed|згод"]),
    ],
)
def test_a_refusal_says_why_and_loses_nothing_typed(
    clerk: User, client: Client, file: bytes, facts: dict[str, str], sentences: list[str]
) -> None:
    client.force_login(clerk)
    given = {"owner_kind": "city", "owner_code": "mozyr", "role": "photo", "order": "1", "people": "none"}
    given |= {"alt_uk": "Площа Ринок", "author": "О. Коваль"} | facts
    html = client.post(reverse(ADD), {**given, "file": sent(file)}).content.decode()
    assert "Площа Ринок" in html
    assert all(any(word in html for word in sentence.split("|")) for sentence in sentences)
    assert not Picture.objects.exists()


def test_a_picture_is_added_from_the_page_of_what_may_have_one(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    city, country = City.objects.get(), City.objects.get().country
    link = f"{reverse(ADD)}?owner_kind=city&amp;owner_code={city.slug}"
    assert link in client.get(reverse("admin:partners_city_change", args=[city.pk])).content.decode()
    page = client.get(reverse("admin:partners_country_change", args=[country.pk])).content.decode()
    assert reverse(ADD) + "?" not in page


def test_pictures_of_one_owner_change_places_in_the_list_but_for_those_withdrawn(client: Client, clerk: User) -> None:
    first, second, gone = picture(clerk), picture(clerk), picture(clerk)
    withdraw(picture=gone, by=clerk, reason="Просить автор")
    assert [row.order for row in (first, second, gone)] == [1, 2, 3]
    client.force_login(clerk)
    page = reverse("admin:oleksandria_intl_picture_changelist")
    client.post(page, {"_move": f"{second.pk}:up"})
    client.post(page, {"_move": f"{gone.pk}:up"})
    assert list(Picture.objects.order_by("order")) == [second, first, gone]
    assert f'value="{gone.pk}:up"' not in client.get(page).content.decode()
    assert 'name="order"' not in client.get(reverse(ADD)).content.decode()
