"""What search engines and social networks read of a page: title, description, addresses by language, picture."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from oleksandria_intl import pictures, prefix
from oleksandria_intl.ukrainian import shortened

LOCALES = {"uk": "uk_UA", "en": "en_GB"}
LONGEST = 159
"""Characters of a description that search engines show; an ellipsis may come after."""
CHOICES = ("from", "to", "on", "by", "measure", "kind", "when", "view", "month", "country", "area", "state")
"""Query parameters that stay in a page's canonical address, if its form accepts them; search words, advertisers' marks
and invalid values do not."""
IN_SCRIPT = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&"})
WHITE = re.compile(r"[ \t\r\n\f]+")


class Shared(NamedTuple):
    """A page as search engines and social networks show it; all addresses are absolute."""

    title: str
    description: str
    locales: list[str]
    """The page's own, then those of the other languages in which it exists."""
    address: str
    addresses: dict[str, str]
    """By the code of the language."""
    default_address: str
    """For readers of any other language."""
    picture: str
    picture_size: tuple[int, int] = pictures.SIZE


def shared(request: HttpRequest, title: str, description: str, council: str, path: str) -> Shared:
    """Return the metadata of the page at a canonical path, in the active language."""
    shown = shortened(description, LONGEST)
    words = pictures.Words.of(title, shown, council)
    addresses = {code: request.build_absolute_uri(place) for code, place in _paths(path)}
    address = request.build_absolute_uri(path)
    return Shared(
        title=title,
        description=shown,
        locales=[LOCALES[code] for code in sorted(addresses, key=lambda code: code != get_language())],
        address=address,
        addresses=addresses,
        default_address=addresses.get(settings.LANGUAGE_CODE, address),
        picture=request.build_absolute_uri(reverse("picture", args=[pictures.sign(words)])),
    )


def path_of(request: HttpRequest, form: Any, page: Any) -> str:
    """Return the canonical path: with what the page's form took, always in the same order, and the page of its list."""
    asked, is_asked = request.GET, getattr(form, "is_bound", False) and form.is_valid()
    taken = [name for name in CHOICES if is_asked and form.cleaned_data.get(name)]
    choices = [(name, asked[name].strip()) for name in taken if asked.get(name, "").strip()]
    if getattr(page, "number", 1) > 1:
        choices.append(("page", str(page.number)))
    return f"{request.path}?{urlencode(choices)}" if choices else request.path


def _paths(path: str) -> Iterator[tuple[str, str]]:
    """Yield the languages in which a page exists, and its path in each."""
    for code, _name in settings.LANGUAGES:
        place = path if code == get_language() else prefix.translated(path, code)
        if code == get_language() or place != path:
            yield code, place


def in_script(data: dict[str, Any]) -> SafeString:
    """Return JSON that is safe inside a ``<script>`` element: no text can close it."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(IN_SCRIPT))


def plain(html: str) -> str:
    """Return the words of a part of a page, without markup and line breaks; not escaped."""
    return WHITE.sub(" ", unescape(strip_tags(html))).strip()
