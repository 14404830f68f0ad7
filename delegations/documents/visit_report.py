"""The report on a trip: who went where by which order and what for, what was done, what came of it, what follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.documents import parts
from delegations.models import Delegation, FollowUp, Participant, TripReport
from oleksandria_intl import papers, ukrainian
from oleksandria_intl.documents import decision as letters
from oleksandria_intl.documents.blocks import (
    Block,
    Blocks,
    Column,
    DraftMark,
    Heading,
    Paragraph,
    Row,
    RowGroup,
    Signature,
    Table,
    plain,
)
from oleksandria_intl.documents.cells import day_cell, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.markdown import blocks_from
from oleksandria_intl.documents.sources import source_of, sourced, sourced_cells
from oleksandria_intl.models import Council

KIND = "visit-report"
TITLE = "ЗВІТ"
TRIP, CONFERENCE = "про службове відрядження за кордон", "про участь у міжнародній конференції"
GROUNDS, PURPOSE, MEMBERS, FOLLOW_UPS = "Підстава", "Мета", "Склад делегації", "Подальші кроки"
HEADS = {
    "programme": "Програма перебування",
    "meetings": "Зустрічі",
    "done_uk": "Що зроблено",
    "results_uk": "Результати",
    "brought_uk": "Що привезено з конференції",
    "proposals": "Пропозиції",
    "papers": "Документи",
}
"""The parts that the office writes, by the field that each is written in."""
NOTHING = "–"
MEMBER_COLUMNS = (
    Column("№ з/п", 0.08, "center"),
    Column("Прізвище, ім’я, по батькові", 0.42),
    Column("Посада", 0.5),
)
FOLLOW_UP_COLUMNS = (
    Column("№ з/п", 0.08, "center"),
    Column("Що має бути зроблено", 0.46),
    Column("Строк", 0.16, "center"),
    Column("Відповідає", 0.3),
)


def visit_report(delegation: Delegation) -> Document:
    """Return the report; raises ``PaperNotFound`` where nobody has written it yet."""
    report = _report_of(delegation)
    members = list(delegation.participants.all())
    about = CONFERENCE if delegation.kind == Delegation.Kind.CONFERENCE else TRIP
    body = [
        block
        for number, (head, part) in enumerate(_parts(delegation, report, members), 1)
        for block in (Heading(2, f"{number}. {head}", align="left"), *part)
    ]
    blocks = (*_head(delegation, about), *body, *_signature(report, members))
    histories = (TripReport.history.filter(id=report.pk), FollowUp.history.filter(report=report.pk))
    title = f"Звіт {about}: {delegation}"
    return parts.document(delegation, title, blocks, parts.moment_of(delegation, *histories))


def _report_of(delegation: Delegation) -> TripReport:
    report = TripReport.objects.of(delegation.pk)
    if report is None:
        raise papers.PaperNotFound(_("There is no report on this trip yet."))
    return report


def _head(delegation: Delegation, about: str) -> Iterator[Block]:
    """Yield what the paper is: of which trip, where and when; of an invented one, that it is."""
    if delegation.is_demonstration:
        yield DraftMark((parts.DEMONSTRATION,))
    yield Heading(1, TITLE, anchor="title")
    for line in (about, f"{delegation.place}, {delegation.period_text()}"):
        yield Paragraph(plain(line, bold=True), align="center", indent=False, keep_with_next=True)


def _parts(delegation: Delegation, report: TripReport, members: list[Participant]) -> Iterator[tuple[str, Blocks]]:
    """Yield the parts that say something, each with its head."""
    if order := delegation.order:
        reference = _sentence(letters.short_reference(order))
        yield GROUNDS, (Paragraph(plain(reference), source=source_of(order)),)
    yield PURPOSE, (Paragraph(plain(_sentence(delegation.purpose_uk)), source=source_of(delegation, "purpose_uk")),)
    if members:
        yield MEMBERS, (_members(members),)
    for field, head in HEADS.items():
        if text := getattr(report, field).strip():
            yield head, sourced(blocks_from(text), source_of(report, field))
    if follow_ups := list(report.follow_ups.all()):
        yield FOLLOW_UPS, (_follow_ups(follow_ups),)


def _sentence(text: str) -> str:
    return f"{ukrainian.capitalised(text).rstrip('.')}."


def _members(members: list[Participant]) -> Table:
    """Return who went, the head first; of an ensemble its name and number alone."""
    ordered = sorted(members, key=lambda member: (not member.is_head, member.place))
    groups = []
    for number, member in enumerate(ordered, 1):
        head = " (керівник делегації)" if member.is_head else ""
        post = (
            ukrainian.counted(member.number, "особа", "особи", "осіб")
            if member.number > 1
            else f"{member.full_post}{head}"
        )
        cells = (text_cell(f"{number}."), text_cell(member.full_name, heads_row=True), text_cell(post or NOTHING))
        groups.append(RowGroup((Row(sourced_cells(cells, source_of(member))),)))
    return Table(MEMBER_COLUMNS, tuple(groups), title=MEMBERS)


def _follow_ups(follow_ups: list[FollowUp]) -> Table:
    """Return what is to follow, by which day, who answers."""
    groups = []
    for number, each in enumerate(follow_ups, 1):
        cells = (
            text_cell(f"{number}."),
            text_cell(each.text_uk, heads_row=True, source=source_of(each, "text_uk")),
            day_cell(each.due_on),
            text_cell(_who(each)),
        )
        groups.append(RowGroup((Row(sourced_cells(cells, source_of(each))),)))
    return Table(FOLLOW_UP_COLUMNS, tuple(groups), title=FOLLOW_UPS)


def _who(follow_up: FollowUp) -> str:
    """Return who answers: the post and the name as it is signed, else the words."""
    term = follow_up.term
    return f"{term.post_uk} {term.official.signature(follow_up.due_on)}" if term else follow_up.answers_uk


def _signature(report: TripReport, members: list[Participant]) -> Iterator[Block]:
    """Yield the signature of who headed the delegation, else of its first member, and the day of the report."""
    day = ukrainian.long_date(report.handed_in_on) if report.handed_in_on else "«___» _____ 20__ року"
    signs = next((member for member in members if member.is_head), members[0] if members else None)
    if signs:
        on = report.handed_in_on or report.delegation.period_end
        name = signs.term.official.signature(on) if signs.term else signs.name_uk
        yield Signature(ukrainian.capitalised(signs.full_post), name, source=source_of(signs))
    yield Paragraph(plain(day), align="left", indent=False, source=source_of(report, "handed_in_on"))


def data_of(delegation: Delegation) -> dict[str, Any]:
    """Return what the report says, without who went; raises ``PaperNotFound`` where there is none."""
    report = _report_of(delegation)
    return {
        "council": Council.objects.for_papers().name_uk,
        "delegation": delegation.code,
        "place": delegation.place,
        "when": delegation.period_text(),
        "purpose": delegation.purpose_uk,
        "report": {field: getattr(report, field) for field in HEADS},
        "handed_in_on": str(report.handed_in_on) if report.handed_in_on else None,
        "follow_ups": [
            {"text": each.text_uk, "due_on": str(each.due_on), "who": each.who_uk} for each in report.follow_ups.all()
        ],
    }


papers.register(
    papers.PaperKind(
        kind=KIND,
        app="delegations",
        title=gettext_lazy("report on the trip"),
        key_help=parts.KEY,
        find=parts.find,
        build=visit_report,
        data=data_of,
        key_of=parts.key_of,
        is_final=lambda delegation: delegation.status == Delegation.Status.REPORTED,
        applies=lambda delegation: TripReport.objects.filter(delegation=delegation.pk).exists(),
        of="delegation",
        place=60,
    )
)
