"""What differs between two editions: each row once with what hangs on it, and nothing that nobody changed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User

from budget.models import Direction, Funding, MeasureLine, Responsible
from delegations.models import PlannedVisit, VisitLine, VisitPurpose
from oleksandria_intl.models import Unit
from programs.amending import amend
from programs.differences import Difference, difference, settled
from programs.models import AgreedTotal, CityProfile, Edition, PassportRow, Section
from tests import factories


@pytest.fixture
def adopted(db: None) -> Edition:
    """An adopted edition with a row of every kind and three sections."""
    edition = factories.edition()
    factories.everything(edition)
    for order, title in ((2, "Мета"), (3, "Строки")):
        Section.objects.create(edition=edition, order=order, title_uk=title, body_uk=f"{title} програми.")
    Edition.objects.filter(pk=edition.pk).update(status="adopted")
    return Edition.objects.of_key("2020/1")


@pytest.fixture
def draft(adopted: Edition, head: User) -> Edition:
    """Its amendment, in which nothing is changed yet."""
    return amend(edition=adopted, by=head)


def row(model: Any, draft: Edition, **named: Any) -> Any:
    """Return a row of the draft."""
    return model.objects.get(edition=draft, **named)


def changed(row: Any, **fields: Any) -> None:
    """Change fields of a row."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def found(draft: Edition) -> Difference:
    """Return what the draft changes."""
    assert draft.base is not None
    return difference(draft.base, draft)


def summary(draft: Edition) -> list[tuple[str, str, str]]:
    """Return the changes in short: what is done to which row."""
    return [(kind(change), change.model.__name__, change.code) for change in found(draft).adopted]


def kind(change: Any) -> str:
    return "added" if change.is_added else "removed" if change.is_removed else "moved" if change.is_moved else "changed"


def test_a_copy_differs_in_nothing(draft: Edition) -> None:
    assert (found(draft).rows, found(draft).fields, found(draft).changes) == ((), (), [])


def test_a_changed_text_is_named_with_what_it_was_and_is(draft: Edition) -> None:
    changed(row(Section, draft, title_uk="Мета"), body_uk="Інша мета програми.")
    (change,) = found(draft).changes
    (field,) = change.fields
    assert (kind(change), field.field.name, field.old, field.new) == (
        "changed",
        "body_uk",
        "Мета програми.",
        "Інша мета програми.",
    )


@pytest.mark.parametrize(
    "text", ["Мета\u00a0програми.", " Мета  програми. ", "Мета програми.\n"], ids=["space", "spaces", "end"]
)
def test_spaces_are_no_change(draft: Edition, text: str) -> None:
    changed(row(Section, draft, title_uk="Мета"), body_uk=text)
    assert found(draft).rows == ()


@pytest.mark.parametrize(
    ("old", "new"), [("зв'язок", "зв’язок"), ("2020-2021", "2020 – 2021"), ("день - 1", "день — 1")]
)
def test_what_typesetting_sees_to_makes_no_difference(old: str, new: str) -> None:
    assert settled(old) == settled(new)


@pytest.mark.parametrize(("old", "new"), [("а\n\nб", "а б"), ("- а\n- б", "- а - б"), ("зв'язок", "звязок")])
def test_what_a_reader_sees_makes_a_difference(old: str, new: str) -> None:
    assert settled(old) != settled(new)


def test_a_sum_of_a_measure_is_a_change_of_the_measure(draft: Edition) -> None:
    changed(row(Funding, draft, measure_line__code="1.2"), amount=Decimal(250_000))
    (change,) = found(draft).changes
    assert (kind(change), change.key, change.fields) == ("changed", (MeasureLine, "1.2"), ())
    (part,) = change.parts
    assert [(each.field.name, each.old, each.new) for each in part.fields] == [("amount", "300000.00", "250000.00")]


def test_a_measures_name_sum_and_unit_are_one_change(draft: Edition) -> None:
    line = row(MeasureLine, draft, code="1.2")
    changed(line, name_uk="Обмін делегаціями")
    changed(line.funding.get(), amount=Decimal(1))
    Responsible.objects.create(measure_line=line, unit=Unit.objects.get(), words="відділ")
    assert summary(draft) == [("changed", "MeasureLine", "1.2")]
    assert len(found(draft).adopted[0].parts) == 2


def test_a_new_measure_is_one_change_with_its_money_and_unit(draft: Edition) -> None:
    factories.measure(draft, "2.9", order=9, amount=1_000)
    (change,) = found(draft).adopted
    assert (kind(change), change.key, change.place) == ("added", (MeasureLine, "2.9"), 1)
    assert [part.model for part in change.parts] == [Responsible, Funding]


def test_a_direction_goes_with_its_measures_as_one_change(draft: Edition) -> None:
    row(Direction, draft, code="2").delete()
    assert summary(draft) == [("removed", "Direction", "2")]
    assert {part.model for part in found(draft).adopted[0].parts} == {MeasureLine, Responsible, Funding}


def test_a_visit_goes_with_its_lines_as_one_change(draft: Edition) -> None:
    VisitLine.objects.filter(edition=draft).delete()
    row(PlannedVisit, draft).delete()
    assert [each[:2] for each in summary(draft)] == [("removed", "PlannedVisit")]


def test_a_visit_goes_with_the_purpose_that_it_alone_had(draft: Edition) -> None:
    VisitPurpose.objects.filter(edition=draft).delete()
    row(PlannedVisit, draft).delete()
    assert [each[:2] for each in summary(draft)] == [("removed", "PlannedVisit")]
    assert [part.model for part in found(draft).adopted[0].parts] == [VisitPurpose, VisitLine]


def test_a_purpose_that_goes_while_its_visit_stays_is_a_change_of_its_own(draft: Edition) -> None:
    VisitPurpose.objects.filter(edition=draft).delete()
    assert [each[:2] for each in summary(draft)] == [("removed", "VisitPurpose"), ("changed", "PlannedVisit")]


def test_a_sum_by_which_others_are_checked_is_no_change(draft: Edition) -> None:
    changed(row(AgreedTotal, draft), amount=Decimal(1))
    assert summary(draft) == []
    assert [change.model for change in found(draft).changes] == [AgreedTotal]


def test_a_translation_is_no_change_of_what_is_adopted(draft: Edition) -> None:
    changed(row(Section, draft, title_uk="Мета"), title_en="Aim")
    assert summary(draft) == []
    assert len(found(draft).changes) == 1


def test_a_new_number_of_the_place_is_no_change(draft: Edition) -> None:
    for section in Section.objects.filter(edition=draft):
        changed(section, order=section.order * 10)
    assert found(draft).rows == ()


def test_the_rows_after_one_that_went_have_not_moved(draft: Edition) -> None:
    row(Section, draft, title_uk="Мета").delete()
    changed(row(Section, draft, title_uk="Строки"), order=2)
    assert summary(draft) == [("removed", "Section", "2")]


def test_a_row_that_stands_elsewhere_has_moved_and_the_others_have_not(draft: Edition) -> None:
    changed(row(Section, draft, title_uk="Строки"), order=0)
    (change,) = found(draft).adopted
    assert (kind(change), change.code, change.place) == ("moved", "3", 0)


def test_a_row_under_another_head_has_changed_its_place(draft: Edition) -> None:
    changed(row(MeasureLine, draft, code="1.2"), direction=row(Direction, draft, code="2"))
    (change,) = found(draft).adopted
    assert ([each.field.name for each in change.fields], change.place) == (["direction"], 0)


def test_words_that_adoption_copies_are_no_change(draft: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(row(CityProfile, draft), heading="Мазир.")
    monkeypatch.setattr(CityProfile, "register_words", ("heading",))
    assert found(draft).rows == ()


def test_a_new_name_of_the_programme_is_named(draft: Edition) -> None:
    changed(draft, name_uk="міжнародної дружби", year_to=2022)
    assert [each.field.name for each in found(draft).fields] == ["name_uk", "year_to"]


def test_rows_of_other_kinds_that_change_at_once_are_each_a_change(draft: Edition) -> None:
    changed(row(PassportRow, draft), value_uk="Рада")
    PassportRow.objects.create(edition=draft, order=2, label_uk="Строк")
    row(Section, draft, title_uk="Строки").delete()
    assert summary(draft) == [
        ("changed", "PassportRow", "1"),
        ("added", "PassportRow", "2"),
        ("removed", "Section", "3"),
    ]
