"""Record a filled database for ``tests/oleksandria_intl/test_migrations.py``, once an issue is resolved:

    python tests/record_database.py 9

It makes a new SQLite database with the programme of 2020, an invented year of its money and staff, and keeps its
migrations and rows in ``tests/data/databases/9.json.gz``. Later migrations have to bring all of it through.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

BASE = Path(__file__).resolve().parent.parent


def main(name: str) -> None:
    """Fill a database and record it."""
    from django import setup

    setup()
    from django.core.management import call_command
    from django.db import connection

    from oleksandria_intl import roles
    from oleksandria_intl.portal.management import demonstration
    from oleksandria_intl.portal.management.commands import demo
    from tests import recorded

    call_command("migrate", verbosity=0)
    call_command("sync_roles", verbosity=0)
    demonstration.load_missing(*demo.FIXTURES, demonstration.SPENDING)
    call_command("populate_history", auto=True, verbosity=0)
    for login, role in zip(demo.LOGINS, roles.ROLES, strict=True):
        demo.make_person(login, role, login, is_superuser=role == roles.ADMINISTRATOR)
    file = recorded.FOLDER / f"{name}.json.gz"
    recorded.write(file, recorded.record(connection))
    sys.stdout.write(f"{file.relative_to(BASE)}: {file.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    sys.path.insert(0, str(BASE))
    with TemporaryDirectory() as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "oleksandria_intl.settings", "VAR_DIR": folder}
        os.environ.pop("DATABASE_URL", None)
        main(*sys.argv[1:])
