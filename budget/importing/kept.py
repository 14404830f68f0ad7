"""Files of payments that wait between the try and the import.

While a file waits, its record's ``total`` is what whoever uploaded it says that it must add up to.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, BinaryIO

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from budget.models import ImportBatch
from budget.periods import LONGEST_REASON
from oleksandria_intl import ukrainian
from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.tables.uploads import taken

from .adding import remember
from .columns import ColumnsForm
from .filters import Filters
from .intake import bring_in, new_batch
from .outcome import Outcome
from .reading import open_file
from .statements import UnknownColumns, remembered
from .words import Words

MOST_ROWS = 20_000
"""More are for the command: a browser does not wait so long."""


def keep(*, upload: UploadedFile, filters: Filters, is_whole: bool, total: Decimal | None, by: User) -> ImportBatch:
    """Read an uploaded file through and keep it; raise ``UnreadableFile``.

    A statement whose columns nobody has explained is kept unread, to be asked about.
    """
    file: Any = upload
    name = upload.name or ""
    try:
        dialect = _read_through(file)
    except UnknownColumns as error:
        dialect = error.dialect
    batch = new_batch(file=file, name=name, filters=filters, is_whole=is_whole)
    batch.dialect, batch.imported_by, batch.total = dialect[:200], by, total
    batch.keep(upload)
    return batch


def _read_through(file: BinaryIO) -> str:
    """Return how the file reads; raise ``UnreadableFile`` where it breaks off or is too long."""
    payments = open_file(file, remembered())
    # A row with three errors gives three refusals.
    rows = groupby(payments.rows(), key=itemgetter(0))
    if next(islice(rows, MOST_ROWS, None), None):
        message = _(
            "The file has more than %(most)s rows, which is too long for this page. Ask the "
            "administrator to import it with the command “manage.py import_spending”, or split "
            "the file."
        )
        raise UnreadableFile(message % {"most": ukrainian.number(Decimal(MOST_ROWS))})
    return payments.dialect


def unknown_columns(batch: ImportBatch) -> UnknownColumns | None:
    """Return what nobody has explained of a kept file's columns; raise ``UnreadableFile``."""
    with batch.opened() as stream:
        try:
            open_file(stream, remembered())
        except UnknownColumns as error:
            return error
    return None


@transaction.atomic
def explain(*, batch: ImportBatch, form: ColumnsForm, by: User) -> None:
    """Remember the source of a kept file and read the file through; raise ``UnreadableFile`` or ``ImportRefused``."""
    remember(source=form.save(commit=False), by=by)
    with batch.opened() as stream:
        batch.dialect = _read_through(stream)[:200]
    batch.save(update_fields=["dialect"])


def try_out(batch: ImportBatch) -> Outcome:
    """Return what would become of a kept file; raise ``UnreadableFile`` or ``ImportRefused``."""
    return _read(batch, by=None, is_dry=True)


def bring_in_kept(*, batch: ImportBatch, is_whole: bool, by: User, reason: str = "") -> Outcome | None:
    """Bring in a kept file, once, and delete the file; None where somebody has done so already.

    Raises ``UnreadableFile`` or ``ImportRefused``.
    """
    with taken(batch) as waiting:
        if waiting is None:
            return None
        waiting.is_whole, waiting.reason = is_whole, reason.strip()[:LONGEST_REASON]
        outcome = _read(waiting, by=by, is_dry=False)
        if outcome.is_written:
            waiting.delete_file()
            waiting.save(update_fields=["file"])
    return outcome


def _read(batch: ImportBatch, *, by: User | None, is_dry: bool) -> Outcome:
    words = Words.from_json(batch.words)
    with batch.opened() as stream:
        return bring_in(
            batch=batch, file=open_file(stream, remembered()), by=by, total=batch.total, is_dry=is_dry, words=words
        )
