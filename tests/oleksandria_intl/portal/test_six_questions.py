"""Six questions of a councillor, asked on the public pages in both languages: at most two clicks from home."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from django.test import Client

from delegations.models import PlannedVisit
from oleksandria_intl.models import Council
from partners.models import Country
from tests import factories
from tests.delegations import held
from tests.money_pages import text
from tests.partners import rows
from tests.public_pages import page

JAROCIN = "/visits/jarocin-2020-09/"
QUESTIONS = {
    "what did the trip to Jarocin cost": (
        ["/partners/jarocin/", JAROCIN],
        {"uk": ["28 000,00 грн", "2 000,00"], "en": ["28,000.00 UAH", "2,000.00"]},
    ),
    "who went": (
        ["/visits/", JAROCIN],
        {"uk": ["Коваль Олена", "Начальниця відділу"], "en": ["Olena Koval", "Head of office", "12 people"]},
    ),
    "what came of it": (
        ["/visits/", JAROCIN],
        {"uk": ["Спільний фестиваль.", "Надіслати хор"], "en": ["A festival together.", "Send the choir", "No bus."]},
    ),
    "what is planned next month": (
        [],
        {"uk": ["грудень 2020"], "en": ["Next month (December 2020): Visit: Jarocin, Poland"]},
    ),
    "which agreements with cities of Belarus stand": (
        ["/partners/", "/partners/agreements/"],
        {
            "uk": ["Меморандум з містом Мозир", "бере участь у війні"],
            "en": ["Мозир, Belarus Relations suspended, since"],
        },
    ),
    "whom do I write to": ([], {"uk": ["office@example.org"], "en": ["office@example.org"]}),
}
"""The clicks from home, and what then stands on the page."""


@pytest.fixture
def portal(db: None, it_is: Callable[[str], None]) -> None:
    """It is November 2020: a trip is reported, one is planned for December, Mazyr's country is suspended."""
    factories.publication_rules()
    edition = factories.edition(status="published")
    Council.objects.update(email="office@example.org")
    held.planned(edition)
    trip = held.prepared(edition)
    trip.lines.filter(spent=None).update(spent=10_000)
    held.report(trip)
    held.walk(trip, "ordered", "reported")
    later = {"period_start": date(2020, 12, 1), "period_end": date(2020, 12, 31), "period_precision": "month"}
    PlannedVisit.objects.create(edition=edition, code="winter", order=2, city=held.jarocin(), **later)
    belarus = rows.country("BY", "Білорусь", "Belarus")
    mazyr = rows.city("mazyr", "Мозир", belarus)
    rows.agreement(mazyr, on=date(2003, 5, 1))
    why = {"suspended_why_uk": "бере участь у війні", "suspended_why_en": "takes part in the war"}
    why["suspended_source"] = "https://example.org/act"
    Country.objects.filter(pk=belarus.pk).update(suspended_since=date(2020, 1, 1), **why)
    it_is("2020-11-15")


@pytest.mark.parametrize("language", ["uk", "en"])
def test_each_question_is_answered_at_most_two_clicks_from_home(stranger: Client, portal: None, language: str) -> None:
    prefix = "/en" if language == "en" else ""
    pages = {address: page(stranger, address) for address in {f"{prefix}/", *_addresses(prefix)}}
    for question, (clicks, answers) in QUESTIONS.items():
        way = [f"{prefix}/", *(prefix + click for click in clicks)]
        assert len(way) <= 3
        for here, there in pairwise(way):
            assert f'href="{there}"' in pages[here], f"{question}: {here} does not lead to {there}"
        shown = text(pages[way[-1]]).replace("\N{NO-BREAK SPACE}", " ")
        for answer in answers[language]:
            assert answer in shown, f"{question}: {answer}"


def test_that_nothing_is_planned_next_month_is_said_plainly(
    stranger: Client, portal: None, it_is: Callable[[str], None]
) -> None:
    it_is("2020-12-15")
    for address in ("/en/", "/en/visits/"):
        assert "othing is planned" in text(page(stranger, address)).partition("Next month")[2][:80]


def _addresses(prefix: str) -> set[str]:
    """Return every page on the way to an answer."""
    return {prefix + click for clicks, _answers in QUESTIONS.values() for click in clicks}
