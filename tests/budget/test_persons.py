"""Payees are known as persons by code, by words, by the look of the name; institutions never are."""

from __future__ import annotations

import pytest

from budget.persons import Kind, kind_of, public_code, public_text

KINDS = {
    Kind.PERSON: [
        ("1234567890", "Будь-хто"),
        ("АА123456", "Іваненко Іван"),
        ("123456789", "ФОП Коваль"),
        ("19900101-12345", "Коваль"),
        ("", "фізична особа Іваненко"),
        ("", "Громадянин Коваль"),
    ],
    Kind.ENTREPRENEUR: [
        ("1234567890", "ФОП Іваненко І. І."),
        ("", "Іваненко Іван Іванович (ФОП)"),
        ("", "СПД Коваль"),
        ("", "Ф.О.П. Коваль"),
        ("1234567890", "Фізична особа-підприємець Іваненко"),
    ],
    Kind.PERHAPS: [
        ("", "Шевченко Тарас Григорович"),
        ("12345", "Ковальчук Марія Петрівна"),
        ("12345678", "ШЕВЧЕНКУ ТАРАСУ ГРИГОРОВИЧУ"),
        ("", "Нечуй-Левицький Іван Семенович"),
        ("", "Шевченко Т. Г."),
        ("", "Т.Г. Шевченко"),
        ("", "Кузьменко Олена Іллівна"),
        ("", "Пилип Кузьмич Орлик"),
        ("", "Приватний нотаріус Іваненко І. І."),
        ("", "ПП Коваль Іван Іванович"),
    ],
    Kind.ORGANISATION: [
        ("87654321", "ТОВ «Переклад»"),
        ("", "КП «Максимович І. І.»"),
        ("", "ДП Іваненко І. І."),
        ("12345678", "ПП Коваль Іван Іванович"),
        ("", "Школа імені Тараса Григоровича Шевченка"),
        ("", "Управління культури"),
        ("", "Благодійний фонд Ганни Іванівни Коваль"),
        ("", "Рівненська міська рада"),
        ("", "Музей І. К. Карпенка-Карого"),
        ("", "Олександрія"),
    ],
}


@pytest.mark.parametrize("kind", Kind)
def test_a_payee_is_known_by_code_by_words_and_by_the_look_of_the_name(kind: Kind) -> None:
    assert {pair: kind_of(*pair) for pair in KINDS[kind]} == dict.fromkeys(KINDS[kind], kind)


def test_a_tax_number_is_public_only_of_an_entrepreneur_where_the_council_shows_it() -> None:
    entrepreneur, person = ("1234567890", "ФОП Коваль"), ("1234567890", "Коваль")
    assert [public_code(*entrepreneur, shows_entrepreneurs=shows) for shows in (True, False)] == ["1234567890", ""]
    assert public_code(*person, shows_entrepreneurs=True) == ""
    assert public_code("АА123456", "ФОП Коваль", shows_entrepreneurs=True) == ""
    assert public_code("12345678", "ТОВ «Коваль»", shows_entrepreneurs=False) == "12345678"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Послуги, ІПН 1234567890", "Послуги, ІПН [не оприлюднюється]"),
        ("3184710691, за послуги", "[не оприлюднюється], за послуги"),
        ("паспорт серії КС № 654321", "паспорт серії КС № [не оприлюднюється]"),
        ("Коваль КВ 123456", "Коваль [не оприлюднюється]"),
        ("ID-картка 001234567", "ID-картка [не оприлюднюється]"),
        ("запис 19900101-12345", "запис [не оприлюднюється]"),
        ("договір № 2020123456, на 123456 грн", "договір № 2020123456, на 123456 грн"),
        ("рахунок UA213223130000026007233566001", "рахунок UA213223130000026007233566001"),
    ],
)
def test_numbers_of_persons_are_taken_out_of_a_text_and_no_others(text: str, shown: str) -> None:
    assert public_text(text) == shown
