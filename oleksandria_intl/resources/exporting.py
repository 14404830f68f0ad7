"""Rows of a table as rows of a file, in Ukrainian, whatever the language of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import override
from import_export.resources import ModelResource

from oleksandria_intl import ukrainian
from oleksandria_intl.rows_by_name import holds_key, key_paths

from . import files
from .columns import Column
from .links import Link, NamedLink
from .plain import Cell, Plain, Read
from .widgets import Choice, YesNo

LANGUAGE = "uk"
AT_ONCE = 2000
"""Rows fetched at a time."""


class RecordedResource(ModelResource):
    """A kind of rows as files; ``Meta`` names the model and, in their order, the fields."""

    heads: ClassVar[Mapping[str, Any]] = {}
    """What columns are called where the fields' own names would not do."""
    of_list: ClassVar[str] = ""
    """The link to the rows in whose list these are exported, where it is not their own."""
    fetched_with: ClassVar[tuple[str, ...]] = ()
    """The related rows that columns for information need."""
    can_import: ClassVar[bool] = False

    class Meta:
        skip_diff = True
        skip_unchanged = True
        report_skipped = False
        clean_model_instances = True
        use_transactions = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        with override(LANGUAGE):
            for name, column in self.fields.items():
                column.column_name = ukrainian.capitalised(str(self.heads.get(name, column.head)))
                column.widget = self.widget_of(name, column)

    @classmethod
    def field_from_django_field(cls, field_name: str, django_field: Any, readonly: bool) -> Column:
        """Return the column of a field of the model."""
        return Column(django_field)

    @classmethod
    def model(cls) -> Any:
        """Return the model whose rows these are."""
        return cls._meta.model

    @classmethod
    def name(cls) -> str:
        """Return by what the table is called in forms."""
        return str(cls.model()._meta.model_name)

    @classmethod
    def label(cls) -> str:
        """Return by what the table is known: «partners.city»."""
        return str(cls.model()._meta.label_lower)

    def reader(self, name: str, field: Any) -> Read | None:
        """Return what reads the cells of a field; nothing in a resource that is exported only."""
        return None

    def widget_of(self, name: str, column: Column) -> Plain:
        """Return how the values of a column become cells, and cells values."""
        if column.readonly:
            return column.widget
        field: Any = column.field
        read = self.reader(name, field)
        options = (read,) if read else ()
        if field.related_model:
            return self.link_of(field, *options)
        if field.choices:
            return Choice(field.flatchoices, *options)
        return (YesNo if isinstance(field, models.BooleanField) else Plain)(*options)

    def link_of(self, field: Any, *options: Read) -> Link:
        """Return how a link is written: as the key of its row."""
        return Link(field.related_model, *options)

    @property
    def columns(self) -> list[Column]:
        """The columns in their order."""
        return [self.fields[name] for name in self.get_export_order()]

    @property
    def column_heads(self) -> list[str]:
        """What the columns are called."""
        return [column.column_name for column in self.columns]

    @property
    def title(self) -> str:
        """What the table is called."""
        with override(LANGUAGE):
            return ukrainian.capitalised(str(self.model()._meta.verbose_name_plural))

    def listed(self, rows: Any) -> models.QuerySet[Any]:
        """Return the rows of a list in the admin, or those that hang on them; all of them for None."""
        found = self.model()._default_manager.all()
        if rows is not None:
            keys = rows.order_by().values("pk")
            found = found.filter(**{f"{self.of_list}__in" if self.of_list else "pk__in": keys})
        return self.prepared(found)

    def prepared(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return the rows with all that their columns need."""
        return rows.select_related(*self._paths(), *self.fetched_with)

    def _paths(self) -> Iterator[str]:
        """Yield the links whose rows' keys are written."""
        for column in self.columns:
            if column.is_link and not isinstance(column.widget, NamedLink) and not holds_key(column.field):
                yield column.field.name
                yield from key_paths(column.field.related_model, f"{column.field.name}__")

    def lines(self, rows: models.QuerySet[Any]) -> Iterator[list[Cell]]:
        """Yield the cells of each row."""
        columns = self.columns
        for row in rows.iterator(chunk_size=AT_ONCE):
            yield [column.export(row) for column in columns]

    def data(self, rows: models.QuerySet[Any]) -> Iterator[dict[str, Any]]:
        """Yield the values of each row by the names of the fields."""
        columns = [(name, self.fields[name]) for name in self.get_export_order()]
        for row in rows.iterator(chunk_size=AT_ONCE):
            yield {name: column.data(row) for name, column in columns}

    def stream(self, rows: models.QuerySet[Any], format: str) -> Iterator[bytes]:
        """Yield the rows as a file of one of ``files.FORMATS``, in pieces."""
        if format == "json":
            return files.json_of(self.data(rows))
        if format == "csv":
            return files.csv_of(self.column_heads, self.lines(rows))
        return files.xlsx_of(self.title, self.column_heads, self.lines(rows), dated=timezone.now())
