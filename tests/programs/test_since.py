"""What has changed in an edition since a moment, by whom and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from budget.models import Direction, Funding
from oleksandria_intl.models import Decision, DecisionPoint
from programs.as_it_was import NotInHistory
from programs.models import CityProfile, Edition, Section
from programs.since import ChangedRow, State, changes_since, parted
from tests import clock, factories

MARCH = clock.moment("2020-03-01")


@pytest.fixture
def draft(db: None, it_is: Callable[[str], None]) -> Edition:
    """The draft that was written in February; it is April now."""
    it_is("2020-02-01")
    edition = factories.edition()
    factories.everything(edition)
    Edition.objects.get().save()
    it_is("2020-04-01")
    return Edition.objects.get()


def save(row: Any, by: User | None = None, **fields: object) -> None:
    """Change a row, as somebody does."""
    for name, value in fields.items():
        setattr(row, name, value)
    row._history_user = by
    row.save()


def changed(edition: Edition) -> list[ChangedRow]:
    """Return what has changed since March."""
    return changes_since(Edition.objects.get(pk=edition.pk), MARCH)


def test_nothing_has_changed(draft: Edition) -> None:
    assert changed(draft) == []


def test_a_changed_field_is_shown_as_it_was_and_is_with_who_and_when(draft: Edition, clerk: User) -> None:
    save(Section.objects.get(), clerk, body_uk="Інший.")
    (row,) = changed(draft)
    assert (row.state, row.kind, row.name) == (State.CHANGED, "розділ", "Вступ")
    assert row.fields == [("текст", "Текст.", "Інший.")]
    assert [(record.moment.date(), record.who) for record in row.records] == [(date(2020, 4, 1), "Оксана Діловод")]
    assert row.link == reverse("admin:programs_section_change", args=[Section.objects.get().pk])


def test_the_latest_change_of_a_row_stands_first(draft: Edition, clerk: User, head: User) -> None:
    save(Section.objects.get(), clerk, body_uk="Раз.")
    save(Section.objects.get(), head, body_uk="Два.")
    (row,) = changed(draft)
    assert [record.who for record in row.records] == ["Ірина Начальник", "Оксана Діловод"]


def test_a_row_that_came_is_named(draft: Edition, clerk: User) -> None:
    save(Direction(edition=draft, order=3, name_uk="Напрям 3"), clerk)
    (row,) = changed(draft)
    assert (row.state, row.name, row.fields, row.records[0].who) == (State.ADDED, "Напрям 3", [], "Оксана Діловод")


def test_a_row_that_went_is_named_and_leads_nowhere(draft: Edition, clerk: User) -> None:
    profile = CityProfile.objects.get()
    profile._history_user = clerk  # type: ignore[attr-defined]
    profile.delete()
    (row,) = changed(draft)
    assert (row.state, row.name, row.link, row.records[0].who) == (State.REMOVED, "Мозир.", "", "Оксана Діловод")


def test_a_row_that_moved_is_named(draft: Edition) -> None:
    save(Direction.objects.get(edition=draft, code="1"), order=3)
    (row,) = changed(draft)
    assert (row.state, row.fields) == (State.MOVED, [])


def test_an_amount_and_a_link_are_shown_as_people_read_them(draft: Edition) -> None:
    profile, other = CityProfile.objects.get(), factories.city("jarocin", "Ярочин")
    save(profile, city=other)
    save(Funding.objects.get(measure_line__code="1.1"), amount=50_000)
    fields = [field for row in changed(draft) for field in row.fields]
    assert ("місто", "Мозир, Польща", "Ярочин, Польща") in fields
    assert ("сума, грн", "40000,00", "50000,00") in fields


def test_the_edition_itself_is_compared(draft: Edition, head: User) -> None:
    save(draft, head, status="published", published_on=date(2020, 3, 20))
    (row,) = changed(draft)
    assert [(field.was, field.now) for field in row.fields] == [
        ("чернетка", "оприлюднений проєкт"),
        ("", "20 березня 2020 р."),
    ]


def test_the_decision_and_its_points_are_compared(draft: Edition, head: User) -> None:
    save(Decision.objects.get(), head, subject="Про дружбу")
    first, second = DecisionPoint.objects.order_by("order")
    save(first, head, text="Схвалити {Програму}.")
    second.delete()
    save(DecisionPoint(decision=Decision.objects.get(), order=3, text="Оприлюднити."), head)
    found = changed(draft)
    assert [(row.kind, row.state) for row in found] == [
        ("рішення", State.CHANGED),
        ("пункт рішення", State.CHANGED),
        ("пункт рішення", State.REMOVED),
        ("пункт рішення", State.ADDED),
    ]
    assert found[1].link == reverse("admin:oleksandria_intl_decision_change", args=[Decision.objects.get().pk])


def test_another_decision_is_a_change_of_the_edition_alone(draft: Edition) -> None:
    save(draft, decision=factories.decision("other"))
    (row,) = changed(draft)
    assert [field.label for field in row.fields] == ["рішення"]


def test_apostrophes_and_spaces_are_no_change(draft: Edition) -> None:
    save(Section.objects.get(), body_uk="Текст. ")
    assert changed(draft) == []


def test_before_history_nothing_is_compared(draft: Edition) -> None:
    with pytest.raises(NotInHistory):
        changes_since(draft, clock.moment("2020-01-01"))


def test_short_texts_are_shown_whole() -> None:
    assert parted("раз два", "раз три") == ("раз два", "раз три")


def test_of_long_texts_what_differs_is_shown_with_some_words_around() -> None:
    before, after = " ".join(f"а{n}" for n in range(60)), " ".join(f"б{n}" for n in range(60))
    was, now = parted(f"{before} два {after}", f"{before} три {after}")
    assert was == "… а55 а56 а57 а58 а59 два б0 б1 б2 б3 б4 …"
    assert now == was.replace("два", "три")


def test_of_a_long_text_that_grew_the_end_is_shown() -> None:
    text = " ".join(["слово"] * 60)
    assert parted(text, f"{text} кінець") == (
        "… слово слово слово слово слово",
        "… слово слово слово слово слово кінець",
    )


def test_words_that_repeat_are_not_counted_twice() -> None:
    text = " ".join(["слово"] * 60)
    was, now = parted(text, f"{text} слово")
    assert len(now.split()) == len(was.split()) + 1


def test_the_page_shows_what_has_changed_since(client: Client, clerk: User, draft: Edition) -> None:
    save(Section.objects.get(), clerk, body_uk="Інший.")
    client.force_login(clerk)
    page = client.get(reverse("admin:programs_edition_as_it_was", args=[draft.pk]), {"on": "01.03.2020"})
    assert [row.name for row in page.context["changed"]] == ["Вступ"]
    assert "<ins>Інший.</ins>" in page.content.decode()
