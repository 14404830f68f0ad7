"""A field in Markdown with one of its texts changed, removed or added; the others stay to the letter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oleksandria_intl.documents.markdown_texts import texts_of
from programs.word_file.markdown import MarkdownField, as_markdown, letters_of
from programs.word_file.words import NotOfField, Word, words_of_file

KNOWN = {"рік": "2020 рік"}
VALUE = """Вступ **важливий** у {рік}, п'ять - шість.

## Заголовок

- перша [сторінка](https://example.org/a)
- друга
  - вкладена

Кінець\\* *тут* 2020-2021."""


def spoken(text: str, *, bold: bool = False) -> list[Word]:
    return words_of_file([(text, bold, False)])


def changed(printed: str, now: str, value: str = VALUE) -> str:
    return MarkdownField(value, KNOWN).changed(spoken(printed), spoken(now), 0)


@pytest.mark.parametrize(
    ("printed", "now", "was", "becomes"),
    [
        ("Вступ важливий у 2020 рік, п’ять – шість.", "Вступ важливий у 2020 рік, п’ять – сім.", "шість", "сім"),
        ("Заголовок", "Новий заголовок", "## Заголовок", "## Новий заголовок"),
        ("перша сторінка", "перша велика сторінка", "перша [", "перша велика ["),
        ("вкладена", "вкладена глибоко", "  - вкладена", "  - вкладена глибоко"),
        ("Кінець* тут 2020–2021.", "Кінець* там 2020–2021.", "*тут*", "там"),
        ("друга", "2. друга * [так](https://a.ua)", "- друга", "- 2\\. друга \\* \\[так\\](https://a.ua)"),
    ],
)
def test_a_text_changes_where_it_is_written(printed: str, now: str, was: str, becomes: str) -> None:
    assert changed(printed, now) == VALUE.replace(was, becomes)


def test_a_text_that_is_not_there_is_not_changed() -> None:
    with pytest.raises(NotOfField):
        changed("Чогось нема", "Чогось є")


def test_a_cell_of_a_table_in_a_text_is_left_to_a_person() -> None:
    with pytest.raises(NotOfField):
        changed("а", "в", "| а | б |\n|---|---|\n| 1 | 2 |")


def test_a_point_with_points_below_it_is_not_removed_without_them() -> None:
    field = MarkdownField("- а\n- б\n  - в", KNOWN)
    assert field.without(spoken("а"), 0) == "- б\n  - в"


def test_without_its_first_point_a_numbered_list_begins_as_it_did() -> None:
    field = MarkdownField("1. а\n2. б\n3. в", KNOWN)
    assert field.without(spoken("а"), 0) == "1. б\n3. в"


def test_of_two_texts_that_say_the_same_the_one_in_its_place_is_meant() -> None:
    field = MarkdownField("- так\n- ні\n- так", KNOWN)
    assert field.without(spoken("так"), 2) == "- так\n- ні"
    assert field.without(spoken("так"), 0) == "- ні\n- так"


@pytest.mark.parametrize(
    ("is_list", "above", "becomes"),
    [
        (True, False, "Абзац.\n\n- а\n- **н**\n- б"),
        (True, True, "Абзац.\n\n- **н**\n- а\n- б"),
        (False, False, "Абзац.\n\n- а\n\n**н**\n\n- б"),
    ],
)
def test_a_new_text_stands_beside_its_neighbour(is_list: bool, above: bool, becomes: str) -> None:
    field = MarkdownField("Абзац.\n\n- а\n- б", KNOWN)
    assert field.with_new(spoken("а"), spoken("н", bold=True), 1, is_list=is_list, above=above) == becomes


LINES = st.lists(
    st.sampled_from("слово інше **жирне** *похиле* {рік} 5 * [a](b) п'ять - – . \\* # 1.".split()), min_size=1
)


@given(LINES, LINES)
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_is_printed_so_or_refused(written: list[str], typed: list[str]) -> None:
    value, now = " ".join(["Початок", *written]), " ".join(["Початок", *typed])
    try:
        field = MarkdownField(value, KNOWN)
        printed = " ".join("".join(letter.shown for letter in letters_of(value)).split()).replace("{рік}", KNOWN["рік"])
        becomes = field.changed(spoken(printed), spoken(now), 0)
    except NotOfField:
        return
    (text,) = texts_of(becomes)
    assert text.text.replace("{рік}", KNOWN["рік"]).replace("–", "-") == now.replace("{рік}", KNOWN["рік"]).replace(
        "–", "-"
    )


def test_a_look_never_begins_or_ends_with_a_space() -> None:
    words = [*spoken("а"), Word(" ", " ", bold=True), *spoken("б", bold=True), Word(" ", " ", bold=True), *spoken("в")]
    assert as_markdown(words) == "а **б** в"
