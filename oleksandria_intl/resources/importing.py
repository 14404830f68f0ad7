"""Rows of a file as rows of a table: all of them or, where one is refused, none; every change leaves its history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from tablib import Dataset

from oleksandria_intl.rows_by_name import holds_key
from oleksandria_intl.tables import values
from oleksandria_intl.tables.amounts import Amounts
from oleksandria_intl.tables.cells import shown
from oleksandria_intl.tables.outcome import Change, Line, Refusal

from .beside import KnownRows, QuietResult, Touched, plain, value_of, with_values
from .codes import with_codes
from .exporting import LANGUAGE, RecordedResource
from .keys import GIVEN, with_keys
from .links import Link, NamedLink
from .outcome import Outcome
from .plain import Read
from .reading import Table, read_table, with_columns

AT_ONCE = 500
LONGEST_TEXT = 50_000
LONGEST_REASON = 100
"""Letters of the reason of a change that history keeps."""


class ImportedResource(RecordedResource):
    """Rows that come in from files, whose amounts have one decimal mark."""

    can_import = True
    readers: ClassVar[Mapping[str, Read]] = {}
    """What reads the cells of a field where its kind does not say it: what Excel makes of codes is mended."""

    coded: ClassVar[str] = ""
    """The column of codes that people need not know: left empty, the row is found by its name, or gets a code."""
    called_by: ClassVar[tuple[str, ...]] = ("name_uk",)
    """The columns that tell a row from others where its code is not written."""
    scope: ClassVar[str] = ""
    """The link, to an edition, within which names tell rows from each other."""

    class Meta(RecordedResource.Meta):
        instance_loader_class = KnownRows

    def __init__(self, *, by: Any = None, note: str = "") -> None:
        self.amounts = Amounts()
        super().__init__()
        self.by, self.note = by, note
        self.outcome = Outcome()
        self.known: dict[tuple[Any, ...], Any] = {}
        """The rows of the table that the file may name, by their keys."""
        self.touched: list[Touched] = []
        """What came in or changed."""
        self._numbers: list[int] = []
        self._number = 0
        self._first_rows: dict[tuple[Any, ...], int] = {}
        self._before: dict[str, Any] = {}
        """What the row at hand said, by column of the table; nothing of a new one."""

    # What the app says

    def reader(self, name: str, field: Any) -> Read:
        """Return what reads the cells of a field; it raises ``ValueError`` with a sentence."""
        if name in self.readers:
            return self.readers[name]
        if field.related_model:
            return values.label_code
        if field.choices or isinstance(field, models.BooleanField):
            return values.word
        if isinstance(field, models.DecimalField):
            return self.amounts.read if field.decimal_places == 2 else values.decimal_reader(field.decimal_places)
        if isinstance(field, models.DateField):
            return values.day
        if isinstance(field, models.IntegerField):
            return values.whole_number
        return values.text_reader(field.max_length or LONGEST_TEXT)

    def link_of(self, field: Any, *options: Read) -> Link:
        """Return how a link is written: as the name of its row, if it does not hold the key itself."""
        if holds_key(field):
            return Link(field.related_model, *options)
        scope = "" if field.name == self.scope else self.scope
        return NamedLink(field.related_model, *options, scope=scope, within=self.scope_of)

    def scope_of(self, row: Any) -> Any:
        """Return the primary key of what the names of a row of the file are looked for within, if it is known."""
        column = self.fields[self.scope]
        return value_of(column, row) if column.column_name in row else None

    def complete(self, instance: Any) -> None:
        """Fill in what follows from the columns."""

    def check(self, instance: Any) -> None:
        """Raise ``ValidationError`` for what the model itself does not refuse."""

    def finish(self) -> None:
        """Look at all rows together, and refuse what does not fit."""

    # The file

    def read(self, file: BinaryIO) -> Table:
        """Return the table of a file; raise ``UnreadableFile``."""
        heads = {name: self.fields[name].column_name for name in self.get_export_order()}
        keys = [name for name in self.get_import_id_fields() if name not in (GIVEN, self.coded)]
        with override(LANGUAGE):
            table = read_table(file, heads, [name for name in keys if not self.fields[name].field.blank])
        return with_columns(table, keys)

    def bring_in(self, table: Table, *, is_dry: bool = False, agreed: str | None = None) -> Outcome:
        """Bring in the rows of a table, and return what became of them.

        Nothing stays written when ``is_dry``, when a row is refused, or when the outcome is not the one whose digest
        somebody ``agreed`` to, because others changed the rows meanwhile.
        """
        outcome = self.outcome
        outcome.notices += table.notices
        with override(LANGUAGE), transaction.atomic():
            table = with_keys(table) if GIVEN in self.get_import_id_fields() else table
            self._bring_in(with_codes(self, table) if self.coded else table)
            outcome.is_overtaken = agreed is not None and agreed != outcome.digest
            outcome.is_written = not (is_dry or outcome.refused or outcome.is_overtaken)
            if outcome.is_written:
                self._keep_history()
            else:
                transaction.set_rollback(True)
        outcome.refusals.sort(key=lambda refusal: refusal.row)
        return outcome

    def _bring_in(self, table: Table) -> None:
        heads = [self.fields[name].column_name for name in table.columns]
        dataset = Dataset(*(row.cells for row in table.rows), headers=heads)
        self._numbers = [row.number for row in table.rows]
        self._fetch(dataset)
        result = self.import_data(dataset, use_transactions=False)  # one for all rows is open already
        for error in result.base_errors:
            raise error.error
        for problem in table.problems:
            self.outcome.refuse([problem])
        self.finish()

    def _keep_history(self) -> None:
        """Write the history of all rows at once: one by one it takes longer than the rows themselves."""
        for is_new in (True, False):
            self.model().history.bulk_history_create(
                [each.instance for each in self.touched if each.is_new == is_new],
                batch_size=AT_ONCE,
                update=not is_new,
                default_user=self.by,
                default_change_reason=self.note[:LONGEST_REASON],
            )

    def _fetch(self, dataset: Dataset) -> None:
        """Fetch the rows that the file may name; they stay locked until it is in."""
        names = [self.fields[name].field.attname for name in self.get_import_id_fields()]
        first = self.fields[self.get_import_id_fields()[0]]
        wanted = list({value for row in dataset.dict if (value := value_of(first, row)) is not None})
        rows = self.model()._default_manager.select_for_update(of=("self",))
        for start in range(0, len(wanted), AT_ONCE):
            for row in rows.filter(**{f"{names[0]}__in": wanted[start : start + AT_ONCE]}):
                self.known[tuple(getattr(row, name) for name in names)] = row

    def refuse(self, number: int, column: str, cell: Any, reason: str) -> None:
        """Keep why a row of the file, or a cell of it, is not taken."""
        self.outcome.refuse([Refusal(number, column, shown(cell), reason)])

    # A row

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> Any:
        """Import a row, and keep what became of it."""
        number = self._numbers[kwargs["row_number"] - 1]
        result = super().import_row(row, instance_loader, number=number, **kwargs)
        for error in result.errors:
            raise error.error  # a defect of ours: what a file can do wrong is a ValidationError
        if result.validation_error:
            for column, cell, reason in self._wrong_cells(result.validation_error, row):
                self.refuse(number, column, cell, reason)
        self.outcome.unchanged += result.is_skip()
        return result

    @classmethod
    def get_row_result_class(cls) -> Any:
        """Return what keeps the result of a row."""
        return QuietResult

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Refuse a key that the file names twice."""
        self.amounts.row = self._number = kwargs["number"]
        try:
            key = self.key_of(row)
        except ValueError:
            return
        first = self._first_rows.setdefault(key, kwargs["number"])
        if first != kwargs["number"]:
            sentence = _("The same record stands in row %(row)d of the file already.") % {"row": first}
            raise ValidationError({self.get_import_id_fields()[0]: sentence})

    def key_of(self, row: Any) -> tuple[Any, ...]:
        """Return the values by which the row is known; raise ``ValueError``."""
        columns = [self.fields[name] for name in self.get_import_id_fields()]
        key = tuple(plain(column.clean(row)) for column in columns)
        is_new = self.coded and not row.get(self.fields[self.coded].column_name)
        return (*key, self._number) if is_new else key

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        """Remember what the row says."""
        self._before = {} if new else self._stored(instance)
        self._version = instance.version

    def _stored(self, instance: Any) -> dict[str, Any]:
        read = (column.field.attname for column in self.fields.values() if not column.readonly)
        return {name: getattr(instance, name) for name in read}

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """Whether the file says nothing new of the row."""
        return not import_validation_errors and self._before == self._stored(instance)

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """Raise all that is wrong with the row; what it points at was found, and the database knows what is unique."""
        errors = dict(import_validation_errors or {})
        if not errors:
            self.complete(instance)
        links = (field for field in instance._meta.fields if field.related_model)
        found = {field.name for field in links if getattr(instance, field.attname) is not None}
        try:
            instance.clean_fields(exclude={*errors, *found})
            if not errors:
                instance.clean()
                self.check(instance)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """Write the row, its history later with that of the others; say what a constraint of the database says."""
        instance.skip_history_when_saving = True
        try:
            with transaction.atomic():
                instance.save(force_insert=is_create)
        except (IntegrityError, DataError):
            instance.validate_unique()
            instance.validate_constraints()
            raise ValidationError(_("The database does not take this row.")) from None

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Count the row, and tell what it changes."""
        after, before = self._stored(instance), self._before
        is_new = not before
        changes: list[Change] = []
        if self.outcome.has_room:
            was = with_values(instance, before)
            for column in self.columns:
                if self._is_shown(column, before, after):
                    words = "" if is_new else column.printed(was), column.printed(instance)
                    changes += [Change(column.column_name, *words)] if any(words) else []
        key = ", ".join(str(self.fields[name].printed(instance)) for name in self.get_import_id_fields())
        self.touched.append(Touched(kwargs["number"], instance, is_new))
        self._may_be_named(instance)
        self.outcome.take(Line(kwargs["number"], key, is_new, changes), repr((self._version, after)))

    def _may_be_named(self, instance: Any) -> None:
        """Let the rows below name this one."""
        for column in self.columns:
            if isinstance(column.widget, Link) and isinstance(instance, column.widget.model):
                column.widget.book.add(instance)

    def _is_shown(self, column: Any, before: dict[str, Any], after: dict[str, Any]) -> bool:
        """Whether a column shows a change of the row; a key that the portal gave says nothing to anybody."""
        if column.readonly or (not before and column.attribute == GIVEN):
            return False
        name = column.field.attname
        return not before or bool(before[name] != after[name])

    def _wrong_cells(self, error: ValidationError, row: Any) -> Iterator[tuple[str, Any, str]]:
        """Yield the column, the cell and the reason of everything that is wrong with a row."""
        errors = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        heads = {column.attribute: column.column_name for column in self.fields.values()}
        for name, reasons in errors.items():
            column = heads.get(name, "")
            for reason in reasons:
                yield column, row.get(column), reason
