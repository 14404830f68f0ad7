"""Order: rows are moved where they stand, nobody types a place, and no two share one."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from budget.models import ReportSignatory
from oleksandria_intl.models import Decision, DecisionPoint, Official, Term, UndoStep
from oleksandria_intl.ordering import move_before, move_by_one
from programs.models import Edition, Section
from tests.admin_pages import address, posted


@pytest.fixture
def office(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client


@pytest.fixture
def sections(edition: Edition) -> list[Section]:
    Section.objects.filter(edition=edition).delete()
    return [Section.objects.create(edition=edition, title_uk=title) for title in ("Вступ", "Мета", "Кошторис")]


def titles(edition: Edition) -> list[str]:
    return list(Section.objects.listed(edition).values_list("title_uk", flat=True))


def test_a_new_row_goes_last_among_its_siblings(edition: Edition, sections: list[Section]) -> None:
    assert [section.order for section in sections] == [1, 2, 3]
    child = Section.objects.create(edition=edition, title_uk="Міста", parent=sections[1])
    assert child.order == 1
    assert Section.objects.create(edition=edition, title_uk="Друга", order=2).order == 4


def test_a_row_moves_in_the_list_and_back_by_one_step_of_the_bin(
    office: Client, edition: Edition, sections: list[Section]
) -> None:
    page = address(Section, "changelist") + f"?edition__id__exact={edition.pk}"
    answer = office.post(page, {"_move": f"{sections[2].pk}:up"})
    assert answer.status_code == 302
    assert answer["Location"] == page
    assert titles(edition) == ["Вступ", "Кошторис", "Мета"]
    step = UndoStep.objects.latest("pk")
    office.post(address(UndoStep, "undo", step.pk))
    assert titles(edition) == ["Вступ", "Мета", "Кошторис"]


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("down", ["Мета", "Вступ", "Кошторис"]),
        ("last", ["Мета", "Кошторис", "Вступ"]),
        ("up", ["Вступ", "Мета", "Кошторис"]),
        ("before:99999", ["Вступ", "Мета", "Кошторис"]),
        ("before:", ["Вступ", "Мета", "Кошторис"]),
        ("sideways", ["Вступ", "Мета", "Кошторис"]),
    ],
)
def test_every_way_of_a_button_or_a_drop(
    way: str, expected: list[str], office: Client, edition: Edition, sections: list[Section]
) -> None:
    assert office.post(address(Section, "changelist"), {"_move": f"{sections[0].pk}:{way}"}).status_code == 302
    assert titles(edition) == expected


def test_a_drop_puts_a_row_before_another(office: Client, edition: Edition, sections: list[Section]) -> None:
    office.post(address(Section, "changelist"), {"_move": f"{sections[2].pk}:before:{sections[0].pk}"})
    assert titles(edition) == ["Кошторис", "Вступ", "Мета"]
    versions = Section.objects.get(pk=sections[2].pk).history.count()
    assert versions == 2


def test_rows_that_shared_a_place_are_counted_again(edition: Edition, sections: list[Section], clerk: User) -> None:
    Section.objects.filter(edition=edition).update(order=1)
    assert move_by_one(row=sections[0], up=False, by=clerk)
    assert list(Section.objects.listed(edition).values_list("title_uk", "order")) == [
        ("Мета", 1),
        ("Вступ", 2),
        ("Кошторис", 3),
    ]


def test_a_row_of_an_adopted_edition_stays(office: Client, edition: Edition, sections: list[Section]) -> None:
    Edition.objects.filter(pk=edition.pk).update(status="withdrawn")
    office.post(address(Section, "changelist"), {"_move": f"{sections[2].pk}:up"})
    assert titles(edition) == ["Вступ", "Мета", "Кошторис"]


def test_a_stranger_to_the_right_moves_nothing(
    client: Client, auditor: User, edition: Edition, sections: list[Section]
) -> None:
    client.force_login(auditor)
    client.post(address(Section, "changelist"), {"_move": f"{sections[2].pk}:up"})
    assert titles(edition) == ["Вступ", "Мета", "Кошторис"]


def test_sections_are_listed_as_a_tree_with_their_numerals(
    office: Client, edition: Edition, sections: list[Section]
) -> None:
    Section.objects.create(edition=edition, title_uk="Міста-побратими", parent=sections[1])
    rows = office.get(address(Section, "changelist")).context["cl"].result_list
    assert [(row.numeral, row.title_uk) for row in rows] == [
        ("I", "Вступ"),
        ("II", "Мета"),
        ("", "Міста-побратими"),
        ("III", "Кошторис"),
    ]


def test_no_place_is_typed_on_a_rows_own_page(office: Client, edition: Edition, sections: list[Section]) -> None:
    page = address(Section, "change", sections[0].pk)
    assert "order" not in office.get(page).context["adminform"].form.fields
    office.post(page, posted(office, page) | {"parent": sections[1].pk})
    section = Section.objects.get(pk=sections[0].pk)
    assert (section.parent_id, section.order) == (sections[1].pk, 1)


# Tables of a form


@pytest.fixture
def hall(client: Client, secretary: User) -> Client:
    client.force_login(secretary)
    return client


@pytest.fixture
def decision(edition: Edition) -> Decision:
    found = edition.decision
    assert found is not None
    found.points.all().delete()
    for text in ("Перший.", "Другий.", "Третій."):
        DecisionPoint.objects.create(decision=found, text=text)
    return found


def points(decision: Decision) -> list[tuple[int, str]]:
    return list(decision.points.order_by("order", "pk").values_list("order", "text"))


def test_a_button_in_a_table_saves_the_page_with_the_row_moved(hall: Client, decision: Decision) -> None:
    page = address(Decision, "change", decision.pk)
    data = posted(hall, page) | {"points-0-text": "Змінений.", "_move": "points-0-order:down"}
    answer = hall.post(page, data)
    assert answer["Location"] == page
    assert points(decision) == [(1, "Другий."), (2, "Змінений."), (3, "Третій.")]


@pytest.mark.parametrize(
    "move", ["points-0-order:up", "points-2-order:down", "points-9-order:up", "x", ":up", "points-x-order:up"]
)
def test_a_button_that_leads_nowhere_saves_all_the_same(move: str, hall: Client, decision: Decision) -> None:
    page = address(Decision, "change", decision.pk)
    assert hall.post(page, posted(hall, page) | {"_move": move})["Location"] == page
    assert [text for _order, text in points(decision)] == ["Перший.", "Другий.", "Третій."]


def test_rows_that_are_sent_with_one_place_get_two(hall: Client, decision: Decision) -> None:
    page = address(Decision, "change", decision.pk)
    hall.post(page, posted(hall, page) | {"points-0-order": "2"})
    orders = [order for order, _text in points(decision)]
    assert len(set(orders)) == 3


def test_a_place_alone_makes_no_row(hall: Client, decision: Decision) -> None:
    page = address(Decision, "change", decision.pk)
    data = posted(hall, page)
    data |= {"points-TOTAL_FORMS": "4", "points-3-order": "4", "points-3-text": ""}
    assert hall.post(page, data).status_code == 302
    assert len(points(decision)) == 3


def signatories() -> list[Any]:
    """Return three who sign reports: places that the database keeps apart."""
    official = Official.objects.create(code="o", surname="Іваненко", given_name="Юрій")
    terms = [Term.objects.create(official=official, code=f"t{place}", post_uk=f"Посада {place}") for place in range(3)]
    return [ReportSignatory.objects.create(term=term) for term in terms]


def posts() -> list[str]:
    return list(ReportSignatory.objects.order_by("order").values_list("term__post_uk", flat=True))


def test_places_that_the_database_keeps_apart_are_exchanged(administrator: User) -> None:
    made = signatories()
    assert move_before(row=made[2], other=made[0], by=administrator)
    assert posts() == ["Посада 2", "Посада 0", "Посада 1"]


def test_an_exchange_of_such_places_is_taken_back_by_the_bin(client: Client, administrator: User) -> None:
    made = signatories()
    client.force_login(administrator)
    client.post(address(ReportSignatory, "changelist"), {"_move": f"{made[2].pk}:up"})
    assert posts() == ["Посада 0", "Посада 2", "Посада 1"]
    client.post(address(UndoStep, "undo", UndoStep.objects.latest("pk").pk))
    assert posts() == ["Посада 0", "Посада 1", "Посада 2"]


def test_history_says_who_moved_a_row(sections: list[Section], clerk: User) -> None:
    move_before(row=sections[2], other=sections[0], by=clerk)
    assert {row.history.latest().history_user for row in sections} == {clerk}


def test_a_move_that_is_refused_in_its_middle_moves_nothing(
    edition: Edition, sections: list[Section], clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = Section.save

    def refuse_the_last(row: Section, *args: Any, **kwargs: Any) -> None:
        if row.pk == sections[1].pk:
            raise ValidationError("Редакцію прийнято.")
        save(row, *args, **kwargs)

    monkeypatch.setattr(Section, "save", refuse_the_last)
    with pytest.raises(ValidationError):
        move_before(row=sections[2], other=sections[0], by=clerk)
    assert titles(edition) == ["Вступ", "Мета", "Кошторис"]
