"""Databases beside the portal's own: by an address as DATABASE_URL has it, open for as long as they are needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.utils.translation import gettext as _

from oleksandria_intl import environment
from oleksandria_intl.environment.addresses import SQLITE

from .archive import Refused

HIDDEN = "***"


class Address:
    """The address of a database."""

    def __init__(self, text: str, name: str) -> None:
        """Read an address, which a refusal calls by a name: its text may hold a password. Raises ``Refused``."""
        self.text, self.name = text, name
        try:
            self.settings = environment.database(text, name)
        except ImproperlyConfigured as error:
            raise Refused(str(error)) from None
        if self.settings["NAME"] == ":memory:":
            raise Refused(_("%(name)s names no file.") % {"name": name})

    @property
    def file(self) -> Path | None:
        """The file of SQLite; None where a server holds the database."""
        return Path(self.settings["NAME"]).resolve() if self.settings["ENGINE"] == SQLITE else None

    def is_same(self, other: Address) -> bool:
        """Say whether both lead to one database; two names of one server are not seen through."""
        if self.file or other.file:
            return self.file == other.file
        parts = ("ENGINE", "HOST", "PORT", "NAME", "OPTIONS")
        return all(self.settings.get(part) == other.settings.get(part) for part in parts)

    def __str__(self) -> str:
        """Return the address as DATABASE_URL takes it from any folder, without the password."""
        if self.file:
            return f"sqlite:///{self.file}"
        parts = urlsplit(self.text)
        people, at, host = parts.netloc.rpartition("@")
        user, colon, _password = people.partition(":")
        options = [(key, HIDDEN if "password" in key else value) for key, value in parse_qsl(parts.query)]
        hidden = parts._replace(netloc=f"{user}{colon}{HIDDEN if colon else ''}{at}{host}", query=urlencode(options))
        return hidden.geturl()


@contextmanager
def connected(alias: str, settings: dict[str, Any]) -> Iterator[Any]:
    """Yield the connection of a further database, known by an alias meanwhile."""
    with ExitStack() as after:
        # Django fills in what the settings leave out, for the databases that it begins with only.
        connections.databases[alias] = connections.configure_settings({"default": settings})["default"]
        after.callback(connections.databases.pop, alias)
        connection: Any = connections[alias]
        after.callback(connections.__delitem__, alias)
        after.callback(connection.close)
        yield connection
