"""The picture that stands for a page where it is shared: 1200 by 630, the page's words under the emblem.

Its address holds the words and our signature: no list of pictures is kept, and nobody else can put words into the
council's mouth.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache as kept
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.core.cache import cache
from django.core.signing import Signer

from oleksandria_intl.documents import glyphs
from oleksandria_intl.ukrainian import shortened

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

DESIGN = 1
"""Raise it when the drawing changes: the address changes with it, and browsers fetch the picture anew."""
SIZE = (1200, 630)
LONGEST = (200, 160, 120)
"""How many letters there may be of a title, a description and a council's name."""
REMEMBERED_SECONDS = 24 * 3600

EMBLEM = Path(__file__).resolve().parents[1] / "static" / "img" / "emblem.png"
BOLD, REGULAR = (glyphs.FOLDER / f"LiberationSerif-{face}.ttf" for face in ("Bold", "Regular"))

NAVY, WHITE, YELLOW = (0x12, 0x30, 0x5C), (0xFF, 0xFF, 0xFF), (0xFF, 0xD2, 0x3F)
SHADES = 15
"""From navy to white; the palette's sixteenth colour is yellow, so that a pixel takes four bits."""
BRIGHT, SOFT = 255, 205
MARGIN = 72
LINE = 1.16
"""The distance of lines, in sizes of letters."""


class Words(NamedTuple):
    """What is written on a picture."""

    title: str
    description: str
    council: str

    @classmethod
    def of(cls, title: str, description: str, council: str) -> Words:
        """Return the words, of them no more than a picture can show."""
        return cls(*map(shortened, (title, description, council), LONGEST))


def sign(words: Words) -> str:
    """Return the words signed, as they stand in an address."""
    return _signer().sign_object(words, compress=True)


def read(signed: str) -> Words:
    """Return the words that an address holds; raises ``BadSignature``."""
    return Words(*_signer().unsign_object(signed))


def _signer() -> Signer:
    return Signer(salt=f"{__name__}.{DESIGN}")


def png(words: Words) -> bytes:
    """Return the picture, the same bytes for the same words."""
    key = hashlib.sha256(repr((DESIGN, *words)).encode()).hexdigest()
    made: bytes | None = cache.get_or_set(f"picture-{key}", lambda: _saved(_drawn(words)), REMEMBERED_SECONDS)
    return made or b""


def _drawn(words: Words) -> Image:
    """Return the picture in shades, with the line in yellow."""
    from PIL import Image, ImageDraw

    shades = Image.new("L", SIZE)
    pen = ImageDraw.Draw(shades)
    emblem = _emblem()
    shades.paste(emblem, (MARGIN, 48))
    left = MARGIN + emblem.width + 28
    council = fitted(words.council, BOLD, range(38, 25, -2), Frame(SIZE[0] - MARGIN - left, 96, 2))
    council.write(pen, left, 48 + (emblem.height - council.height) // 2, BRIGHT)
    title = fitted(words.title, BOLD, range(84, 43, -4), TITLE)
    description = fitted(words.description, REGULAR, [34], DESCRIPTION)
    title.write(pen, MARGIN, 196 + (TITLE.height - title.height) // 2, BRIGHT)
    description.write(pen, MARGIN, 582 - description.height, SOFT)
    picture = Image.frombytes("P", SIZE, shades.point([value * (SHADES - 1) // 255 for value in range(256)]).tobytes())
    picture.putpalette(bytes(_palette()))
    ImageDraw.Draw(picture).rectangle((MARGIN, 168, SIZE[0] - MARGIN - 1, 173), fill=SHADES)
    return picture


def _saved(picture: Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _palette() -> Iterator[int]:
    """Yield the colours: the shades from navy to white, and yellow."""
    for shade in range(SHADES):
        for dark, light in zip(NAVY, WHITE, strict=True):
            yield dark + (light - dark) * shade // (SHADES - 1)
    yield from YELLOW


@kept
def _emblem() -> Image:
    """Return the emblem as it stands on dark ground: what is black on paper is white."""
    from PIL import Image, ImageOps

    with Image.open(EMBLEM) as emblem:
        return ImageOps.invert(emblem.convert("L")).resize((69, 96), Image.Resampling.LANCZOS)


class Frame(NamedTuple):
    """The room for a text."""

    width: int
    height: int
    lines: int


TITLE = Frame(SIZE[0] - 2 * MARGIN, 276, 4)
DESCRIPTION = Frame(SIZE[0] - 2 * MARGIN, 80, 2)


class Text(NamedTuple):
    """Lines of letters of one size."""

    font: FreeTypeFont
    lines: list[str]

    @property
    def step(self) -> int:
        """The distance from line to line."""
        return round(self.font.size * LINE)

    @property
    def height(self) -> int:
        """The height of all lines."""
        return self.step * len(self.lines)

    def fits(self, frame: Frame) -> bool:
        """Say whether the lines have room."""
        is_narrow = all(self.font.getlength(line) <= frame.width for line in self.lines)
        return is_narrow and len(self.lines) <= frame.lines and self.height <= frame.height

    def write(self, pen: ImageDraw, left: int, top: int, shade: int) -> None:
        """Draw the lines."""
        for number, line in enumerate(self.lines):
            pen.text((left, top + number * self.step), line, shade, self.font)


def fitted(text: str, face: Path, sizes: Iterable[int], frame: Frame) -> Text:
    """Return the text in the largest letters that have room; cut where the smallest have none."""
    from PIL import ImageFont

    shown = " ".join(glyphs.in_letters(text).split())
    for size in sizes:
        font = ImageFont.truetype(face, size, layout_engine=ImageFont.Layout.BASIC)
        laid = Text(font, list(wrapped(shown, font, frame.width)))
        if laid.fits(frame):
            return Text(font, _balanced(laid, frame))
    return _cut(laid, frame)


def _balanced(text: Text, frame: Frame) -> list[str]:
    """Return no more lines than there are, as equal in length as may be: no word is left alone in the last."""
    lines = text.lines
    for width in range(frame.width, frame.width // 2, -frame.width // 40):
        narrower = list(wrapped(" ".join(lines), text.font, width))
        if len(narrower) > len(lines) or not Text(text.font, narrower).fits(Frame(width, frame.height, frame.lines)):
            break
        lines = narrower
    return lines


def _cut(text: Text, frame: Frame) -> Text:
    """Return the beginning that has room, long words broken where the frame ends."""
    font, most = text.font, min(frame.lines, frame.height // text.step)
    words = [piece for line in text.lines for word in line.split() for piece in _pieces(word, font, frame.width)]
    lines = list(wrapped(" ".join(words), font, frame.width))
    if len(lines) > most:
        lines[most - 1 :] = [_with_ellipsis(lines[most - 1], font, frame.width)]
    return Text(font, lines)


def _with_ellipsis(line: str, font: FreeTypeFont, width: int) -> str:
    """Return the line without its last words, or letters of its only one, so that an ellipsis has room."""
    while font.getlength(f"{line}…") > width:
        line = line.rpartition(" ")[0] or line[:-1]
    return f"{line.rstrip(' ,:;.-')}…"


def wrapped(text: str, font: FreeTypeFont, width: int) -> Iterator[str]:
    """Yield lines of whole words; a word that is wider than the line has a line of its own."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if line and font.getlength(longer) > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _pieces(word: str, font: FreeTypeFont, width: int) -> Iterator[str]:
    """Yield a word in pieces that fit into a line."""
    piece = ""
    for letter in word:
        if piece and font.getlength(piece + letter) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece
