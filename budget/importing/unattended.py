"""Answers given beforehand to whatever a file may ask, where nobody sits at the page."""

from __future__ import annotations

from collections.abc import Callable

from budget.models import ImportBatch

from .intake import bring_in
from .questions import Do
from .rows import PaymentFile


def answer_all(*, batch: ImportBatch, opened: Callable[[], PaymentFile], unknown: Do, hidden: Do) -> None:
    """Try the file as often as it asks something new, and write the answers into its record, which is not saved.

    Raises ``UnreadableFile`` or ``ImportRefused`` as the import itself does.
    """
    while unknown != Do.REFUSE or hidden != Do.REFUSE:
        outcome = bring_in(batch=batch, file=opened(), by=None, is_dry=True)
        answers = outcome.questions.answered(unknown, hidden)
        merged = {name: {**batch.unknown.get(name, {}), **answers.get(name, {})} for name in {*batch.unknown, *answers}}
        if merged == batch.unknown:
            return
        batch.unknown = merged
