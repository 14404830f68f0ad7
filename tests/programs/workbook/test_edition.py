"""Which edition a workbook is of, and what it says of the edition itself: its name, its years."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from oleksandria_intl.models import Council
from oleksandria_intl.tables.outcome import ImportRefused
from partners.models import City, Country
from programs.models import Edition, Program
from programs.workbook import making, services
from tests import factories
from tests.programs.workbook.books import EditedBook

pytestmark = pytest.mark.django_db
NAME, KIND = "Назва без слова «Програма» і без років", "Вид програми"
FIRST, LAST, MADE_FROM = "Перший рік", "Останній рік", "Файл зроблено з редакції"


@pytest.fixture
def edition(db: None) -> Edition:
    return factories.edition()


def written(edition: Edition, **facts: Any) -> EditedBook:
    """Return the workbook of an edition with other facts."""
    book = EditedBook(making.filled(edition))
    for label, value in facts.items():
        book.fact(label, value)
    return book


def begun(**facts: Any) -> EditedBook:
    """Return a workbook of a new programme with these facts."""
    book = EditedBook(making.empty())
    for label, value in facts.items():
        book.fact(label, value)
    return book


def brought_in(book: EditedBook, by: User, edition: Edition | None = None) -> Edition:
    found = services.look_at(file=book.saved(), edition=edition, by=by)
    assert found.book.refusals == []
    done = services.bring_in(file=book.saved(), edition=edition, agreed=found.digest, by=by)
    assert done is not None
    assert done.edition is not None
    return done.edition


def sentences(book: EditedBook, by: User, edition: Edition | None = None) -> list[tuple[str, str]]:
    """Return why a workbook is refused: the sheet, and the sentence."""
    found = services.look_at(file=book.saved(), edition=edition, by=by)
    return [(each.sheet, each.reason) for each in found.book.refusals]


# Which edition


def test_of_a_withdrawn_edition_it_says_that_it_is_withdrawn(edition: Edition, administrator: User) -> None:
    book = written(edition)
    Edition.objects.update(status="withdrawn")
    with pytest.raises(ImportRefused, match="відкликано, вона не змінюється"):
        services.look_at(file=book.saved(), edition=None, by=administrator)


def test_the_workbook_of_another_programme_is_refused_until_it_names_none(
    edition: Edition, administrator: User
) -> None:
    other = Edition.objects.create(
        program=Program.objects.create(slug="2030"), name_uk="молоді", year_from=2030, year_to=2030
    )
    book = written(edition)
    with pytest.raises(ImportRefused, match=f"з редакції {edition.key} іншої програми"):
        services.look_at(file=book.saved(), edition=other, by=administrator)
    book.fact(MADE_FROM, None)
    assert services.look_at(file=book.saved(), edition=other, by=administrator).edition == other


def test_reading_a_workbook_through_adds_no_city(edition: Edition) -> None:
    Country.objects.create(code="BG", name_uk="Болгарія", formal_name_uk="Республіка Болгарія")
    book = written(edition)
    book.append("Міста", {"Місто": "Добрич", "Країна": "Болгарія", "Що воно для нас": "місто-побратим"})
    services.check(file=book.saved(), edition=edition)
    assert not City.objects.exists()


# A new programme


def test_a_new_programme_without_decision_and_money_is_kept_and_history_says_by_whom(head: User) -> None:
    factories.council()
    made = brought_in(begun(**{NAME: "підтримки молоді", FIRST: 2030, LAST: 2031}), head)
    kept = Edition.objects.get()
    assert (made, kept.name_uk, kept.year_from, kept.year_to) == (kept, "підтримки молоді", 2030, 2031)
    assert Edition.history.get().history_user == head
    assert Program.history.get().history_user == head


def test_a_new_programme_without_its_years_is_asked_for_them(head: User) -> None:
    factories.council()
    said = sentences(begun(**{NAME: "підтримки молоді"}), head)
    assert ("Програма", "Для нової програми потрібні назва, перший і останній рік.") in said


def test_a_portal_without_a_council_begins_no_programme(head: User) -> None:
    assert not Council.objects.exists()
    with pytest.raises(ImportRefused, match="Порталу ще невідома рада"):
        services.look_at(file=begun(**{NAME: "молоді", FIRST: 2030, LAST: 2030}).saved(), edition=None, by=head)


# What it says of the edition


def test_another_name_is_written_and_history_says_by_whom(edition: Edition, head: User) -> None:
    assert brought_in(written(edition, **{NAME: "підтримки молоді"}), head).name_uk == "підтримки молоді"
    assert Edition.objects.get().name_uk == "підтримки молоді"
    assert Edition.history.latest().history_user == head


@pytest.mark.parametrize(
    ("label", "value", "sentence"),
    [
        (LAST, 2019, "Останній рік раніший за перший."),
        (KIND, "План", "Вид – це слово «програма», перед яким можуть стояти прикметники"),
        (KIND, f"{'дуже ' * 20}міська програма", "100"),
    ],
    ids=["years", "kind", "length"],
)
def test_what_an_edition_cannot_say_is_refused_on_the_sheet_of_the_programme(
    edition: Edition, head: User, label: str, value: Any, sentence: str
) -> None:
    book = written(edition, **{label: value})
    [(sheet, said)] = sentences(book, head)
    assert sheet == "Програма"
    assert sentence in said
    assert services.bring_in(file=book.saved(), edition=edition, agreed="", by=head) is None
