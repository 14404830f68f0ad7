"""A copy of an edition: every row of it under the same code, and nothing of how far it has come."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from budget.models import Measure, MeasureLine, Responsible
from programs.cloning import clone
from programs.exchange import dump, row_models, rows_of
from programs.models import Edition, EditionRow, PassportRow, Program, Section
from tests import factories

OWN = {"id", "edition", "version"}


@pytest.fixture
def whole(db: None) -> Edition:
    """An adopted edition with a row of every kind."""
    edition = factories.edition()
    factories.everything(edition)
    Section.objects.create(edition=edition, order=2, title_uk="Частина", parent=Section.objects.get(title_uk="Вступ"))
    Edition.objects.filter(pk=edition.pk).update(status="adopted", name_en="Friendship", numbering="arabic")
    return Edition.objects.of_key("2020/1")


def facts(row: EditionRow) -> dict[str, Any]:
    """Return what a row says, its links to other rows of the edition as their codes."""
    values = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.name not in OWN}
    return {name: value.code if isinstance(value, EditionRow) else value for name, value in values.items()}


def measures_of(edition: Edition) -> list[Measure]:
    """Return what the money of an edition's measures is counted by."""
    return [line.measure for line in MeasureLine.objects.filter(edition=edition).order_by("pk")]


@pytest.mark.parametrize("model", row_models(), ids=lambda model: model.__name__)
def test_a_copy_has_every_row_as_it_was(whole: Edition, head: User, model: type[EditionRow]) -> None:
    before = list(map(facts, rows_of(model, whole)))
    copy = clone(whole, number=2, by=head)
    assert before
    assert list(map(facts, rows_of(model, copy))) == before
    assert list(map(facts, rows_of(model, whole))) == before


def test_the_links_of_a_copy_lead_to_its_own_rows(whole: Edition, head: User) -> None:
    copy = clone(whole, number=2, by=head)
    linked = [
        getattr(row, field.name)
        for model in row_models()
        for row in rows_of(model, copy)
        for field in model._meta.concrete_fields
        if isinstance(field.related_model, type) and issubclass(field.related_model, EditionRow)
    ]
    assert {row.edition for row in linked if row is not None} == {copy}


def test_a_copy_within_the_programme_amends_the_edition_and_is_a_draft_that_nobody_decided(
    whole: Edition, head: User
) -> None:
    copy = Edition.objects.get(pk=clone(whole, number=2, by=head).pk)
    assert (copy.base, copy.status, copy.decision, copy.published_on, copy.in_force_from, copy.frozen) == (
        *(whole, "draft", None, None, None),
        "",
    )
    assert (copy.titled(), copy.name_en, copy.numbering) == (whole.titled(), "Friendship", "arabic")


def test_the_json_of_a_copy_differs_in_its_edition_alone(whole: Edition, head: User) -> None:
    old, new = dump(whole), dump(clone(whole, number=2, by=head))
    rows = [model.json_key for model in row_models()]
    assert {key: new[key] for key in rows} == {key: old[key] for key in rows}


def test_the_measures_stay_the_same_within_a_programme(whole: Edition, head: User) -> None:
    copy = clone(whole, number=2, by=head)
    assert measures_of(copy) == measures_of(whole)
    assert Measure.objects.count() == len(factories.AMOUNTS)


def test_another_programme_has_measures_of_its_own_and_is_founding(whole: Edition, head: User) -> None:
    program = Program.objects.create(slug="2021")
    copy = clone(whole, number=1, by=head, program=program, year_from=2021, year_to=2021)
    assert (copy.base, copy.years_short) == (None, "2021")
    keys = [measure.natural_key() for measure in measures_of(copy)]
    assert keys == [("2021", code) for code in factories.AMOUNTS]


def test_the_history_says_who_made_the_copy(whole: Edition, head: User) -> None:
    copy = clone(whole, number=2, by=head)
    rows: list[Any] = [copy, *(row for model in row_models() for row in rows_of(model, copy))]
    assert {(record.history_type, record.history_user) for row in rows for record in row.history.all()} == {("+", head)}


def test_a_copy_begins_without_the_words_that_adoption_takes_from_registers(
    db: None, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = factories.edition()
    Responsible.objects.update(words="управління економіки")
    monkeypatch.setattr(Responsible, "register_words", ("words",))
    assert {row.words for row in Responsible.objects.all()} == {"управління економіки"}
    copy = clone(draft, number=1, by=head, program=Program.objects.create(slug="2021"))
    assert {facts(row)["words"] for row in rows_of(Responsible, copy)} == {""}


def test_a_copy_that_cannot_be_made_whole_is_not_made(
    whole: Edition, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise ValidationError("no room")

    monkeypatch.setattr(PassportRow, "save", fail)
    with pytest.raises(ValidationError):
        clone(whole, number=2, by=head)
    assert Edition.objects.count() == 1


def test_the_sums_of_a_copy_change_apart(whole: Edition, head: User) -> None:
    copy = clone(whole, number=2, by=head)
    funding = MeasureLine.objects.get(edition=copy, code="1.2").funding.get()
    funding.amount = Decimal(250_000)
    funding.save()
    assert MeasureLine.objects.get(edition=whole, code="1.2").funding.get().amount == 300_000
