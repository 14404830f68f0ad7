"""Codes of rows that come in without one: the code of the row that is called so, or one made from the name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from oleksandria_intl import ukrainian
from oleksandria_intl.codes_from_names import code_from
from oleksandria_intl.tables.cells import NumberedCells, is_blank

from .beside import plain
from .reading import Table

if TYPE_CHECKING:
    from .importing import ImportedResource

Name = tuple[Any, ...]


def with_codes(resource: ImportedResource, table: Table) -> Table:
    """Return the table with a code in every row whose row is known, or whose model does not give codes itself."""
    place = table.columns.index(resource.coded) if resource.coded in table.columns else len(table.columns)
    columns = [*table.columns[:place], resource.coded, *table.columns[place + 1 :]]
    codes = _Codes(resource, columns)
    rows = [_with_code(codes, row, place) for row in table.rows]
    return table._replace(columns=columns, rows=rows)


def _with_code(codes: _Codes, row: NumberedCells, place: int) -> NumberedCells:
    cells = [*row.cells[:place], (list(row.cells[place : place + 1]) or [None])[0], *row.cells[place + 1 :]]
    if is_blank(cells[place]):
        cells[place] = codes.of(row.number, cells)
    return row._replace(cells=cells)


class _Codes:
    """Which code a row of the file has that names none."""

    def __init__(self, resource: ImportedResource, columns: list[str]) -> None:
        self.resource = resource
        self.heads = [resource.fields[name].column_name for name in columns]
        model: Any = resource.model()
        self.is_given = model._meta.get_field(resource.coded).blank
        """Whether the model gives a code itself."""
        scope = f"{resource.scope}_id" if resource.scope else "pk"
        rows = model._default_manager.values_list(scope, resource.coded, *resource.called_by)
        self.known: dict[Name, list[str]] = {}
        self.new: dict[Name, int] = {}
        """The first row of the file that is called so, of those that the table has not."""
        self.taken: set[str] = set()
        for within, code, *words in rows.order_by("pk"):
            self.known.setdefault(self._name(within, words), []).append(code)
            self.taken.add(code)

    def _name(self, within: Any, words: Iterable[Any]) -> Name:
        keys = (ukrainian.search_key(word) if isinstance(word, str) else word for word in words)
        return (within if self.resource.scope else None, *keys)

    def of(self, number: int, cells: list[Any]) -> str:
        """Return the code of a row of the file; none where its name is missing, wrong, or the model gives one."""
        row = dict(zip(self.heads, cells, strict=True))
        words = self._words(row)
        if words is None:
            return ""
        name = self._name(self.resource.scope_of(row) if self.resource.scope else None, words)
        codes = self.known.setdefault(name, [])
        if len(codes) > 1:
            sentence = _("Several rows are called so; write the code of the one that is meant: %(codes)s.")
            self._refuse(number, row, sentence % {"codes": ", ".join(codes)})
            return codes[0]
        if not codes and self.is_given:
            self._refuse_twice(number, row, name)
            return ""
        if not codes:
            codes.append(self._made(words))
        return codes[0]

    def _words(self, row: dict[str, Any]) -> list[Any] | None:
        """Return what the row is called; nothing where that cannot be read."""
        words = []
        for name in self.resource.called_by:
            column = self.resource.fields[name]
            try:
                words.append(plain(column.clean(row)) if column.column_name in row else None)
            except (ValueError, ValidationError):
                return None
        return words if any(words) else None

    def _made(self, words: list[Any]) -> str:
        code = code_from(" ".join(word for word in words if isinstance(word, str) and word), self.taken)
        self.taken.add(code)
        return code

    def _refuse_twice(self, number: int, row: dict[str, Any], name: Name) -> None:
        first = self.new.setdefault(name, number)
        if first != number:
            sentence = _("The same record stands in row %(row)d of the file already.")
            self._refuse(number, row, sentence % {"row": first})

    def _refuse(self, number: int, row: dict[str, Any], sentence: str) -> None:
        head = self.resource.fields[self.resource.called_by[0]].column_name
        self.resource.refuse(number, head, row.get(head), sentence)
