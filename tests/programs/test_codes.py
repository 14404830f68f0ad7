"""A code that a row once had is never another row's within its programme, however the row went."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from budget.models import Direction, Funding, Measure, MeasureLine, Responsible
from oleksandria_intl import guards
from programs.code_triggers import coded_models
from programs.models import AgreedTotal, Edition, PassportRow, Section, UsedCode
from tests import factories


def by_the_row(row: Section) -> None:
    row.delete()


def by_a_queryset(row: Section) -> None:
    Section.objects.filter(pk=row.pk).delete()


def by_sql(row: Section) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM programs_section WHERE id = {row.pk}")


@pytest.fixture
def section(edition: Edition) -> Section:
    """The last of two sections, «2»."""
    Section.objects.create(edition=edition, code="1", title_uk="Вступ")
    return Section.objects.create(edition=edition, code="2", title_uk="Мета")


@pytest.mark.parametrize("deleted", [by_the_row, by_a_queryset, by_sql])
def test_the_code_of_a_deleted_row_is_not_given_again(section: Section, deleted: Callable[[Section], None]) -> None:
    deleted(section)
    assert Section.objects.create(edition=section.edition, title_uk="Завдання").code == "3"


@pytest.mark.parametrize("deleted", [by_the_row, by_a_queryset, by_sql])
def test_the_code_of_a_deleted_row_is_refused_when_it_is_typed(
    section: Section, deleted: Callable[[Section], None]
) -> None:
    deleted(section)
    with pytest.raises(ValidationError, match="Код «2» у цій програмі вже використано"):
        Section(edition=section.edition, code="2", title_uk="Завдання").full_clean()


@pytest.mark.parametrize("deleted", [by_the_row, by_a_queryset, by_sql])
def test_the_database_refuses_the_code_of_a_deleted_row(section: Section, deleted: Callable[[Section], None]) -> None:
    deleted(section)
    with pytest.raises(IntegrityError, match="this code was used"), transaction.atomic():
        Section.objects.bulk_create([Section(edition=section.edition, code="2", title_uk="Завдання")])


def test_the_database_refuses_to_give_a_row_the_code_of_a_deleted_one(section: Section) -> None:
    first = Section.objects.get(code="1")
    section.delete()
    with pytest.raises(IntegrityError, match="this code was used"), transaction.atomic():
        Section.objects.filter(pk=first.pk).update(code="2")


def test_what_goes_with_its_parent_leaves_its_code_behind(edition: Edition) -> None:
    MeasureLine.objects.get(code="2.1").delete()
    direction = Direction.objects.get(code="2")
    line = MeasureLine.objects.create(direction=direction, name_uk="Сувеніри")
    assert line.code == "2.2"
    with pytest.raises(IntegrityError, match="this code was used"), transaction.atomic():
        Funding.objects.bulk_create(
            [Funding(edition=edition, measure_line=line, code="2.1-2020-city", year=2020, source_id=1, amount=1)]
        )


def test_a_code_made_of_other_things_gets_a_number_when_it_is_used(edition: Edition) -> None:
    AgreedTotal.objects.get(year=2020).delete()
    assert AgreedTotal.objects.create(edition=edition, year=2020, amount=1).code == "2020-2"
    funding = Funding.objects.get(code="2.1-2020-city")
    funding.delete()
    again = Funding.objects.create(measure_line=funding.measure_line, year=2020, source=funding.source, amount=1)
    assert again.code == "2.1-2020-city-2"
    Responsible.objects.get(code="2.1-1").delete()
    assert Responsible.objects.create(measure_line=funding.measure_line, words="відділ").code == "2.1-2"


def test_a_row_may_come_back_under_its_code(section: Section) -> None:
    pk = section.pk
    section.delete()
    back = Section(pk=pk, edition=section.edition, code="2", title_uk="Мета")
    back.full_clean()
    back.save()
    assert Section.objects.get(pk=pk).code == "2"


def test_a_code_goes_on_in_an_amendment_that_carries_its_row(section: Section) -> None:
    amendment = factories.amendment(section.edition)
    carried = Section(edition=amendment, code="2", title_uk="Мета")
    carried.full_clean()
    carried.save()


def test_a_row_that_an_amendment_dropped_does_not_lend_its_code_to_another(section: Section) -> None:
    amendment = factories.amendment(section.edition)
    Section.objects.create(edition=amendment, code="2", title_uk="Мета").delete()
    with pytest.raises(ValidationError, match="Код «2» у цій програмі"):
        Section(edition=amendment, code="2", title_uk="Завдання").full_clean()
    with pytest.raises(IntegrityError, match="this code was used"), transaction.atomic():
        Section.objects.create(edition=amendment, code="2", title_uk="Завдання")


def test_a_new_row_of_an_amendment_gets_no_code_of_the_edition_that_it_amends(section: Section) -> None:
    amendment = factories.amendment(section.edition)
    assert Section.objects.create(edition=amendment, title_uk="Завдання").code == "3"


def test_the_codes_of_a_deleted_draft_are_not_used_by_the_next(section: Section) -> None:
    draft = factories.amendment(section.edition)
    Section.objects.create(edition=draft, title_uk="Завдання")
    draft.delete()
    again = factories.amendment(section.edition, decision=None)
    assert Section.objects.create(edition=again, title_uk="Строки").code == "4"


def test_the_codes_of_every_kind_of_rows_are_noted(edition: Edition) -> None:
    factories.everything(edition)
    for model in coded_models():
        codes = set(model._default_manager.values_list("code", flat=True))
        assert codes, model
        assert UsedCode.objects.codes_of(model, edition.program_id) == codes


def test_codes_that_came_while_the_guard_was_lifted_are_noted_when_it_is_back(section: Section) -> None:
    UsedCode.objects.all().delete()
    with guards.lifted():
        section.delete()
        Section.objects.create(edition=section.edition, code="9", title_uk="Завдання")
    assert UsedCode.objects.codes_of(Section, section.edition.program_id) == {"1", "9"}


def test_another_programme_and_another_kind_of_row_have_codes_of_their_own(section: Section) -> None:
    section.delete()
    other = factories.edition("2021", years=(2021, 2021))
    assert Section.objects.create(edition=other, code="2", title_uk="Мета").code == "2"
    assert PassportRow.objects.create(edition=section.edition, code="2", label_uk="Мета").code == "2"


def test_the_code_of_a_deleted_measure_is_not_used_again(edition: Edition) -> None:
    program = edition.program
    Measure.objects.create(program=program, code="9.9").delete()
    with pytest.raises(ValidationError, match=r"Код «9\.9» у цій програмі"):
        Measure(program=program, code="9.9").full_clean()
    with pytest.raises(IntegrityError, match="this code was used"), transaction.atomic():
        Measure.objects.create(program=program, code="9.9")


def test_a_new_measure_line_is_not_taken_for_a_measure_that_was_there(edition: Edition) -> None:
    Measure.objects.create(program=edition.program, code="2.2").delete()
    assert MeasureLine.objects.create(direction=Direction.objects.get(code="2"), name_uk="Сувеніри").code == "2.3"
