"""What happens, line by line, on standard error: for people, or as JSON for machines; each line with its request."""

from __future__ import annotations

import json
import logging
import secrets
import sys
import time
import traceback
from contextvars import ContextVar
from typing import Any

from django.core.signals import request_finished
from django.db import InterfaceError, OperationalError
from django.utils.log import AdminEmailHandler

from oleksandria_intl.clients import client_address

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Those that nobody mistakes for one another when a number is read out on the telephone."""
MAIL_EVERY = 600
"""Seconds that pass at least between two letters about the same error from one process."""
SHOWN_OF_NAME = 3
"""Letters that the log shows of a name that nobody has."""
NOT_FOUND = 404
SERVER_ERROR = 500

number_of_request: ContextVar[str] = ContextVar("number_of_request", default="")
log = logging.getLogger(__name__)


def new_number() -> str:
    """Return a number for a request, like «k3f9x2ab», and keep it for the lines that are logged meanwhile."""
    number = "".join(secrets.choice(LETTERS) for _ in range(8))
    number_of_request.set(number)
    return number


def _forget_number(**kwargs: Any) -> None:
    number_of_request.set("")


# Only here is a streamed answer sent to its end.
request_finished.connect(_forget_number, dispatch_uid="oleksandria_intl.logs")


def wants_traceback(record: logging.LogRecord) -> bool:
    """Whether a line is about a fault of the program, which is found by its traceback.

    A database that is away is none: one line for each request that needed it says all.
    """
    is_away = bool(record.exc_info and isinstance(record.exc_info[1], (OperationalError, InterfaceError)))
    return bool(record.exc_info) and not is_away and getattr(record, "status_code", SERVER_ERROR) >= SERVER_ERROR


def reason(record: logging.LogRecord) -> str:
    """Return the error that a line is about: its kind and its first line."""
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return ""
    first, *_rest = str(error).splitlines() or [""]
    return f"{type(error).__name__}: {first}".rstrip(": ")


def about_request(record: logging.LogRecord) -> dict[str, str]:
    """Return how, from where and by whom a page was asked for, as far as it is known without a query."""
    request: Any = getattr(record, "request", None)
    if not hasattr(request, "META"):
        return {}
    user = getattr(getattr(request, "_cached_user", None), "username", "")
    known = {"method": request.method, "address": client_address(request), "user": user}
    return {name: value for name, value in known.items() if value}


def printable(text: str) -> str:
    """Return a text in one line, whatever somebody put into it."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


class PlainFormatter(logging.Formatter):
    """A line for people; the traceback of a fault stands under it."""

    default_msec_format = ""

    def format(self, record: logging.LogRecord) -> str:
        about = about_request(record)
        parts = [self.formatTime(record), record.levelname, record.name, f"[{number_of_request.get() or '-'}]"]
        parts += [printable(record.getMessage()), printable(reason(record))]
        parts += [f"{name}={printable(value)}" for name, value in about.items()]
        line = " ".join(filter(None, parts))
        return f"{line}\n{self.formatException(record.exc_info)}" if wants_traceback(record) else line  # type: ignore[arg-type]


class JsonFormatter(logging.Formatter):
    """A line of JSON for machines; the traceback of a fault is one of its values."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "request": number_of_request.get(),
            "message": record.getMessage(),
            "reason": reason(record),
            **about_request(record),
        }
        if wants_traceback(record):
            line["traceback"] = self.formatException(record.exc_info)  # type: ignore[arg-type]
        return json.dumps({name: value for name, value in line.items() if value}, ensure_ascii=False)


def log_failed_login(credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
    """Log under which name and from where somebody failed to log in; never the password."""
    log.warning("Failed login: name=%s", name_as_logged(credentials.get("username", "")), extra={"request": request})


def log_failed_code(user: Any, request: Any = None, **kwargs: Any) -> None:
    """Log whose second factor was tried in vain; never the code."""
    log.warning("Failed second factor: name=%s", user.get_username(), extra={"request": request})


def log_too_many_attempts(kind: str, name: str, request: Any) -> None:
    """Log what was not even tried, for it was tried too often: a password, a code, a letter to reset a password."""
    log.warning("Too many attempts: kind=%s name=%s", kind, name_as_logged(name), extra={"request": request})


def log_login(user: Any, request: Any = None, **kwargs: Any) -> None:
    """Log who has logged in."""
    log.info("Logged in: name=%s", user.get_username(), extra={"request": request})


def log_logout(user: Any, request: Any = None, **kwargs: Any) -> None:
    """Log who has logged out."""
    if user is not None:
        log.info("Logged out: name=%s", user.get_username(), extra={"request": request})


def name_as_logged(name: str) -> str:
    """Return a name as it was typed, if somebody has it, else its beginning: it may be a password in a wrong field."""
    from django.contrib.auth.models import User

    is_known = User.objects.filter(username__iexact=name).exists()
    return name if is_known or len(name) <= SHOWN_OF_NAME else f"{name[:SHOWN_OF_NAME]}…"


def is_worth_a_line(record: logging.LogRecord) -> bool:
    """Whether a line says something: that somebody asked for a page that is not there does not."""
    return getattr(record, "status_code", None) != NOT_FOUND


class AdminMail(AdminEmailHandler):
    """Writes to ADMINS about errors: what the log says, and nothing of what was typed into the form.

    An error that repeats is written about once in a while: a database that is away is not a thousand letters.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._mailed: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        if getattr(record, "status_code", SERVER_ERROR) < SERVER_ERROR or not self._is_due(record):
            return
        subject = self.format_subject(f"{record.levelname}: {printable(record.getMessage())} {reason(record)}")
        try:
            self.send_mail(subject, self.format(record))
        except OSError as error:
            log.warning("The letter to ADMINS was not sent: %s", error)

    def _is_due(self, record: logging.LogRecord) -> bool:
        frames = traceback.extract_tb(record.exc_info[2]) if record.exc_info else []
        place = f"{reason(record)} {frames[-1].filename}:{frames[-1].lineno}" if frames else record.getMessage()
        now = time.monotonic()
        self._mailed = {known: since for known, since in self._mailed.items() if now - since < MAIL_EVERY}
        is_due = place not in self._mailed
        self._mailed.setdefault(place, now)
        return is_due


def configuration(*, level: str, as_json: bool, ours: list[str]) -> dict[str, Any]:
    """Return what ``LOGGING`` says: the packages ``ours`` are logged from this level on, others from WARNING."""
    form = "json" if as_json else "plain"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"worth": {"()": "django.utils.log.CallbackFilter", "callback": is_worth_a_line}},
        "formatters": {"plain": {"()": PlainFormatter}, "json": {"()": JsonFormatter}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": form, "filters": ["worth"]},
            "admins": {"()": AdminMail, "level": "ERROR", "formatter": "plain"},
        },
        "root": {"handlers": ["stderr", "admins"], "level": "WARNING"},
        "loggers": {name: {"level": level, "handlers": []} for name in ("django", *ours)},
    }
