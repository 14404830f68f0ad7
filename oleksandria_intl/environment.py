"""Reading the environment: small, typed and loud."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUTH = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}


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


def secret_key(file: Path, *, public: bool) -> str:
    """Return SECRET_KEY; where the portal answers this machine only, one kept in a file will do.

    A portal with public host names must be told its secret, so that all its machines share it.
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
    return file.read_text().strip()


def _write_once(file: Path, content: str) -> None:
    """Write the file for its owner alone; of two processes that try, the first wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(content)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
