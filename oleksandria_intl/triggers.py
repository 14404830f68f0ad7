"""A trigger in SQL that PostgreSQL and SQLite both speak."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

TRUNCATE = "BEFORE TRUNCATE"
ALWAYS = "1 = 1"
"""The condition of what is refused whatever the row is."""


class Trigger(NamedTuple):
    """What happens to every row of a table when it is written, in SQL that both databases speak."""

    name: str
    table: str
    event: str
    """«BEFORE DELETE», «AFTER UPDATE»; «BEFORE TRUNCATE», which SQLite does not know."""
    refused: str
    """The condition under which the row is refused."""
    message: str
    when: str = ""
    """The condition without which nothing is asked."""
    then: str = ""
    """What is done about a row that is not refused."""
    locked: str = ""
    """The rows that no other writer of PostgreSQL locks until the transaction ends: «table WHERE condition»."""

    def is_for(self, vendor: str) -> bool:
        """Whether the database knows the event."""
        return vendor == "postgresql" or self.event != TRUNCATE

    def create(self, vendor: str) -> str:
        """Return the statements that make the trigger."""
        when = f"WHEN ({self.when})" if self.when else ""
        then = f"{self.then};" if self.then else ""
        if vendor == "postgresql":
            row = "OLD" if self.event.endswith(("DELETE", "TRUNCATE")) else "NEW"
            each = "STATEMENT" if self.event == TRUNCATE else "ROW"
            lock = f"PERFORM 1 FROM {self.locked} FOR NO KEY UPDATE;" if self.locked else ""
            return f"""
                CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    {lock}
                    IF {self.refused} THEN
                        RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    {then}
                    RETURN {row};
                END $$;
                CREATE TRIGGER {self.name} {self.event} ON {self.table}
                    FOR EACH {each} {when} EXECUTE FUNCTION {self.name}();
                """
        return f"""
            CREATE TRIGGER {self.name} {self.event} ON {self.table} {when} BEGIN
                SELECT RAISE(ABORT, '{self.message}') WHERE {self.refused};
                {then}
            END
            """

    def drop(self, vendor: str) -> str:
        """Return the statement that takes the trigger away."""
        if vendor == "postgresql":
            return f"DROP FUNCTION IF EXISTS {self.name}() CASCADE;"
        return f"DROP TRIGGER IF EXISTS {self.name}"


def differs(columns: Iterable[str]) -> str:
    """Return the condition that a changed row has another value in one of these columns, NULL being a value."""
    each = (f"coalesce(NEW.{it} <> OLD.{it}, (NEW.{it} IS NULL) <> (OLD.{it} IS NULL))" for it in columns)
    return " OR ".join(each)


def forbidden(table: str, *events: str, message: str) -> list[Trigger]:
    """Return the triggers that refuse these events on a table, whatever the row is: «UPDATE», «DELETE», «TRUNCATE»."""
    return [
        Trigger(f"{table}_guard_{event.lower()}", table, f"BEFORE {event}", refused=ALWAYS, message=message)
        for event in events
    ]
