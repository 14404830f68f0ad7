"""Bringing a file of payments into the register: in one transaction, all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import BinaryIO

from django.contrib.auth.models import User
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budget.models import ImportBatch
from oleksandria_intl import ukrainian
from oleksandria_intl.tables.outcome import ImportRefused, Refusal
from programs.models import Program

from . import late
from .adding import add_agreed
from .filters import Filters
from .matching import Matching, Prepared
from .outcome import Outcome, Skip
from .questions import answer_of_hidden
from .registers import Registers
from .rows import PaymentFile
from .words import NO_WORDS, Words
from .writing import CHUNK, Writer

_DEADLOCK = "40P01"


def new_batch(*, file: BinaryIO, name: str, filters: Filters, is_whole: bool = True) -> ImportBatch:
    """Return the record of a file that is to be brought in, not saved yet; the file is read and left at its start."""
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(1 << 20):
        digest.update(piece)
    file.seek(0)
    return ImportBatch(
        program=filters.program,
        file_name=name[-200:],
        sha256=digest.hexdigest(),
        filters=filters.as_json(),
        is_whole=is_whole,
    )


def bring_in(
    *,
    batch: ImportBatch,
    file: PaymentFile,
    by: User | None,
    total: Decimal | None = None,
    is_dry: bool = False,
    words: Words = NO_WORDS,
    keeps_rows: bool = False,
    on_progress: Callable[[], object] | None = None,
) -> Outcome:
    """Bring in what the batch's filters let through, and return what became of it.

    Nothing stays written when ``is_dry``, when a row is refused, or waits for one of the ``words``, and the batch
    ``is_whole``, or when the sum of what was read is not the file's own total, or not ``total`` (hryvnias) where
    somebody names it; nor where a closed period changes and the batch gives no reason. A known payment keeps what the
    row does not say, and the measure that somebody gave it, unless the row names a measure or a commitment.
    Raises ``UnreadableFile`` where the file breaks off, ``ImportRefused`` when others write at the same time.
    """
    is_new = batch.pk is None
    outcome = Outcome(is_dry=is_dry, is_whole=batch.is_whole, dialect=file.dialect)
    outcome.rows = [] if keeps_rows else None
    try:
        with _plainly_refused(), transaction.atomic():
            # Imports into a programme wait for one another; SQLite lets one write at a time anyway.
            Program.objects.select_for_update(no_key=True).get(pk=batch.program_id)
            if is_new:
                batch.save()
            with late.under_reason(batch, by, outcome):
                _write(batch, file, by, outcome, words, on_progress)
            outcome.problem = _problem(outcome, total) or late.refusal(batch, outcome)
            if outcome.is_written:
                outcome.fill(batch)
                batch.imported_at, batch.imported_by = timezone.now(), by
                batch.save()
            else:
                transaction.set_rollback(True)
    finally:
        if is_new and not (outcome.is_written and batch.imported_at):
            batch.pk, batch._state.adding = None, True
    return outcome


def _write(
    batch: ImportBatch,
    file: PaymentFile,
    by: User | None,
    outcome: Outcome,
    words: Words,
    on_progress: Callable[[], object] | None,
) -> None:
    if batch.unknown:
        add_agreed(answers=batch.unknown, by=by, note=batch.file_name)
    file.hidden = answer_of_hidden(batch.unknown)
    registers = Registers(batch.program)
    outcome.questions = registers.questions
    filters = Filters.from_json(batch.program, batch.filters, batch.unknown)
    matching = Matching(file, filters, registers)
    writer = Writer(batch, by, registers, matching, outcome, words)
    rows: list[Prepared] = []
    corrections: list[Prepared] = []
    for row in _prepared(file, matching, outcome, on_progress):
        if row.is_settled_last:
            corrections.append(row)
            continue
        rows.append(row)
        if len(rows) == CHUNK:
            writer.write(rows)
            rows = []
    writer.write(rows)
    writer.settle()
    writer.correct(corrections)
    outcome.total, outcome.own_total = file.read_total, file.total
    outcome.notices += file.notices
    if not file.hidden:
        hidden = file.hidden_rows
        outcome.questions.ask_of_hidden(hidden.rows, hidden.count, hidden.total)
    outcome.refusals.sort(key=lambda refusal: refusal.row)


def _prepared(
    file: PaymentFile, matching: Matching, outcome: Outcome, on_progress: Callable[[], object] | None
) -> Iterator[Prepared]:
    """Yield the rows of the programme's; count the others."""
    for number, raw in enumerate(file.rows(), 1):
        if on_progress and number % CHUNK == 0:
            on_progress()
        if isinstance(raw, Refusal):
            outcome.refuse([raw])
            continue
        row = matching.prepare(raw)
        if isinstance(row, Skip):
            outcome.skip(row, raw.values["amount"], raw.number)
        else:
            yield row


def _problem(outcome: Outcome, total: Decimal | None) -> str:
    """Say what keeps the whole file out, if anything does."""
    if not outcome.row_count:
        return _("The file holds no payments.")
    by_file = _(
        "The file says that its payments add up to %(claimed)s, but they add up to %(read)s: "
        "the difference is %(difference)s."
    )
    by_person = _(
        "The payments were to add up to %(claimed)s, but they add up to %(read)s: the difference is %(difference)s."
    )
    read = outcome.total
    for claimed, sentence in ((outcome.own_total, by_file), (total, by_person)):
        if claimed is not None and claimed != read:
            return sentence % {"claimed": money(claimed), "read": money(read), "difference": money(read - claimed)}
    return ""


def money(amount: Decimal) -> str:
    """Return hryvnias with their kopiykas, even where there are none: «1 250,00 грн»."""
    return f"{ukrainian.number(amount, least=2)}{ukrainian.NBSP}грн"


@contextmanager
def _plainly_refused() -> Iterator[None]:
    """Turn what a database says when two write at once into a sentence."""
    try:
        yield
    except (IntegrityError, OperationalError) as error:
        code = getattr(error.__cause__, "pgcode", None)
        if "record_key" not in str(error) and "locked" not in str(error) and code != _DEADLOCK:
            raise
        message = _("Somebody else is saving payments at the moment. Nothing was imported; try again in a minute.")
        raise ImportRefused(message) from error
