"""The rows of registers by the names that staff know them by: cities, units, sources, agreements."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from oleksandria_intl.near_words import alike
from oleksandria_intl.tables.cells import Wrong
from partners.models import City
from programs.differences import settled


def folded(text: str) -> str:
    """Return a name as it is compared: without case, kinds of apostrophes, dashes and spaces."""
    return " ".join(str(settled(text)).split()).casefold()


def name_of(row: Any) -> str:
    """Return what a row of a register is called in a workbook."""
    if isinstance(row, City):
        return row.full_name_uk
    return str(getattr(row, "name_uk", "") or row).strip()


class Names:
    """Looks rows of registers up by name, each register read once."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], list[Any]] = {}
        self._known: dict[type[models.Model], dict[str, list[Any]]] = {}
        self._labels: dict[type[models.Model], dict[Any, str]] = {}
        self.of_rows: dict[tuple[Any, Any], dict[Any, str]] = {}
        """The names of an edition’s own rows, once they were asked for."""

    def rows(self, model: Any) -> list[Any]:
        """Return the rows of a register in its order."""
        if model not in self._rows:
            rows = model._default_manager.all()
            self._rows[model] = list(rows.select_related("country") if model is City else rows)
        return self._rows[model]

    def add(self, row: Any) -> None:
        """Know a row that has just been made."""
        self.rows(type(row)).append(row)
        self._known.pop(type(row), None)
        self._labels.pop(type(row), None)

    def labels(self, model: Any) -> dict[Any, str]:
        """Return the names of a register's rows by primary key; those that several bear have their codes beside."""
        if model not in self._labels:
            names = {row.pk: name_of(row) for row in self.rows(model)}
            counts: dict[str, int] = {}
            for name in names.values():
                counts[folded(name)] = counts.get(folded(name), 0) + 1
            self._labels[model] = {
                row.pk: names[row.pk] if counts[folded(names[row.pk])] == 1 else f"{names[row.pk]} [{_key(row)}]"
                for row in self.rows(model)
            }
        return self._labels[model]

    def label(self, row: Any) -> str:
        """Return the name of a row that tells it from all others."""
        return self.labels(type(row)).get(row.pk, name_of(row))

    def find(self, model: Any, text: str) -> Any:
        """Return the row with this name or code, None where there is none; raise ``Wrong`` where there are several."""
        found = self._words(model).get(folded(text), [])
        if len(found) > 1:
            names = ", ".join(f"«{self.label(row)}»" for row in found[:4])
            raise Wrong(_("Several rows bear this name; write one of these: %(names)s.") % {"names": names})
        return found[0] if found else None

    def near(self, model: Any, text: str) -> str:
        """Return the name that is most like a text; empty where none is."""
        return next(iter(alike(text, self.labels(model).values(), most=1)), "")

    def unknown(self, model: Any, text: str) -> str:
        """Return the sentence about a name that no row bears."""
        words = {"table": model._meta.verbose_name_plural, "value": text}
        if near := self.near(model, text):
            sentence = _("In the table “%(table)s” there is no “%(value)s”; most likely “%(near)s” is meant.")
            return sentence % {**words, "near": near}
        return _("In the table “%(table)s” there is no “%(value)s”.") % words

    def _words(self, model: Any) -> dict[str, list[Any]]:
        if model not in self._known:
            found: dict[str, list[Any]] = {}
            labels = self.labels(model)
            for row in self.rows(model):
                for word in {folded(labels[row.pk]), folded(getattr(row, "name_uk", "")), _key(row)} - {""}:
                    found.setdefault(word, []).append(row)
            self._known[model] = found
        return self._known[model]


def _key(row: Any) -> str:
    """Return a row's natural key as a text."""
    return "/".join(row.natural_key())
