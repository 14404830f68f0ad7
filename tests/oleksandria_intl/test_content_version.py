"""Whoever writes to the content, and however, the version moves when it is committed; nothing else moves it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.test.utils import CaptureQueriesContext

from oleksandria_intl import content_triggers, content_version, guards
from oleksandria_intl.models import ContentTable, ContentTouch, ContentVersion, IndexedKind, SearchEntry
from partners.models import Agreement, Area, City, Country
from tests import factories
from tests.snapshots import ours


@pytest.fixture
def country(db: None) -> Country:
    """Білорусь, which the tests change."""
    return Country.objects.create(code="by", name_uk="Білорусь")


def moved(change: Callable[[], object]) -> int:
    """Return by how much a change moves the number of the same epoch."""
    before = content_version.current()
    change()
    after = content_version.current()
    assert after.epoch == before.epoch
    return after.number - before.number


def rename(country: Country, how: str) -> None:
    """Write a new name into the row of a country."""
    country.name_uk = "Інша"
    if how == "save":
        country.save()
    elif how == "update":
        Country.objects.update(name_uk="Інша")
    elif how == "bulk_update":
        Country.objects.bulk_update([country], ["name_uk"])
    elif how == "delete":
        country.delete()
    elif how == "bulk_create":
        Country.objects.bulk_create([Country(code="fr", name_uk="Франція")])
    else:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE partners_country SET name_uk = 'Інша'")


def rename_and_fail(country: Country) -> None:
    """Write a row that is rolled back."""
    with suppress(ZeroDivisionError), transaction.atomic():
        country.save()
        raise ZeroDivisionError


@pytest.mark.parametrize("how", ["save", "update", "bulk_update", "delete", "bulk_create", "SQL"])
def test_every_way_of_writing_moves_the_version(country: Country, how: str) -> None:
    assert moved(lambda: rename(country, how)) > 0


def test_a_row_between_many_and_many_moves_the_version(db: None) -> None:
    factories.everything(factories.edition())
    agreement, area = Agreement.objects.get(), Area.objects.create(code="youth", name_uk="Молодь")
    assert moved(lambda: agreement.areas.add(area)) > 0
    assert moved(lambda: agreement.areas.clear()) > 0


def test_without_a_change_the_version_stays(country: Country) -> None:
    assert moved(lambda: list(Country.objects.all())) == 0


def test_every_table_of_the_content_has_its_triggers(db: None) -> None:
    tables = {model._meta.db_table for model in ours() if content_version.is_content(model)}
    events = ("",) if connection.vendor == "postgresql" else ("_insert", "_update", "_delete")
    with connection.cursor() as cursor:
        cursor.execute(content_triggers.INSTALLED[connection.vendor])
        assert {name for (name,) in cursor.fetchall()} >= {
            f"content_{table}{event}" for table in tables for event in events
        }
    assert {*content_version.table_changes()} == tables


def test_histories_and_what_is_made_of_other_rows_are_no_content() -> None:
    left_out = {model.__name__ for model in ours() if not (content_version.is_content(model) or model._meta.proxy)}
    assert {name for name in left_out if not name.startswith("Historical")} == {
        "DataSetState",
        "Erasure",
        "IndexedKind",
        "PaperList",
        "PasswordLink",
        "PortalIdentity",
        "RefusedWording",
        "SearchEntry",
        "TableUpload",
        "UndoRow",
        "UndoStep",
        "Unreminded",
        "UnsavedPost",
        "LeftAsIs",
        "UsedCode",
        "WorkingCopy",
        "WordFile",
        "WordProposal",
    }
    content = content_version.domain_tables()
    assert "partners_agreement_areas" in content
    assert not content & {model._meta.db_table for model in (ContentTable, ContentTouch, ContentVersion, User)}


def test_a_history_moves_nothing(country: Country) -> None:
    def correct() -> None:
        with guards.lifted():
            Country.history.update(history_change_reason="помилка")

    assert moved(correct) == 0


def test_the_search_index_moves_nothing(country: Country) -> None:
    def index() -> None:
        kind = IndexedKind.objects.create(kind="x", order=1)
        SearchEntry.objects.create(indexed=kind, title_uk="х", title_words="х", words="х")

    assert moved(index) == 0


def test_logins_and_sessions_move_nothing(country: Country, client: Client, clerk: User) -> None:
    def log_in() -> None:
        client.force_login(clerk)
        SessionStore().create()

    assert moved(log_in) == 0
    clerk.refresh_from_db()
    assert clerk.last_login


def test_a_savepoint_that_is_rolled_back_moves_nothing(country: Country) -> None:
    assert moved(lambda: rename_and_fail(country)) == 0
    assert moved(country.save) > 0


def test_a_change_after_the_version_was_asked_in_the_same_transaction_moves_it_again(country: Country) -> None:
    assert moved(country.save) > 0
    assert moved(country.save) > 0


def test_a_table_says_at_which_number_it_changed(country: Country) -> None:
    before = content_version.table_changes()
    country.save()
    after = content_version.table_changes()
    assert {name for name in after if after[name] != before[name]} == {"partners_country"}
    assert after["partners_country"].number == content_version.current().number
    assert after["partners_country"].changed_at is not None


def test_the_version_is_asked_by_one_query(country: Country) -> None:
    with CaptureQueriesContext(connection) as asked:
        content_version.current()
    assert len([query for query in asked if query["sql"].startswith("SELECT")]) == 1


def test_there_is_one_version(country: Country) -> None:
    with pytest.raises(IntegrityError):
        ContentVersion.objects.create(id=2)


def test_a_new_epoch_makes_another_version_of_the_same_content(country: Country) -> None:
    before = content_version.current()
    content_version.draw_epoch()
    after = content_version.current()
    assert (after.number, len(after.epoch)) == (before.number, 32)
    assert after.epoch != before.epoch


def test_a_change_while_the_version_is_not_there_is_no_error_and_the_next_reader_begins_an_epoch(
    country: Country,
) -> None:
    before = content_version.current()
    ContentVersion.objects.all().delete()
    country.save()
    assert content_version.current().epoch != before.epoch


def test_installing_again_counts_as_a_change_of_every_table(country: Country) -> None:
    assert moved(content_triggers.install) == 1
    number = content_version.current().number
    assert {change.number for change in content_version.table_changes().values()} == {number}
    assert moved(country.save) > 0


def test_the_tables_that_queries_read_are_known(country: Country) -> None:
    with content_version.tables_read() as tables:
        list(City.objects.select_related("country").iterator())
    assert tables == {"partners_city", "partners_country"}


def test_inside_a_transaction_nothing_is_settled(db: None) -> None:
    assert not content_version.is_settled()


# Across transactions


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_moves_nothing_and_what_is_committed_does() -> None:
    assert content_version.is_settled()
    country = Country.objects.create(code="by", name_uk="Білорусь")
    before = content_version.current()
    rename_and_fail(country)
    assert content_version.current() == before
    with transaction.atomic():
        country.save()
        with pytest.raises(IntegrityError), transaction.atomic():
            Country.objects.create(code="by", name_uk="Ще одна")
    assert content_version.current().number == before.number + 1
    assert not ContentTouch.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_emptied_tables_begin_another_epoch_and_go_on_counting() -> None:
    before = content_version.current()
    call_command("flush", interactive=False, verbosity=0)
    assert content_version.current().epoch != before.epoch
    assert moved(lambda: Area.objects.create(code="culture", name_uk="Культура")) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_write_do_not_wait_for_each_other_and_both_count() -> None:
    country, area = Country.objects.create(code="by", name_uk="Білорусь"), Area.objects.create(code="a", name_uk="А")
    before = content_version.current().number
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with transaction.atomic(), other.cursor() as cursor:
            country.save()
            cursor.execute("SET lock_timeout = 2000")
            cursor.execute("UPDATE partners_area SET name_en = 'x' WHERE id = %s", [area.pk])
            cursor.execute("UPDATE partners_country SET name_en = 'x' WHERE false")
            other.commit()
            assert number_seen_by(other) == before + 1
        assert number_seen_by(other) == content_version.current().number == before + 2
    finally:
        other.close()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_table_that_is_truncated_moves_the_version() -> None:
    def truncate() -> None:
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE budget_assignmentrule")

    assert moved(truncate) == 1


def number_seen_by(other: BaseDatabaseWrapper) -> int:
    with other.cursor() as cursor:
        cursor.execute("SELECT number FROM oleksandria_intl_contentversion")
        number: int = cursor.fetchone()[0]
    return number
