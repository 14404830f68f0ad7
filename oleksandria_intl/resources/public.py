"""Tables as open data: the same base as the staff's files, with stable names of fields and plain values.

CSV is by RFC 4180 (commas, quotation marks doubled, lines that end with CR LF) in UTF-8 with a mark, lest Excel break
Ukrainian letters; numbers with a decimal point, days as 2020-03-31. The structure is a Table Schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from tempfile import TemporaryFile
from typing import Any, ClassVar

from django.db import models

from oleksandria_intl.documents import sheets
from oleksandria_intl.documents.about import About
from oleksandria_intl.localized import in_language
from oleksandria_intl.models import Decision
from oleksandria_intl.tables.values import escaped

from . import files
from .columns import Column, InfoColumn
from .exporting import RecordedResource
from .plain import Plain

Value = str | int | Decimal | date | None
"""What a field holds; None where nothing is known. A bool is an int."""
TYPES: tuple[tuple[type[models.Field], str], ...] = (
    (models.BooleanField, "boolean"),
    (models.DateField, "date"),
    (models.DecimalField, "number"),
    (models.IntegerField, "integer"),
)
"""Fields of models and the types of Table Schema; all else is a string."""
LANGUAGES = ("uk", "en")


class Fact(InfoColumn):
    """Something about the row, of a type; of a few values where they are named."""

    def __init__(
        self,
        head: Any,
        tell: Callable[[Any], Value],
        type: str = "string",
        *,
        required: bool = False,
        choices: Sequence[tuple[Any, Any]] = (),
    ) -> None:
        super().__init__(head, tell)  # type: ignore[arg-type]
        self.type, self.required, self.choices = type, required, choices


class PublicResource(RecordedResource):
    """A kind of rows as open data; ``Meta`` names the model and, in their order, the fields."""

    key: ClassVar[tuple[str, ...]] = ()
    """The fields by which a row is known."""

    def public(self, on: date) -> models.QuerySet[Any]:
        """Return the rows that everybody may see on a day, with all that their columns need, in a stable order."""
        raise NotImplementedError

    def widget_of(self, name: str, column: Column) -> Plain:
        """Return what leaves values as they are: open data tells codes, and the structure what they mean."""
        return Plain()

    @property
    def names(self) -> list[str]:
        """The names of the fields in their order."""
        return list(self.get_export_order())

    def values(self, rows: models.QuerySet[Any]) -> Iterator[list[Value]]:
        """Yield the values of each row; nothing known is None, never an empty text."""
        columns = self.columns
        for row in rows.iterator(chunk_size=2000):
            yield [_known(column.value(row)) for column in columns]

    def schema_fields(self) -> list[dict[str, Any]]:
        """Return the fields as Table Schema describes them, their titles in both languages."""
        return [self._schema_of(name, self.fields[name]) for name in self.names]

    def _schema_of(self, name: str, column: Any) -> dict[str, Any]:
        head = self.heads.get(name, column.head)
        title, title_en = (in_language(head, language) for language in LANGUAGES)
        constraints: dict[str, Any] = {"required": True} if self._is_required(column) else {}
        field: dict[str, Any] = {"name": name, "type": self._type(column), "title": title, "title_en": title_en}
        if choices := self._choices(column):
            constraints["enum"] = [value for value, _label in choices]
            field["categories"] = [
                {"value": value, "label": in_language(label, "uk"), "label_en": in_language(label, "en")}
                for value, label in choices
            ]
        return field | ({"constraints": constraints} if constraints else {})

    def _type(self, column: Any) -> str:
        if isinstance(column, Fact):
            return column.type
        return next((type for kind, type in TYPES if isinstance(column.field, kind)), "string")

    def _is_required(self, column: Any) -> bool:
        if isinstance(column, Fact):
            return column.required
        return not column.field.null and not column.field.blank

    def _choices(self, column: Any) -> list[tuple[Any, Any]]:
        choices = column.choices if isinstance(column, Fact) else column.field.flatchoices
        return [(value, label) for value, label in choices if value not in (None, "")]


def number_of(decision: Decision | None) -> str | None:
    """Return a decision's number; nothing of a draft."""
    return decision.number or None if decision else None


def day_of(decision: Decision | None) -> date | None:
    """Return the day of a decision that has its number."""
    return decision.dated if decision and decision.number else None


def _known(value: Any) -> Value:
    return None if value in (None, "") and not isinstance(value, bool) else value


def stream(
    names: Sequence[str], rows: Iterable[Sequence[Value]], format: str, *, about: About, dated: datetime
) -> Iterator[bytes]:
    """Yield rows as a file of one of ``files.FORMATS`` in large pieces; the same rows give the same bytes.

    CSV is by RFC 4180; a text that a spreadsheet would take for a formula is led by an apostrophe.
    """
    if format == "json":
        return gathered(files.json_of(dict(zip(names, row, strict=True)) for row in rows))
    if format == "csv":
        return sheets.csv_pieces(chain([names], (map(written, row) for row in rows)), ",")
    return xlsx_of(names, rows, about=about, dated=dated)


def xlsx_of(names: Sequence[str], rows: Iterable[Sequence[Value]], *, about: About, dated: datetime) -> Iterator[bytes]:
    """Yield an .xlsx in pieces, once it lies whole in a temporary file: what it is, then the rows."""
    from oleksandria_intl.documents.sheets.xlsx import write_plain

    with TemporaryFile() as file:
        write_plain(file, names, (map(_cell, row) for row in rows), about=about, dated=dated)
        file.seek(0)
        while piece := file.read(sheets.BATCH):
            yield piece


def written(value: Value) -> str:
    """Return a value as CSV has it: «12500.50», «2020-03-31», «true», nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield small pieces joined to large ones: each is an answer's chunk."""
    batch = bytearray()
    for piece in pieces:
        batch += piece
        if len(batch) >= sheets.BATCH:
            yield bytes(batch)
            batch.clear()
    yield bytes(batch)


def _cell(value: Value) -> Any:
    """Return a value as a cell of .xlsx: numbers and days real, true and false as words, nothing empty."""
    return written(value) if value is None or isinstance(value, (bool, str)) else value
