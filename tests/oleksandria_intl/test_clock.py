"""What day it is: Kyiv's, asked in one place; and what is known on it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timezone
from functools import cache
from pathlib import Path

import pytest
from django.utils.timezone import override

from oleksandria_intl import clock

BASE = Path(__file__).resolve().parents[2]
APPS = ("budget", "delegations", "oleksandria_intl", "partners", "programs")
TEXT_FILES = {"open", "read_text", "write_text"}

At = Callable[[str], None]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2020-12-31T23:59", date(2020, 12, 31)),
        ("2021-01-01T00:01", date(2021, 1, 1)),
        ("2020-02-29T23:30", date(2020, 2, 29)),
        ("2020-07-01T00:30", date(2020, 7, 1)),
    ],
)
def test_it_is_the_day_of_kyiv_wherever_somebody_asks(it_is: At, moment: str, day: date) -> None:
    it_is(moment)
    for zone in ("America/New_York", "Asia/Tokyo"):
        with override(zone):
            assert clock.today() == day


def test_of_a_day_to_come_only_today_is_known(it_is: At) -> None:
    it_is("2020-03-15")
    assert clock.known_on(date(2020, 3, 14)) == date(2020, 3, 14)
    assert clock.known_on(date(2020, 3, 15)) == date(2020, 3, 15)
    assert clock.known_on(date(2020, 12, 31)) == date(2020, 3, 15)


def test_a_day_begins_at_midnight_in_kyiv(it_is: At) -> None:
    assert clock.beginning_of(date(2020, 1, 15)) == datetime(2020, 1, 14, 22, tzinfo=timezone.utc)
    assert clock.beginning_of(date(2020, 7, 15)) == datetime(2020, 7, 14, 21, tzinfo=timezone.utc)


def calls(*folders: str) -> Iterator[tuple[str, ast.Call, str]]:
    """Yield every call of the sources in these folders: where it stands, itself, the name that is called."""
    for source in (source for folder in folders for source in sorted((BASE / folder).rglob("*.py"))):
        for node in ast.walk(tree_of(source)):
            if isinstance(node, ast.Call):
                yield f"{source.relative_to(BASE)}:{node.lineno}", node, dotted(node.func)


@cache
def tree_of(source: Path) -> ast.Module:
    return ast.parse(source.read_text(encoding="utf-8"))


def dotted(called: ast.expr) -> str:
    """Return «timezone.now().date» of what is called; of what has no name, only what follows it."""
    if isinstance(called, ast.Attribute):
        return f"{dotted(called.value)}.{called.attr}"
    if isinstance(called, ast.Call):
        return f"{dotted(called.func)}()"
    return called.id if isinstance(called, ast.Name) else ""


def asks_the_clock_for_a_day(call: ast.Call, name: str) -> bool:
    last = name.rpartition(".")[2]
    if last in ("localdate", "localtime"):
        return not call.args
    if last == "date":
        return name.endswith("now().date")
    return last in ("utcnow", "utctoday") or name.endswith(("date.today", "datetime.today", "datetime.now"))


def test_only_the_clock_asks_the_machine_what_day_it_is() -> None:
    asking = {where for where, call, name in calls(*APPS) if asks_the_clock_for_a_day(call, name)}
    # An upgrade knows no Django, and no day of the portal's.
    asking = {where for where in asking if not where.startswith("oleksandria_intl/releases/")}
    assert {where.partition(":")[0] for where in asking} <= {"oleksandria_intl/clock.py"}, asking


@pytest.mark.parametrize(
    ("source", "is_asking"),
    [
        ("timezone.localdate()", True),
        ("localtime()", True),
        ("date.today()", True),
        ("datetime.datetime.now(tz)", True),
        ("timezone.now().date()", True),
        ("timezone.localdate(row.issued_at)", False),
        ("timezone.now()", False),
        ("clock.today()", False),
    ],
)
def test_what_asks_the_machine_what_day_it_is_is_known(source: str, is_asking: bool) -> None:
    call = ast.parse(source, mode="eval").body
    assert isinstance(call, ast.Call)
    assert asks_the_clock_for_a_day(call, dotted(call.func)) is is_asking


def is_binary(call: ast.Call) -> bool:
    """Tell whether a file is opened for bytes."""
    modes = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    modes += [word.value.value for word in call.keywords if word.arg == "mode" and isinstance(word.value, ast.Constant)]
    return any(isinstance(mode, str) and "b" in mode for mode in modes)


READS_BYTES = (
    "Image.open",
    "pikepdf.open",
    "pymupdf.open",
    "os.open",
    "file.open",
    "_zip.open",
    "archive.open",
    "self.open",
    "super().open",
    "webbrowser.open",
)
"""What is called ``open`` and gives no text: pictures, PDFs, what the storage keeps."""


def test_every_text_file_is_read_and_written_with_an_encoding() -> None:
    lacking = [
        f"{where} {name}"
        for where, call, name in calls(*APPS, "tests")
        if name.rpartition(".")[2] in TEXT_FILES
        and not name.endswith(READS_BYTES)
        and not is_binary(call)
        and not any(word.arg == "encoding" for word in call.keywords)
    ]
    assert lacking == []


def test_commands_speak_utf_8_where_the_locale_knows_no_ukrainian() -> None:
    command = [sys.executable, "manage.py", "diffsettings"]
    environment = os.environ | {"PYTHONUTF8": "0", "LC_ALL": "C"}
    done = subprocess.run(command, cwd=BASE, env=environment, capture_output=True, check=True)
    assert "Українська" in done.stdout.decode()
