"""Ukrainian words meet in any of their forms, names of cities abroad too."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations

from oleksandria_intl.ukrainian_lemmas import lemmas

FORMS = """
сувеніри сувенір сувенірів сувенірами
сувенірна сувенірну сувенірної сувенірні
Ярочин Ярочина Ярочині Ярочином
Тервелі Тервель Тервелем
бібліотека бібліотеці бібліотек
поїздка поїздки поїздок поїздці
звіт звіту звітів
голосування голосуванні голосувань
контакти контакт контактів
Росія Росії Росію
гранти грантів гранту
переклад перекладу перекладів
об'єднання обʼєднань об’єднанням
""".strip().splitlines()


def test_the_forms_of_a_word_meet_and_those_of_others_do_not() -> None:
    groups = [[set(lemmas(word)) for word in line.split()] for line in FORMS]
    assert not [line for line, forms in zip(FORMS, groups, strict=True) for a, b in combinations(forms, 2) if not a & b]
    assert not [(a, b) for a, b in combinations((set.union(*forms) for forms in groups), 2) if a & b]


def test_a_text_gives_its_words_in_order_and_numbers_as_they_are() -> None:
    assert lemmas("Подарунки за договором №12-а, PDF") == (
        "подарунок",
        "за",
        "договір",
        "12",
        "а",
        "pdf",
    )


def test_a_word_that_may_be_of_two_has_both() -> None:
    assert set(lemmas("міст")) == {"міст", "місто"}


def test_the_dictionary_is_loaded_only_by_who_asks() -> None:
    code = "import oleksandria_intl.ukrainian_lemmas, sys; print('pymorphy3' in sys.modules)"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert asked.stdout.strip() == "False"
