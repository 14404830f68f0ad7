"""The search over everything public: what is found, what is not, and that the index is always up to date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from budget.models import MeasureLine
from oleksandria_intl import search
from oleksandria_intl.marking import BEFORE, marked, piece
from oleksandria_intl.models import Decision, IndexedKind, IssuedPaper, SearchEntry
from oleksandria_intl.word_forms import asked_for
from partners.models import City
from programs.models import Edition, Section
from tests import factories


def found(query: str, kind: str = "") -> list[str]:
    """Return the Ukrainian titles of what is found."""
    words = asked_for(query)
    return list(search.entries().with_words(words).of_kind(kind).values_list("title_uk", flat=True))


@pytest.mark.parametrize("query", ["мозирь", "МОЗИР", "Мозир", "mazyr", "MAZYR bel", "білорусь мозирь"])
def test_a_city_is_found_however_it_is_written(programme_2020: Edition, query: str) -> None:
    assert found(query, "city") == [str(City.objects.get(slug="mazyr"))]


@pytest.mark.parametrize("query", ["Сінь-І", "сінь і", "СІНЬ‑І", "сінь"])
def test_a_hyphen_is_a_space(programme_2020: Edition, query: str) -> None:
    assert found(query, "city")[0] == str(City.objects.get(slug="xinyi"))
    assert found(query, "agreement")


def test_the_mark_of_an_apostrophe_makes_no_difference(programme_2020: Edition) -> None:
    answers = [found(f"здоров{mark}я") for mark in "'’ʼ`"]
    assert len(answers[0]) > 10
    assert answers == [answers[0]] * 4


def test_a_word_deep_in_a_long_text_is_found(programme_2020: Edition) -> None:
    assert found("віночок", "city") == [str(City.objects.get(slug="tervel"))]
    assert len(found("віночок", "section")) == 1


def test_words_are_found_by_how_they_begin_and_not_by_their_inside(programme_2020: Edition) -> None:
    assert found("оз", "city") != [str(City.objects.get(slug="mazyr"))]
    assert found("моз", "city") == [str(City.objects.get(slug="mazyr"))]


def test_every_word_of_the_query_has_to_be_there(programme_2020: Edition) -> None:
    assert found("мозирь тервел", "city") == []


def test_what_has_the_words_in_its_title_stands_first(programme_2020: Edition) -> None:
    assert found("тервел", "city")[0] == str(City.objects.get(slug="tervel"))
    titles = found("тервел")
    has = ["тервел" in title.lower() for title in titles]
    assert has == sorted(has, reverse=True)


@pytest.mark.parametrize(
    ("kind", "query"),
    [
        ("program", "міжнародного співробітництва"),
        ("section", "очікувані результати"),
        ("decision", "про затвердження програми"),
        ("direction", "забезпечення"),
        ("measure", "сувенір"),
        ("city", "lublin"),
        ("agreement", "меморандум порозуміння"),
        ("visit", "індустріальних парків"),
        ("conference", "smart cities"),
    ],
)
def test_everything_public_is_found_by_its_kind(programme_2020: Edition, kind: str, query: str) -> None:
    assert found(query, kind)


def test_issued_papers_are_found_once_for_all_their_formats(db: None) -> None:
    for format in ("docx", "pdf"):
        IssuedPaper.objects.create(
            kind="report", key="2020/x", number="7/2020", title="Звіт", format=format, size=1, sha256="a" * 64
        )
    assert found("звіт", "paper") == ["Звіт (№ 7/2020)"]


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_public_is_not_found(db: None, status: str) -> None:
    factories.everything(factories.edition())
    Edition.objects.update(status=status)
    assert found("захід") == []
    assert found("розвитку співробітництва") == []
    assert found("інвестиції") == []
    assert found("стаття 26") == []


def test_an_edition_is_not_found_beside_the_one_that_amended_it(db: None) -> None:
    second = factories.amendment(factories.edition(), in_force_from=date(2020, 2, 1))
    Section.objects.create(edition=second, order=1, title_uk="Нове слово")
    Edition.objects.filter(pk=second.pk).update(status="adopted")
    assert found("захід") == []
    assert found("нове слово") == ["Нове слово"]


def test_a_change_is_found_at_once(db: None) -> None:
    edition = factories.edition(status="published")
    assert len(found("захід", "measure")) == 3
    line = MeasureLine.objects.get(edition=edition, code="1.2")
    line.name_uk = "Сувеніри"
    line.save()
    assert found("сувеніри") == ["Сувеніри"]
    line.delete()
    assert found("сувеніри") == []
    edition.status = "draft"
    edition.save()
    assert found("захід") == []


def test_what_a_fixture_or_a_bulk_write_brings_is_found_at_once(db: None) -> None:
    assert found("мозирь") == []
    call_command("loaddata", "reference", verbosity=0)
    assert len(found("мозирь", "city")) == 1
    country = City.objects.get(slug="mazyr").country
    City.objects.bulk_create([City(slug="new", kind="partner", country=country, name_uk="Новеград")])
    assert found("новегр", "city") == [f"Новеград, {country.name_uk}"]


def test_the_index_is_not_made_anew_without_a_change(programme_2020: Edition) -> None:
    found("мозирь")
    before = set(SearchEntry.objects.values_list("pk", flat=True))
    found("тервел")
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == before


def test_a_change_renews_its_kind_alone_and_of_it_what_changed(programme_2020: Edition) -> None:
    found("мозирь")
    before = dict(SearchEntry.objects.values_list("pk", "indexed__kind"))
    line = MeasureLine.objects.filter(edition=programme_2020).first()
    assert line is not None
    line.name_uk = "Сувеніри"
    line.save()
    with CaptureQueriesContext(connection) as counted:
        assert found("сувеніри", "measure") == ["Сувеніри"]
    after = dict(SearchEntry.objects.values_list("pk", "indexed__kind"))
    assert [kind for pk, kind in before.items() if pk not in after] == ["measure"]
    assert [kind for pk, kind in after.items() if pk not in before] == ["measure"]
    assert not [query for query in counted.captured_queries if "programs_section" in query["sql"].partition("FROM")[0]]


def test_an_edited_row_keeps_its_place_among_what_is_found(programme_2020: Edition) -> None:
    before = found("забезпечення", "measure")
    assert len(before) > 3
    line = MeasureLine.objects.get(edition=programme_2020, name_uk=before[0])
    line.name_en = "Changed"
    line.save()
    assert found("забезпечення", "measure") == before


def test_a_bulk_update_is_found_at_once(programme_2020: Edition) -> None:
    found("мозирь")
    line = MeasureLine.objects.filter(edition=programme_2020).first()
    assert line is not None
    line.name_uk = "Сувеніри"
    MeasureLine.objects.bulk_update([line], ["name_uk"])
    assert found("сувеніри", "measure") == ["Сувеніри"]


def test_what_comes_into_force_with_the_day_is_found_on_that_day(
    programme_2020: Edition, monkeypatch: pytest.MonkeyPatch, it_is: Callable[[str], None]
) -> None:
    found("мозирь")
    renewed: list[str] = []
    monkeypatch.setattr(search, "_renew", lambda code, _version: renewed.append(code))
    found("мозирь")
    assert renewed == []
    it_is("2999-01-01")
    found("мозирь")
    assert renewed == list(search.KINDS)


def test_while_the_database_is_busy_the_old_index_answers(
    programme_2020: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    found("мозирь")

    def busy() -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(search, "_refresh", busy)
    assert found("мозирь", "city")


def test_making_the_index_asks_the_database_no_more_often_for_more_rows(db: None) -> None:
    edition = factories.edition(status="published")
    factories.everything(edition)

    def making() -> int:
        IndexedKind.objects.all().delete()
        with CaptureQueriesContext(connection) as counted:
            found("захід")
        return len(counted)

    few = making()
    for number in range(3, 9):
        factories.measure(edition, f"2.{number}")
        factories.everything(edition, f"-{number}")
        Decision.objects.create(
            code=f"d{number}",
            body=edition.decision.body,
            subject="Про",
            number=str(number),
            period_start="2020-01-01",
            period_end="2020-01-01",
            period_precision="day",
        )
    assert making() == few


def test_only_the_beginnings_asked_for_are_marked() -> None:
    assert marked("<Мозирь> і мозок", asked_for("мозир")) == "&lt;<mark>Мозирь</mark>&gt; і мозок"
    assert marked("здоров’я", asked_for("здоров'я")) == "<mark>здоров’я</mark>"
    assert marked("Сінь-І", asked_for("сін і")) == "<mark>Сінь</mark>-<mark>І</mark>"


def test_a_long_text_is_shown_around_what_was_found() -> None:
    shown = piece("слово " * 100 + "знахідка" + " слово" * 100, asked_for("знах"))
    assert shown.startswith("…слово")
    assert shown.endswith("слово…")
    assert shown.index("знахідка") <= BEFORE + 1
    assert piece("коротко", asked_for("знах")) == "коротко"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_reader_does_not_wait_for_who_writes(programme_2020: Edition) -> None:
    found("мозирь")
    line = MeasureLine.objects.filter(edition=programme_2020).first()
    assert line is not None
    line.save()
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT id FROM oleksandria_intl_council FOR UPDATE")
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 5000")
        assert found("мозирь", "city")
    finally:
        other.close()
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
    assert found("мозирь", "city")
