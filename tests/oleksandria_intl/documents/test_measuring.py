"""How wide words are, and what no line may break of them."""

from __future__ import annotations

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oleksandria_intl.documents import measuring
from oleksandria_intl.documents.glyphs import FOLDER
from oleksandria_intl.documents.measuring import MM_OF_POINT, length, longest, measured, width_of, wrapped
from oleksandria_intl.ukrainian import NBSP

WORDS = st.lists(
    st.sampled_from(["захід", "співробітництва", "1\xa0250,0", "0210180", "міст-партнерів", "№"]), min_size=1
)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", ["Затверджено", "1 392,5", "Їжак № 5", "ВСЬОГО", "2021–2025"])
def test_words_are_as_wide_as_another_reader_of_the_font_says(text: str, bold: bool) -> None:
    font = pymupdf.Font(fontfile=str(FOLDER / f"LiberationSerif-{'Bold' if bold else 'Regular'}.ttf"))
    assert width_of(text, 12, bold=bold) == pytest.approx(font.text_length(text, 12) * MM_OF_POINT, rel=0.002)


def test_a_number_with_a_space_that_does_not_break_is_one_piece() -> None:
    assert len(measured(f"1{NBSP}250{NBSP}000,00", 12)) == 1


def test_a_code_and_years_are_one_piece() -> None:
    assert len(measured("2900011223", 12)) == len(measured("2021-2025", 12)) == 1


def test_a_compound_word_may_end_a_line_at_its_hyphen() -> None:
    first, *others = measured("міст-парків", 12)
    assert first.width == pytest.approx(width_of("міст-", 12))
    assert first.hyphen == others[0].space == 0


def test_soft_hyphens_are_where_a_word_is_divided() -> None:
    pieces = measured("конкур\xadсах", 12)
    assert [piece.hyphen > 0 for piece in pieces] == [True, False]
    assert longest(pieces, whole=False) == pytest.approx(width_of("конкур-", 12))
    assert longest(pieces, whole=True) == pytest.approx(width_of("конкурсах", 12))


def test_a_head_is_not_divided() -> None:
    assert len(measured("Співробітництво", 12, whole=True)) == 1 < len(measured("Співробітництво", 12))


def test_a_word_stands_whole_after_two_lines_with_a_hyphen(monkeypatch: pytest.MonkeyPatch) -> None:
    line, room = measured("Реалізація програми «Створення Індустріального парку «Олександрія»", 12), 28.5
    assert wrapped(line, room) == 6
    monkeypatch.setattr(measuring, "LIMIT", 100)
    assert wrapped(line, room) == 5


@given(WORDS, st.floats(45, 200))
def test_no_line_is_fuller_than_its_room(words: list[str], room: float) -> None:
    line = measured(" ".join(words), 12)
    assert wrapped(line, room) >= length(line) / (room + 1)
    assert wrapped(line, length(line) + 1) == 1


@given(WORDS, st.floats(45, 200), st.floats(0, 50))
def test_more_room_never_takes_more_lines(words: list[str], room: float, more: float) -> None:
    line = measured(" ".join(words), 12)
    assert wrapped(line, room + more) <= wrapped(line, room)
