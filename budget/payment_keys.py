"""By what two entries of one payment are found beside each other, however their tables were saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db import models

from oleksandria_intl import ukrainian
from oleksandria_intl.models import KeyField

LONGEST_KEY = 420
NO_NUMBER = ("бн", "б-н", "без-номера")


@lru_cache(maxsize=4096)
def name_key(text: str) -> str:
    """Return a name without case, quotes and hyphens."""
    return ukrainian.search_key(text)


@lru_cache(maxsize=4096)
def _words_key(number: str) -> str:
    key = "-".join(name_key(number.replace("№", " ")).split())
    return "" if key in NO_NUMBER else key


def document_key(number: str) -> str:
    """Return a document's number without the zeros before it, which Excel cuts: of «0012» and «12» the same.

    «Б/н» is no number.
    """
    is_plain = number.isascii() and number.isdigit()
    return (number if is_plain else _words_key(number)).lstrip("0")


def payee_key(code: str, name: str) -> str:
    """Return the payee's code without the zeros before it, or else the name."""
    return code.lstrip("0") or name_key(name)


def sum_key(document: str, amount: Decimal | int | str) -> str:
    """Return the key of the payments by documents of one number and of one sum, on whatever day."""
    return f"{document_key(document)} {Decimal(amount):.2f}"


def day_key(day: date | str, code: str, name: str) -> str:
    """Return the key of a day's payments to one payee, of whatever sum."""
    return f"{day} {payee_key(code, name)}"


class MatchField(KeyField):
    """A column by which payments that resemble one another are found, made of several others of any type."""

    def __init__(self, *sources: str, key: Callable[..., str], **kwargs: Any) -> None:
        super().__init__(*sources, key=key, **{"max_length": LONGEST_KEY, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.key(*(getattr(model_instance, source) for source in self.sources))[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value
