"""Words in braces that a text leaves to the portal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oleksandria_intl.documents.placeholders import expand, unknown

WORDS = {"Програми": "Програми розвитку на 2020 рік", "рік": "2020 рік"}


def test_a_known_word_gives_way_to_what_it_stands_for() -> None:
    assert expand("Про затвердження {Програми}", WORDS) == "Про затвердження Програми розвитку на 2020 рік"


def test_an_unknown_word_stays_as_it_is() -> None:
    assert expand("на {рік} і {століття}", WORDS) == "на 2020 рік і {століття}"


def test_an_unknown_word_is_told() -> None:
    assert list(unknown("на {рік} і {століття}", WORDS)) == ["{століття}"]


def test_what_a_word_stands_for_is_not_expanded_again() -> None:
    assert expand("{a}", {"a": "{b}", "b": "ні"}) == "{b}"


def test_letters_large_or_small_make_another_word() -> None:
    assert expand("{програми}", WORDS) == "{програми}"


def test_braces_over_a_line_end_are_just_braces() -> None:
    assert list(unknown("{не\nслово}", WORDS)) == []


@given(st.text())
def test_a_text_in_which_no_known_word_stands_comes_through_whole(text: str) -> None:
    assert expand(text, {}) == text


PIECES = st.lists(st.sampled_from(["a", "b", " ", "\n", "}", "{a}", "{b}", "{ab}", "{c}", "{a\nb}"]))


@given(PIECES.map("".join), st.dictionaries(st.sampled_from(["a", "b", "ab"]), st.just("!")))
def test_after_expanding_just_the_unknown_words_are_left(text: str, words: dict[str, str]) -> None:
    assert list(unknown(expand(text, words), words)) == list(unknown(text, words))


@given(st.text(), st.text())
def test_the_text_around_a_word_is_not_touched(before: str, after: str) -> None:
    before, after = before.replace("{", "("), after.replace("}", ")").replace("{", "(")
    assert expand(f"{before}{{рік}}{after}", WORDS) == f"{before}2020 рік{after}"
