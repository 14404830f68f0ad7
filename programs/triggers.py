"""A trigger in SQL that PostgreSQL and SQLite both speak."""

from __future__ import annotations

from typing import NamedTuple


class Trigger(NamedTuple):
    """What happens to every row of a table when it is written, in SQL that both databases speak."""

    name: str
    table: str
    event: str
    """«BEFORE DELETE», «AFTER UPDATE»."""
    refused: str
    """The condition under which the row is refused."""
    message: str
    when: str = ""
    """The condition without which nothing is asked."""
    then: str = ""
    """What is done about a row that is not refused."""

    def create(self, vendor: str) -> str:
        """Return the statements that make the trigger."""
        when = f"WHEN ({self.when})" if self.when else ""
        then = f"{self.then};" if self.then else ""
        if vendor == "postgresql":
            row = "OLD" if self.event.endswith("DELETE") else "NEW"
            return f"""
                CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF {self.refused} THEN
                        RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    {then}
                    RETURN {row};
                END $$;
                CREATE TRIGGER {self.name} {self.event} ON {self.table}
                    FOR EACH ROW {when} EXECUTE FUNCTION {self.name}();
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
