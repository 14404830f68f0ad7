"""The list of partner cities, its filters and its maps."""

from __future__ import annotations

import gzip
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from oleksandria_intl.models import Council
from partners.models import AgreementParty, City, Country
from tests import factories
from tests.money_pages import queries, text
from tests.partners.rows import agreement, city
from tests.public_pages import headings, is_strict, language, page


def listed(html: str) -> list[str]:
    """Return the addresses of the cities in the order of the list."""
    return re.findall(r'<h3 class="card-title">.*?/partners/([^/]+)/"', html)


def drawing(html: str, key: str) -> str:
    """Return a map's SVG."""
    return html.partition(f'aria-labelledby="map-{key} ')[2].partition("</svg>")[0]


@pytest.mark.parametrize(("address", "expected"), [("/partners/", "uk"), ("/en/partners/", "en")])
def test_the_list_answers_in_both_languages(
    stranger: Client, partners: dict[str, City], address: str, expected: str
) -> None:
    html = page(stranger, address)
    assert language(html) == expected
    assert len(headings(html)) == 1
    assert is_strict(html)
    names = re.findall(r'\sid="([^"]+)"', html)
    assert len(names) == len(set(names)), "an id stands twice"
    referred = " ".join(re.findall(r'aria-labelledby="([^"]+)', html)).split()
    assert set(referred) <= set(names)


def test_the_list_stands_before_any_data(stranger: Client, db: None) -> None:
    assert "No partner cities are registered yet." in page(stranger, "/en/partners/")


def test_twins_come_first_each_kind_in_the_order_of_the_ukrainian_alphabet(
    stranger: Client, partners: dict[str, City]
) -> None:
    city("izium", "Ізюм", Country.objects.get(code="PL"))
    city("ivano", "Іван", Country.objects.get(code="PL"))
    city("yizhak", "Їжак", Country.objects.get(code="PL"))
    city("zhuk", "Ґазда", Country.objects.get(code="PL"))
    assert listed(page(stranger, "/partners/")) == [
        "zhuk",
        "ivano",
        "izium",
        "yizhak",
        "tervel",
        "jarocin",
        "gdansk",
        "xinyi",
    ]


def test_a_mere_destination_is_no_partner(stranger: Client, partners: dict[str, City]) -> None:
    assert "Люблін" not in page(stranger, "/partners/")


def test_every_city_tells_its_state_and_since_when(stranger: Client, partners: dict[str, City]) -> None:
    shown = text(page(stranger, "/en/partners/"))
    assert "Jarocin Ярочин Poland twin city Areas of cooperation: culture memorandum of understanding, signed" in shown
    assert "17 October 2003" in shown
    assert "Tervel Тервел Bulgaria twin city memorandum of understanding, ended 1 March 2022" in shown
    assert "Xinyi Сінь-І China partner city memorandum of understanding, prepared for signing" in shown
    assert "Gdańsk Гданськ Poland partner city no agreement" in shown
    assert "17 жовтня 2003 року" in page(stranger, "/partners/")


def test_a_month_is_not_made_a_day_of(stranger: Client, partners: dict[str, City]) -> None:
    row = agreement(partners["gdansk"], "signed", date(2010, 4, 1))
    row.period_end, row.period_precision = date(2010, 4, 30), "month"
    row.save()
    assert "квітень 2010 року" in page(stranger, "/partners/")
    assert "April 2010" in page(stranger, "/en/partners/")


def test_words_for_a_date_stay_ukrainian_and_are_marked(stranger: Client, partners: dict[str, City]) -> None:
    agreement(partners["gdansk"], "signed", period_words="навесні")
    assert '<span lang="uk">навесні</span>' in page(stranger, "/en/partners/")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("kind=partner", ["gdansk", "xinyi"]),
        ("country=PL", ["jarocin", "gdansk"]),
        ("area=culture", ["jarocin"]),
        ("state=signed", ["jarocin"]),
        ("state=prepared", ["xinyi"]),
        ("state=ended", ["tervel"]),
        ("state=none", ["gdansk"]),
        ("kind=twin&country=PL&area=culture&state=signed", ["jarocin"]),
        ("kind=partner&state=ended", []),
    ],
)
def test_filters_find_what_is_chosen(
    stranger: Client, partners: dict[str, City], asked: str, expected: list[str]
) -> None:
    html = page(stranger, f"/en/partners/?{asked}")
    assert listed(html) == expected
    assert f"Found: {len(expected)} of 4 cities." in html
    assert ("No matching cities." in html) == (not expected)


@pytest.mark.parametrize(
    "asked",
    ["kind=x", "kind=destination", "country=%00", "country=' OR 1=1", "area=%F0%9F%98%80", "state=" + "x" * 9000],
)
def test_what_is_no_choice_is_left_out_and_told_so(stranger: Client, partners: dict[str, City], asked: str) -> None:
    html = page(stranger, f"/en/partners/?{asked}")
    assert len(listed(html)) == 4
    assert "There is no such choice in this list; it is left out." in html
    assert listed(page(stranger, f"/en/partners/?{asked}&kind=twin".replace("kind=x&", ""))) == ["tervel", "jarocin"]


def test_a_live_agreement_speaks_louder_than_one_that_ended(stranger: Client, partners: dict[str, City]) -> None:
    agreement(partners["tervel"], "signed", date(2023, 5, 1))
    assert listed(page(stranger, "/partners/?state=ended")) == []
    assert listed(page(stranger, "/partners/?state=signed")) == ["tervel", "jarocin"]


def test_a_city_of_two_agreements_stands_once(stranger: Client, partners: dict[str, City]) -> None:
    second = agreement(partners["jarocin"], "signed", date(2015, 1, 1), code="second")
    AgreementParty.objects.create(agreement=second, city=partners["jarocin"], order=2)
    html = page(stranger, "/en/partners/?country=PL")
    assert listed(html) == ["jarocin", "gdansk"]
    assert "17 October 2003" in html


def test_cities_are_marked_on_one_map_each_with_their_number(stranger: Client, partners: dict[str, City]) -> None:
    html = page(stranger, "/en/partners/")
    europe, world = drawing(html, "europe"), drawing(html, "world")
    assert re.findall(r'aria-label="([^"]+)"', europe) == ["1 Tervel, Bulgaria", "2 Jarocin, Poland"]
    assert re.findall(r'aria-label="([^"]+)"', world) == ["4 Xinyi, China"]
    assert "<title" in europe
    assert "<desc" in world


def test_the_countries_of_partners_are_hatched_and_ukraine_is_home(stranger: Client, partners: dict[str, City]) -> None:
    europe = drawing(page(stranger, "/partners/"), "europe")
    assert re.findall(r'class="map-partner" data-country="(\w+)" fill="url\(#partner-europe\)"', europe) == ["BG", "PL"]
    assert 'class="map-home" data-country="UA"' in europe


def test_lines_lead_from_our_city_to_the_partners(stranger: Client, partners: dict[str, City]) -> None:
    assert "map-line" not in page(stranger, "/partners/"), "nobody has entered where our city is"
    Council.objects.update(latitude="48.67", longitude="33.10")
    html = page(stranger, "/partners/")
    europe, world = drawing(html, "europe"), drawing(html, "world")
    ends = re.findall(r'class="map-line" d="M(\d+ \d+)L(\d+ \d+)"', europe)
    assert len({start for start, _end in ends}) == 1
    marks = re.findall(r'class="map-(?:mark|place)" cx="(\d+)" cy="(\d+)"', europe)
    assert {f"{x} {y}" for x, y in marks} >= {place for pair in ends for place in pair}
    assert (len(ends), world.count('"map-line"')) == (2, 1)
    City.objects.filter(slug="tervel").update(dormant_since=date(2020, 1, 1), dormant_why_uk="Мовчить")
    assert drawing(page(stranger, "/partners/"), "europe").count('"map-line"') == 1


def test_a_country_is_shown_by_its_flag_where_there_is_one(stranger: Client, partners: dict[str, City]) -> None:
    html = page(stranger, "/partners/")
    assert re.findall(r'class="flag" src="/static/vendor/flags/(\w+)[^"]*" alt=""', html) == ["bg", "pl", "pl", "cn"]
    Country.objects.filter(code="PL").update(code="XX")
    assert page(stranger, "/partners/").count('class="flag"') == 2
    assert 'class="flag"' in page(stranger, "/partners/tervel/")


def test_a_name_without_english_is_marked_on_the_map(stranger: Client, partners: dict[str, City]) -> None:
    City.objects.filter(slug="jarocin").update(name_en="")
    assert 'aria-label="2 Ярочин, Poland" lang="uk"' in drawing(page(stranger, "/en/partners/"), "europe")
    assert "lang=" not in drawing(page(stranger, "/partners/"), "europe")


def test_a_city_without_a_place_is_listed_without_a_mark(stranger: Client, partners: dict[str, City]) -> None:
    html = page(stranger, "/en/partners/")
    assert "3 Gdańsk" not in drawing(html, "europe")
    assert "Not marked, for their coordinates are not entered:" in html


def test_a_country_that_no_map_shows_does_no_harm(stranger: Client, partners: dict[str, City]) -> None:
    Country.objects.filter(code="PL").update(code="XX")
    page(stranger, "/partners/")


def test_a_page_lists_twenty_cities_and_keeps_the_choice(stranger: Client, partners: dict[str, City]) -> None:
    for number in range(25):
        city(f"city-{number}", f"Місто {number:02}", Country.objects.get(code="PL"))
    first = page(stranger, "/en/partners/?country=PL")
    assert len(listed(first)) == 20
    assert 'rel="next" href="?country=PL&amp;page=2"' in first
    second = page(stranger, "/en/partners/?country=PL&page=2")
    assert len(listed(second)) == 7
    assert '<ol class="partner-cards" start="21">' in second
    title = re.compile("<title>(.*?)</title>")
    assert title.findall(first)[0] != title.findall(second)[0]


def test_the_list_asks_as_often_however_many_cities_there_are(stranger: Client, partners: dict[str, City]) -> None:
    few = queries(stranger, "/partners/")
    for number in range(15):
        agreement(city(f"city-{number}", f"Місто {number}", Country.objects.get(code="PL")), "signed")
    assert queries(stranger, "/partners/") == few


def test_the_list_with_its_maps_is_light(stranger: Client, partners: dict[str, City]) -> None:
    assert len(gzip.compress(page(stranger, "/partners/").encode())) < 25_000


def test_what_the_clerk_wrote_cannot_become_markup(stranger: Client, partners: dict[str, City]) -> None:
    City.objects.filter(slug="jarocin").update(name_uk='"><script>alert(1)</script>', name_en="")
    assert is_strict(page(stranger, "/partners/"))
    assert is_strict(page(stranger, "/en/partners/"))


def test_every_page_leads_to_the_partners(stranger: Client, partners: dict[str, City]) -> None:
    assert 'href="/en/partners/"' in page(stranger, "/en/")


def test_the_list_says_what_it_is_where_it_is_shared(stranger: Client, partners: dict[str, City]) -> None:
    html = page(stranger, "/en/partners/")
    assert '<meta property="og:title" content="Partner cities">' in html
    assert 'content="2 twin cities, 2 partner cities. Twin and partner cities abroad' in html


def test_the_list_needs_no_programme(stranger: Client, db: None, rf: Any) -> None:
    factories.city()
    assert listed(page(stranger, "/partners/")) == ["mozyr"]
