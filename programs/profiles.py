"""The cities that a section describes, as blocks."""

from __future__ import annotations

from collections.abc import Mapping

from oleksandria_intl.documents.blocks import Blocks, Heading, Paragraph, plain
from oleksandria_intl.documents.markdown import blocks_from
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.documents.sources import source_of, sourced
from programs.models import CityProfile, Section
from programs.words import words_of


def profiles(section: Section) -> Blocks:
    """Return the profiles of a section's cities, as printed."""
    words = words_of(section.edition)
    return tuple(block for profile in section.profiles.all() for block in _profile(profile, words))


def _profile(profile: CityProfile, words: Mapping[str, str]) -> Blocks:
    """Return a city's heading, agreement, city day, and words."""
    parts: dict[str, Blocks] = {
        "heading": (Heading(4, profile.heading, anchor=f"city-{profile.code}"),),
        "agreement_line": _line(expand(profile.agreement_line, words), bold=True),
        "city_day_line": _line(profile.city_day_line),
        "about_heading": _part(profile.about_heading),
        "about": blocks_from(expand(profile.about, words)),
        "relations_heading": _part(profile.relations_heading),
        "relations": blocks_from(expand(profile.relations, words)),
    }
    return tuple(block for field, part in parts.items() for block in sourced(part, source_of(profile, field)))


def _part(heading: str) -> Blocks:
    """Return the head of a part of a profile, or nothing for an empty text."""
    return (Heading(5, heading),) if heading else ()


def _line(text: str, *, bold: bool = False) -> Blocks:
    """Return a centred line, or nothing for an empty text."""
    return (Paragraph(plain(text, bold=bold), align="center", indent=False),) if text else ()
