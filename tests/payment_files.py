"""Files of payments for tests, made of what differs from a usual row, and brought in."""

from __future__ import annotations

import io
from typing import Any

from django.contrib.auth.models import User

from budget.importing.filters import Filters
from budget.importing.intake import bring_in, new_batch
from budget.importing.outcome import Outcome
from budget.importing.reading import open_file
from tests import spending

Row = dict[str, object]

_FACTS: Row = {
    "record_id": "1",
    "paid_on": "2020-03-16",
    "amount": "1234.50",
    "payer": spending.PAYER,
    "payee_code": spending.PAYEE,
    "payee_name": "ТОВ «Переклад»",
    "purpose": "Послуги перекладу",
    "document": "17",
    "kpk": spending.KPK,
    "kekv": spending.KEKV,
}
_E_DATA_HEADS = (
    "id trans_date amount payer_edrpou recipt_edrpou recipt_name payment_details doc_number kpk kekv"
).split()
_OWN_HEADS = (
    "Код запису;Дата;Сума, грн;Платник, ЄДРПОУ;Одержувач, ЄДРПОУ;Одержувач;Призначення;Документ;КПКВКМБ;КЕКВ"
).split(";")

E_DATA: Row = dict(zip(_E_DATA_HEADS, _FACTS.values(), strict=True))
"""A row of spending.gov.ua."""
OWN: Row = dict(zip(_OWN_HEADS, _FACTS.values(), strict=True)) | dict.fromkeys(
    ("Захід", "Зобов’язання", "Джерело", "Виправляє запис"), ""
)
"""A row of the office's own template."""


def csv_of(*rows: Row, like: Row = E_DATA, last: str = "") -> bytes:
    """Return a file of payments: each row says what differs from the usual one.

    A row with an id of its own has a document of its own, unless it says which: else it would look like another.
    """
    lines = [";".join(like), *(";".join(map(str, _whole(row, like).values())) for row in rows)]
    return "\n".join([*lines, last]).encode()


def _whole(row: Row, like: Row) -> Row:
    record_id, document = ("id", "doc_number") if "id" in like else ("Код запису", "Документ")
    own = str(row.get(record_id, ""))
    return like | ({document: f"17-{own}"} if own not in ("", "1") else {}) | row


def take(content: bytes, by: User | None = None, is_whole: bool = True, **options: Any) -> Outcome:
    """Bring in a file; options are those of the filters or of ``bring_in``."""
    asked = {name: options.pop(name) for name in ("payers", "program_codes", "economic_codes") if name in options}
    program = options.pop("program", None) or spending.program_of()
    file = io.BytesIO(content)
    batch = new_batch(file=file, name="payments.csv", filters=Filters.of(program, **asked), is_whole=is_whole)
    return bring_in(batch=batch, file=open_file(file), by=by, **options)


def counts(outcome: Outcome) -> tuple[int, ...]:
    """Return how many rows are new, changed, the same, skipped, refused."""
    found = outcome.created, outcome.changed, outcome.unchanged
    return *(tally.count for tally in found), outcome.skipped_count, outcome.refused


def reasons(outcome: Outcome) -> list[str]:
    """Return why rows were refused."""
    return [refusal.reason for refusal in outcome.refusals]
