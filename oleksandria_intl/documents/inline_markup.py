"""Runs of text as HTML: typeset, escaped, long ones in pieces, what must not be parted kept whole."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from oleksandria_intl.links import is_link
from oleksandria_intl.typesetting import might_break, typeset, typeset_text, unbroken
from oleksandria_intl.ukrainian import NBSP

from . import blocks as b

LONG_RUN = 2000
"""WeasyPrint's time grows with the square of the letters in one piece of text."""
WHOLE = 'class="whole"'
# What a space binds to a piece that stays whole goes into its element: WeasyPrint ends lines between elements.
_BEFORE_WHOLE = re.compile(rf"([^ \n<>]*{NBSP})<span {WHOLE}>")
_AFTER_WHOLE = re.compile(rf"</span>({NBSP}[^ \n<>]*)")
_QUOTED = "» ("
"""Between these no line ends by Unicode Standard Annex 14, where «» may be either quotation mark; here it may."""
_PIECES = re.compile(rf".{{1,{LONG_RUN}}}\S*\s*", re.DOTALL)


@lru_cache(maxsize=2048)
def inline(runs: b.Inline, *, in_link: bool = False) -> str:
    """Return runs of text as phrasing content; inside a link of the caller's, none of their own links."""
    return "".join(_run(run, in_link=in_link) for run in typeset(runs))


def _run(run: b.Run, *, in_link: bool) -> str:
    is_linked = not in_link and (run.link.startswith("#") or is_link(run.link))
    words = _in_pieces(run.text, in_link=in_link or is_linked)
    if run.bold:
        words = f"<strong>{words}</strong>"
    if run.italic:
        words = f"<em>{words}</em>"
    return f'<a href="{escape(run.link)}">{words}</a>' if is_linked else words


def shown(text: str) -> str:
    """Return text as HTML."""
    return _in_pieces(typeset_text(text))


def _in_pieces(text: str, *, in_link: bool = False) -> str:
    """Return text that is typeset as HTML; a very long one in pieces."""
    set_piece = _broken if in_link else _plain
    if len(text) > LONG_RUN:
        return "".join(f"<span>{set_piece(piece)}</span>" for piece in _PIECES.findall(text))
    return set_piece(text)


def _broken(text: str) -> str:
    """Return the words of a link, no parts of which are kept whole: WeasyPrint would not tag these (PDF/UA, 7.18.5)."""
    return escape(text).replace("\n", "<br>")


def _plain(text: str) -> str:
    words = _BEFORE_WHOLE.sub(rf"<span {WHOLE}>\1", "".join(map(_kept, unbroken(text))))
    return _AFTER_WHOLE.sub(r"\1</span>", words).replace("\n", "<br>").replace(_QUOTED, f"{_QUOTED[:2]}<wbr>(")


def _kept(piece: tuple[str, bool]) -> str:
    text, whole = piece
    return f"<span {WHOLE}>{escape(text)}</span>" if whole and might_break(text) else escape(text)


def attributes(*classes: str, anchor: str = "") -> str:
    """Return the attributes class and id, each only where it says something."""
    names = " ".join(filter(None, classes))
    look = f' class="{names}"' if names else ""
    return f'{look} id="{escape(anchor)}"' if anchor else look
