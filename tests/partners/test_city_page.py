"""A partner city's page."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from budget.models import MeasureLine
from delegations.models import Conference, PlannedVisit
from oleksandria_intl.models import Body, Decision
from partners.models import City
from programs.models import CityProfile, Edition, Section
from tests import factories
from tests.money_pages import queries, text
from tests.partners.rows import agreement
from tests.public_pages import headings, is_strict, language, page
from tests.snapshots import bring_in

DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
DAY = {"period_start": date(2003, 9, 1), "period_end": date(2003, 9, 1), "period_precision": "day"}
JAROCIN = "/en/partners/jarocin/"


def profile(of: Edition, city: City, about: str = "Місто **ярмарків**.", code: str = "1") -> CityProfile:
    """Make what an edition prints of a city."""
    section = Section.objects.create(edition=of, title_uk="Міста", code=f"cities-{code}")
    Edition.objects.filter(pk=of.pk).update(status="published")
    return CityProfile.objects.create(
        edition=of, section=section, city=city, code=code, heading="Місто.", about=about, relations="Обмін учнями."
    )


@pytest.fixture
def told(partners: dict[str, City]) -> Edition:
    """A published programme that describes Yarochyn and plans a visit and a conference there."""
    bring_in("a programme about Yarochyn", lambda: _publish(partners))
    return Edition.objects.get()


def _publish(partners: dict[str, City]) -> None:
    row = factories.edition(status="draft")
    profile(row, partners["jarocin"])
    line = MeasureLine.objects.get(edition=row, code="1.2")
    about = {"edition": row, "city": partners["jarocin"], "measure_line": line}
    days = {"period_start": date(2020, 9, 1), "period_end": date(2020, 10, 31), "period_precision": "month"}
    PlannedVisit.objects.create(order=1, amount=Decimal("150000.00"), **about, **days)
    Conference.objects.create(order=1, topic_uk="Туризм", **about)
    Edition.objects.filter(pk=row.pk).update(status="published")


@pytest.mark.parametrize(("prefix", "expected"), [("", "uk"), ("/en", "en")])
@pytest.mark.parametrize("slug", ["jarocin", "gdansk"])
def test_the_page_answers_in_both_languages(
    stranger: Client, told: Edition, prefix: str, expected: str, slug: str
) -> None:
    html = page(stranger, f"{prefix}/partners/{slug}/")
    assert language(html) == expected
    assert len(headings(html)) == 1
    assert is_strict(DATA.sub("", html)), "a block of data is no script"
    names = re.findall(r'\sid="([^"]+)"', html)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("slug", ["nowhere", "lublin"])
def test_only_partners_have_a_page(stranger: Client, told: Edition, slug: str) -> None:
    page(stranger, f"/partners/{slug}/", status=404)


def test_the_story_is_in_the_words_of_the_programme_and_marked_as_ukrainian(stranger: Client, told: Edition) -> None:
    html = page(stranger, JAROCIN)
    assert '<div lang="uk">' in html
    assert "<strong>ярмарків</strong>" in html
    assert "Обмін учнями." in html
    assert "available in Ukrainian only" in html
    assert 'href="/en/programs/2020/text/#city-1"' in html


def test_the_anchor_of_the_programmes_words_is_in_its_text(stranger: Client, told: Edition) -> None:
    section = Section.objects.get(edition=told, code="cities-1")
    Section.objects.filter(pk=section.pk).update(kind="twin_cities")
    assert 'id="city-1"' in page(stranger, "/programs/2020/text/")


def test_english_words_of_the_register_go_before_ukrainian_ones_of_the_programme(
    stranger: Client, told: Edition
) -> None:
    City.objects.filter(slug="jarocin").update(description_en="A town of fairs.", relation_en="Pupils visit.")
    html = page(stranger, JAROCIN)
    assert "A town of fairs." in html
    assert "Обмін учнями." not in html
    assert "Обмін учнями." in page(stranger, "/partners/jarocin/")


def test_the_newest_public_programme_tells_the_story(
    stranger: Client, told: Edition, partners: dict[str, City]
) -> None:
    newer = factories.edition("2021", years=(2021, 2021))
    profile(newer, partners["jarocin"], "Місто нового року.", code="2")
    hidden = factories.edition("2022", years=(2022, 2022))
    profile(hidden, partners["jarocin"], "Місто чернетки.", code="3")
    Edition.objects.filter(pk=hidden.pk).update(status="draft")
    html = page(stranger, "/partners/jarocin/")
    assert "Місто нового року." in html
    assert "чернетки" not in html


def test_without_a_programme_the_register_tells_the_story(stranger: Client, partners: dict[str, City]) -> None:
    assert "Nothing has been written about our relations yet." in page(stranger, JAROCIN)
    City.objects.filter(slug="jarocin").update(relation_uk="Дружимо.")
    assert "Дружимо." in page(stranger, JAROCIN)


def test_the_timeline_goes_from_the_oldest_on_and_invents_no_day(
    stranger: Client, told: Edition, partners: dict[str, City]
) -> None:
    agreement(partners["jarocin"], "ended", date(2001, 5, 1), ended_on=date(2002, 6, 2))
    agreement(partners["jarocin"], "prepared")
    shown = text("<main" + page(stranger, JAROCIN).partition('id="timeline"')[2].partition("</section>")[0])
    told_in_order = [
        "1 May 2001 Memorandum of understanding, signed",
        "2 June 2002 Memorandum of understanding, ended",
        "17 October 2003 Memorandum of understanding, signed",
        "September - October 2020 Planned visit",
        "date not known Memorandum of understanding, prepared for signing",
    ]
    places = [shown.index(event) for event in told_in_order]
    assert places == sorted(places)
    assert "Planned conference: Туризм" in shown


def test_an_ended_relation_is_shown_as_ended(stranger: Client, partners: dict[str, City]) -> None:
    shown = text(page(stranger, "/en/partners/tervel/"))
    assert "Memorandum of understanding, ended 1 March 2022" in shown
    assert "2 April 2010" in shown


def test_agreements_name_their_parties_and_areas(stranger: Client, partners: dict[str, City]) -> None:
    row = partners["jarocin"].agreement_parties.get().agreement
    row.parties.create(order=2, name_uk="Повіт Ярочин")
    row.authorised_by = Decision.objects.create(
        code="sign", body=Body.objects.get(), subject="Про угоду", number="17/5", **DAY
    )
    row.note = "Таємниця відділу"
    row.save()
    shown = text(page(stranger, JAROCIN))
    assert "Other parties: Jarocin, Poland; Повіт Ярочин" in shown
    assert "Signing authorised by the decision № 17/5" in shown
    assert "Таємниця" not in shown


def test_a_city_without_anything_says_so(stranger: Client, partners: dict[str, City]) -> None:
    shown = text(page(stranger, "/en/partners/gdansk/"))
    assert "There is no agreement with this city." in shown
    assert "Nothing is entered yet: no agreement, no visit." in shown
    assert "No trip there and no visit from there is entered, and no public programme plans one." in shown


def test_planned_visits_tell_their_money_by_source(stranger: Client, told: Edition) -> None:
    shown = text(page(stranger, JAROCIN))
    assert "Visit, September - October 2020" in shown
    assert "150,000.00 UAH Міський бюджет" in shown
    assert "no money planned" in shown


def test_what_a_draft_plans_is_not_public(stranger: Client, told: Edition) -> None:
    Edition.objects.filter(pk=told.pk).update(status="draft")
    shown = text(page(stranger, JAROCIN))
    assert "150,000.00" not in shown
    assert "ярмарків" not in shown


def test_what_visits_cost_is_not_known_before_there_are_trips(stranger: Client, told: Edition) -> None:
    assert "no data, which is not the same as zero" in page(stranger, JAROCIN)


def test_the_page_tells_machines_what_the_city_is(stranger: Client, told: Edition) -> None:
    [data] = DATA.findall(page(stranger, JAROCIN))
    place, office = json.loads(data)["@graph"]
    assert (place["@type"], place["name"], place["url"]) == ("City", "Jarocin", f"http://testserver{JAROCIN}")
    assert place["geo"]["latitude"] == 51.97
    assert place["containedInPlace"] == {"@type": "Country", "name": "Poland", "identifier": "PL"}
    assert office["@type"] == "GovernmentOrganization"


def test_a_name_cannot_end_the_data(stranger: Client, told: Edition) -> None:
    City.objects.filter(slug="jarocin").update(name_en="</script><script>alert(1)</script>")
    html = page(stranger, JAROCIN)
    [data] = DATA.findall(html)
    assert json.loads(data)["@graph"][0]["name"] == "</script><script>alert(1)</script>"
    assert is_strict(DATA.sub("", html))


def test_the_page_says_what_it_is_where_it_is_shared(stranger: Client, told: Edition) -> None:
    html = page(stranger, JAROCIN)
    assert '<meta property="og:title" content="Jarocin, Poland">' in html
    assert "Twin city: Jarocin, Poland. Memorandum of understanding, signed 17 October 2003." in html
    assert "<title>Jarocin, Poland - " in html


@pytest.mark.parametrize(("day", "expected"), [(6, "6 May"), (31, "31 May")])
def test_the_city_day_is_told(stranger: Client, partners: dict[str, City], day: int, expected: str) -> None:
    City.objects.filter(slug="jarocin").update(city_day_month=5, city_day_day=day)
    assert expected in page(stranger, JAROCIN)
    assert f"{day} травня" in page(stranger, "/partners/jarocin/")


def test_a_city_day_that_the_calendar_lacks_does_no_harm(stranger: Client, partners: dict[str, City]) -> None:
    City.objects.filter(slug="jarocin").update(city_day_month=2, city_day_day=31)
    page(stranger, JAROCIN)


def test_the_page_asks_as_often_however_much_there_is(
    stranger: Client, told: Edition, partners: dict[str, City]
) -> None:
    few = queries(stranger, JAROCIN)
    Edition.objects.filter(pk=told.pk).update(status="draft")
    line = MeasureLine.objects.get(edition=told, code="1.2")
    for number in range(2, 12):
        agreement(partners["jarocin"], "signed", date(2000 + number, 1, 1), code=str(number))
        about = {"edition": Edition.objects.get(pk=told.pk), "city": partners["jarocin"], "measure_line": line}
        PlannedVisit.objects.create(order=number, amount=1, **about)
        Conference.objects.create(order=number, topic_uk="Туризм", **about)
    Edition.objects.filter(pk=told.pk).update(status="published")
    for year in range(2021, 2026):
        profile(factories.edition(str(year), years=(year, year)), partners["jarocin"], code=str(year))
    assert queries(stranger, JAROCIN) == few


def test_a_visit_and_its_city_lead_to_each_other(stranger: Client, told: Edition) -> None:
    [visit] = re.findall(r'href="(/en/visits/[^"]+-visit-[^"]+/)"', page(stranger, JAROCIN))[:1]
    assert f'href="{JAROCIN}"' in page(stranger, visit)
