"""The table of visits and the table of conferences."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from delegations.models import Conference, PlannedVisit, VisitField, VisitLine, VisitPurpose, VisitTheme
from delegations.sections import conferences, visits
from oleksandria_intl.documents.blocks import Cell, Paragraph, Row, Table, text_of
from programs.models import Edition, Footnote, Section


def section(kind: str) -> Section:
    """Return a section as a paper asks for it."""
    found = Section.objects.get(kind=kind)
    return next(each for each in Section.objects.printed(found.edition) if each == found)


def table(blocks: Any) -> Table:
    (only,) = blocks
    assert isinstance(only, Table)
    return only


def text(cell: Cell) -> str:
    return " ".join(text_of(block.runs) for block in cell.content if isinstance(block, Paragraph))


def rows(of: Table) -> list[Row]:
    return [row for group in of.groups for row in group.rows]


def test_fields_head_their_themes(programme_2020: Edition) -> None:
    heads = [row.cells[0] for row in rows(table(visits(section("visits")))) if len(row.cells) == 1]
    assert [text(head) for head in heads] == ["1. ГАЛУЗЬ: ЕКОНОМІКА", "2. ГАЛУЗЬ: КУЛЬТУРА ТА ТУРИЗМ"]
    assert all(head.colspan == 7 for head in heads)


def test_a_theme_and_a_purpose_are_merged_over_their_rows(programme_2020: Edition) -> None:
    theme = rows(table(visits(section("visits"))))[3]
    assert [cell.rowspan for cell in theme.cells] == [4, 4, 2, 1, 1, 1, 1]
    assert text(theme.cells[1]).startswith("Обмін делегаціями")


def test_every_visit_of_a_purpose_has_a_row(programme_2020: Edition) -> None:
    assert [text(row.cells[-1]) for row in rows(table(visits(section("visits"))))] == [
        "1. ГАЛУЗЬ: ЕКОНОМІКА",
        "30\xa0000\xa0грн",
        "2. ГАЛУЗЬ: КУЛЬТУРА ТА ТУРИЗМ",
        "120\xa0000\xa0грн*",
        "150\xa0000\xa0грн*",
        "Фінансується спільно з візитом до м. Тервел",
        "Фінансується в рамках візиту до м. Ярочин на День міста",
    ]


def test_when_and_where_are_printed_as_the_paper_says_them(programme_2020: Edition) -> None:
    lublin = rows(table(visits(section("visits"))))[1]
    assert [text(cell) for cell in lublin.cells[3:5]] == ["Травень 2020 року", "Місто Люблін, Республіка Польща"]


def test_words_are_printed_instead_of_a_derived_place(programme_2020: Edition) -> None:
    PlannedVisit.objects.filter(code="lublin").update(place_words="Люблін і Варшава")
    assert text(rows(table(visits(section("visits"))))[1].cells[4]) == "Люблін і Варшава"


def test_a_visit_without_a_planned_cost_shows_a_dash_and_one_that_costs_nothing_a_zero(
    programme_2020: Edition,
) -> None:
    PlannedVisit.objects.filter(code="lublin").update(amount=None)
    assert text(rows(table(visits(section("visits"))))[1].cells[-1]) == "-"
    PlannedVisit.objects.filter(code="lublin").update(amount=Decimal(0))
    assert text(rows(table(visits(section("visits"))))[1].cells[-1]) == "0\xa0грн"


def test_a_second_footnote_has_two_stars(programme_2020: Edition) -> None:
    note = Footnote.objects.create(edition=programme_2020, section=section("visits"), order=2, text="Друга")
    PlannedVisit.objects.filter(code="lublin").update(footnote=note)
    assert text(rows(table(visits(section("visits"))))[1].cells[-1]) == "30\xa0000\xa0грн**"


@pytest.mark.parametrize("emptied", [VisitLine, VisitPurpose, VisitTheme])
def test_what_has_no_rows_yet_is_printed_with_empty_cells(programme_2020: Edition, emptied: Any) -> None:
    emptied.objects.all().delete()
    for row in rows(table(visits(section("visits")))):
        assert row.cells
    assert "ГАЛУЗЬ" in str(visits(section("visits")))


def test_without_fields_there_is_no_table(programme_2020: Edition) -> None:
    VisitField.objects.all().delete()
    assert visits(section("visits")) == ()


def test_every_row_covers_all_columns(programme_2020: Edition) -> None:
    of = table(visits(section("visits")))
    for group in of.groups:
        below = [0] * len(of.columns)
        for row in group.rows:
            free = [column for column, height in enumerate(below) if not height]
            assert sum(cell.colspan for cell in row.cells) == len(free)
            below = [max(height - 1, 0) for height in below]
            for cell in row.cells:
                for column in [free.pop(0) for _ in range(cell.colspan)]:
                    below[column] = cell.rowspan - 1
        assert below == [0] * len(of.columns)


def test_conferences_are_numbered_by_their_order(programme_2020: Edition) -> None:
    Conference.objects.filter(code="vienna").update(order=0)
    assert [[text(cell) for cell in row.cells][:2] for row in rows(table(conferences(section("conferences"))))] == [
        ["1.", "Місто Відень, (Австрія)"],
        ["2.", "Місто Женева (Швейцарія)"],
    ]


def test_a_conference_says_when_in_the_papers_words_and_what_it_costs(programme_2020: Edition) -> None:
    first = rows(table(conferences(section("conferences"))))[0]
    assert [text(cell) for cell in first.cells[3:]] == ["За окремим графіком", "50\xa0000\xa0грн"]


def test_without_conferences_there_is_no_table(programme_2020: Edition) -> None:
    Conference.objects.all().delete()
    assert conferences(section("conferences")) == ()


def test_the_table_asks_the_database_no_more_for_more_visits(programme_2020: Edition) -> None:
    before = queries()
    purpose, visit = VisitPurpose.objects.get(code="festivals"), PlannedVisit.objects.get(code="lublin")
    for number in range(20):
        VisitLine.objects.create(purpose=purpose, visit=visit, order=number)
    assert queries() == before


def queries() -> int:
    """Return how often the table of visits asks the database."""
    printed = section("visits")
    with CaptureQueriesContext(connection) as asked:
        visits(printed)
    return len(asked)
