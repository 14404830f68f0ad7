"""Addresses of the environment: of the database, the cache, the mail server, the portal, and who may ask it."""

from __future__ import annotations

import re
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

import dj_database_url
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http.request import validate_host

from .values import refuse, text, words

SQLITE = "django.db.backends.sqlite3"
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
"""Writers wait for one another instead of failing, and readers never wait."""
DATABASES = ("postgres", "postgresql", "sqlite")
REDIS = ("redis", "rediss", "unix")
WEB = ("http", "https")
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
MOST_IN_MEMORY = 500
"""The most answers and pictures that a process keeps, some 25 MB of usual pages; the least used go first."""
UNIX_SOCKET = "unix"
"""What TRUSTED_PROXIES calls a server that reaches the portal by a Unix socket: it has no address."""
PREFIX = re.compile(r"(/[a-z0-9][a-z0-9._-]*)+")
OWN_ADDRESSES = frozenset(
    "about accessibility accounts admin budget data decisions documents drafts en feeds gallery healthz partners "
    "pictures privacy programs robots.txt search signed sitemap.xml static visits visits.ics".split()
)
"""How the portal's own addresses begin; the tests compare them with those that it has."""
HOST = re.compile(r"\*|\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE)
ESCAPED = "signs other than letters and digits in the password as %40 and the like"


def _parts(address: str) -> SplitResult | None:
    """Return the parts of an address that can be read in one way only; None where a password may have cut it.

    An @, # or / that is not escaped in a password makes another host, port or name of what follows or precedes it.
    """
    try:
        parts = urlsplit(address)
        port = parts.port  # raises ValueError, too
    except ValueError:
        return None
    is_plain = address.isprintable() and not set(address) & set(" #\\")
    is_whole = address.count("@") <= 1 and ("@" in parts.netloc) == ("@" in address)
    return parts if is_plain and is_whole and port != 0 else None


def database(address: str, name: str = "DATABASE_URL", *, default: Path | None = None) -> dict[str, Any]:
    """Return the database of an address, or an SQLite file by default, as ``DATABASES`` has it.

    The sentence of a refusal names the variable, and does not repeat the address: there is a password in it.
    """
    found: dict[str, Any] = (
        {"ENGINE": SQLITE, "NAME": str(default)} if default and not address else _parsed(address, name)
    )
    if found["ENGINE"] == SQLITE:
        found["OPTIONS"] = SQLITE_OPTIONS
    return {**found, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def _parsed(address: str, name: str) -> dict[str, Any]:
    if complaint := _complaint_of_database(_parts(address)):
        refuse(
            f"{name} {complaint}: set it to postgres://user:password@host:port/name ({ESCAPED}) or "
            "sqlite:////folder/of/file.sqlite3."
        )
    found: dict[str, Any] = {**dj_database_url.parse(address)}
    if found["ENGINE"] == SQLITE and not Path(found["NAME"]).parent.is_dir():
        refuse(f"{name} names the file {found['NAME']}, whose folder is not there: make it, or set {name} to another.")
    return found


def _complaint_of_database(parts: SplitResult | None) -> str:
    """Return what is wrong with the address of a database; nothing where all is well."""
    if parts is None:
        return "cannot be read (is there an @, # or / in its password?)"
    if parts.scheme not in DATABASES:
        return "begins with no database that is known here"
    if not parts.path.strip("/"):
        return "names no database"
    if parts.netloc and parts.scheme == "sqlite":
        return "names a host, which SQLite has not"
    return "" if parts.scheme == "sqlite" or "/" not in parts.path[1:] else "has a slash in the database's name"


def cache(name: str) -> dict[str, Any]:
    """Return the cache of a Redis address; where none is set, one within each process."""
    if not (address := text(name)):
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": MOST_IN_MEMORY},
        }
    parts = _parts(address)
    if parts is None or parts.scheme not in REDIS or not (parts.path if parts.scheme == "unix" else parts.hostname):
        refuse(f"{name} is no address of Redis: set it to one like redis://:password@localhost:6379/0 ({ESCAPED}).")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": address}


class MailServer(NamedTuple):
    """The server that sends our mail."""

    scheme: str = "smtp"
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        """Return the server without the password."""
        return f"{self.scheme}://{self.host}:{self.port}"


def mail_server(name: str, *, needed_for: str = "") -> MailServer:
    """Return the server of an address like smtp+tls://user:password@mail.example.org:587.

    The sentence of a refusal does not repeat the address: there is a password in it.
    """
    address = text(name)
    if not address and not needed_for:
        return MailServer()
    parts = _parts(address)
    if not parts or not parts.hostname or parts.scheme not in MAIL_PORTS or parts.path.strip("/") or parts.query:
        why = f", for {needed_for} is set" if needed_for and not address else ""
        refuse(
            f"{name} does not name a mail server{why}: set it to smtp://, smtp+tls:// or smtps://user:password@host:port"
            f" ({ESCAPED})."
        )
    port = parts.port or MAIL_PORTS[parts.scheme]
    return MailServer(parts.scheme, parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""))


def mailboxes(name: str) -> list[tuple[str, str]]:
    """Return comma-separated e-mail addresses as Django wants them: a name and an address."""
    addresses = words(name)
    for address in addresses:
        _check_mailbox(name, address)
    return [(address.partition("@")[0], address) for address in addresses]


def sender(name: str, *, default: str) -> str:
    """Return from whom letters come: an e-mail address, with a name before it or without."""
    value = text(name)
    if value:
        _check_mailbox(name, parseaddr(value)[1] or value)
    return value or default


def _check_mailbox(name: str, address: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        refuse(f"{name}: {address!r} is no e-mail address. Set it to one like portal@example.org.")


def hosts(name: str) -> list[str]:
    """Return the names under which the portal is asked; refuse one with a scheme, a port or a path."""
    found = words(name)
    for word in found:
        if not HOST.fullmatch(word):
            refuse(f"{name} has {word!r}: set it to names like intl.example.org, without https://, port and path.")
    return found


def origins(name: str, *, hosts: list[str], address: str) -> list[str]:
    """Return the origins from which forms are taken: of the hosts, of the portal's address, and those of the variable.

    An origin is scheme, host and port; anything else in the variable is refused.
    """
    found = words(name)
    for word in found:
        parts = _parts(word)
        if not parts or parts.scheme not in WEB or not parts.hostname or parts.path or parts.query:
            refuse(f"{name} has {word!r}: set it to origins like https://intl.example.org:8443, without a path.")
    known = [f"https://{'*' if host.startswith('.') else ''}{host}" for host in hosts if host != "*"]
    return list(dict.fromkeys([*known, *_origin_of(address), *found]))


def _origin_of(address: str) -> list[str]:
    parts = urlsplit(address)
    return [f"{parts.scheme}://{parts.netloc}"] if address else []


def proxies(name: str) -> list[IPv4Network | IPv6Network | str]:
    """Return the variable's networks, and the word for a Unix socket if it is there; refuse anything else."""
    return [word if word == UNIX_SOCKET else _network(name, word) for word in words(name)]


def _network(name: str, word: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(word)
    except ValueError:
        refuse(
            f"{name} has {word!r}, which is no address and no network. Set it to addresses or networks, separated by "
            f'commas: "127.0.0.1, 10.0.0.0/8", and the word {UNIX_SOCKET} for a server on a Unix socket.'
        )


def path_prefix(name: str, value: str | None = None) -> str:
    """Return the path under which the portal lies, without a slash at its end: the variable's, unless one is given.

    Refuse what is none, and one that begins as an address of the portal: whether the server in front has taken it off
    could not be seen.
    """
    value = text(name) if value is None else value
    if value and not PREFIX.fullmatch(value):
        refuse(f"{name} is {value!r}: set it to a path like /intl, with a slash before it and none behind.")
    if value.split("/")[1:2] and value.split("/")[1] in OWN_ADDRESSES:
        refuse(f"{name} is {value!r}, and addresses of the portal itself begin so: set it to another path, like /intl.")
    return value


def public_address(name: str, hosts: list[str], *, prefix: str = "") -> str:
    """Return the address under which everybody reaches the portal, without a slash at its end.

    Refuse what is none, and one at which the portal would not answer: its host is not among the hosts, or its path is
    not the prefix.
    """
    value = text(name)
    if not value:
        return ""
    parts = _parts(value)
    if not parts or parts.scheme not in WEB or not parts.hostname or "@" in value or "?" in value:
        refuse(f"{name} is {value!r}: set it to an address like https://intl.example.org.")
    if not validate_host(parts.hostname, hosts):
        refuse(f"{name} leads to {parts.hostname!r}, which ALLOWED_HOSTS does not name: add it there.")
    if parts.path.rstrip("/") != prefix:
        refuse(f"{name} is {value!r}, and PATH_PREFIX is {prefix!r}: let it end with PATH_PREFIX and nothing more.")
    return value.rstrip("/")
