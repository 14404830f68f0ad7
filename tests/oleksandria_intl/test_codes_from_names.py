"""Codes made from names: the Cabinet's table of 2010 letter by letter, and never one that is taken."""

from __future__ import annotations

import re

import pytest

from oleksandria_intl.codes_from_names import LONGEST, code_from, latin, slug_of
from oleksandria_intl.models.base import code_validator

# The examples of the Resolution's own table.
TABLE = """
Алушта alushta, Андрій andrii, Борщагівка borshchahivka, Борисенко borysenko, Вінниця vinnytsia, Володимир volodymyr,
Гадяч hadiach, Богдан bohdan, Згурський zghurskyi, Ґалаґан galagan, Ґорґани gorgany, Донецьк donetsk, Дмитро dmytro,
Рівне rivne, Олег oleh, Есмань esman, Єнакієве yenakiieve, Гаєвич haievych, Короп'є koropie, Житомир zhytomyr,
Жанна zhanna, Жежелів zhezheliv, Закарпаття zakarpattia, Казимирчук kazymyrchuk, Медвин medvyn, Михайленко mykhailenko,
Іванків ivankiv, Іващенко ivashchenko, Їжакевич yizhakevych, Кадиївка kadyivka, Мар'їне marine, Йосипівка yosypivka,
Стрий stryi, Олексій oleksii, Київ kyiv, Коваленко kovalenko, Лебедин lebedyn, Леонід leonid, Миколаїв mykolaiv,
Маринич marynych, Ніжин nizhyn, Наталія nataliia, Одеса odesa, Онищенко onyshchenko, Полтава poltava, Петро petro,
Решетилівка reshetylivka, Рибчинський rybchynskyi, Суми sumy, Соломія solomiia, Тернопіль ternopil, Троць trots,
Ужгород uzhhorod, Уляна uliana, Фастів fastiv, Філіпчук filipchuk, Харків kharkiv, Христина khrystyna,
Біла Церква bila tserkva, Стеценко stetsenko, Чернівці chernivtsi, Шевченко shevchenko, Шостка shostka,
Кишеньки kyshenky, Щербухи shcherbukhy, Гоща hoshcha, Гаращенко harashchenko, Юрій yurii, Корюківка koriukivka,
Яготин yahotyn, Ярошенко yaroshenko, Костянтин kostiantyn, Знам'янка znamianka, Феодосія feodosiia, Розгон rozghon
"""


def test_every_example_of_the_resolution_comes_out_as_it_says() -> None:
    differing = []
    for entry in TABLE.replace("\n", " ").split(","):
        words = entry.split()
        half = len(words) // 2
        ukrainian, expected = " ".join(words[:half]), " ".join(words[half:])
        if latin(ukrainian) != expected:
            differing.append((ukrainian, latin(ukrainian), expected))
    assert differing == []


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ", "`"])
def test_an_apostrophe_of_any_kind_leaves_nothing_behind(apostrophe: str) -> None:
    assert slug_of(f"Знам{apostrophe}янка") == "znamianka"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Сувенірна продукція, «з логотипом» № 2", "suvenirna-produktsiia-z-lohotypom-2"),
        ("Мозир – Олександрія", "mozyr-oleksandriia"),
        ("Załącznik, Łódź", "zalacznik-lodz"),
        ("Назва {Програми} на {рік}", "nazva-na"),
        ("й́хати", "ykhaty"),
    ],
)
def test_a_name_becomes_small_latin_letters_digits_and_hyphens(name: str, code: str) -> None:
    assert code_from(name, ()) == code


def test_a_long_name_is_cut_at_a_word() -> None:
    code = code_from("Розвиток міжнародного співробітництва та євроінтеграційних процесів міста", ())
    assert code == "rozvytok-mizhnarodnoho-spivrobitnytstva-ta"
    assert len(code_from("ї" * 90, ())) == LONGEST


def test_a_taken_code_gets_the_next_number_and_case_makes_no_difference() -> None:
    assert code_from("Ярочин", {"yarochyn"}) == "yarochyn-2"
    assert code_from("Ярочин", ["Yarochyn", "yarochyn-2", "yarochyn-4"]) == "yarochyn-3"
    long = code_from("ї" * 90, {code_from("ї" * 90, ())})
    assert long.endswith("-2")
    assert len(long) == LONGEST


@pytest.mark.parametrize("name", ["", "   ", "«—»", "{Програма}", "日本"])
def test_a_name_without_letters_that_are_known_gets_a_plain_code(name: str) -> None:
    assert code_from(name, ()) == "row"
    assert code_from(name, {"unit"}, fallback="unit") == "unit-2"


@pytest.mark.parametrize("name", ["Ярочин", "ЩЕ Й ЇЖАК!", "", "1.2 Напрям"])
def test_what_is_made_is_a_code_that_forms_take(name: str) -> None:
    code = code_from(name, ())
    code_validator(code)
    assert re.fullmatch(r"[-a-z0-9]+", code)
