"""The report of a member on money given on account («Звіт про використання коштів …»)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.documents import parts
from delegations.documents.estimate import DASH, PrintedLine
from delegations.models import Advance, EstimateLine, Participant
from delegations.models.estimate import HRYVNIA
from oleksandria_intl import papers, ukrainian
from oleksandria_intl.acts.documents import NO_DAY
from oleksandria_intl.documents import decision as letters
from oleksandria_intl.documents.blocks import Block, Column, Heading, Paragraph, Row, RowGroup, Signature, Table, plain
from oleksandria_intl.documents.cells import TOTAL, amount_cell, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import source_of, sourced, sourced_cells
from oleksandria_intl.models import Council

KEY = gettext_lazy("<code>/<number>: the member in this place of the delegation with this code")
TITLE = "ЗВІТ"
ABOUT = "про використання коштів, виданих на відрядження або під звіт"
COLUMNS = (
    Column("Вид витрат", 0.25),
    Column("Днів", 0.07, "center"),
    Column("Норма на день", 0.12, "right"),
    Column("Належить у валюті", 0.14, "right"),
    Column("Належить, грн", 0.14, "right", kind="sum"),
    Column("Фактично у валюті", 0.14, "right"),
    Column("Фактично, грн", 0.14, "right", kind="sum"),
)
ORDER = ("per-diem", "lodging", "travel")
"""The kinds whose rows stand first, as the form has them; other expenses stand behind."""
ADVANCE, REST, OVERSPENT = "Видано аванс", "Залишок", "Перевитрата"
BY_HAND = "__________________"


def find(key: str, scope: papers.Scope) -> Participant:
    """Return the member of «jarocin-2020-09/1»; raises ``PaperNotFound`` with a sentence."""
    code, _slash, place = key.rpartition("/")
    found = (
        Participant.objects.placed(code, int(place)) if place.isascii() and place.isdigit() and len(place) < 6 else None
    )
    if found is None:
        raise papers.PaperNotFound(_("There is no member of a delegation “%(key)s”.") % {"key": key})
    return found


def key_of(member: Participant) -> str:
    """Return the delegation's code and the member's place."""
    return f"{member.delegation.code}/{member.place}"


def advance_report(member: Participant) -> Document:
    """Return the report; raises ``PaperNotFound`` where the member has no expenses of their own."""
    lines = lines_of(member)
    advance = advance_of(member)
    blocks = (*_head(member, advance), _table(lines, advance), *_end(member, lines, advance))
    trip = member.delegation
    histories = (
        EstimateLine.history.filter(participant=member.pk),
        Advance.history.filter(participant=member.pk),
    )
    title = f"Звіт {ABOUT}: {member.full_name}, {trip}"
    return parts.document(trip, title, sourced(blocks, source_of(member)), parts.moment_of(trip, *histories))


def lines_of(member: Participant) -> list[EstimateLine]:
    """Return the lines of a member in the order of the form; raises ``PaperNotFound`` where there are none."""
    rows = EstimateLine.objects.of_delegations([member.delegation_id])
    lines = [line for line in rows if line.participant_id == member.pk]
    if not lines:
        raise papers.PaperNotFound(_("The member has no lines of their own in the estimate."))
    return sorted(lines, key=lambda line: ORDER.index(line.kind) if line.kind in ORDER else len(ORDER))


def advance_of(member: Participant) -> Advance:
    """Return what the member got on account; nothing where nobody entered it."""
    return Advance.objects.filter(participant=member).first() or Advance(participant=member)


def _head(member: Participant, advance: Advance) -> Iterator[Block]:
    """Yield what the paper is, whose, on which trip and by which order."""
    trip = member.delegation
    number = f" № {advance.report_number}" if advance.report_number else " № _____"
    day = f" від {ukrainian.long_date(advance.reported_on)}" if advance.reported_on else " від «___» _____ 20__ року"
    council = Council.objects.for_papers()
    name = plain(council.name_uk, bold=True)
    yield Paragraph(name, align="center", indent=False, keep_with_next=True, source=source_of(council, "name_uk"))
    yield Heading(1, TITLE, anchor="title")
    for line in (ABOUT, f"{number}{day}".strip()):
        yield Paragraph(plain(line, bold=True), align="center", indent=False, keep_with_next=True)
    if trip.is_demonstration:
        yield Paragraph(plain(parts.DEMONSTRATION))
    yield _line(f"Прізвище, ім’я, по батькові: {member.full_name}")
    yield _line(f"Посада: {member.full_post or BY_HAND}")
    yield _line(f"Призначення авансу: службове відрядження, {trip.place}, {trip.period_text()}")
    if trip.order:
        yield _line(f"Підстава: {letters.short_reference(trip.order)}")
    if advance.given_on:
        yield _line(f"Аванс видано: {advance.given_on:%d.%m.%Y}, {ukrainian.hryvnias(advance.amount)}")


def _line(text: str) -> Paragraph:
    return Paragraph(plain(f"{text.rstrip('.')}."), align="left", indent=False)


def _table(lines: list[EstimateLine], advance: Advance) -> Table:
    """Return the expenses, what they add up to, the advance, what is left of it or spent beyond."""
    groups = [RowGroup((_row(line),)) for line in lines]
    due, spent = sum((line.amount for line in lines), Decimal(0)), spent_of(lines)
    named = text_cell(TOTAL, colspan=4, bold=True, align="left", heads_row=True)
    total = (named, amount_cell(due, bold=True), text_cell(DASH), amount_cell(spent, bold=True))
    groups.append(RowGroup((Row(total, is_total=True),)))
    for name, amount in ((ADVANCE, advance.amount), *outcome(advance.amount, spent)):
        head = text_cell(name, colspan=len(COLUMNS) - 1, align="left", heads_row=True)
        groups.append(RowGroup((Row((head, amount_cell(amount))),)))
    return Table(COLUMNS, tuple(groups), True, "Використання коштів", dense=True)


def _row(line: EstimateLine) -> Row:
    printed, is_foreign = PrintedLine((line,)), line.currency != HRYVNIA
    currency = ukrainian.NBSP + (line.currency if is_foreign else "грн")
    has_norm = line.norm is not None
    cells = (
        text_cell(printed.name, heads_row=True),
        text_cell(str(line.days) if has_norm else DASH),
        text_cell(f"{ukrainian.number(line.norm, least=2)}{currency}" if line.norm is not None else DASH),
        _in_currency(line.in_currency, currency if is_foreign else ""),
        amount_cell(line.amount),
        _in_currency(line.spent_in_currency, currency if is_foreign else ""),
        amount_cell(line.spent),
    )
    return Row(sourced_cells(cells, source_of(line)))


def _in_currency(amount: Decimal | None, currency: str) -> Any:
    return text_cell(f"{ukrainian.number(amount, least=2)}{currency}" if amount is not None and currency else DASH)


def spent_of(lines: Iterable[EstimateLine]) -> Decimal:
    """Return what was spent, as far as it is entered."""
    return sum((line.spent for line in lines if line.spent is not None), Decimal(0))


def outcome(given: Decimal, spent: Decimal) -> tuple[tuple[str, Decimal], ...]:
    """Return what is left of the advance, and what was spent beyond it: one of them is zero."""
    zero = Decimal(0)
    return (REST, max(given - spent, zero)), (OVERSPENT, max(spent - given, zero))


def _end(member: Participant, lines: list[EstimateLine], advance: Advance) -> Iterator[Block]:
    """Yield the sum in words, what is attached, who signs."""
    spent = spent_of(lines)
    yield Paragraph(
        plain(f"Витрачено: {ukrainian.number(spent, least=2)}{ukrainian.NBSP}грн ({ukrainian.sum_in_words(spent)}).")
    )
    yield _line(f"Додаток: документів – {advance.papers or '____'}")
    day = advance.reported_on or advance.given_on or member.delegation.period_end or NO_DAY
    name = member.term.official.signature(day) if member.term else member.name_uk
    yield Signature("Підзвітна особа", name, source=source_of(member))
    yield _line(f"Звіт перевірено, до затвердження: {BY_HAND} грн")
    yield _line(f"Бухгалтер: {BY_HAND}")


def data_of(member: Participant) -> dict[str, Any]:
    """Return the expenses and what is left of the advance, in hryvnias with kopiykas."""
    lines, advance = lines_of(member), advance_of(member)
    spent = spent_of(lines)
    return {
        "council": Council.objects.for_papers().name_uk,
        "delegation": member.delegation.code,
        "member": member.full_name,
        "number": advance.report_number,
        "date": str(advance.reported_on) if advance.reported_on else None,
        "advance": f"{advance.amount:.2f}",
        "lines": [
            {
                "kind": line.kind,
                "name": PrintedLine((line,)).name,
                "due": f"{line.amount:.2f}",
                "spent": None if line.spent is None else f"{line.spent:.2f}",
            }
            for line in lines
        ],
        "spent": f"{spent:.2f}",
        "left": f"{advance.amount - spent:.2f}",
    }


papers.register(
    papers.PaperKind(
        kind="advance-report",
        app="delegations",
        title=gettext_lazy("report on money given on account"),
        key_help=KEY,
        find=find,
        build=advance_report,
        data=data_of,
        key_of=key_of,
        applies=lambda member: member.lines.exists(),
        of="participant",
    )
)
