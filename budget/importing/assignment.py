"""Which measure a payment is of, by the rules that staff keep; the first that fits wins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from budget.models import AssignmentRule
from oleksandria_intl import ukrainian
from programs.models import Program

Facts = Mapping[str, Any]
"""A payment by its columns: one that is in the register, or is to be; a column that says nothing may be missing."""


class Verdict(NamedTuple):
    """The measure that a payment is of; None when it is not of the programme."""

    measure: int | None


class _Rule(NamedTuple):
    payee_code: str
    payee_words: tuple[str, ...]
    purpose_words: tuple[str, ...]
    payer: int | None
    program_code: str
    economic_code: str
    verdict: Verdict

    @property
    def asks(self) -> bool:
        """Whether it knows a payment by anything: «words» of quotation marks alone would fit all of them."""
        return any(self[:-1])

    def fits(self, payment: Facts, payee: str, purpose: str) -> bool:
        """Whether the payment is one of these, but for its payee's code."""
        return (
            (not self.program_code or self.program_code == payment.get("program_code_id"))
            and (not self.economic_code or self.economic_code == payment.get("economic_code_id"))
            and (self.payer is None or self.payer == payment.get("payer_id"))
            and all(word in payee for word in self.payee_words)
            and all(word in purpose for word in self.purpose_words)
        )


class Rules:
    """A programme's rules, ready to be asked of many payments."""

    def __init__(self, program: Program) -> None:
        rules = [_compiled(rule) for rule in AssignmentRule.objects.of_program(program)]
        rules = [rule for rule in rules if rule.asks]
        self._of_anyone = [rule for rule in rules if not rule.payee_code]
        self._of_payee = {
            code: [rule for rule in rules if rule.payee_code in ("", code)]
            for code in {rule.payee_code for rule in rules if rule.payee_code}
        }
        self._ask_payee = any(rule.payee_words for rule in rules)
        self._ask_purpose = any(rule.purpose_words for rule in rules)

    def verdict(self, payment: Facts) -> Verdict | None:
        """Return what the first rule that fits says; None where none does."""
        rules = self._of_payee.get(payment.get("payee_code", ""), self._of_anyone)
        if not rules:
            return None
        payee = ukrainian.search_key(payment.get("payee_name", "")) if self._ask_payee else ""
        purpose = ukrainian.search_key(payment.get("purpose", "")) if self._ask_purpose else ""
        return next((rule.verdict for rule in rules if rule.fits(payment, payee, purpose)), None)


def _compiled(rule: AssignmentRule) -> _Rule:
    return _Rule(
        rule.payee_code.strip(),
        tuple(ukrainian.search_key(rule.payee_words).split()),
        tuple(ukrainian.search_key(rule.purpose_words).split()),
        rule.payer_id,
        rule.program_code_id or "",
        rule.economic_code_id or "",
        Verdict(rule.measure_id),
    )
