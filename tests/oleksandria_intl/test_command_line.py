"""How a command starts."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.core.management import CommandError
from django.utils import translation

from oleksandria_intl import __version__
from oleksandria_intl.backup import shut
from oleksandria_intl.command_line import CommandLine
from tests.seed import BASE


@pytest.fixture
def without_garbage() -> Iterator[None]:
    """As ``manage.py`` starts: nobody looks for garbage."""
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


def test_garbage_is_looked_for_again_once_everything_is_loaded(without_garbage: None) -> None:
    CommandLine(["manage.py", "check"]).fetch_command("check")
    assert gc.isenabled()
    assert gc.get_freeze_count()


@pytest.mark.parametrize("line", ["--version", "version", "check --version"])
def test_the_version_is_the_portal_s_not_django_s(line: str) -> None:
    done = subprocess.run([sys.executable, "manage.py", *line.split()], cwd=BASE, capture_output=True, text=True)
    assert done.stdout.strip() == __version__


def test_no_command_begins_while_the_database_is_restored(without_garbage: None) -> None:
    command = CommandLine(["manage.py", "import_spending"]).fetch_command("import_spending")
    with (
        shut.shut(),
        translation.override("en"),
        pytest.raises(CommandError, match="A restore of a backup is under way"),
    ):
        command.check_migrations()
