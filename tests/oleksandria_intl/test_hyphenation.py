"""Where words may be divided: judged word by word against the orthography of 2019."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oleksandria_intl.hyphenation import LEAST, SOFT_HYPHEN, divisions, parts, with_soft_hyphens

WORDS = (Path(__file__).parents[1] / "data" / "divided-words.txt").read_text(encoding="utf-8").split()
LETTERS = st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’", max_size=24)


def divided(word: str) -> str:
    return "-".join(parts(word))


def test_two_hundred_words_of_this_field_are_judged() -> None:
    assert len(set(WORDS)) == 200
    assert {"кон-кур-сах", "тре-нін-гів", "пре-зен-та-цій-них", "євро-ін-те-гра-цій-них"} <= set(WORDS)


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_divided_where_ukrainian_divides_it(word: str) -> None:
    assert divided(word.replace("-", "")) == word


@given(LETTERS)
def test_neither_line_has_a_part_that_cannot_stand_there(word: str) -> None:
    pieces = list(parts(word))
    assert "".join(pieces) == word
    for place in divisions(word):
        assert LEAST <= place <= len(word) - LEAST
        assert word[place] not in "ь’"
        assert word[place] != "й" or word[place + 1] == "о"
        assert word[place - 1 : place + 1] not in ("дж", "дз")


@pytest.mark.parametrize(
    "word", ["ЦАПЮК", "ОЛЕКСАНДРІЇ", "ЄВРОІнтеграція", "КПКВК0210180", "Tomaszów", "міста5побратими"]
)
def test_capitals_digits_and_other_scripts_are_left_whole(word: str) -> None:
    assert divided(word) == word


def test_a_capital_may_begin_a_divided_word() -> None:
    assert divided("Олександрійської") == "Оле-ксан-дрій-ської"


@pytest.mark.parametrize("apostrophe", "'’")
def test_it_is_all_the_same_which_apostrophe_a_word_has(apostrophe: str) -> None:
    assert divided(f"об{apostrophe}єднання") == f"об{apostrophe}-єд-нання"


def test_a_text_shows_every_place_where_its_words_may_be_divided() -> None:
    text = "Програма «конкурсах», 45-річчя, 2021–2023, ЦАПЮК; міста-побратими."
    assert with_soft_hyphens(text).replace(SOFT_HYPHEN, "|") == (
        "Про|грама «кон|кур|сах», 45-річчя, 2021–2023, ЦАПЮК; міста-побра|тими."
    )


def test_a_soft_hyphen_that_was_typed_is_the_only_one_of_its_word() -> None:
    assert with_soft_hyphens("прези\u00adдентських") == "прези\u00adдентських"


@given(st.text("конурсахтеігв’ -–12КЯ\u00ad", max_size=40))
def test_soft_hyphens_are_set_once_and_nothing_else_changes(text: str) -> None:
    softened = with_soft_hyphens(text)
    assert with_soft_hyphens(softened) == softened
    assert softened.replace(SOFT_HYPHEN, "") == text.replace(SOFT_HYPHEN, "")


def test_a_command_that_prints_no_paper_loads_no_patterns() -> None:
    code = (
        "import sys; from django.core.management import execute_from_command_line as run; run(['manage.py', 'check']);"
        "sys.exit('pyphen' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
