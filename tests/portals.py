"""Whole portals beside that of the tests, each with a database and a folder of its own, run by commands.

Their tables are made of the models, as those of the other tests are; one that is filled is copied for each test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from oleksandria_intl.database import known_migrations
from tests import backups
from tests.seed import BASE


@dataclass(frozen=True)
class Portal:
    """A portal: the alias by which tests read its database, and where it lies."""

    alias: str
    address: str
    folder: Path

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start a command, whose output is not kept back."""
        own = {"DATABASE_URL": self.address, "VAR_DIR": str(self.folder), "PYTHONUNBUFFERED": "1"}
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=BASE,
            env=os.environ | own | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def manage(self, *arguments: str, **environment: str) -> tuple[int, str, str]:
        """Run a command of the portal; return its exit code and what it printed."""
        process = self.start("manage.py", *arguments, **environment)
        printed, warned = process.communicate(timeout=300)
        return process.returncode, printed, warned

    def done(self, *arguments: str, **environment: str) -> str:
        """Run Python in the portal; return what it printed."""
        process = self.start(*arguments, **environment)
        printed, warned = process.communicate(timeout=300)
        assert process.returncode == 0, warned
        return printed

    def fill(self) -> None:
        """Make one of everything that a backup must bring back."""
        self.done("-c", "import django; django.setup(); from tests import backups; backups.fill()")

    def backup(self, folder: Path) -> Path:
        """Make the only backup in a folder."""
        code, _printed, warned = self.manage("backup", str(folder))
        assert code == 0, warned
        (file,) = folder.glob("*.tar")
        return file

    def state(self) -> dict[str, Any]:
        """Return what tells its states apart."""
        connections[self.alias].close()
        return backups.state(self.alias, self.folder / "media")

    def lose_everything(self) -> None:
        """Delete all files."""
        shutil.rmtree(self.folder / "media", ignore_errors=True)


@contextmanager
def portal(folder: Path, *, vendor: str = "") -> Iterator[Portal]:
    """Make an empty portal on the kind of database of the tests, or on another."""
    folder.mkdir(parents=True)
    alias = folder.name.replace("-", "_")
    with database(alias, folder, vendor or connections["default"].vendor) as address:
        connection = connections[alias]
        with connection.schema_editor() as editor:
            for model in apps.get_models():
                if model._meta.managed and not model._meta.proxy:
                    editor.create_model(model)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        with override_settings(MIGRATION_MODULES={}):
            for app, name in sorted(known_migrations()):
                recorder.record_applied(app, name)
        emit_post_migrate_signal(verbosity=0, interactive=False, db=alias)
        yield Portal(alias, address, folder)


@contextmanager
def database(alias: str, folder: Path, vendor: str) -> Iterator[str]:
    """Make an empty database known by an alias; yield its DATABASE_URL."""
    known = connections["default"].settings_dict
    if vendor == "sqlite":
        name = str(folder / "db.sqlite3")
        engine = connections.configure_settings({"default": {"ENGINE": "django.db.backends.sqlite3"}})["default"]
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL"}
        connections.databases[alias] = {**engine, "NAME": name, "OPTIONS": options, "TIME_ZONE": None}
    else:
        name = f"{alias}_{os.getpid()}"
        _ask_server(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
        connections.databases[alias] = {**known, "NAME": name}
    try:
        yield f"sqlite:///{name}" if vendor == "sqlite" else _address(known, name)
    finally:
        connections[alias].close()
        del connections[alias], connections.databases[alias]
        if vendor != "sqlite":
            _ask_server(f"DROP DATABASE {name} WITH (FORCE)")


def _ask_server(*statements: str) -> None:
    with connections["default"]._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _address(known: dict[str, Any], name: str) -> str:
    host = quote(known["HOST"], safe="")
    return f"postgres://{known['USER']}:{quote(known['PASSWORD'])}@{host}:{known['PORT']}/{name}"
