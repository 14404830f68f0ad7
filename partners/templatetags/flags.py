"""Flags of countries, drawn beside the names that say the same."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html

from partners.models import Country

FOLDER = "vendor/flags"
"""The flags of country-flag-icons (MIT), by the ISO code of the country."""

register = template.Library()


@cache
def known() -> frozenset[str]:
    """Return the codes of the countries whose flags there are: «pl»."""
    return frozenset(file.stem for file in (Path(settings.BASE_DIR) / "static" / FOLDER).glob("??.svg"))


@register.simple_tag
def flag(country: Country) -> str:
    """Return a country's flag as a picture without words of its own; nothing where there is none."""
    code = country.code.lower()
    if code not in known():
        return ""
    address = static(f"{FOLDER}/{code}.svg")
    return format_html('<img class="flag" src="{}" alt="" width="30" height="20" loading="lazy">', address)
