"""Queries about payees of whom nothing but the name says whether they are natural persons."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import models

from budget.persons import Kind, is_person, kind_of
from oleksandria_intl import ukrainian
from oleksandria_intl.models import NaturalManager

if TYPE_CHECKING:
    from budget.models import Payee  # noqa: F401 - named in strings

Whom = tuple[str, str]
"""A payee's code and name, as a payment or a commitment says them."""


@lru_cache(maxsize=8192)
def payee_key(code: str, name: str) -> str:
    """Return by what a payee is known again, however the name is typed."""
    return f"{code.strip()}/{ukrainian.search_key(name)}"


class PayeeQuerySet(models.QuerySet["Payee"]):
    """Payees who may be natural persons."""

    def unanswered(self) -> PayeeQuerySet:
        """Return those of whom nobody has said yet whether they are persons."""
        return self.filter(is_person=None)

    def answered(self, is_person: bool) -> PayeeQuerySet:
        """Return those of whom somebody has said that they are persons, or that they are not."""
        return self.filter(is_person=is_person)

    def answers(self) -> dict[str, bool | None]:
        """Return what was answered, by the payee's key; None of who is asked about still."""
        return dict(self.values_list("key", "is_person"))

    def is_person(self, code: str, name: str) -> bool:
        """Whether a payee is hidden from the public: as answered, or else by code and name; one in doubt is asked."""
        if answered := self.filter(key=payee_key(code, name)).exclude(is_person=None).first():
            return bool(answered.is_person)
        if kind_of(code, name) is Kind.PERHAPS:
            self.ask([(code, name)])
        return is_person(code, name)

    def ask(self, payees: Iterable[Whom]) -> None:
        """Have staff be asked about payees; nothing happens to those who were asked about before."""
        rows = [self.model(code=code, name=name, key=payee_key(code, name), version=1) for code, name in payees]
        self.bulk_create(rows, ignore_conflicts=True)


class PayeeManager(NaturalManager["Payee"].from_queryset(PayeeQuerySet)):  # type: ignore[misc]
    """Finds payees by natural key and by the office's questions."""
