"""Elements of WordprocessingML, and the units they are measured in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

Element: TypeAlias = "BaseOxmlElement"
Value: TypeAlias = "str | int | None"

_PREFIXES = {prefix: nsmap[prefix] for prefix in ("w", "r")}
_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def el(tag: str, *children: Element | None, **attributes: Value) -> Element:
    """Return an element; attributes without a prefix are Word's own, those that are None are left out."""
    element: Element = oxml_parser.makeelement(_clark(tag), nsmap=_PREFIXES)
    for name, value in attributes.items():
        if value is not None:
            element.set(_clark(name), str(value))
    element.extend(child for child in children if child is not None)
    return element


def val(tag: str, value: Value) -> Element:
    """Return an element that carries one value."""
    return el(tag, val=value)


def clean(text: str) -> str:
    """Return the text without the characters that XML forbids."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def mm(length: float) -> int:
    """Return millimetres in twentieths of a point."""
    return round(length * 1440 / 25.4)


def pt(length: float) -> int:
    """Return points in twentieths of a point."""
    return round(length * 20)


@cache
def _clark(name: str) -> str:
    return qn(name if ":" in name else f"w:{name}")
