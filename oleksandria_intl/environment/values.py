"""Words and numbers of the environment."""

from __future__ import annotations

import os
import re
from typing import NoReturn

from django.core.exceptions import ImproperlyConfigured

TRUTH = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off"), False)

YEAR = 365 * 24 * 3600
"""Seconds."""


def text(name: str, default: str = "") -> str:
    """Return the variable's value, trimmed."""
    return os.environ.get(name, default).strip()


def refuse(sentence: str) -> NoReturn:
    """Stop the start with a sentence that says what to set."""
    raise ImproperlyConfigured(sentence) from None


def boolean(name: str, *, default: bool) -> bool:
    """Return the variable as yes or no; refuse a word that is neither."""
    value = text(name).lower()
    if not value:
        return default
    if value not in TRUTH:
        refuse(f"{name} is {value!r}: set it to 1 or 0 (or leave it out for {int(default)}).")
    return TRUTH[value]


def words(name: str) -> list[str]:
    """Return the variable's comma-separated words."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def whole_number(name: str, *, default: int, least: int = 1) -> int:
    """Return the variable as a whole number that is not below the least; refuse anything else."""
    value = text(name)
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and int(value) >= least):
        refuse(f"{name} is {value!r}: set it to a whole number from {least} (or leave it out: {default}).")
    return int(value)


def number(name: str, *, default: float) -> float:
    """Return the variable as a number that is not negative."""
    value = text(name)
    try:
        found = float(value) if value else default
    except ValueError:
        found = -1
    if not 0 <= found < float("inf"):
        refuse(f"{name} is {value!r}: set it to a number (unset: {default:g}).")
    return found


def preload(name: str, *, seconds: int, has_subdomains: bool) -> bool:
    """Return whether browsers may know of HTTPS before a first visit; refuse what their list would not take."""
    is_asked = boolean(name, default=False)
    if is_asked and (seconds < YEAR or not has_subdomains):
        refuse(f"{name} is 1: that needs HSTS_SECONDS={YEAR} (a year) or more, and HSTS_SUBDOMAINS=1.")
    return is_asked


def choice(name: str, words: tuple[str, ...], *, default: str) -> str:
    """Return one of the words, in whatever case it is written; refuse another."""
    value = text(name, default) or default
    found = [word for word in words if word.lower() == value.lower()]
    if not found:
        refuse(f"{name} is {value!r}: set it to one of {', '.join(words)} (unset: {default}).")
    return found[0]


def namespace(name: str) -> str:
    """Return the variable's word, which names folders and cache keys; refuse one that cannot."""
    value = text(name)
    if not re.fullmatch(r"[a-z0-9-]*", value):
        refuse(f"{name} is {value!r}: use small Latin letters, digits and hyphens only.")
    return value


def age_recipient(name: str) -> str:
    """Return the public key of age for which backups are encrypted; refuse another, and never print a secret one."""
    value = text(name)
    if value and not re.fullmatch(r"age1[02-9ac-hj-np-z]{58}", value):
        refuse(
            f"{name} is no public key of age: set it to the line that begins with “age1” (the line that begins with "
            "AGE-SECRET-KEY is for whoever restores, and does not belong on this machine)."
        )
    return value


def refuse_renamed(old: str, new: str) -> None:
    """Refuse a variable that has another name now, and would be passed over in silence."""
    if text(old):
        refuse(f"{old} is called {new} now: rename it.")
