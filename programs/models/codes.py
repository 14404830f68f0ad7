"""Permanent codes: the code that a row once had is no other row's within its programme, whatever was deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.models import CodeField
from programs.querysets import UsedCodeManager


class UsedCode(models.Model):
    """A code that a row has or had; written by the triggers of ``programs.guard``, and never deleted.

    Numbers instead of links: it outlives what they point at.
    """

    moves_content: ClassVar[bool] = False

    program_pk = models.BigIntegerField()
    kind = models.CharField(max_length=100)
    """The row's table."""
    code = CodeField()
    edition_pk = models.BigIntegerField(null=True)
    """None for a row of the programme itself, a measure."""
    row_pk = models.BigIntegerField()

    objects: ClassVar[UsedCodeManager] = UsedCodeManager()

    class Meta:
        verbose_name = _("used code")
        verbose_name_plural = _("used codes")
        indexes = [models.Index(fields=["program_pk", "kind", "code"], name="used_code_in_program")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class PermanentlyCoded(models.Model):
    """A row known by its code for good; an amendment carries the code of the row that it carries."""

    class Meta:
        abstract = True

    @property
    def program_pk(self) -> int:
        """The programme within which the code is the row's own."""
        raise NotImplementedError

    def used_codes(self) -> set[str]:
        """Return the codes that rows of this kind have or had in the programme."""
        return UsedCode.objects.codes_of(type(self), self.program_pk)

    def free_code(self, candidates: Iterable[str]) -> str:
        """Return the first of the codes that was never used."""
        used = self.used_codes()
        return next(code for code in candidates if code not in used)

    def is_code_carried(self) -> bool:
        """Whether the row carries on one of the edition that its own amends."""
        return False

    def refuse_used_code(self) -> None:
        """Raise ``ValidationError`` if the code of a new row was ever another row's."""
        code: Any = getattr(self, "code", "")
        used = UsedCode.objects.of(type(self), self.program_pk, code)
        if not self._state.adding or not code or used.of_row(self.pk).exists():
            return
        if (used.of_edition(getattr(self, "edition_id", None)) if self.is_code_carried() else used).exists():
            sentence = _("The code “%(code)s” was given in this programme already, and no code is given twice.")
            raise ValidationError({"code": sentence % {"code": code}})


def numbered(code: str) -> Iterator[str]:
    """Yield a code, and the same with a number, for when it is used: «2020», «2020-2», «2020-3»."""
    yield code
    yield from (f"{code}-{number}" for number in count(2))
