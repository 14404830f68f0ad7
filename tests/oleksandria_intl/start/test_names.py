"""How councils of every kind, their bodies and posts are called."""

from __future__ import annotations

import pytest

from oleksandria_intl.models import Body
from oleksandria_intl.start import names
from oleksandria_intl.start.names import Community


@pytest.mark.parametrize(
    ("council", "genitive", "short", "executive", "mayor", "secretary"),
    [
        (
            "Кропивницька міська рада",
            "Кропивницької міської ради",
            "міська рада",
            "Виконавчий комітет Кропивницької міської ради",
            "Кропивницький міський голова",
            "Секретар міської ради",
        ),
        (
            "Приютівська селищна рада",
            "Приютівської селищної ради",
            "селищна рада",
            "Виконавчий комітет Приютівської селищної ради",
            "Приютівський селищний голова",
            "Секретар селищної ради",
        ),
        (
            "Великомихайлівська сільська рада",
            "Великомихайлівської сільської ради",
            "сільська рада",
            "Виконавчий комітет Великомихайлівської сільської ради",
            "Великомихайлівський сільський голова",
            "Секретар сільської ради",
        ),
    ],
)
def test_a_council_its_bodies_and_posts(
    council: str, genitive: str, short: str, executive: str, mayor: str, secretary: str
) -> None:
    told = names.council_names(council)
    assert (told["name_genitive"], told["short_name"], told["act_verb"]) == (genitive, short, "вирішила")
    bodies = names.first_bodies(council)
    assert (bodies[Body.Kind.EXECUTIVE], bodies[Body.Kind.MAYOR]) == (executive, mayor)
    assert names.posts(council)[1] == secretary


def test_an_executive_committee_stands_without_a_capital_in_running_text() -> None:
    told = names.body_names("executive", "Виконавчий комітет Кропивницької міської ради", "Кропивницька міська рада")
    assert told["name_genitive"] == "виконавчого комітету Кропивницької міської ради"
    assert told["short_name_genitive"] == "виконавчого комітету міської ради"


@pytest.mark.parametrize(
    ("council", "place", "community"),
    [
        ("Кропивницька міська рада", "", Community.CITY),
        ("Приютівська селищна рада", "м. Хибне", Community.SETTLEMENT),
        ("Рада громади", "с. Мачухи", Community.VILLAGE),
        ("Рада громади", "с-ще Чутове", Community.SETTLEMENT),
        ("Рада громади", "смт Чутове", Community.SETTLEMENT),
        ("Кіровоградська обласна рада", "", None),
        ("", "", None),
    ],
)
def test_the_kind_of_community_is_told_by_the_name_else_by_the_place(
    council: str, place: str, community: Community | None
) -> None:
    assert names.community_of(council, place) is community


@pytest.mark.parametrize("council", ["", "Рада", "Council", "Рада Приютівської громади"])
def test_a_name_of_another_kind_is_taken_as_it_is(council: str) -> None:
    assert names.short_name(council) == council
    assert names.first_bodies(council)[Body.Kind.MAYOR] == "голова"


def test_places_are_written_in_latin_by_the_resolution() -> None:
    assert [names.english_of(name) for name in ("Приютівка", "Згурівка", "Біла Церква")] == [
        "Pryiutivka",
        "Zghurivka",
        "Bila Tserkva",
    ]
