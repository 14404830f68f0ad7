"""Bring several databases through the migrations together, and print the programme of 2020 of each as JSON lists it:

    python -m tests.migrating DATABASE_URL...

What a migration finds and leaves is worked out once for all of them. ``migrate`` works it out for every database anew,
which is nine tenths of its time.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any


def migrate_together(databases: Sequence[Any]) -> None:
    """Apply to every database, given by its connection, the migrations that it lacks."""
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.recorder import MigrationRecorder

    executor: Any = MigrationExecutor(databases[0])
    graph = executor.loader.graph
    applied = {}
    for each in databases:
        with as_default(each):
            applied[each] = set(MigrationRecorder(each).applied_migrations())
    plan = [migration for migration, _back in executor.migration_plan(graph.leaf_nodes(), clean_start=True)]
    # What more databases have comes first: then none lacks in a migration's state what it has in its tables.
    plan.sort(key=lambda one: -sum((one.app_label, one.name) in done for done in applied.values()))
    state = executor._create_project_state()
    for migration in plan:
        _apply(
            migration, [each for each in databases if (migration.app_label, migration.name) not in applied[each]], state
        )


def _apply(migration: Any, databases: Sequence[Any], state: Any) -> None:
    from django.db import transaction
    from django.db.migrations.recorder import MigrationRecorder

    if not databases:
        migration.mutate_state(state, preserve=False)
        return
    with ExitStack() as stack:
        editors = [stack.enter_context(_editing(each, migration.atomic)) for each in databases]
        for operation in migration.operations:
            before = state.clone()
            operation.state_forwards(migration.app_label, state)
            for editor in editors:
                with as_default(editor.connection), ExitStack() as whole:
                    if operation.atomic and not migration.atomic:
                        whole.enter_context(transaction.atomic())
                    operation.database_forwards(migration.app_label, editor, before, state)
    for each in databases:
        with as_default(each):
            MigrationRecorder(each).record_applied(migration.app_label, migration.name)


@contextmanager
def _editing(database: Any, atomic: bool) -> Iterator[Any]:
    from django.db import connections

    connections["default"] = database
    with database.schema_editor(atomic=atomic) as editor:
        yield editor
        connections["default"] = database


@contextmanager
def as_default(database: Any) -> Iterator[None]:
    """Have this database be the one that is asked where none is named."""
    from django.db import connections

    former = connections["default"]
    connections["default"] = database
    try:
        yield
    finally:
        connections["default"] = former


def connected(address: str) -> Any:
    """Return a connection to the database at an address, with what the portal sets for its own."""
    import dj_database_url
    from django.db import connections
    from django.db.utils import load_backend

    own = connections["default"].settings_dict
    name = dj_database_url.parse(address)["NAME"]
    return load_backend(own["ENGINE"]).DatabaseWrapper({**own, "NAME": name}, "default")


def finish(database: Any) -> None:
    """Do what the apps do once a database is migrated."""
    from django.contrib.contenttypes.models import ContentType
    from django.core.management.sql import emit_post_migrate_signal

    with as_default(database):
        ContentType.objects.clear_cache()
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")


def program_of_2020(database: Any) -> dict[str, Any]:
    """Return what the paper of the first programme says."""
    from django.core.management import call_command

    with as_default(database), TemporaryDirectory() as folder:
        file = Path(folder) / "decision.json"
        call_command("document", "decision", "2020", output=file, verbosity=0)
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def main(addresses: Sequence[str]) -> None:
    """Migrate; print a line for every database but the last, which is empty."""
    from django import setup

    setup()
    databases = [connected(each) for each in addresses]
    migrate_together(databases)
    for each in databases:
        finish(each)
    for each in databases[:-1]:
        sys.stdout.write(json.dumps(program_of_2020(each)) + "\n")


if __name__ == "__main__":
    os.environ |= {"DJANGO_SETTINGS_MODULE": "oleksandria_intl.settings", "DATABASE_URL": sys.argv[1]}
    main(sys.argv[1:])
