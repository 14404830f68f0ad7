"""What the page of a tried file shows: what would become of its rows, and what may be done now."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.admin.base import page_of, shortest
from budget.admin.sums import amount_text
from budget.models import ImportBatch, Payment
from oleksandria_intl.tables.views import ShownLine, Verdict, outcome_context

from .alike_form import AlikeForm
from .outcome import Outcome, Tally

KEY_SHOWN = 24
"""Characters of a record key that tell it apart."""
FILTERS = {
    "payers": gettext_lazy("payer"),
    "program_codes": gettext_lazy("КПКВКМБ"),
    "economic_codes": gettext_lazy("КЕКВ"),
}
"""The names of what a file's rows were chosen by."""


def page_context(batch: ImportBatch, outcome: Outcome) -> dict[str, Any]:
    """Return what the page of a tried file shows."""
    left_out = outcome.changed.count - len(outcome.lines)
    return outcome_context(outcome, verdict(outcome), list(lines(outcome)), left_out) | {
        "tallies": list(tallies(outcome)),
        "totals": list(totals(batch, outcome)),
        "alike": AlikeForm(outcome, batch.words) if outcome.alike else None,
    }


def verdict(outcome: Outcome) -> Verdict:
    """Say whether the file may be brought in, and how."""
    if outcome.problem:
        return Verdict(outcome.problem, "error")
    partial = {"partial": "1"}
    if outcome.similar.count:
        return _waits(outcome, partial)
    if not outcome.created.count and not outcome.changed.count:
        return Verdict(_nothing_to_do(outcome), "error" if outcome.refused else "warning")
    if outcome.refused and outcome.is_whole:
        sentence = _(
            "Rows are refused (%(count)d), and you asked for all or nothing: correct the file and "
            "upload it again, or import the other rows without them."
        )
        return Verdict(sentence % {"count": outcome.refused}, "error", _("Import only the accepted rows"), partial)
    if outcome.refused:
        sentence = _("Rows are refused (%(count)d); the others can be imported.")
        return Verdict(sentence % {"count": outcome.refused}, "warning", _("Import these rows"), partial)
    return Verdict(_("The file is in order. Nothing is written yet."), "fine", _("Import these rows"))


def _waits(outcome: Outcome, partial: dict[str, str]) -> Verdict:
    """Say that rows look like payments; the others may come in without them."""
    sentence = _("Rows look like payments that are there (%(count)d). Say below what they are: none enters before.")
    button = _("Import the other rows without them") if outcome.created.count or outcome.changed.count else ""
    return Verdict(sentence % {"count": outcome.similar.count}, "error", button, partial)


def _nothing_to_do(outcome: Outcome) -> str:
    if outcome.refused:
        return _("Nothing of the file can be imported; the reasons are below.")
    if outcome.unchanged.count:
        return _("Nothing will change: the register already holds all payments of this file as they are.")
    return _("None of the rows belongs to the programme; below is why they were skipped.")


def tallies(outcome: Outcome) -> Iterator[tuple[str, int, str, str]]:
    """Yield what becomes of rows, how many there are, their sum and how the line looks."""
    yield _line(_("New payments"), outcome.created)
    yield _line(_("of which not assigned to a measure"), outcome.waiting, "part")
    yield _line(_("of which take a payment back"), outcome.reversed, "part")
    yield _line(_("Payments that change"), outcome.changed)
    yield _line(_("Payments that stay as they are"), outcome.unchanged)
    skipped = Tally(outcome.skipped_count, sum((tally.total for tally in outcome.skipped.values()), Decimal(0)))
    yield _line(_("Skipped rows"), skipped)
    for reason, tally in sorted(outcome.skipped.items()):
        yield _line(str(reason.label), tally, "part")
    yield _line(_("Rows that wait for your word"), outcome.similar, "error" if outcome.similar.count else "")
    yield _("Refused rows"), outcome.refused, "", "error" if outcome.refused else ""
    yield _("Rows in the file"), outcome.row_count, "", "total"


def _line(name: str, tally: Tally, look: str = "") -> tuple[str, int, str, str]:
    return name, tally.count, amount_text(tally.total) if tally.count else "", look


def totals(batch: ImportBatch, outcome: Outcome) -> Iterator[tuple[str, str, str]]:
    """Yield the sum of the rows, and what the file and the person say that it is."""
    yield _("The rows add up to"), amount_text(outcome.total), ""
    said = ((_("The file itself says"), outcome.own_total), (_("You stated"), batch.total))
    for name, amount in said:
        if amount is not None:
            yield name, amount_text(amount), "fine" if amount == outcome.total else "error"


def lines(outcome: Outcome) -> Iterator[ShownLine]:
    """Yield the changes with the payments by name."""
    payments = Payment.objects.in_bulk([line.key for line in outcome.lines], field_name="record_key")
    for row, key, is_new, changes in outcome.lines:
        payment = payments.get(key)
        name = f"{payment.paid_on:%d.%m.%Y}, {shortest(payment.payee_name)}" if payment else key[:KEY_SHOWN]
        yield ShownLine(row, name, page_of(payment) if payment else "", is_new, changes)


def summary(outcome: Outcome) -> str:
    """Say what came in, in a sentence."""
    sentence = _(
        "Imported. New: %(created)d (%(sum)s UAH), changed: %(changed)d, the same: %(unchanged)d, "
        "skipped: %(skipped)d, refused: %(refused)d."
    )
    return sentence % {
        "created": outcome.created.count,
        "sum": amount_text(outcome.created.total),
        "changed": outcome.changed.count,
        "unchanged": outcome.unchanged.count,
        "skipped": outcome.skipped_count,
        "refused": outcome.refused,
    }


def filter_words(batch: ImportBatch) -> str:
    """Say what was let in."""
    asked = [f"{FILTERS.get(name, name)}: {', '.join(codes)}" for name, codes in batch.filters.items() if codes]
    return "; ".join(asked) or _("by default: the spending units, the codes of the programme's appropriations")
