"""The log: a line for what happened, with the number of its request, and no secret in it."""

from __future__ import annotations

import json
import logging
import re
import sys
from ipaddress import ip_network
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.views.generic import TemplateView

from oleksandria_intl import logs
from programs.models import Edition

NUMBER = re.compile(r"[2-9a-z]{8}")


def record(error: Exception | None = None, message: str = "Сталося", **extra: Any) -> logging.LogRecord:
    """Return what is to be logged, about an error if there is one."""
    info = None
    if error is not None:
        try:
            raise error
        except type(error):
            info = sys.exc_info()
    made = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, (), info)
    vars(made).update(extra)
    return made


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the page about the portal fail."""

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("тут помилка")

    monkeypatch.setattr(TemplateView, "get", fail)


def test_every_answer_has_a_number_of_its_own(stranger: Client, db: None) -> None:
    first, second = stranger.get("/healthz")["X-Request-ID"], stranger.get("/nowhere/")["X-Request-ID"]
    assert NUMBER.fullmatch(first)
    assert NUMBER.fullmatch(second)
    assert first != second


def test_a_number_that_comes_with_a_request_is_not_taken(stranger: Client, db: None) -> None:
    assert stranger.get("/healthz", headers={"x-request-id": "підроблений"})["X-Request-ID"] != "підроблений"


def test_what_is_logged_meanwhile_has_the_number_and_what_is_logged_later_has_none(stranger: Client, db: None) -> None:
    number = logs.new_number()
    assert f"[{number}]" in logs.PlainFormatter().format(record())
    stranger.get("/healthz")
    assert "[-]" in logs.PlainFormatter().format(record())


@pytest.mark.parametrize("address", ["/about/", "/en/about/"])
def test_the_page_of_a_fault_shows_the_number_in_both_languages(
    address: str, stranger: Client, fault: None, caplog: pytest.LogCaptureFixture
) -> None:
    stranger.raise_request_exception = False
    answer = stranger.get(address)
    number = answer["X-Request-ID"]
    assert answer.status_code == 500
    assert answer.content.decode().count(number) == 2
    assert [line.name for line in caplog.records] == ["django.request"]


def test_a_fault_of_the_program_is_logged_with_its_traceback() -> None:
    line, *traceback = logs.PlainFormatter().format(record(RuntimeError("тут"), status_code=500)).splitlines()
    assert line.endswith("Сталося RuntimeError: тут")
    assert traceback[0].startswith("Traceback")


def test_a_database_that_is_away_is_one_line_for_each_request() -> None:
    away = OperationalError("connection refused\n\tIs the server running?")
    line = logs.PlainFormatter().format(record(away, status_code=500))
    assert line.endswith("Сталося OperationalError: connection refused")
    assert "\n" not in line


def test_json_is_a_line_whose_values_machines_read() -> None:
    number = logs.new_number()
    line = logs.JsonFormatter().format(record(RuntimeError("тут"), request=RequestFactory().get("/")))
    assert "\n" not in line
    values = json.loads(line)
    assert values["request"] == number
    assert values["reason"] == "RuntimeError: тут"
    assert values["address"] == "127.0.0.1"
    assert values["traceback"].startswith("Traceback")


def test_nobody_writes_lines_of_their_own_into_the_log() -> None:
    line = logs.PlainFormatter().format(record(message="name=a\n2026-01-01 ERROR \x1b[31m"))
    assert "\n" not in line
    assert "\x1b" not in line


def test_a_failed_login_is_logged_with_the_name_and_the_address_and_without_the_password(
    stranger: Client, clerk: User, caplog: pytest.LogCaptureFixture
) -> None:
    stranger.post("/accounts/login/", {"login": "clerk", "password": "wrong-password"})
    [line] = [each for each in caplog.records if each.name == "oleksandria_intl.logs"]
    assert line.levelname == "WARNING"
    text = logs.PlainFormatter().format(line)
    assert "Failed login: name=clerk" in text
    assert "address=127.0.0.1" in text
    assert "wrong-password" not in text


def test_of_a_name_that_nobody_has_the_log_shows_the_beginning(
    stranger: Client, db: None, caplog: pytest.LogCaptureFixture
) -> None:
    stranger.post("/accounts/login/", {"login": "my-long-password", "password": "clerk"})
    assert "name=my-…" in caplog.text
    assert "my-long" not in caplog.text


def test_behind_a_trusted_proxy_the_log_names_the_reader(
    stranger: Client, db: None, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]
    stranger.post(
        "/accounts/login/", {"login": "oksana", "password": "wrong"}, headers={"X-Forwarded-For": "192.0.2.1"}
    )
    [line] = [each for each in caplog.records if each.name == "oleksandria_intl.logs"]
    assert "address=192.0.2.1" in logs.PlainFormatter().format(line)


def test_a_refused_right_is_logged_with_who_was_refused(
    client: Client, auditor: User, edition: Edition, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(auditor)
    assert client.get("/admin/programs/edition/add/").status_code == 403
    [line] = [each for each in caplog.records if each.name == "django.request"]
    assert line.levelname == "WARNING"
    assert "user=auditor" in logs.PlainFormatter().format(line)
    assert "\n" not in logs.PlainFormatter().format(line)


def test_a_form_that_is_not_the_portals_is_logged(db: None, caplog: pytest.LogCaptureFixture) -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "oksana"})
    assert answer.status_code == 403
    assert answer["X-Request-ID"] in answer.content.decode()
    assert [each.name for each in caplog.records] == ["django.security.csrf"]


def test_a_slow_request_is_logged(stranger: Client, db: None, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    stranger.get("/healthz")
    assert not caplog.records
    settings.SLOW_REQUEST_SECONDS = 0
    stranger.get("/healthz")
    assert [each.getMessage().split(" took ")[0] for each in caplog.records] == ["Slow: /healthz"]


def test_a_page_that_is_not_there_is_worth_no_line() -> None:
    assert not logs.is_worth_a_line(record(status_code=404))
    assert logs.is_worth_a_line(record(status_code=403))
    assert logs.is_worth_a_line(record())


@pytest.fixture
def to_admins(settings: Any) -> logs.AdminMail:
    """The handler that writes to Адам."""
    settings.ADMINS = [("Адам", "adam@example.org")]
    handler = logs.AdminMail()
    handler.setFormatter(logs.PlainFormatter())
    return handler


def asked_with(**form: str) -> HttpRequest:
    """Return a request that posts a form."""
    return RequestFactory().post("/admin/", form)


def test_a_letter_about_a_fault_says_what_the_log_says_and_nothing_that_was_typed(to_admins: logs.AdminMail) -> None:
    to_admins.emit(record(RuntimeError("тут"), status_code=500, request=asked_with(note="для себе", password="x7-y8")))
    [letter] = mail.outbox
    assert letter.to == ["adam@example.org"]
    assert letter.subject.endswith("ERROR: Сталося RuntimeError: тут")
    assert "Traceback" in letter.body
    assert "для себе" not in letter.body
    assert "x7-y8" not in letter.body


def test_the_same_error_is_written_about_once_in_a_while(to_admins: logs.AdminMail) -> None:
    for _ in range(3):
        to_admins.emit(record(OperationalError("away"), status_code=500))
    to_admins.emit(record(RuntimeError("another"), status_code=500))
    assert len(mail.outbox) == 2


def test_nobody_is_written_to_about_a_request_that_was_refused(to_admins: logs.AdminMail) -> None:
    to_admins.emit(record(ValueError("Invalid HTTP_HOST"), status_code=400))
    assert mail.outbox == []


def test_a_letter_that_was_not_sent_is_a_line_in_the_log(
    to_admins: logs.AdminMail, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise ConnectionRefusedError("немає пошти")

    monkeypatch.setattr(to_admins, "send_mail", refuse)
    to_admins.emit(record(RuntimeError("тут")))
    assert "The letter to ADMINS was not sent: немає пошти" in caplog.text


@pytest.mark.parametrize(("form", "kind"), [(True, logs.JsonFormatter), (False, logs.PlainFormatter)])
def test_the_setting_chooses_between_people_and_machines(form: bool, kind: type[logging.Formatter]) -> None:
    settings = logs.configuration(level="INFO", as_json=form, ours=["programs"])
    chosen = settings["handlers"]["stderr"]["formatter"]
    assert settings["formatters"][chosen]["()"] is kind
    assert settings["loggers"]["programs"]["level"] == "INFO"
