"""Rows of a form are counted here, not by the browser: a wrong count is refused before a form is made for it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

MOST_DIGITS = 5
"""A count or a place with more digits is none of a page's: pages take some thousands of rows at most."""
MISCOUNTED = _(
    "The page was sent damaged: it says another number of rows than it holds. Nothing has been written. "
    "What was typed stands in the fields: look through the rows, and save again."
)


class CountedFormSet(forms.BaseInlineFormSet):
    """Rows whose counts are compared with what was posted; if they are wrong, the rows come back with a sentence."""

    def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
        prefix = options["prefix"] = options.get("prefix") or self.get_default_prefix()
        places = posted_places(data, prefix) if data is not None else []
        self._is_miscounted = data is not None and not _is_counted(data, prefix, places)
        if self._is_miscounted:
            key = self.model._meta.pk.name  # type: ignore[union-attr]
            data = _recounted(data, prefix, places[: self.absolute_max], key)
        super().__init__(data, files, **options)

    def clean(self) -> None:
        """Refuse rows that were not counted by the portal's own page."""
        super().clean()
        if self._is_miscounted:
            raise ValidationError(MISCOUNTED)


def posted_places(data: Any, prefix: str) -> list[int]:
    """Return the places of the rows that were posted under a prefix, each once and in order."""
    row = re.compile(rf"{re.escape(prefix)}-(\d{{1,{MOST_DIGITS}}})-", re.ASCII)
    return sorted({int(found[1]) for name in data if (found := row.match(name))})


def set_counts(data: Any, prefix: str, *, initial: int, total: int) -> None:
    """Put the counts of rows into posted data."""
    data[f"{prefix}-{INITIAL_FORM_COUNT}"] = str(initial)
    data[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(total)


def taken_out(data: QueryDict, row: str) -> dict[str, Any]:
    """Remove a row, by the beginning of its names, from posted data; return its values by their names within it."""
    return {name.removeprefix(f"{row}-"): data.pop(name) for name in list(data) if name.startswith(f"{row}-")}


def _is_counted(data: Any, prefix: str, places: list[int]) -> bool:
    counts = [data.get(f"{prefix}-{name}", "") for name in (INITIAL_FORM_COUNT, TOTAL_FORM_COUNT)]
    if not all(re.fullmatch(rf"\d{{1,{MOST_DIGITS}}}", str(count), re.ASCII) for count in counts):
        return False
    initial, total = map(int, counts)
    return initial <= total and places == list(range(total))


def _recounted(data: Any, prefix: str, places: list[int], key: str) -> QueryDict:
    """Return posted data with the rows in one sequence, those that have a key first."""
    recounted: QueryDict = data.copy()
    rows = [taken_out(recounted, f"{prefix}-{place}") for place in places]
    stored = [row for row in rows if row.get(key, [""])[-1]]
    for place, row in enumerate([*stored, *(row for row in rows if row not in stored)]):
        for name, values in row.items():
            recounted.setlist(f"{prefix}-{place}-{name}", values)
    set_counts(recounted, prefix, initial=len(stored), total=len(rows))
    return recounted
