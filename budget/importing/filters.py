"""What of a file is the programme's: a real export holds a whole payer's salaries and utilities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from budget.models import Appropriation, EconomicCode, ProgramCode, SpendingUnit
from oleksandria_intl.tables.outcome import ImportRefused
from programs.models import Program

from .dialects import Values
from .outcome import Skip
from .questions import Answers, skipped


@dataclass(frozen=True)
class Filters:
    """What may enter. What was not asked for follows from the programme; nothing there lets everything in."""

    program: Program
    codes: Mapping[str, frozenset[str]]
    """``payers`` (ЄДРПОУ; by default those of all spending units), ``program_codes`` (КПКВКМБ; by default those of the
    programme's appropriations), ``economic_codes`` (КЕКВ; by default all)."""
    asked: frozenset[str]
    """Which of the three somebody named: these hold for rows too that say themselves what they are of."""
    skipped: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Values that are in no table, by field, whose rows somebody said to leave out."""

    @classmethod
    def of(
        cls,
        program: Program,
        *,
        payers: Iterable[str] = (),
        program_codes: Iterable[str] = (),
        economic_codes: Iterable[str] = (),
    ) -> Filters:
        """Return the filters that are asked for, the rest by default; raise ``ImportRefused`` for an unknown code.

        While there is no spending unit, every payer may enter, and is asked about.
        """
        units = SpendingUnit.objects.values_list("register_code", flat=True)
        granted = Appropriation.objects.of_program(program).exclude(program_code=None)
        named = {
            "payers": _known(payers, units, _("spending units")),
            "program_codes": _known(program_codes, _codes(ProgramCode), _("КПКВКМБ")),
            "economic_codes": _known(economic_codes, _codes(EconomicCode), _("КЕКВ")),
        }
        default = {"payers": units, "program_codes": granted.values_list("program_code", flat=True).distinct()}
        chosen = {name: codes or frozenset(default.get(name, ())) for name, codes in named.items()}
        return cls(program, chosen, frozenset(name for name, codes in named.items() if codes))

    def as_json(self) -> dict[str, list[str]]:
        """Return what was asked for, as the record of an import keeps it."""
        return {name: sorted(self.codes[name]) for name in sorted(self.asked)}

    @classmethod
    def from_json(cls, program: Program, asked: dict[str, Any], unknown: Answers | None = None) -> Filters:
        """Return the filters that the record of an import keeps; the default ones are taken as they are now."""
        return replace(cls.of(program, **asked), skipped=skipped(unknown or {}))

    def skips(self, values: Values, payer: str, *, is_named: bool) -> Skip | None:
        """Say why a row is left out; one that names its measure or commitment, only by what was asked for.

        A code that the row does not tell is not another one.
        """
        if (not is_named or "payers" in self.asked) and self._is_other("payers", payer, is_named):
            return Skip.PAYER
        if self._is_other("program_codes", values.get("program_code"), is_named):
            return Skip.PROGRAM_CODE
        if self._is_other("economic_codes", values.get("economic_code"), is_named):
            return Skip.ECONOMIC_CODE
        if not is_named and values["paid_on"].year not in self.program.years:
            return Skip.YEAR
        for name, unknown in self.skipped.items():
            if (payer if name == "payer_code" else values.get(name)) in unknown:
                return Skip.UNKNOWN
        return None

    def _is_other(self, name: str, code: str | None, is_named: bool) -> bool:
        codes = self.codes[name]
        return bool(code and codes) and code not in codes and (not is_named or name in self.asked)


def _codes(model: Any) -> Any:
    return model.objects.values_list("code", flat=True)


def _known(asked: Iterable[str], known: Iterable[str], title: str) -> frozenset[str]:
    """Return the codes that are asked for, if all of them are in their table."""
    codes = frozenset(asked)
    if codes and (unknown := codes.difference(known)):
        message = _("These codes are not in the table “%(table)s”: %(codes)s.")
        raise ImportRefused(message % {"table": title, "codes": ", ".join(sorted(unknown))})
    return codes
