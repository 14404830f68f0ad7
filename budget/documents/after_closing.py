"""The paper «changes after closing»: what a report said, what is true now, by which changes and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budget.after_closing import CHANGES, FIGURES, AfterClosing, Followed, find, post_of
from budget.columns import COLUMNS
from budget.documents import parts
from budget.models import ClosedPeriod, LateChange
from budget.persons import public_text
from budget.querysets import Span
from budget.report_notes import register
from budget.reports import Report
from oleksandria_intl import papers, ukrainian
from oleksandria_intl.documents.blocks import Blocks, Column, Landscape, PageBreak, Row, RowGroup, Table
from oleksandria_intl.documents.cells import TOTAL, amount_cell, day_cell, text_cell
from oleksandria_intl.documents.document import Document

NAME = "ЗМІНИ ПІСЛЯ ЗАКРИТТЯ ПЕРІОДУ"
OTHERS = "Заходи, у яких нічого не змінилося"
NO_CHANGES = "Після закриття періоду нічого не змінено."
COUNTED = (
    "Наведено затверджені призначення, касові видатки за період і зобов’язання, які враховує звіт; «тепер» – ті самі "
    "показники за сьогоднішніми даними, на той самий день і за тією самою редакцією програми."
)
KINDS = {"payment": "Платіж", "appropriation": "Призначення", "allotment": "Розпис", "commitment": "Зобов’язання"}
FIELDS = {
    "amount": "сума",
    "measure_id": "захід",
    "source_id": "джерело",
    "program_code_id": "КПКВКМБ",
    "economic_code_id": "КЕКВ",
    "paid_on": "дата",
    "signed_on": "дата",
    "cancelled_on": "скасування",
    "commitment_id": "зобов’язання",
    "corrects_id": "що виправляє",
    "payer_id": "платник",
    "payee_name": "одержувач",
    "payee_code": "код одержувача",
    "purpose": "призначення платежу",
    "contract": "договір",
    "document": "номер документа",
    "number": "номер",
    "subject": "предмет",
    "year": "рік",
    "month": "місяць",
    "decision_id": "рішення про бюджет",
    "unit_id": "розпорядник",
    "appropriation_id": "призначення",
}
"""How the columns are called that may change."""
FIGURE_COLUMNS = tuple(
    Column(f"{COLUMNS[name].paper}: {when}", 0.081, "right", kind="sum")
    for name in FIGURES
    for when in ("за звітом", "тепер", "різниця")
)
CHANGE_COLUMNS = (
    Column("№ з/п", 0.05, "center"),
    Column("Дата зміни", 0.09),
    Column("Що змінено", 0.2),
    Column("Захід", 0.08, "center"),
    Column("Було, грн", 0.1, "right"),
    Column("Стало, грн", 0.1, "right"),
    Column("Різниця, грн", 0.1, "right"),
    Column("Хто", 0.1),
    Column("Підстава", 0.18),
)


def by_measure(after: AfterClosing) -> Table:
    """Return what the report said, what is true now, and the difference, of the measures where there is one."""
    heads = (Column("Захід", 0.06, "center"), Column("Назва", 0.211), *FIGURE_COLUMNS)
    rows = [
        *(_figures_row(row.code, row.name, row.figures) for row in after.measures if row.differs),
        _figures_row("", OTHERS, after.unchanged),
        _figures_row("", TOTAL, after.total),
    ]
    return Table(heads, tuple(RowGroup((row,)) for row in rows), True, "За звітом і тепер", dense=True)


def _figures_row(code: str, name: str, figures: dict[str, Followed]) -> Row:
    """Return the row of a measure, of the others together, or of all."""
    is_total = name == TOTAL
    amounts = (amount for it in figures.values() for amount in (it.said, it.now, it.difference))
    cells = (
        text_cell(code),
        text_cell(name, bold=is_total, heads_row=True),
        *(amount_cell(amount, bold=is_total) for amount in amounts),
    )
    return Row(cells, key=code or name, sums=("*",) if is_total else ())


def change_table(changes: Iterable[LateChange], title: str) -> Table:
    """Return the changes in the order in which they were made."""
    groups = tuple(RowGroup((_change_row(number, change),)) for number, change in enumerate(changes, 1))
    return Table(CHANGE_COLUMNS, groups, True, title, dense=True)


def _change_row(number: int, change: LateChange) -> Row:
    cells = (
        text_cell(f"{number}."),
        day_cell(timezone.localtime(change.made_at).date()),
        text_cell(what_changed(change), heads_row=True),
        text_cell(" → ".join(measures_of(change))),
        *(amount_cell(amount) for amount in (change.was_amount, change.is_amount, change.effect)),
        text_cell(post_of(change.reason.given_by)),
        text_cell(public_text(change.reason.text)),
    )
    return Row(cells, key=str(number))


def what_changed(change: LateChange) -> str:
    """Return what was changed in a few words: «Платіж від 16.03.2020: сума, захід»; names of persons are in none."""
    days = list(dict.fromkeys(f"{day:%d.%m.%Y}" for day in (change.was_day, change.is_day) if day))
    row = f"{KINDS[change.kind]} від {' → '.join(days)}"
    return f"{row}: {_deed(change)}"


def _deed(change: LateChange) -> str:
    """Return what became of a row in its period: it came, it went, or some of its fields changed."""
    fields = ", ".join(dict.fromkeys(FIELDS[name] for name in change.changed.split()))
    if change.was_amount is None or change.is_amount is None:
        deed = "враховано" if change.was_amount is None else "більше не враховано"
        return f"{deed} ({fields})" if fields else deed
    return fields


def measures_of(change: LateChange) -> list[str]:
    """Return the code of the measure before and now, once where it is the same."""
    return list(dict.fromkeys(it.code for it in (change.was_measure, change.is_measure) if it))


def _about(after: AfterClosing) -> str:
    """Return which report closed the period, when, and as what somebody did."""
    paper, period = after.period.paper, after.period
    closed = f"{timezone.localtime(period.closed_at):%d.%m.%Y}"
    return f"Період закрито {closed} звітом № {paper.number} ({post_of(period.closed_by)})."


def _reopened(period: ClosedPeriod) -> str:
    """Return when and why a period was opened again; empty of one that is closed."""
    if not (given := period.reopening):
        return ""
    day = f"{timezone.localtime(given.given_at):%d.%m.%Y}"
    return f"Період відкрито знову {day} ({post_of(given.given_by)}): {public_text(given.text)}"


def unexplained_sentences(after: AfterClosing) -> Iterator[str]:
    """Yield the differences that no change explains."""
    for row, name, amount in after.unexplained:
        figure = COLUMNS[name].paper
        yield f"Не пояснено жодною зміною: захід {row.code}, «{figure}», {ukrainian.hryvnias(amount)}."


def changes_after_closing(after: AfterClosing) -> Document:
    """Return the paper."""
    report = after.report
    about = f"за {after.edition.titled('Програмою')}"
    said = (_about(after), _reopened(after.period), *unexplained_sentences(after), COUNTED)
    blocks = (
        *parts.head(report, NAME, about),
        by_measure(after),
        *(parts.note(sentence) for sentence in said if sentence),
        *_changes(after),
        *parts.signatures(report),
    )
    title = f"Зміни після закриття періоду, {parts.period_title(after.span)} (звіт № {after.period.paper.number})"
    return parts.document(report, title, (Landscape(blocks),))


def _changes(after: AfterClosing) -> Blocks:
    """Return the changes since the report, then those between earlier reports on the same days."""
    # A page of its own: a heading and the head of a table at the foot of a page end it here, in Word on the next.
    blocks: list[Any] = [*([PageBreak()] if after.changes else []), parts.subheading("Чим змінено")]
    title = f"Зміни після звіту № {after.period.paper.number}"
    blocks.append(change_table(after.changes, title) if after.changes else parts.note(NO_CHANGES))
    for period, changes in after.earlier:
        title = f"Зміни після звіту № {period.paper.number}, до наступного закриття"
        blocks += [parts.subheading(title), parts.note(_reopened(period))]
        blocks += [change_table(changes, title)] if changes else [parts.note(NO_CHANGES)]
    return tuple(blocks)


def paper_data(after: AfterClosing) -> dict[str, Any]:
    """Return what the report said, what is true now, and every change, as strings of hryvnias with kopiykas."""
    return {
        **parts.head_data(after.report),
        "report": after.period.paper.number,
        "measures": [{"code": row.code, "name": row.name, **_figures_data(row.figures)} for row in after.measures],
        "total": _figures_data(after.total),
        "changes": [_change_data(change) for change in after.changes],
        "unexplained": list(unexplained_sentences(after)),
    }


def _figures_data(figures: dict[str, Followed]) -> dict[str, Any]:
    return {
        name: {side: parts.amount_data(getattr(figure, side)) for side in ("said", "now", "noted")}
        for name, figure in figures.items()
    }


def _change_data(change: LateChange) -> dict[str, Any]:
    return {
        "day": str(timezone.localtime(change.made_at).date()),
        "what": what_changed(change),
        "kind": change.kind,
        "measures": measures_of(change),
        "was": parts.amount_data(change.was_amount),
        "is": parts.amount_data(change.is_amount),
        "by": post_of(change.reason.given_by),
        "reason": public_text(change.reason.text),
    }


@register
def late_changes(report: Report) -> Iterator[str]:
    """Yield a sentence for each closed period within a report's own in which something was changed since."""
    for period in ClosedPeriod.objects.shown().of_program(report.program).changed_within(report.span):
        day = f"{timezone.localtime(period.paper.issued_at):%d.%m.%Y}"
        sums = ", ".join(_sums(period))
        yield (
            f"Після закриття періоду {parts.period_words(_span_of(period))} (звіт № {period.paper.number} від {day}) "
            f"змінено: {sums}. Докладно – у документі «Зміни після закриття періоду»."
        )


def _span_of(period: ClosedPeriod) -> Span:
    return Span(period.first_day, period.last_day, period.known_on)


def _sums(period: ClosedPeriod) -> Iterator[str]:
    """Yield what was changed in a period by kinds: «платежі – 2 зміни на −100,00 грн»."""
    names = {"payment": "платежі", "appropriation": "призначення", "allotment": "розпис", "commitment": "зобов’язання"}
    for kind, count, effect in period.changes.by_kind():
        times = ukrainian.counted(count, "зміна", "зміни", "змін")
        yield f"{names[kind]} – {times} на {ukrainian.hryvnias(effect or Decimal(0))}"


papers.register(
    papers.PaperKind(
        kind=CHANGES,
        app="budget",
        title=_("changes after closing"),
        key_help=parts.REPORT_KEY,
        find=find,
        build=changes_after_closing,
        data=paper_data,
        key_of=lambda after: after.key,
        formats=parts.FORMATS,
        of="closed-period",
        is_shown=parts.is_shown,
    )
)
