"""What delegations print in a programme: the table of visits by field, and the conferences."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from delegations.checks import printed_trips
from delegations.models import Conference, PlannedTrip, VisitField, VisitLine, VisitPurpose, VisitTheme
from oleksandria_intl import once, ukrainian
from oleksandria_intl.documents.blocks import Blocks, Cell, Column, Row, RowGroup, Table
from oleksandria_intl.documents.cells import text_cell
from oleksandria_intl.documents.sources import source_of, sourced_cells
from programs import sections
from programs.edition_paper import mark_of
from programs.models import Section

VISIT_COLUMNS = (
    Column("№ з/п", 0.06, "center"),
    Column("Напрям співробітництва", 0.19),
    Column("Мета візиту", 0.18),
    Column("Термін", 0.1),
    Column("Держава та місто", 0.12),
    Column("Склад делегації", 0.24),
    Column("Кошторис", 0.11),
)
CONFERENCE_COLUMNS = (
    Column("№ з/п", 0.06, "center"),
    Column("Держава та місто проведення", 0.24),
    Column("Напрямок співробітництва", 0.34),
    Column("Орієнтовна дата проведення", 0.19),
    Column("Кошторис відрядження", 0.17),
)
Marks = dict[int, str]
"""The mark of every footnote, by its primary key."""


def visits(section: Section) -> Blocks:
    """Return the table of visits: fields, their themes, purposes, and a row for each visit."""
    marks = _marks(section)
    fields = VisitField.objects.printed(section.edition)
    groups = [group for number, field in enumerate(fields, 1) for group in _field(number, field, marks)]
    return (Table(VISIT_COLUMNS, tuple(groups), numbered_columns=True, title=section.title_uk),) if groups else ()


def _marks(section: Section) -> Marks:
    return {note.pk: mark_of(place) for place, note in enumerate(section.footnotes.all())}


def _field(number: int, field: VisitField, marks: Marks) -> Iterable[RowGroup]:
    """Return a field's groups of rows, its own head standing with the first."""
    head = Row(
        (
            text_cell(
                f"{number}. ГАЛУЗЬ: {field.name_uk.upper()}",
                bold=True,
                colspan=len(VISIT_COLUMNS),
                heads_row=True,
                source=source_of(field, "name_uk"),
            ),
        )
    )
    groups = [_theme(place, theme, marks) for place, theme in enumerate(field.themes.all(), 1)]
    yield RowGroup((head, *(groups[0] if groups else ())))
    yield from map(RowGroup, groups[1:])


def _theme(number: int, theme: VisitTheme, marks: Marks) -> tuple[Row, ...]:
    """Return a theme's rows, its number and name merged over them."""
    rows = [row for purpose in theme.purposes.all() for row in _purpose(purpose, marks)] or [
        (text_cell("", colspan=5),)
    ]
    head = (
        text_cell(f"{number}.", rowspan=len(rows), source=source_of(theme)),
        text_cell(theme.name_uk, rowspan=len(rows), heads_row=True, source=source_of(theme, "name_uk")),
    )
    return Row((*head, *rows[0])), *map(Row, rows[1:])


def _purpose(purpose: VisitPurpose, marks: Marks) -> list[tuple[Cell, ...]]:
    """Return a purpose's rows, a row for each visit, without the theme's cells."""
    lines = [_line(line, marks) for line in purpose.lines.all()] or [(text_cell("", colspan=4),)]
    name = text_cell(purpose.name_uk, rowspan=len(lines), source=source_of(purpose, "name_uk"))
    return [(name, *lines[0]), *lines[1:]]


def _line(line: VisitLine, marks: Marks) -> tuple[Cell, ...]:
    visit = line.visit
    when = ukrainian.capitalised(visit.period_text())
    cost = source_of(line, "cost_words") if line.cost_words else source_of(visit, "amount")
    return (
        text_cell(when, source=source_of(visit)),
        text_cell(visit.place, anchor=visit.code, source=source_of(visit)),
        text_cell(line.participants, source=source_of(line, "participants")),
        text_cell(line.cost_words or _cost(visit, marks), source=cost),
    )


def _cost(trip: PlannedTrip, marks: Marks) -> str:
    """Return a trip's cost with the mark of its footnote."""
    return trip.cost_text() + marks.get(trip.footnote_id or 0, "")


def conferences(section: Section) -> Blocks:
    """Return the table of conferences."""
    marks = _marks(section)
    rows = []
    for number, conference in enumerate(Conference.objects.printed(section.edition), 1):
        when = ukrainian.capitalised(conference.period_text())
        head = (text_cell(f"{number}."), text_cell(conference.place, anchor=conference.code))
        topic = text_cell(conference.topic_uk, source=source_of(conference, "topic_uk"))
        cost = text_cell(_cost(conference, marks), source=source_of(conference, "amount"))
        cells = (*head, topic, text_cell(when), cost)
        rows.append(RowGroup((Row(sourced_cells(cells, source_of(conference))),)))
    return (Table(CONFERENCE_COLUMNS, tuple(rows), numbered_columns=True, title=section.title_uk),) if rows else ()


def _has_visits(section: Section) -> bool:
    return VisitField.objects.filter(edition=section.edition_id).exists()


def _has_conferences(section: Section) -> bool:
    return bool(once.made(printed_trips, Conference, section.edition))


sections.register_kind("visits", _("table of visits"), visits, _has_visits)
sections.register_kind("conferences", _("table of conferences"), conferences, _has_conferences)
