"""Reading the environment: small, typed and loud."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}

TRUTH = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off"), False)
REDIS = ("redis://", "rediss://", "unix://")
MOST_IN_MEMORY = 500
"""The most answers and pictures that a process keeps, some 25 MB of usual pages; the least used go first."""

UNIX_SOCKET = "unix"
"""What TRUSTED_PROXIES calls a server that reaches the portal by a Unix socket: it has no address."""


def text(name: str, default: str = "") -> str:
    """Return the variable's value, trimmed."""
    return os.environ.get(name, default).strip()


def boolean(name: str, *, default: bool) -> bool:
    """Return the variable as yes or no; refuse a word that is neither."""
    value = text(name).lower()
    if not value:
        return default
    if value not in TRUTH:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to 1 or 0 (or leave it out for {int(default)}).")
    return TRUTH[value]


def words(name: str) -> list[str]:
    """Return the variable's comma-separated words."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def whole_number(name: str, *, default: int) -> int:
    """Return the variable as a whole number of 1 or more; refuse anything else."""
    value = text(name)
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and int(value)):
        raise ImproperlyConfigured(
            f"{name} is {value!r}: set it to a whole number from 1 (or leave it out: {default})."
        )
    return int(value)


def proxies(name: str) -> list[IPv4Network | IPv6Network | str]:
    """Return the variable's networks, and the word for a Unix socket if it is there; refuse anything else."""
    return [word if word == UNIX_SOCKET else _network(name, word) for word in words(name)]


def _network(name: str, word: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(word)
    except ValueError:
        raise ImproperlyConfigured(
            f"{name} has {word!r}, which is no address and no network. Set it to addresses or networks, separated by "
            f'commas: "127.0.0.1, 10.0.0.0/8", and the word {UNIX_SOCKET} for a server on a Unix socket.'
        ) from None


def cache(name: str) -> dict[str, Any]:
    """Return the cache of a Redis address; where none is set, one within each process."""
    if not (address := text(name)):
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": MOST_IN_MEMORY},
        }
    if not address.startswith(REDIS):
        raise ImproperlyConfigured(f"{name} is {address!r}: set it to an address like redis://localhost:6379/0.")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": address}


def namespace(name: str) -> str:
    """Return the variable's word, which names folders and cache keys; refuse one that cannot."""
    value = text(name)
    if not re.fullmatch(r"[a-z0-9-]*", value):
        raise ImproperlyConfigured(f"{name} is {value!r}: use small Latin letters, digits and hyphens only.")
    return value


def age_recipient(name: str) -> str:
    """Return the public key of age for which backups are encrypted; refuse another, and never print a secret one."""
    value = text(name)
    if value and not re.fullmatch(r"age1[02-9ac-hj-np-z]{58}", value):
        raise ImproperlyConfigured(
            f"{name} is no public key of age: set it to the line that begins with “age1” (the line that begins with "
            "AGE-SECRET-KEY is for whoever restores, and does not belong on this machine)."
        )
    return value


def public_address(name: str) -> str:
    """Return the address under which everybody reaches the portal, without a slash at its end; refuse what is none."""
    value = text(name)
    parts = urlsplit(value)
    if value and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to an address like https://intl.example.org.")
    return value.rstrip("/")


def choice(name: str, words: tuple[str, ...], *, default: str) -> str:
    """Return one of the words, in whatever case it is written; refuse another."""
    value = text(name, default) or default
    found = [word for word in words if word.lower() == value.lower()]
    if not found:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to one of {', '.join(words)} (unset: {default}).")
    return found[0]


def number(name: str, *, default: float) -> float:
    """Return the variable as a number that is not negative."""
    value = text(name)
    try:
        found = float(value) if value else default
    except ValueError:
        found = -1
    if not 0 <= found < float("inf"):
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to a number (unset: {default:g}).")
    return found


def mailboxes(name: str) -> list[tuple[str, str]]:
    """Return comma-separated e-mail addresses as Django wants them: a name and an address."""
    addresses = words(name)
    try:
        for address in addresses:
            validate_email(address)
    except ValidationError as error:
        raise ImproperlyConfigured(f"{name}: {address!r} is no e-mail address.") from error
    return [(address.partition("@")[0], address) for address in addresses]


@dataclass(frozen=True)
class MailServer:
    """The server that sends our mail."""

    scheme: str = "smtp"
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)


def mail_server(name: str, *, needed_for: str = "") -> MailServer:
    """Return the server of an address like smtp+tls://user:password@mail.example.org:587.

    The sentence of a refusal does not repeat the address: there is a password in it.
    """
    address = text(name)
    if not address and not needed_for:
        return MailServer()
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or MAIL_PORTS.get(parts.scheme)
    except ValueError:
        host = port = None
    if not host or not port or parts.scheme not in MAIL_PORTS:
        why = f", for {needed_for} is set" if needed_for and not address else ""
        raise ImproperlyConfigured(
            f"{name} does not name a mail server{why}: set it to smtp://, smtp+tls:// or smtps://user:password@host:port"
            " (signs other than letters and digits in the password as %40 and the like)."
        )
    return MailServer(parts.scheme, host, port, unquote(parts.username or ""), unquote(parts.password or ""))


def secret_key(file: Path, *, public: bool) -> str:
    """Return SECRET_KEY; where the portal answers this machine only, one kept in a file will do.

    A portal with public host names must be given its secret, so that all its machines share it.
    """
    if key := text("SECRET_KEY"):
        return key
    if public:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set, and ALLOWED_HOSTS makes this portal public. Set it to 50 random characters: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    if not file.exists():
        _write_once(file, secrets.token_urlsafe(50))
    return file.read_text(encoding="utf-8").strip()


def _write_once(file: Path, content: str) -> None:
    """Write the file for its owner alone; of two processes that try, the first wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(content, encoding="utf-8")
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
