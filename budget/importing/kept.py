"""Files of payments that wait between the try and the import: kept for a day at most, for whoever uploaded them.

While a file waits, its record's ``imported_by`` is who uploaded it, and ``total`` what they say it must add up to.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from decimal import Decimal
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from pathlib import PurePosixPath
from typing import Any, BinaryIO, NamedTuple

from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from budget.models import ImportBatch
from oleksandria_intl import ukrainian
from oleksandria_intl.tables.cells import UnreadableFile

from .filters import Filters
from .intake import bring_in, new_batch
from .outcome import ImportRefused, Outcome
from .reading import open_file

MOST_ROWS = 20_000
"""More are for the command: a browser does not wait so long."""
KEPT_FOR = timedelta(days=1)


class Reading(NamedTuple):
    """What became of a file, or would, and the total that the file itself says."""

    outcome: Outcome
    own_total: Decimal | None


def waiting() -> QuerySet[ImportBatch]:
    """Return the records whose files are kept, for they are not brought in yet."""
    return ImportBatch.objects.exclude(file="")


def visible_to(user: Any, batches: QuerySet[Any]) -> QuerySet[Any]:
    """Leave out the files that wait for somebody else: they may hold a whole payer's salaries."""
    return batches if user.is_superuser else batches.filter(Q(file="") | Q(imported_by=user))


def keep(*, upload: UploadedFile, filters: Filters, is_whole: bool, total: Decimal | None, by: User) -> ImportBatch:
    """Read an uploaded file through and keep it; raise ``UnreadableFile``."""
    file: Any = upload
    name = upload.name or ""
    dialect = _read_through(file, name)
    batch = new_batch(file=file, name=name, filters=filters, is_whole=is_whole)
    batch.dialect, batch.imported_by, batch.total = dialect[:200], by, total
    batch.file.save(secrets.token_hex(16), upload, save=False)
    batch.save()
    return batch


def _read_through(file: BinaryIO, name: str) -> str:
    """Return how the file reads; raise ``UnreadableFile`` where it breaks off or is too long."""
    payments = open_file(file, name)
    # A row with three errors gives three refusals.
    rows = groupby(payments.rows(), key=itemgetter(0))
    if next(islice(rows, MOST_ROWS, None), None):
        message = _(
            "The file has more than %(most)s rows, which is too long for this page. Ask the administrator to bring it "
            "in with the command “manage.py import_spending”, or split the file."
        )
        raise UnreadableFile(message % {"most": ukrainian.number(Decimal(MOST_ROWS))})
    return payments.dialect


def try_out(batch: ImportBatch) -> Reading:
    """Return what would become of a kept file; raise ``UnreadableFile`` or ``ImportRefused``."""
    return _read(batch, by=None, is_dry=True)


def bring_in_kept(*, batch: ImportBatch, is_whole: bool, by: User) -> Outcome | None:
    """Bring in a kept file, once, and forget the file; None where somebody has done so already.

    Raises ``UnreadableFile`` or ``ImportRefused``.
    """
    with _when_free(), transaction.atomic():
        locked = waiting().select_for_update().filter(pk=batch.pk).first()
        if locked is None:
            return None
        locked.is_whole = is_whole
        outcome = _read(locked, by=by, is_dry=False).outcome
        if outcome.is_written:
            _forget_file(locked)
            locked.file = ""
            locked.save(update_fields=["file"])
    return outcome


def _read(batch: ImportBatch, *, by: User | None, is_dry: bool) -> Reading:
    try:
        stream: Any = batch.file.open("rb")
    except FileNotFoundError:
        raise UnreadableFile(_("The file is not kept any more. Upload it again.")) from None
    with stream:
        payments = open_file(stream, batch.file_name)
        outcome = bring_in(batch=batch, file=payments, by=by, total=batch.total, is_dry=is_dry)
    return Reading(outcome, payments.total)


@transaction.atomic
def discard(*, batch: ImportBatch) -> None:
    """Forget a file that waits, and that it ever did."""
    for locked in waiting().select_for_update().filter(pk=batch.pk):
        _forget_file(locked)
        locked.delete()


def sweep() -> None:
    """Forget what nobody has brought in within a day, and files that an interrupted upload left."""
    before = timezone.now() - KEPT_FOR
    with transaction.atomic():
        # What somebody brings in at this moment is locked, and is no leftover.
        for batch in waiting().select_for_update(skip_locked=True).filter(uploaded_at__lt=before):
            _forget_file(batch)
            batch.delete()
    field: Any = ImportBatch._meta.get_field("file")
    kept = set(waiting().values_list("file", flat=True))
    with suppress(FileNotFoundError):
        for name in field.storage.listdir(field.upload_to)[1]:
            path = str(PurePosixPath(field.upload_to, name))
            if path not in kept and field.storage.get_modified_time(path) < before:
                field.storage.delete(path)


def _forget_file(batch: ImportBatch) -> None:
    """Delete the file once the database has forgotten it too."""
    transaction.on_commit(partial(batch.file.storage.delete, batch.file.name or ""))


@contextmanager
def _when_free() -> Iterator[None]:
    """Say in a sentence that the whole database is being written by somebody else, as SQLite's can be."""
    try:
        yield
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        message = _("Somebody else is writing payments at this moment. Nothing was brought in; try again in a minute.")
        raise ImportRefused(message) from error
