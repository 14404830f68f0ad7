"""Votes by name in a table: what is read, and what is refused by row and column."""

from __future__ import annotations

import pytest

from oleksandria_intl.votes.reading import Reading, read_pasted

pytestmark = pytest.mark.usefixtures("in_english")


def votes(reading: Reading, place: int = 0) -> list[tuple[str, str]]:
    return [(name, choice.value) for name, choice in reading.votings[place].votes]


def refused(reading: Reading) -> list[tuple[int, str, str]]:
    return [(refusal.row, refusal.column, refusal.value) for refusal in reading.refusals]


def test_two_columns_are_read_below_the_titles() -> None:
    read = read_pasted("Результати голосування\n№\tПІБ\tГолос\n1\tКоваль О. І.\tза\n2\tМороз П. С.\tВІДСУТНІЙ\n")
    assert votes(read) == [("Коваль О. І.", "for"), ("Мороз П. С.", "absent")]
    assert read.refusals == []


def test_lines_of_a_text_are_read_where_a_dash_or_spaces_part_name_and_vote() -> None:
    read = read_pasted("Коваль-Мороз Олена Іванівна – ЗА\n\nМороз Петро   проти\nЛис Іван; +")
    assert votes(read) == [("Коваль-Мороз Олена Іванівна", "for"), ("Мороз Петро", "against"), ("Лис Іван", "for")]


def test_pairs_side_by_side_are_read_along_the_rows() -> None:
    read = read_pasted("Коваль О.\tЗА\tМороз П.\tПРОТИ\nЛис І.\tЗА")
    assert votes(read) == [("Коваль О.", "for"), ("Мороз П.", "against"), ("Лис І.", "for")]


def test_a_word_that_is_no_vote_is_refused_by_row_and_column() -> None:
    read = read_pasted("Коваль О.\tЗА\nМороз П.\tможливо\nЛис І.\t")
    assert refused(read) == [(2, "2", "можливо"), (3, "2", "")]
    assert "«ЗА», «ПРОТИ», «УТРИМАВСЯ»" in read.refusals[0].reason


def test_a_vote_without_a_name_is_refused() -> None:
    read = read_pasted("Коваль О.\tЗА\nПідтримали\t20")
    assert refused(read) == [(2, "1", "Підтримали")]
    assert read.refusals[0].reason == "There is no name beside this vote."


def test_a_name_that_is_longer_than_any_is_refused() -> None:
    read = read_pasted(f"{'К' * 201}\tЗА")
    assert [refusal.reason for refusal in read.refusals] == ["The text is longer than 200 characters."]


WIDE = "№\tПитання\tКоваль О.\tМороз П.\tЛис І.\n1\tПро бюджет\tЗА\tПРОТИ\tЗА\n2\tПро міста\tУТРИМАВСЯ\tЗА\t"


def test_a_wide_table_has_a_vote_in_every_row() -> None:
    read = read_pasted(WIDE)
    assert [(voting.row, voting.label) for voting in read.votings] == [(2, "1 · Про бюджет"), (3, "2 · Про міста")]
    assert votes(read) == [("Коваль О.", "for"), ("Мороз П.", "against"), ("Лис І.", "for")]
    assert votes(read, 1) == [("Коваль О.", "abstained"), ("Мороз П.", "for")]
    assert read.refusals == []


def test_a_member_of_whom_a_wide_row_says_nothing_is_named() -> None:
    assert [voting.silent for voting in read_pasted(WIDE).votings] == [[], ["Лис І."]]


def test_a_word_that_is_no_vote_is_refused_under_the_members_name() -> None:
    read = read_pasted(f"{WIDE}мабуть")
    assert refused(read) == [(3, "Лис І.", "мабуть")]


def test_a_member_whose_every_vote_is_misspelt_is_not_lost() -> None:
    read = read_pasted("№\tКоваль Олена\tМороз Петро\tЛис Іван\tРезультат голосування\n1\tЗА\tЗА\tмабуть\tприйнято")
    assert refused(read) == [(2, "Лис Іван", "мабуть")]
    assert read.votings[0].label == "1 · прийнято"


def test_a_row_of_a_wide_table_without_votes_is_refused() -> None:
    read = read_pasted(f"{WIDE}\nУсього")
    assert [(refusal.row, refusal.reason) for refusal in read.refusals] == [(4, "There is no vote in this row.")]


def test_a_vote_under_no_name_is_refused() -> None:
    read = read_pasted("№\tКоваль О.\tМороз П.\t\n1\tЗА\tПРОТИ\tЗА")
    assert refused(read) == [(2, "4", "ЗА")]
    assert votes(read) == [("Коваль О.", "for"), ("Мороз П.", "against")]


def test_votes_without_any_names_are_refused() -> None:
    read = read_pasted("ЗА\tПРОТИ\tЗА")
    assert read.votings == []
    assert "no row with the names of the members" in read.refusals[0].reason


def test_a_table_without_votes_says_nothing() -> None:
    assert read_pasted("Коваль О.\tМороз П.") == Reading([], [])
