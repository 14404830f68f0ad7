"""What is made of the content is kept while nothing changes, and for one day."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from oleksandria_intl import clock, once
from oleksandria_intl.kept_results import kept, kept_if_noted, note_version
from oleksandria_intl.models import Decision, Official
from programs.models import Edition
from tests import factories
from tests.admin_pages import address

FRONT = reverse("admin:index")


@pytest.mark.usefixtures("settled")
def test_it_is_made_again_after_a_change_and_on_the_next_day(edition: Edition, monkeypatch: Any) -> None:
    made = itertools.count(1)

    def ask() -> int:
        return kept("number", lambda: next(made))

    assert [ask(), ask()] == [1, 1]
    factories.city()
    assert [ask(), ask()] == [2, 2]
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    assert ask() == 3


def test_nothing_is_kept_within_a_transaction(db: None) -> None:
    assert [kept("word", lambda: "a"), kept("word", lambda: "b")] == ["a", "b"]


@pytest.mark.usefixtures("settled")
def test_what_is_made_while_the_content_changes_is_kept_under_the_older_state(db: None) -> None:
    with once.run():
        note_version()
        factories.city()
        assert kept("word", lambda: "of rows half old") == "of rows half old"
    assert kept("word", lambda: "read anew") == "read anew"


@pytest.mark.usefixtures("settled")
def test_an_editions_page_looks_for_findings_once_until_something_changes(
    client: Client, administrator: User, edition: Edition, django_assert_max_num_queries: Any
) -> None:
    client.force_login(administrator)
    page = address(Edition, "change", edition.pk)
    missing = "Паспорт не має рядків"
    assert missing in client.get(page).content.decode()
    with django_assert_max_num_queries(20):
        assert missing in client.get(page).content.decode()
    factories.everything(edition)
    assert missing not in client.get(page).content.decode()


@pytest.mark.usefixtures("settled")
def test_the_front_page_asks_again_what_waits_after_a_change_and_with_other_rights(
    client: Client, head: User, edition: Edition, django_assert_max_num_queries: Any
) -> None:
    client.force_login(head)
    draft = edition.titled()
    assert draft in waiting_on_front_page(client)
    with django_assert_max_num_queries(25):
        assert draft in waiting_on_front_page(client)
    Edition.objects.filter(pk=edition.pk).update(name_uk="садівництва")
    assert "садівництва" in waiting_on_front_page(client)
    head.groups.clear()
    assert waiting_on_front_page(client) == ""


def waiting_on_front_page(client: Client) -> str:
    return " ".join(each.sentence for each in client.get(FRONT).context["waiting"])


@pytest.mark.usefixtures("settled")
def test_a_name_is_kept_only_where_the_state_of_the_content_was_noted_first(edition: Edition) -> None:
    with once.run():
        assert [kept_if_noted("name", lambda: "a"), kept_if_noted("name", lambda: "b")] == ["a", "b"]
        note_version()
        assert [kept_if_noted("name", lambda: "c"), kept_if_noted("name", lambda: "d")] == ["c", "c"]


@pytest.mark.usefixtures("settled")
def test_the_names_that_a_form_shows_are_kept_until_one_changes(
    client: Client, administrator: User, edition: Edition
) -> None:
    client.force_login(administrator)
    page = address(Decision, "change", edition.decision_id)
    assert "Новий" not in client.get(page).content.decode()
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
        assert not any(f'FROM "{Official._meta.db_table}"' in query["sql"] for query in asked)
    Official.objects.update(surname="Новий")
    assert "Новий" in client.get(page).content.decode()
