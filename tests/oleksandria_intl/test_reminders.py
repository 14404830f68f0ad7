"""Letters to those whose turn it is: who gets one, what it says, how often."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from oleksandria_intl import reminders, roles, waiting
from oleksandria_intl.waiting import Waiting
from tests import factories
from tests.admin_pages import posted

TODAY, TOMORROW = date(2026, 11, 27), date(2026, 11, 28)
SENTENCE = "Один платіж не віднесено до заходу."


@pytest.fixture(autouse=True)
def portal(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """A portal that sends mail, in which one matter waits for whoever may change payments."""

    def payments(person: User) -> list[Waiting]:
        may = person.has_perm("budget.change_payment")
        return [Waiting(SENTENCE, reverse("admin:budget_payment_changelist"), int(may))]

    monkeypatch.setattr(waiting, "SOURCES", [payments])
    settings.HAS_MAIL, settings.PUBLIC_URL = True, "https://intl.example.org"


@pytest.fixture
def halyna(db: None) -> User:
    """Галина, the accountant, who has an address for letters."""
    person = factories.person("halyna", roles.ACCOUNTANT, "Галина Фінансист")
    person.email = "halyna@example.org"
    person.save()
    return person


def test_a_letter_says_what_waits_and_where_it_is_done(halyna: User) -> None:
    call_command("remind", verbosity=0)
    (letter,) = mail.outbox
    assert letter.to == ["halyna@example.org"]
    assert SENTENCE in letter.body
    assert "https://intl.example.org/admin/budget/payment/" in letter.body


def test_nobody_gets_a_letter_for_whom_nothing_waits(halyna: User) -> None:
    halyna.groups.clear()
    call_command("remind")
    assert not mail.outbox


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}, {"email": ""}])
def test_nobody_gets_a_letter_who_is_shut_out_or_has_no_address(halyna: User, change: dict[str, Any]) -> None:
    User.objects.filter(pk=halyna.pk).update(**change)
    call_command("remind")
    assert not mail.outbox


def test_nobody_gets_a_letter_who_wants_none_until_they_want_one_again(
    halyna: User, client: Client, administrator: User
) -> None:
    client.force_login(administrator)
    page = reverse("admin:auth_user_change", args=[halyna.pk])
    answers = posted(client, page)
    assert answers["is_reminded"]
    del answers["is_reminded"]
    client.post(page, answers)
    call_command("remind")
    assert not mail.outbox
    client.post(page, posted(client, page) | {"is_reminded": "on"})
    call_command("remind")
    assert len(mail.outbox) == 1


def test_what_is_due_first_stands_first(halyna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        waiting.Waiting(sentence, "/admin/", due=due)
        for sentence, due in (("колись", None), ("завтра", TOMORROW), ("сьогодні", TODAY))
    ]
    monkeypatch.setattr(waiting, "SOURCES", [lambda person: rows])
    call_command("remind")
    (letter,) = mail.outbox
    places = [letter.body.index(word) for word in ("сьогодні", "завтра", "колись")]
    assert places == sorted(places)


def test_there_is_one_letter_a_day(halyna: User) -> None:
    (turn,) = reminders.turns()
    assert [reminders.remind(turn, day) for day in (TODAY, TODAY, TOMORROW)] == [True, False, True]
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("error", [OSError("немає з'єднання"), ValueError("немає з'єднання")])
def test_a_letter_that_failed_is_tried_again_and_the_others_go_out(
    error: Exception, halyna: User, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = factories.person("anna", roles.ACCOUNTANT, "Анна Фінансист")
    User.objects.filter(pk=other.pk).update(email="anna@example.org")
    send = EmailMessage.send

    def send_unless_anna(letter: Any) -> int:
        if "anna" in letter.to[0]:
            raise error
        return int(send(letter))

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", send_unless_anna)
        with pytest.raises(CommandError, match="1"):
            call_command("remind")
    assert "немає з'єднання" in capsys.readouterr().err
    call_command("remind")
    assert [letter.to for letter in mail.outbox] == [["halyna@example.org"], ["anna@example.org"]]


def test_a_trial_writes_to_nobody(halyna: User, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("remind", "--dry-run")
    assert SENTENCE in capsys.readouterr().out
    assert not mail.outbox


@pytest.mark.parametrize("lack", [{"HAS_MAIL": False}, {"PUBLIC_URL": ""}])
def test_a_portal_without_mail_or_address_reminds_nobody_and_says_so(
    halyna: User, settings: Any, lack: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in lack.items():
        setattr(settings, name, value)
    call_command("remind")
    assert "EMAIL_URL" in capsys.readouterr().out
    assert not mail.outbox
