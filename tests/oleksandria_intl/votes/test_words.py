"""The words for votes: understood as files write them, printed in the form that the name asks for."""

from __future__ import annotations

import pytest

from oleksandria_intl.models import Choice
from oleksandria_intl.votes.words import PRINTED, choice_of, printed


@pytest.mark.parametrize(
    ("word", "choice"),
    [
        ("ЗА", "for"),
        (" за ", "for"),
        ("+", "for"),
        ("Підтримала", "for"),
        ("Не підтримав", "against"),
        ("–", "against"),
        ("Утримався(лась)", "abstained"),
        ("утрималася", "abstained"),
        ("НЕ ГОЛОСУВАЛА", "not-voting"),
        ("вiдсутнiй", "absent"),
        ("відсутня", "absent"),
    ],
)
def test_a_vote_is_understood_as_voting_systems_write_it(word: str, choice: str) -> None:
    assert choice_of(word) == choice


@pytest.mark.parametrize("word", ["", "12", "Іваненко", "забрали", "?"])
def test_other_words_are_no_vote(word: str) -> None:
    assert choice_of(word) is None


@pytest.mark.parametrize("choice", Choice)
def test_what_the_paper_prints_is_understood_again(choice: Choice) -> None:
    assert {choice_of(word) for word in PRINTED[choice]} == {choice}


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Коваленко Олена Іванівна", "ВІДСУТНЯ"),
        ("КОВАЛЕНКО ОЛЕНА ІЛЛІВНА", "ВІДСУТНЯ"),
        ("Коваленко Ігор Іванович", "ВІДСУТНІЙ"),
        ("Гасанов Алі Вагіф огли", "ВІДСУТНІЙ"),
        ("Рівна Олена", "ВІДСУТНІЙ (-НЯ)"),
        ("Петрович Саша", "ВІДСУТНІЙ (-НЯ)"),
        ("О. КОВАЛЕНКО", "ВІДСУТНІЙ (-НЯ)"),
    ],
)
def test_the_patronymic_tells_the_form_and_nothing_else_does(name: str, word: str) -> None:
    assert printed("absent", name) == word
