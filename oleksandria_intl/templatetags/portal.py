"""What the public templates share: content in two languages, money, the council, the other language's address.

On an English page, what has no English stands in Ukrainian, marked as such, and the page says so at its top.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _

from oleksandria_intl import digits, prefix, ukrainian
from oleksandria_intl.documents import html
from oleksandria_intl.documents.blocks import Blocks
from oleksandria_intl.documents.markdown import blocks_from
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.links import is_link
from oleksandria_intl.localized import in_english
from oleksandria_intl.models import Council, Decision
from oleksandria_intl.typesetting import with_apostrophes

register = template.Library()

INNER_HEADING = 3
"""The heading under which a text of Markdown stands on a page: its own headings are of a lower level."""


@register.simple_tag
def home_council() -> Council | None:
    """Return the council whose portal this is."""
    return Council.objects.current()


register.filter("roman", ukrainian.roman)
register.filter("thousands", digits.thousands)
register.filter(is_link)
register.filter("tenths", digits.tenths)
register.filter("amount", digits.amount)
register.filter("exactly", digits.exactly)
register.filter("percent", digits.percent)


@register.simple_tag(takes_context=True)
def localized(
    context: Context, row: Any, name: str, words: Mapping[str, str] | None = None, source: str = ""
) -> SafeString:
    """Return a text of a row; ``source`` is the field behind a text that the row makes itself (a title of a name)."""
    text = expand(getattr(row, name), words or {})
    return _in_its_language(context, conditional_escape(with_apostrophes(text)), _has_english(row, source or name))


@register.simple_tag(takes_context=True)
def localized_blocks(context: Context, row: Any, name: str, words: Mapping[str, str] | None = None) -> SafeString:
    """Return a Markdown text of a row."""
    shown = as_html(blocks_from(expand(getattr(row, name), words or {})))
    return _in_its_language(context, shown, _has_english(row, name), "div")


@register.simple_tag(takes_context=True)
def ukrainian_only(context: Context, text: str) -> SafeString:
    """Return a text that exists in Ukrainian alone."""
    return _in_its_language(context, conditional_escape(with_apostrophes(text)), has_english=not text)


@register.simple_tag(takes_context=True)
def ukrainian_blocks(context: Context, blocks: Blocks) -> SafeString:
    """Return blocks of a paper, which are in Ukrainian alone."""
    return _in_its_language(context, as_html(blocks), not blocks, "div")


def as_html(blocks: Blocks) -> SafeString:
    """Return blocks as a part of a page; the renderer escapes what is in them."""
    return mark_safe(html.render_part(blocks, depth=INNER_HEADING))


@register.simple_block_tag(takes_context=True)
def telling_what_lacks_english(context: Context, content: SafeString) -> SafeString:
    """Return a part of a page, led by a notice where some of it is Ukrainian on an English page."""
    if not getattr(context.get("request"), "lacks_english", False):
        return content
    notice = _("Some of this page is available in Ukrainian only.")
    return format_html('<p class="notice">{}</p>\n{}', notice, content)


def _has_english(row: Any, name: str) -> bool:
    return bool(getattr(row, f"{name}_en"))


def _in_its_language(context: Context, shown: str, has_english: bool, element: str = "span") -> SafeString:
    """Return the text, marked as Ukrainian where it falls back to it; the page must say so."""
    if has_english or not in_english():
        return mark_safe(shown)
    if request := context.get("request"):
        request.lacks_english = True
    return format_html('<{} lang="uk">{}</{}>', element, shown, element)


@register.simple_tag(takes_context=True)
def other_languages(context: Context) -> list[dict[str, str]]:
    """Return every other language with the address of this page in it; of the home page where there is no such page."""
    path = context["request"].get_full_path()
    return [
        {**get_language_info(code), "address": _address_in(code, path)}
        for code, _name in settings.LANGUAGES
        if code != get_language()
    ]


def _address_in(code: str, path: str) -> str:
    address = prefix.translated(path, code)
    if address != path:
        return address
    with override(code):
        return reverse("home")


@register.filter
def subject(decision: Decision, words: Mapping[str, str]) -> str:
    """Return what a decision is about: «Про затвердження Програми …»."""
    return expand(decision.subject, words)


@register.simple_tag
def council_name(council: Council | None) -> str:
    """Return the council's name for titles, where no language can be marked; a general name before any data."""
    return str(council.name) if council else _("City council")
