"""The story of a relation: what every app knows of a city, in order, without what is not for everybody."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from oleksandria_intl import papers
from oleksandria_intl.documents import sheets
from oleksandria_intl.documents.blocks import Paragraph, text_of
from partners import timeline
from partners.models import City, Contact, Country, Greeting, TimelineNote
from tests import photos
from tests.money_pages import text
from tests.public_pages import page

ON = date(2026, 11, 24)
MONTH = {"period_start": date(2022, 4, 1), "period_end": date(2022, 4, 30), "period_precision": "month"}


@pytest.fixture
def jarocin(partners: dict[str, City], clerk: User) -> City:
    """Yarochyn, which sent aid and got a greeting; a private entry, a contact, a greeting to come are there too."""
    city = partners["jarocin"]
    about = {"city": city, **MONTH}
    TimelineNote.objects.create(code="aid", kind="aid-received", text_uk="Отримано генератор", **about)
    TimelineNote.objects.create(code="own", kind="letter-in", text_uk="Службове", is_public=False, **about)
    sent = {"sent_on": date(2025, 12, 20), "sent_way": "email", "sent_by": clerk}
    Greeting.objects.create(city=city, occasion="new-year", day=date(2026, 1, 1), addressee_uk="Адаму Таємному", **sent)
    Greeting.objects.create(city=city, occasion="new-year", day=date(2027, 1, 1))
    Contact.objects.create(city=city, name="Адам Таємний", email="secret@example.org", phone="+48 00")
    return city


def test_the_timeline_joins_what_everybody_may_know_in_order(stranger: Client, jarocin: City) -> None:
    Country.objects.filter(pk=jarocin.country_id).update(
        suspended_since=date(2024, 5, 1), suspended_why_uk="Причина", suspended_source="https://example.org/act"
    )
    City.objects.filter(pk=jarocin.pk).update(dormant_since=date(2025, 1, 2), dormant_why_uk="Без відповіді")
    TimelineNote.objects.filter(code="aid").update(is_demonstration=True)
    html = page(stranger, "/en/partners/jarocin/").partition('id="timeline"')[2].partition("</section>")[0]
    shown = text("<main" + html)
    events = [
        "17 October 2003 Memorandum of understanding, signed",
        "April 2022 Aid received: Отримано генератор invented for the demonstration",
        "1 May 2024 Relations suspended: Причина",
        "2 January 2025 Contacts ceased: Без відповіді",
        "20 December 2025 New Year greeting",
    ]
    places = [shown.index(event) for event in events]
    assert places == sorted(places)
    assert 'href="https://example.org/act"' in html
    assert "Службове" not in shown
    assert shown.count("New Year greeting") == 1, "what was not sent is no event"


def test_a_picture_of_an_entry_stands_beside_it_unless_the_entry_is_private(
    stranger: Client, jarocin: City, clerk: User, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    of_note = {"owner_kind": "timeline-note", "people": "none", "alt_uk": "Генератор"}
    photos.picture(clerk, owner_code="aid", **of_note)
    html = page(stranger, "/partners/jarocin/").partition('id="timeline"')[2].partition("</section>")[0]
    assert html.count('alt="Генератор"') == 1
    TimelineNote.objects.update(is_public=False)
    assert "Генератор" not in page(stranger, "/partners/jarocin/").replace("Отримано генератор", "")


def test_no_page_and_no_paper_names_a_contact(stranger: Client, jarocin: City) -> None:
    kind = papers.get("partner-profile")
    found = kind.find("jarocin", papers.Scope())
    document = kind.build(found)
    texts = [text_of(block.runs) for block in document.blocks if isinstance(block, Paragraph)]
    cells = [str(row) for sheet in sheets.sheets_of(document) for row in sheet.rows]
    printed = " ".join([*texts, *cells, str(kind.data(found))])
    assert "Отримано генератор" in printed
    for shown in (printed, page(stranger, "/partners/jarocin/"), page(stranger, "/data/")):
        assert "Таємн" not in shown
        assert "secret@" not in shown


def test_another_app_adds_what_it_knows(jarocin: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline, "SOURCES", [*timeline.SOURCES])
    timeline.register(
        lambda city, on: [timeline.Entry(None, None, "no date"), timeline.Entry(date(2001, 1, 1), None, "x")]
    )
    labels = [str(entry.label) for entry in timeline.timeline(jarocin, ON)]
    assert (labels[0], labels[-1]) == ("x", "no date")


def test_a_profile_is_of_a_city_that_there_is(partners: dict[str, City]) -> None:
    with pytest.raises(papers.PaperNotFound, match="nowhere"):
        papers.get("partner-profile").find("nowhere", papers.Scope())
