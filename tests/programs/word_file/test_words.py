"""A field's words with the changes of a file: what nobody touched stays as it is written."""

from __future__ import annotations

import pytest

from oleksandria_intl.documents.blocks import Run
from programs.word_file.words import (
    Letter,
    NotOfField,
    as_plain,
    rewritten,
    said,
    words_of_field,
    words_of_file,
)

KNOWN = {"Програми": "Програми розвитку міста на 2020 рік", "рік": "2020 рік"}


def rewrite(value: str, printed: str, now: str) -> str:
    """Return a plain field once the paper says something else."""
    own = words_of_field([Letter(letter, letter) for letter in value], KNOWN)
    return as_plain(rewritten(own, *(words_of_file([(text, False, False)]) for text in (printed, now))))


@pytest.mark.parametrize(
    ("value", "printed", "now", "becomes"),
    [
        ("Мета {Програми}", f"Мета {KNOWN['Програми']}", f"Ціль {KNOWN['Програми']}", "Ціль {Програми}"),
        ("Мета {Програми}", f"Мета {KNOWN['Програми']}", "Мета Програми на 2021 рік", "Мета Програми на 2021 рік"),
        ("п'ять - шість", "п’ять – шість", "п’ять – сім", "п'ять - сім"),
        ("Основні завдання", "V. ОСНОВНІ ЗАВДАННЯ", "V. ОСНОВНІ ЦІЛІ", "Основні цілі"),
        ("Основні завдання", "V. ОСНОВНІ ЗАВДАННЯ", "VI. НОВІ ОСНОВНІ ЗАВДАННЯ", "Нові Основні завдання"),
        ("Економіка", "1. ГАЛУЗЬ: ЕКОНОМІКА", "1. ГАЛУЗЬ: ЕКОНОМІКА МІСТА", "Економіка міста"),
        ("м. Київ", "м.\u00a0Київ", "м.\u00a0Львів", "м. Львів"),
        ("слово", "слово", "сло\u00adво\u200d, друге", "слово, друге"),
    ],
)
def test_only_what_was_edited_changes(value: str, printed: str, now: str, becomes: str) -> None:
    assert rewrite(value, printed, now) == becomes


@pytest.mark.parametrize(
    ("printed", "now"),
    [
        ("1. ГАЛУЗЬ: ЕКОНОМІКА", "1. НАПРЯМ: ЕКОНОМІКА"),
        ("V. ЕКОНОМІКА", "VI. ЕКОНОМІКА"),
        ("Зовсім інше", "Щось"),
    ],
)
def test_what_is_not_the_fields_own_is_not_written_into_it(printed: str, now: str) -> None:
    with pytest.raises(NotOfField):
        rewrite("Економіка", printed, now)


def test_words_that_were_changed_in_braces_keep_the_look_of_the_braces() -> None:
    own = words_of_field([Letter(letter, letter, Run("", bold=True)) for letter in "{рік}"], KNOWN)
    printed, now = words_of_file([("2020 рік", True, False)]), words_of_file([("2021 рік", False, False)])
    assert [(word.written, word.bold) for word in rewritten(own, printed, now)] == [
        ("2021", False),
        (" ", True),
        ("рік", True),
    ]


def test_what_words_say_is_compared_without_typesetting() -> None:
    assert said(words_of_file([("у 2020\u00a0–\u00a02021 п'ять", False, False)])) == "у 2020 - 2021 п’ять"
