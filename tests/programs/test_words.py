"""What words in braces mean in an edition's texts."""

from __future__ import annotations

from django.utils import translation

from oleksandria_intl.documents.placeholders import expand
from programs.models import Edition
from programs.words import words_of


def test_the_programme_is_named_in_every_case(programme_2020: Edition) -> None:
    said = expand("{Програма}|{Програми}|{Програмі}|{Програму}|{Програмою}", words_of(programme_2020))
    name = "розвитку міжнародного співробітництва м. Олександрії на 2020 рік"
    assert said.split("|") == [f"{word} {name}" for word in "Програма Програми Програмі Програму Програмою".split()]


def test_years_are_said_in_the_cases_that_papers_need(programme_2021_2023: Edition) -> None:
    said = expand("на {рік}, протягом {року}, {years}", words_of(programme_2021_2023))
    assert said == "на 2021-2023 роки, протягом 2021-2023 років, 2021-2023"


def test_the_executive_committees_decision_is_named(programme_2020: Edition) -> None:
    said = expand("враховуючи {рішення виконкому}", words_of(programme_2020))
    assert said.startswith("враховуючи рішення виконавчого комітету міської ради від «___» _____ 2019 року № ___ «Про")
    assert "{" not in said


def test_without_such_a_decision_the_word_stays_and_is_seen(programme_2021_2023: Edition) -> None:
    assert expand("{рішення виконкому}", words_of(programme_2021_2023)) == "{рішення виконкому}"


def test_english_texts_have_the_english_name_whatever_the_reader_speaks(programme_2020: Edition) -> None:
    with translation.override("uk"):
        said = expand("{programme}", words_of(programme_2020))
    assert "Oleksandriia" in said
    assert "2020" in said
