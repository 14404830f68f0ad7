"""Money to the kopiyka, dates, numerals, and keys that sort and find Ukrainian."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oleksandria_intl import ukrainian

MONEY = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


def value_of(text: str) -> Decimal:
    """Read a printed number back."""
    return Decimal(text.replace(ukrainian.NBSP, "").replace(",", "."))


@given(MONEY)
def test_a_number_says_its_value_to_the_kopiyka(amount: Decimal) -> None:
    assert value_of(ukrainian.number(amount)) == amount


@given(MONEY)
def test_thousands_say_the_amount_to_the_kopiyka(amount: Decimal) -> None:
    assert value_of(ukrainian.thousands(amount)) * 1000 == amount


@given(MONEY)
def test_hryvnias_say_the_amount_with_both_kopiykas_or_none(amount: Decimal) -> None:
    printed = ukrainian.hryvnias(amount).removesuffix(f"{ukrainian.NBSP}грн")
    assert value_of(printed) == amount
    assert re.fullmatch(r"-?[\d\xa0]+(,\d\d)?", printed)


@given(MONEY)
def test_thousands_of_a_number_stand_apart_by_threes(amount: Decimal) -> None:
    assert re.fullmatch(r"-?\d{1,3}(\xa0\d{3})*(,\d+)?", ukrainian.number(amount))


@pytest.mark.parametrize(
    ("amount", "printed"),
    [
        ("580000.00", "580,0"),
        ("46500.00", "46,5"),
        ("1250000.00", "1\xa0250,0"),
        ("45000.50", "45,0005"),
        ("0.00", "0,0"),
        ("0.01", "0,00001"),
        ("-1500.00", "-1,5"),
    ],
)
def test_thousands_are_printed_as_papers_do(amount: str, printed: str) -> None:
    assert ukrainian.thousands(Decimal(amount)) == printed


@pytest.mark.parametrize(
    ("amount", "printed"),
    [("30000.00", "30\xa0000\xa0грн"), ("30000.50", "30\xa0000,50\xa0грн"), ("0", "0\xa0грн"), ("0.05", "0,05\xa0грн")],
)
def test_hryvnias_show_kopiykas_only_where_there_are_any(amount: str, printed: str) -> None:
    assert ukrainian.hryvnias(Decimal(amount)) == printed


def test_a_number_written_with_an_exponent_is_printed_in_full() -> None:
    assert ukrainian.number(Decimal("1E+4")) == "10\xa0000"


def test_a_day_is_said_with_its_month_in_the_genitive() -> None:
    assert ukrainian.long_date(date(2004, 12, 24)) == "24 грудня 2004 року"


def test_there_are_twelve_months_in_each_case() -> None:
    assert len(ukrainian.MONTHS) == len(ukrainian.MONTHS_GENITIVE) == 12
    assert all(a[:2] == b[:2] for a, b in zip(ukrainian.MONTHS, ukrainian.MONTHS_GENITIVE, strict=True))


@pytest.mark.parametrize(("last", "said"), [(2020, "2020 рік"), (2022, "2020-2022 роки")])
def test_years_are_said_in_the_number_that_fits(last: int, said: str) -> None:
    assert ukrainian.years(2020, last) == said


@pytest.mark.parametrize(("last", "said"), [(2020, "2020 року"), (2022, "2020-2022 років")])
def test_years_have_a_genitive(last: int, said: str) -> None:
    assert ukrainian.years_genitive(2020, last) == said


@pytest.mark.parametrize(
    ("value", "numeral"),
    [(1, "I"), (4, "IV"), (8, "VIII"), (9, "IX"), (10, "X"), (14, "XIV"), (40, "XL"), (49, "XLIX"), (99, "XCIX")],
)
def test_a_numeral_is_roman(value: int, numeral: str) -> None:
    assert ukrainian.roman(value) == numeral


def test_no_two_numbers_share_a_roman_numeral() -> None:
    assert len({ukrainian.roman(value) for value in range(1, 400)}) == 399


@pytest.mark.parametrize(
    ("value", "ending", "said"),
    [
        (7, "ого", "сьомого"),
        (3, "ого", "третього"),
        (3, "а", "третя"),
        (3, "ої", "третьої"),
        (3, "ий", "третій"),
        (8, "ого", "восьмого"),
        (12, "ої", "дванадцятої"),
        (20, "ої", "двадцятої"),
        (21, "а", "двадцять перша"),
        (23, "ої", "двадцять третьої"),
        (40, "а", "сорокова"),
        (48, "а", "сорок восьма"),
        (90, "ої", "дев'яностої"),
        (99, "ої", "дев'яносто дев'ятої"),
        (100, "ої", "100"),
        (0, "ої", "0"),
    ],
)
def test_an_ordinal_is_said_in_words_up_to_a_hundred(value: int, ending: str, said: str) -> None:
    assert ukrainian.ordinal(value, ending) == said


def test_only_the_first_letter_is_made_large() -> None:
    assert ukrainian.capitalised("управління МРЕО") == "Управління МРЕО"
    assert ukrainian.capitalised("") == ""


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("мозир", "МОЗИР"),
        ("обєкт", "об'єкт"),
        ("об’єкт", "обʼєкт"),
        ("сінь і", "Сінь-І"),
        ("ґанок", "ҐАНОК"),
        ("їжак", "\u0406\u0308жак"),
        ("рамат ган", "  Рамат—Ган. "),
    ],
)
def test_one_finds_a_word_however_it_is_spelled(asked: str, written: str) -> None:
    assert ukrainian.search_key(asked) == ukrainian.search_key(written)


@pytest.mark.parametrize(("one", "other"), [("ганок", "ґанок"), ("їх", "іх"), ("ее", "єє"), ("иї", "ії")])
def test_different_letters_are_not_taken_for_each_other(one: str, other: str) -> None:
    assert ukrainian.search_key(one) != ukrainian.search_key(other)
    assert ukrainian.sort_key(one) != ukrainian.sort_key(other)


@given(st.text())
def test_a_search_key_is_its_own_search_key(text: str) -> None:
    key = ukrainian.search_key(text)
    assert ukrainian.search_key(key) == key


def test_the_alphabet_sorts_as_at_school() -> None:
    mixed = "ґабюйцїукенєгшщзхфівапролджячсмитьґ"
    assert "".join(sorted(set(mixed), key=ukrainian.sort_key)) == "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"


WORD = st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", min_size=1)


@given(WORD, WORD)
def test_words_sort_by_their_first_different_letter(one: str, other: str) -> None:
    alphabet = ukrainian.ALPHABET
    places = [[alphabet.index(letter) for letter in word] for word in (one, other)]
    assert (ukrainian.sort_key(one) < ukrainian.sort_key(other)) == (places[0] < places[1])


def test_a_shorter_name_comes_before_a_longer_one_that_begins_so() -> None:
    names = ["Новоград", "Нова Одеса", "Нова", "нова-водолага"]
    assert sorted(names, key=ukrainian.sort_key) == ["Нова", "нова-водолага", "Нова Одеса", "Новоград"]


def test_numbers_come_before_ukrainian_and_latin_after() -> None:
    assert sorted(["Zürich", "Яготин", "2 сесія", "élan"], key=ukrainian.sort_key) == [
        "2 сесія",
        "Яготин",
        "Zürich",
        "élan",
    ]


@given(st.text())
def test_a_sort_key_is_small_latin_letters_so_that_no_collation_moves_it(text: str) -> None:
    assert re.fullmatch("[a-z]*", ukrainian.sort_key(text))


@given(st.text(), st.text())
def test_two_texts_share_a_sort_key_only_when_they_are_found_alike(one: str, other: str) -> None:
    same = ukrainian.search_key(one) == ukrainian.search_key(other)
    assert (ukrainian.sort_key(one) == ukrainian.sort_key(other)) == same


def test_a_long_text_is_cut_at_a_word_with_an_ellipsis() -> None:
    assert ukrainian.shortened("Участь у конференції, присвяченій темі", 22) == "Участь у конференції…"
    assert ukrainian.shortened("Коротко", 22) == "Коротко"


@given(st.text(alphabet="абв ,.", max_size=200), st.integers(10, 50))
def test_a_shortened_text_is_never_longer_than_asked_but_for_its_ellipsis(text: str, length: int) -> None:
    assert len(ukrainian.shortened(text, length)) <= max(length, 0) + 1


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 платіж"),
        (3, "3 платежі"),
        (5, "5 платежів"),
        (11, "11 платежів"),
        (12, "12 платежів"),
        (21, "21 платіж"),
        (102, "102 платежі"),
        (0, "0 платежів"),
    ],
)
def test_a_noun_agrees_with_its_number(count: int, said: str) -> None:
    assert ukrainian.counted(count, "платіж", "платежі", "платежів") == said


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("0.00", "нуль гривень 00 копійок"),
        ("0.01", "нуль гривень 01 копійка"),
        ("1.00", "одна гривня 00 копійок"),
        ("2.00", "дві гривні 00 копійок"),
        ("5.00", "п'ять гривень 00 копійок"),
        ("11.00", "одинадцять гривень 00 копійок"),
        ("21.00", "двадцять одна гривня 00 копійок"),
        ("110.12", "сто десять гривень 12 копійок"),
        ("1000.22", "одна тисяча гривень 22 копійки"),
        ("11500.00", "одинадцять тисяч п'ятсот гривень 00 копійок"),
        ("1002003.45", "один мільйон дві тисячі три гривні 45 копійок"),
        (
            "999999999.99",
            "дев'ятсот дев'яносто дев'ять мільйонів дев'ятсот дев'яносто дев'ять тисяч дев'ятсот дев'яносто дев'ять "
            "гривень 99 копійок",
        ),
        ("2000000000.00", "два мільярди гривень 00 копійок"),
    ],
)
def test_a_sum_is_said_in_words_as_papers_say_it(amount: str, said: str) -> None:
    assert ukrainian.sum_in_words(Decimal(amount)) == said


@pytest.mark.parametrize("amount", ["-0.01", "0.005", "1000000000000"])
def test_what_is_no_sum_has_no_words(amount: str) -> None:
    with pytest.raises(ValueError, match="not a sum"):
        ukrainian.sum_in_words(Decimal(amount))
