"""Bringing back and undoing, apart from any page: two at once, what stays as it is, what is forgotten."""

from __future__ import annotations

from functools import partial

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from budget.importing.withdrawal import withdraw
from budget.models import Measure, MeasureLine, Payment
from oleksandria_intl.models import Official, UndoRow, UndoStep
from oleksandria_intl.undo import keeping, services
from oleksandria_intl.undo.recording import Recording, recording, row_of, values_of
from partners.models import City
from programs.models import Edition, Section
from tests import factories, spending
from tests.at_once import at_once
from tests.undoing import stored


def deletion(row: City, by: User) -> UndoStep:
    """Delete a row and keep it."""
    with recording() as noted:
        row.delete()
    return keeping.keep_deletion(images=noted.images, chosen=noted.images, by=by)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_bring_back_at_once_one_does() -> None:
    adam = User.objects.create_superuser("adam")
    step = deletion(factories.city(), adam)
    bring_back = partial(services.restore, deletion=step, by=adam)
    assert sorted(at_once(bring_back, bring_back)) == [False, True]
    assert City.objects.count() == 1
    assert City.history.filter(history_type="+").count() == 2


def test_an_added_measure_goes_with_the_row_that_it_is_known_by_through_all_editions(
    edition: Edition, administrator: User
) -> None:
    before = stored(MeasureLine, Measure)
    with recording() as noted:
        line = factories.measure(edition, "2.2")
    step = keeping.keep_change(images=noted.images, row=noted.images[-1], by=administrator)
    assert MeasureLine.objects.filter(pk=line.pk).exists()
    services.undo_change(change=step, by=administrator)
    assert stored(MeasureLine, Measure) == before


def test_of_two_rows_of_which_one_cannot_come_back_none_does(administrator: User) -> None:
    cities = [factories.city(), factories.city("gdansk", "Гданськ")]
    with recording() as noted:
        for city in cities:
            city.delete()
    step = keeping.keep_deletion(images=noted.images, chosen=noted.images, by=administrator)
    factories.city(name="Інший")
    with pytest.raises(ValidationError, match="Мозир"):
        services.restore(deletion=step, by=administrator)
    assert [city.name_uk for city in City.objects.all()] == ["Інший"]


def test_of_two_changes_of_which_one_cannot_be_undone_none_is(administrator: User) -> None:
    cities = [factories.city(), factories.city("gdansk", "Гданськ")]
    with recording() as noted:
        for city in cities:
            city.slug = f"new-{city.slug}"
            city.save()
    step = keeping.keep_change(images=noted.images, row=noted.images[0], by=administrator)
    factories.city(name="Інший")
    with pytest.raises(ValidationError, match="Мозир"):
        services.undo_change(change=step, by=administrator)
    assert {city.slug for city in City.objects.all()} == {"new-mozyr", "new-gdansk", "mozyr"}


def test_a_row_comes_back_after_the_one_that_it_belongs_to(
    edition: Edition, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Section.objects.create(edition=edition, order=1, title_uk="Вступ")
    part = Section.objects.create(edition=edition, order=1, title_uk="Частина", parent=whole)
    with recording() as noted:
        part.delete()
        whole.delete()
    step = keeping.keep_deletion(images=noted.images[::-1], chosen=noted.images, by=administrator)
    order: list[str] = []
    monkeypatch.setattr(services, "_put_back", lambda row, signature: order.append(row.label))
    services.restore(deletion=step, by=administrator)
    assert order == ["Вступ", "Частина"]


def test_a_row_that_belongs_to_itself_comes_back(edition: Edition, administrator: User) -> None:
    """No page makes one; a database may hold it."""
    section = Section.objects.create(edition=edition, order=1, title_uk="Вступ")
    with recording() as noted:
        section.delete()
    noted.images[0].values["parent_id"] = noted.images[0].values["id"]
    step = keeping.keep_deletion(images=noted.images, chosen=noted.images, by=administrator)
    services.restore(deletion=step, by=administrator)
    assert Section.objects.get().parent == Section.objects.get()


def test_what_an_import_brought_in_is_taken_back_without_the_bin(edition: Edition, accountant: User) -> None:
    batch = spending.batch(created=1)
    spending.pay("1.1", 10, batch=batch)
    withdraw(batch=batch, by=accountant)
    assert not Payment.objects.exists()
    assert not UndoStep.objects.exists()


def test_a_row_that_comes_and_goes_in_one_step_leaves_nothing(db: None) -> None:
    factories.city("gdansk", "Гданськ")
    with recording() as noted:
        factories.city().delete()
    assert noted.images == []


def test_a_row_that_is_changed_and_deleted_in_one_step_is_kept_as_it_stood_before(db: None) -> None:
    city = factories.city()
    with recording() as noted:
        city.name_uk = "Інша назва"
        city.save()
        city.delete()
    assert [(image.act, image.values["name_uk"]) for image in noted.images] == [("deleted", "Мозир")]


def test_nothing_is_noted_once_the_step_is_over(db: None) -> None:
    with recording() as noted:
        pass
    factories.city()
    assert noted.images == Recording().images == []


def test_a_row_is_made_again_of_its_texts_exactly(edition: Edition) -> None:
    payment = spending.pay("1.1", "3120.07")
    again = row_of(Payment, values_of(Payment.objects.get(pk=payment.pk)))
    names = [column.attname for column in Payment._meta.concrete_fields]
    stored = Payment.objects.get(pk=payment.pk)
    assert [getattr(again, name) for name in names] == [getattr(stored, name) for name in names]


def test_a_step_that_holds_a_row_is_forgotten_with_it(administrator: User) -> None:
    gone, other = factories.city(), factories.city("gdansk", "Гданськ")
    pk = gone.pk
    deletion(gone, administrator)
    deletion(other, administrator)
    assert keeping.forget(City, pk) == 1
    assert [row.label for row in UndoRow.objects.all()] == ["Гданськ, Польща"]
    assert keeping.forget(Official, pk) == 0
