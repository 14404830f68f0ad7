"""Ukrainian money, dates, numerals and the keys that text is sorted and found by: pure functions."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

NBSP = "\u00a0"
APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ`‘′"))
ALPHABET = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
MONTHS = ("січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень").split()
MONTHS_GENITIVE = ("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня").split()
ORDINALS = (
    "перш друг трет четверт п'ят шост сьом восьм дев'ят десят одинадцят дванадцят тринадцят "
    "чотирнадцят п'ятнадцят шістнадцят сімнадцят вісімнадцят дев'ятнадцят"
).split()
SOFT_ENDINGS = {"ого": "ього", "ої": "ьої", "а": "я", "ий": "ій"}
TENS = "двадцят тридцят сороков п'ятдесят шістдесят сімдесят вісімдесят дев'яност".split()
TENS_CARDINAL = "двадцять тридцять сорок п'ятдесят шістдесят сімдесят вісімдесят дев'яносто".split()
UNITS = "один два три чотири п'ять шість сім вісім дев'ять десять".split()
HUNDREDS = "сто двісті триста чотириста п'ятсот шістсот сімсот вісімсот дев'ятсот".split()
FEMININE = {"один": "одна", "два": "дві"}
SCALES = (
    (10**9, ("мільярд", "мільярди", "мільярдів")),
    (10**6, ("мільйон", "мільйони", "мільйонів")),
    (10**3, ("тисяча", "тисячі", "тисяч")),
)
HRYVNIA, KOPIYKA = ("гривня", "гривні", "гривень"), ("копійка", "копійки", "копійок")
ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def number(value: Decimal, *, least: int = 0) -> str:
    """Return the exact value with a comma, at least so many decimals, thousands set apart: «1 250,5»."""
    whole, _, decimals = f"{value:,f}".partition(".")
    decimals = decimals.rstrip("0").ljust(least, "0")
    return whole.replace(",", NBSP) + (f",{decimals}" if decimals else "")


def thousands(hryvnias: Decimal) -> str:
    """Return an amount of hryvnias in thousands, as papers print it, exact to the kopiyka: «1 250,0»."""
    return number(hryvnias / 1000, least=1)


def hryvnias(amount: Decimal) -> str:
    """Return an amount of hryvnias: «30 000 грн», with kopiykas where there are any: «30 000,50 грн»."""
    return f"{number(amount, least=0 if amount == amount.to_integral_value() else 2)}{NBSP}грн"


def long_date(day: date) -> str:
    """Return «24 грудня 2004 року»."""
    return f"{day.day} {MONTHS_GENITIVE[day.month - 1]} {day.year} року"


def years(first: int, last: int) -> str:
    """Return «2020 рік» or «2021-2023 роки»."""
    return f"{first} рік" if first == last else f"{first}-{last} роки"


def years_genitive(first: int, last: int) -> str:
    """Return «2020 року» or «2021-2023 років»."""
    return f"{first} року" if first == last else f"{first}-{last} років"


def capitalised(text: str) -> str:
    """Return the text with its first letter large and the others as they were."""
    return text[:1].upper() + text[1:]


def roman(value: int) -> str:
    """Return the Roman numeral of a number from 1."""
    numeral = ""
    for worth, letters in ROMAN:
        count, value = divmod(value, worth)
        numeral += letters * count
    return numeral


def ordinal(value: int, ending: str) -> str:
    """Return an ordinal in the form with this ending: «сьомого» (ого), «сорок восьма» (а); digits from a hundred on."""
    if not 0 < value < 100:
        return str(value)
    tens, units = divmod(value, 10)
    if value < 20:
        lead, stem = "", ORDINALS[value - 1]
    elif units:
        lead, stem = f"{TENS_CARDINAL[tens - 2]} ", ORDINALS[units - 1]
    else:
        lead, stem = "", TENS[tens - 2]
    soft = SOFT_ENDINGS.get(ending, ending) if stem == "трет" else ending
    return f"{lead}{stem}{soft}"


def counted(count: int, one: str, few: str, many: str) -> str:
    """Return a number with its noun: «1 платіж», «3 платежі», «11 платежів»."""
    return f"{count} {_form(count, one, few, many)}"


def _form(count: int, one: str, few: str, many: str) -> str:
    """Return the noun in the form that agrees with its number."""
    tens, units = count % 100, count % 10
    if units == 1 and tens != 11:
        return one
    return few if units in (2, 3, 4) and tens not in (12, 13, 14) else many


def sum_in_words(amount: Decimal) -> str:
    """Return hryvnias as official papers say them: «одинадцять тисяч п'ятсот гривень 00 копійок».

    Raises ``ValueError`` below zero, for parts of a kopiyka, and from 10^12 on.
    """
    kopiykas = int(amount * 100)
    if kopiykas != amount * 100 or not 0 <= kopiykas < 10**14:
        raise ValueError(f"not a sum of hryvnias: {amount}")
    whole, rest = divmod(kopiykas, 100)
    return f"{cardinal(whole)} {_form(whole, *HRYVNIA)} {rest:02} {_form(rest, *KOPIYKA)}"


def cardinal(value: int) -> str:
    """Return a number below 10^12 in words, its units feminine: «двадцять одна тисяча дві»."""
    words: list[str] = []
    for worth, forms in SCALES:
        count, value = divmod(value, worth)
        if count:
            words += [*_below_thousand(count, is_feminine=worth == 1000), _form(count, *forms)]
    return " ".join([*words, *_below_thousand(value, is_feminine=True)]) or "нуль"


def _below_thousand(value: int, *, is_feminine: bool) -> list[str]:
    hundreds, rest = divmod(value, 100)
    words = [HUNDREDS[hundreds - 1]] if hundreds else []
    if 10 < rest < 20:
        return [*words, f"{ORDINALS[rest - 1]}ь"]
    if rest >= 20:
        words.append(TENS_CARDINAL[rest // 10 - 2])
        rest %= 10
    unit = UNITS[rest - 1] if rest else ""
    return [*words, *filter(None, [FEMININE.get(unit, unit) if is_feminine else unit])]


def search_key(text: str) -> str:
    """Return the text as it is searched: one case, no apostrophes, hyphens as spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(APOSTROPHES)
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


def sort_key(text: str) -> str:
    """Return a key of the letters a-z alone that sorts by the Ukrainian alphabet under any collation."""
    return "".join(map(_sort_code, search_key(text)))


def _sort_code(character: str) -> str:
    """Return two letters (eight outside the Ukrainian and Latin alphabets) for a character."""
    if character == " ":
        return "aa"
    if character.isascii():
        return "b" + chr(ord("a") + int(character)) if character.isdigit() else "e" + character
    place = ALPHABET.find(character)
    if place >= 0:
        return "c" + chr(ord("a") + place) if place < 26 else "d" + chr(ord("a") + place - 26)
    return "z" + "".join(chr(ord("a") + int(digit)) for digit in f"{ord(character):07}")


def shortened(text: str, length: int = 90) -> str:
    """Return the text's beginning up to a whole word, with an ellipsis where something is left out."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0].rstrip(" ,:;.") + "…"
