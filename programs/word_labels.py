"""What staff call the words in braces of an edition's texts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from oleksandria_intl import words_in_braces
from programs.kinds import CASES
from programs.models import Edition, EditionRow
from programs.words import of_editions, of_rows

IN_CASES = (
    _("title of the Programme, nominative (what?)"),
    _("title of the Programme, genitive (of what?)"),
    _("title of the Programme, dative (to what?)"),
    _("title of the Programme, accusative (sees what?)"),
    _("title of the Programme, instrumental (by what?)"),
)
LABELS: dict[str, Any] = {
    **dict(zip(CASES, IN_CASES, strict=True)),
    "рік": _("year or years of the Programme, nominative"),
    "року": _("year or years of the Programme, genitive"),
    "programme": _("title of the Programme in English"),
    "years": _("year or years of the Programme, in figures"),
}


def register() -> None:
    """Have the words of an edition known in the texts of the edition and of its rows."""
    words_in_braces.register_labels(LABELS)
    words_in_braces.register(Edition, of_editions)
    words_in_braces.register(EditionRow, of_rows)
