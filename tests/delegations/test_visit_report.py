"""The paper of a trip's report: what stands in it, where each text comes from, who signs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from delegations.documents import parts
from delegations.documents.visit_report import KIND
from delegations.models import Delegation, Participant
from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import DraftMark, Heading, Paragraph, Signature, Table, text_of
from oleksandria_intl.documents.sources import sources_of
from oleksandria_intl.models import Term
from tests import trips

pytestmark = pytest.mark.django_db
SCOPE = papers.Scope()


def built(trip: Delegation) -> tuple[Any, ...]:
    kind = papers.get(KIND)
    return kind.build(kind.find(trip.code, SCOPE)).blocks


def words(blocks: tuple[Any, ...]) -> list[str]:
    return [text_of(block.runs) for block in blocks if isinstance(block, Paragraph)]


def rows(table: Table) -> list[list[str]]:
    found = [row for group in table.groups for row in group.rows]
    return [[" ".join(text_of(each.runs) for each in cell.content) for cell in row.cells] for row in found]


def test_the_report_says_who_went_by_which_order_what_came_of_it_and_what_follows() -> None:
    trip = trips.ordered(invitation="запрошення бургомістра")
    Participant.objects.create(delegation=trip, category="ensemble", name_uk="Ансамбль «Весна»", number=12, place=2)
    report = trips.report(trip, meetings="- бургомістр", proposals="Повторити.")
    trips.follow_up(report, answers_uk="", term=Term.objects.first())
    blocks = built(trip)
    heads = [block.text for block in blocks if isinstance(block, Heading)]
    assert heads == [
        "ЗВІТ",
        "1. Підстава",
        "2. Мета",
        "3. Склад делегації",
        "4. Зустрічі",
        "5. Що зроблено",
        "6. Результати",
        "7. Пропозиції",
        "8. Подальші кроки",
    ]
    said = words(blocks)
    assert f"Розпорядження міського голови від 15 вересня 2020 року № {trip.order.number}." in said
    assert "Для участі в Днях міста." in said
    members, follow_ups = (rows(block) for block in blocks if isinstance(block, Table))
    assert members == [
        ["1.", "Цапюк Степан", "Міський голова (керівник делегації)"],
        ["2.", "Ансамбль «Весна»", "12 осіб"],
    ]
    assert follow_ups == [["1.", "Підготувати угоду", "31.12.2020", "Міський голова С. ЦАПЮК"]]
    assert [block for block in blocks if isinstance(block, Signature)] == [Signature("Міський голова", "С. ЦАПЮК")]
    assert said[-1] == "9 жовтня 2020 року"
    assert None not in list(sources_of(blocks))


def test_of_a_conference_it_says_what_the_participant_brought_back_and_of_a_demonstration_that_it_is_one() -> None:
    trip = trips.ordered(kind="conference", is_demonstration=True)
    trips.report(trip, brought_uk="Програму обміну.", handed_in_on=None)
    blocks = built(trip)
    heads = [block.text for block in blocks if isinstance(block, Heading)]
    assert heads[-1] == "6. Що привезено з конференції"
    said = words(blocks)
    assert "про участь у міжнародній конференції" in said
    assert blocks[0] == DraftMark((parts.DEMONSTRATION,))
    assert said[-1] == "«___» _____ 20__ року"


def test_there_is_no_paper_of_a_trip_without_a_report_nor_of_one_that_nobody_knows() -> None:
    trip = trips.ordered()
    with pytest.raises(papers.PaperNotFound):
        built(trip)
    with pytest.raises(papers.PaperNotFound):
        papers.get(KIND).find("nowhere", SCOPE)


def test_its_data_are_what_it_says() -> None:
    trip = trips.ordered()
    report = trips.report(trip)
    trips.follow_up(report)
    kind = papers.get(KIND)
    data = kind.data(kind.find(trip.code, SCOPE))
    assert data["report"]["results_uk"] == report.results_uk
    assert data["follow_ups"] == [{"text": "Підготувати угоду", "due_on": "2020-12-31", "who": "відділ економіки"}]
    assert (data["place"], data["handed_in_on"]) == (trip.place, str(date(2020, 10, 9)))
