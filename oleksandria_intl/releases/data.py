"""What moving asks of a portal's database; run as text by the portal's Python, under whichever release lies there.

python -c "$(cat data.py)" migrations | erasures | erase | empty
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def migrations() -> None:
    """Print the migrations that the database has, those of packages too."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    json.dump(sorted(MigrationRecorder(connection).applied_migrations()), sys.stdout)


def erasures() -> None:
    """Print the records of whose data were erased."""
    from oleksandria_intl.personal_data import erasures as records

    json.dump(records.since(None), sys.stdout)


def erase() -> None:
    """Erase again what the records on standard input say."""
    from oleksandria_intl.personal_data import erasures as records

    records.repeat(json.load(sys.stdin))


def empty() -> None:
    """Take everything out of the database: tables of one release cannot become those of an older one."""
    from django.db import connection

    if connection.vendor == "sqlite":
        file = str(connection.settings_dict["NAME"])
        connection.close()
        for name in (file, f"{file}-wal", f"{file}-shm"):
            Path(name).unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        # Of what belongs to the portal's user in its own schema; what extensions brought stays.
        cursor.execute(
            "SELECT format('DROP TABLE %I.%I CASCADE', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname = current_schema() AND tableowner = current_user"
            " UNION ALL SELECT format('DROP ROUTINE %s CASCADE', oid::regprocedure) FROM pg_proc"
            " WHERE pronamespace = current_schema()::regnamespace AND proowner = current_user::regrole"
            " AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')"
        )
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oleksandria_intl.settings")
    import django

    django.setup()
    {"migrations": migrations, "erasures": erasures, "erase": erase, "empty": empty}[sys.argv[1]]()
