"""Erasing blanks rows and history alike, says that it did, and can be done again after a restore."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from oleksandria_intl import guards, roles
from oleksandria_intl.documents import keeping
from oleksandria_intl.models import Decision, Erasure, Official, Term, UnsavedPost
from oleksandria_intl.personal_data import erasures, people
from tests import admin_pages, factories, undoing
from tests.factories import FORMER

RECORD = {"kind": "official", "erased_at": "2026-11-01T12:00:00+00:00", "erased_by": None, "reason": "Звільнено"}
"""What an erasure leaves, but for its identifier and its rows."""


def person(kind: str, row: Any) -> people.Person:
    """Return the person that a row is of."""
    found = people.get(kind, row.pk)
    assert found
    return found


def erase(kind: str, row: Any, by: User) -> Erasure:
    return erasures.erase(person=person(kind, row), by=by, reason="Звільнено 01.05.2019")


def tables_with(*words: str) -> set[str]:
    """Return the labels of the models in whose tables one of the words stands, as letters or as JSON escapes."""
    wanted = {spelling.casefold() for word in words for spelling in (word, json.dumps(word)[1:-1])}
    found = set()
    for model in apps.get_models(include_auto_created=True):
        for values in model._base_manager.values_list():
            if any(spelling in str(value).casefold() for value in values for spelling in wanted):
                found.add(model._meta.label)
    return found


# Officials


def test_the_name_of_an_erased_official_is_nowhere(former_official: Official, administrator: User) -> None:
    names = (FORMER, "Остап", "Іванович", "Ігорович", "zazdravnyi", "7-77-99")
    assert {"oleksandria_intl.Official", "oleksandria_intl.HistoricalOfficial", "admin.LogEntry"} <= tables_with(*names)
    erase("official", former_official, administrator)
    assert tables_with(*names) == set()


def test_the_posts_and_terms_of_an_erased_official_stay(former_official: Official, administrator: User) -> None:
    erase("official", former_official, administrator)
    term = Term.objects.get(official=former_official)
    assert (term.post_uk, term.until.year, term.phone) == ("Секретар ради", 2019, "")


def test_an_erased_official_signs_by_number_in_either_style(former_official: Official, administrator: User) -> None:
    erase("official", former_official, administrator)
    former_official.refresh_from_db()
    assert former_official.signature(None) == f"ПОСАДОВА ОСОБА № {former_official.pk}"
    assert former_official.signature(former_official.terms.get().until) == f"ПОСАДОВА ОСОБА № {former_official.pk}"


def test_an_official_who_was_deleted_is_found_and_erased_in_history(
    former_official: Official, administrator: User
) -> None:
    pk = former_official.pk
    Term.objects.all().delete()
    Official.objects.filter(pk=pk).first().delete()  # type: ignore[union-attr]
    [found] = [each for _kind, persons in people.find("заздравн") for each in persons]
    erasures.erase(person=found, by=administrator, reason="На прохання")
    assert tables_with(FORMER, "7-77-99") == set()


def test_neither_the_bin_nor_undoing_brings_an_erased_official_back(
    former_official: Official, administrator: User, client: Client
) -> None:
    client.force_login(administrator)
    undoing.save(client, former_official, surname="Заздравна")
    former_official.terms.all().delete()
    undoing.delete(client, former_official)
    assert "oleksandria_intl.UndoRow" in tables_with(FORMER)
    erase("official", former_official, administrator)
    assert tables_with(FORMER, "Заздравна") == set()


def test_a_form_that_waits_to_be_sent_again_does_not_bring_an_official_back(
    former_official: Official, administrator: User, clerk: User
) -> None:
    address = admin_pages.address(Official, "change", former_official.pk)
    UnsavedPost.objects.create(person=clerk, browser="b", address=address, content=b"")
    erase("official", former_official, administrator)
    assert not UnsavedPost.objects.exists()


def test_an_official_who_holds_an_office_is_not_erased(former_official: Official, administrator: User) -> None:
    Term.objects.create(official=former_official, code="now", post_uk="Радник голови")
    with pytest.raises(ValidationError, match="Радник голови"):
        erase("official", former_official, administrator)
    assert tables_with(FORMER)


def test_a_form_that_was_opened_before_does_not_bring_the_name_back(
    former_official: Official, administrator: User
) -> None:
    version = former_official.version
    erase("official", former_official, administrator)
    former_official.refresh_from_db()
    assert former_official.version > version


def test_papers_that_were_made_and_kept_go_with_the_name(
    former_official: Official,
    administrator: User,
    settings: Any,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.VAR_DIR = tmp_path
    keeping.write("draft.pdf", FORMER.encode())
    with django_capture_on_commit_callbacks(execute=True):
        erase("official", former_official, administrator)
    assert keeping.read("draft.pdf") is None


# Accounts


def test_an_erased_account_stays_as_a_number(clerk: User, administrator: User) -> None:
    clerk.email = "oksana@rada.example"
    clerk.save()
    erase("account", clerk, administrator)
    assert tables_with("Оксана", "oksana@rada.example") == set()
    clerk.refresh_from_db()
    assert (clerk.is_active, clerk.is_staff, clerk.has_usable_password()) == (False, False, False)
    assert not clerk.groups.exists()
    assert clerk.get_full_name() == f"колишній працівник № {clerk.pk}"


def test_history_goes_on_saying_that_the_changes_were_one_persons(
    former_official: Official, clerk: User, administrator: User
) -> None:
    erase("account", clerk, administrator)
    assert Official.history.filter(history_user=clerk).exists()
    assert LogEntry.objects.filter(user=clerk).exists()


def test_the_sessions_of_an_erased_account_end(clerk: User, administrator: User, client: Client) -> None:
    client.force_login(clerk)
    assert client.get("/admin/").status_code == 200
    erase("account", clerk, administrator)
    assert not client.session.keys()
    assert client.get("/admin/").status_code == 302


def test_the_second_factor_addresses_and_forms_of_an_erased_account_go(clerk: User, administrator: User) -> None:
    Authenticator.objects.create(user=clerk, type=Authenticator.Type.TOTP, data={})
    EmailAddress.objects.create(user=clerk, email="oksana@rada.example")
    UnsavedPost.objects.create(person=clerk, browser="b", address="/admin/", content=b"")
    erase("account", clerk, administrator)
    assert not any(model.objects.exists() for model in (Authenticator, EmailAddress, UnsavedPost))


def test_nobody_erases_their_own_account(administrator: User) -> None:
    with pytest.raises(ValidationError):
        erase("account", administrator, administrator)


def test_the_last_administrator_is_not_erased(administrator: User, clerk: User) -> None:
    clerk.is_superuser = True
    clerk.is_staff = False
    clerk.save()
    with pytest.raises(ValidationError):
        erase("account", administrator, clerk)


def test_one_of_two_administrators_is_erased(administrator: User) -> None:
    second = factories.person("second", roles.ADMINISTRATOR, "Друга Адміністраторка")
    erase("account", second, administrator)
    assert tables_with("Адміністраторка") == set()


def test_only_a_superuser_erases_a_superuser(administrator: User) -> None:
    second = factories.person("second", roles.ADMINISTRATOR, "Друга Адміністраторка")
    with pytest.raises(ValidationError):
        erase("account", administrator, second)


# The record


def test_the_record_names_rows_and_fields_and_no_values(former_official: Official, administrator: User) -> None:
    made = erase("official", former_official, administrator)
    assert (made.erased_by, made.kind, made.reason) == (administrator, "official", "Звільнено 01.05.2019")
    first, second = made.rows
    assert first[:2] == ["oleksandria_intl.official", former_official.pk]
    assert {"surname", "given_name", "patronymic"} <= set(first[2])
    assert second == ["oleksandria_intl.term", former_official.terms.get().pk, ["phone"]]


def test_an_erasure_without_a_reason_is_refused(former_official: Official, administrator: User) -> None:
    with pytest.raises(ValidationError):
        erasures.erase(person=person("official", former_official), by=administrator, reason=" ")


def test_an_erasure_that_cannot_be_recorded_is_not_done(
    former_official: Official, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Erasure, "save", lambda self, **kwargs: (_ for _ in ()).throw(OSError("no room")))
    with pytest.raises(OSError, match="no room"):
        erase("official", former_official, administrator)
    assert tables_with(FORMER)


def test_what_is_erased_is_not_erased_again(former_official: Official, administrator: User) -> None:
    erase("official", former_official, administrator)
    with pytest.raises(ValidationError):
        erase("official", former_official, administrator)
    assert Erasure.objects.count() == 1


def test_a_record_neither_changes_nor_goes(former_official: Official, administrator: User) -> None:
    made = erase("official", former_official, administrator)
    made.reason = "Інша"
    with pytest.raises(ValidationError):
        made.save()
    with pytest.raises(ValidationError):
        made.delete()


@pytest.mark.parametrize("write", [lambda rows: rows.update(reason="Інша"), lambda rows: rows.delete()])
def test_the_database_keeps_the_record_whoever_writes(
    former_official: Official, administrator: User, write: Callable[[Any], Any]
) -> None:
    erase("official", former_official, administrator)
    with pytest.raises(IntegrityError, match="the record of an erasure stays"), transaction.atomic():
        write(Erasure.objects.all())


def test_erasures_are_repeated_in_a_backup_from_before(former_official: Official, administrator: User) -> None:
    before = list(Official.objects.filter(pk=former_official.pk).values())
    erase("official", former_official, administrator)
    records = json.loads(json.dumps(erasures.since()))
    with guards.lifted():
        Erasure.objects.all().delete()
    Official.objects.filter(pk=former_official.pk).update(**before[0])
    assert tables_with(FORMER)
    assert [erasures.repeat(records), erasures.repeat(records)] == [1, 0]
    assert tables_with(FORMER) == set()
    assert erasures.since() == records


def test_papers_that_were_made_of_a_backup_go_when_erasures_are_repeated(
    db: None, settings: Any, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    settings.VAR_DIR = tmp_path
    keeping.write("draft.pdf", FORMER.encode())
    with django_capture_on_commit_callbacks(execute=True):
        erasures.repeat([])
    assert keeping.read("draft.pdf") is None


def test_erasures_are_repeated_all_or_none(former_official: Official, administrator: User) -> None:
    phone = ["oleksandria_intl.term", former_official.terms.get().pk, ["phone"]]
    with pytest.raises(ValueError, match="not a field that is erased"):
        erasures.repeat({**RECORD, "identifier": uuid4(), "rows": [row]} for row in (phone, [*phone[:2], ["code"]]))
    assert former_official.terms.get().phone == "7-77-99"


def test_only_erasures_after_a_moment_are_asked_for(former_official: Official, administrator: User) -> None:
    made = erase("official", former_official, administrator)
    assert len(erasures.since(made.erased_at - timedelta(seconds=1))) == 1
    assert erasures.since(timezone.now()) == []


def test_an_act_that_an_erased_official_signed_stays(former_official: Official, administrator: User) -> None:
    term = former_official.terms.get()
    factories.council()
    Term.objects.exclude(pk=term.pk).delete()
    factories.decision()
    Decision.objects.update(signatory=term)
    erase("official", former_official, administrator)
    assert Decision.objects.get().signatory.post_uk == "Секретар ради"
