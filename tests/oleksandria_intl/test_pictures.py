"""The pictures of shared pages: their words, their addresses, their letters."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from PIL import Image, ImageFont

from oleksandria_intl import pictures
from oleksandria_intl.pictures import Frame, Words, fitted

WORDS = Words("Візит: Ярочин, Польща", "Навіщо їде делегація.", "Олександрійська міська рада")
LONGER_THAN_ANY = "Нормативно-правове забезпечення " * 40


def drawn(words: Words) -> Image.Image:
    """Return the picture, drawn anew."""
    cache.clear()
    return Image.open(BytesIO(pictures.png(words)), formats=["PNG"])


def test_a_picture_has_the_size_that_sites_ask_for_and_is_light() -> None:
    picture = drawn(Words.of(LONGER_THAN_ANY, LONGER_THAN_ANY, LONGER_THAN_ANY))
    assert picture.size == (1200, 630)
    assert len(pictures.png(WORDS)) < 60_000
    assert len(pictures.png(Words.of(LONGER_THAN_ANY, LONGER_THAN_ANY, LONGER_THAN_ANY))) < 60_000


def test_the_same_words_give_the_same_bytes() -> None:
    cache.clear()
    first = pictures.png(WORDS)
    cache.clear()
    assert pictures.png(WORDS) == first
    assert pictures.png(Words("Візит", *WORDS[1:])) != first


def test_words_are_drawn_once_for_all_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    first = pictures.png(WORDS)
    monkeypatch.setattr(pictures, "_drawn", lambda words: pytest.fail("drawn again"))
    assert pictures.png(WORDS) == first


def test_the_colours_are_the_portals_own() -> None:
    colours: Any = drawn(WORDS).convert("RGB").getcolors()
    found = {colour for _count, colour in colours}
    assert {pictures.NAVY, pictures.WHITE, pictures.YELLOW} <= found
    assert max(colours)[1] == pictures.NAVY


def test_the_address_tells_the_words() -> None:
    assert pictures.read(pictures.sign(WORDS)) == WORDS
    assert pictures.sign(WORDS) == pictures.sign(WORDS)


def test_the_address_of_the_longest_words_is_short_enough_for_servers() -> None:
    letters = "".join(map(chr, range(0x4E00, 0x4E00 + 500)))
    assert len(pictures.sign(Words.of(letters, letters, letters))) < 3000


def test_a_signature_given_for_something_else_draws_nothing() -> None:
    with pytest.raises(BadSignature):
        pictures.read(Signer().sign_object(WORDS, compress=True))


def test_a_picture_holds_no_more_words_than_it_shows() -> None:
    words = Words.of(LONGER_THAN_ANY, LONGER_THAN_ANY, LONGER_THAN_ANY)
    assert all(len(text) <= most + 1 for text, most in zip(words, pictures.LONGEST, strict=True))
    assert words.title.endswith("…")


@pytest.mark.parametrize("letter", "ґєіїҐЄІЇщʼ’№₴–")
@pytest.mark.parametrize("face", [pictures.BOLD, pictures.REGULAR])
def test_ukrainian_letters_are_in_the_fonts(face: Any, letter: str) -> None:
    font = ImageFont.truetype(face, 40)
    assert bytes(font.getmask(letter)) != bytes(font.getmask("\U0010fffd")), "the box of a missing glyph"
    assert fitted(letter, face, [40], pictures.TITLE).lines == [letter]


def test_letters_really_change_the_picture() -> None:
    pictured = {letter: drawn(Words(letter, "", "")).tobytes() for letter in ("", "е", "є", "г", "ґ")}
    assert len(set(pictured.values())) == len(pictured)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Свято 🎉 міста", ["Свято міста"]),
        ("🎉", []),
        ("за\u0301мок", ["за\u0301мок"]),
        ("и\u0306", ["й"]),
        ("\x07один\u202eдва\n три", ["одиндва три"]),
        ('<b>"№ 1"</b> & інше', ['<b>"№ 1"</b> & інше']),
    ],
)
def test_what_the_font_lacks_is_left_out(text: str, shown: list[str]) -> None:
    assert fitted(text, pictures.BOLD, [40], pictures.TITLE).lines == shown


@pytest.mark.parametrize(
    "text", ["", " ", "🎉", "\0", "<script>", "Я" * 500, LONGER_THAN_ANY, "Слово " + "Щ" * 150, "-" * 90]
)
def test_no_words_do_harm_to_a_picture(text: str) -> None:
    assert drawn(Words.of(text, text, text)).size == pictures.SIZE


@pytest.mark.parametrize(
    "text", ["Ярочин", "Програма розвитку міжнародного співробітництва", LONGER_THAN_ANY, "Щ" * 400]
)
def test_letters_shrink_until_the_text_has_room(text: str) -> None:
    laid = fitted(text, pictures.BOLD, range(84, 43, -4), pictures.TITLE)
    assert laid.fits(pictures.TITLE)
    assert (laid.font.size == 84) == (text == "Ярочин")
    assert (laid.lines[-1][-1] == "…") == (len(text) > 300)


def test_lines_are_of_like_length() -> None:
    lines = fitted("одне друге третє четверте п'яте", pictures.BOLD, [40], Frame(560, 100, 2)).lines
    assert lines == ["одне друге третє", "четверте п'яте"]
