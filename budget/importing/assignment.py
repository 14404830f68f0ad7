"""Which measure a payment is of, by the rules that staff keep; the first that fits wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from budget.models import AssignmentRule
from oleksandria_intl.ukrainian_lemmas import DISTINCT_WORDS, bare, lemmas_of, words
from programs.models import Program

Facts = Mapping[str, Any]
"""A payment by its columns: one that is in the register, or is to be; a column that says nothing may be missing."""

Asked = tuple[str, bool]
"""A word that a rule asks for, and whether its beginning is enough."""


NOTHING: frozenset[Asked] = frozenset()


class Verdict(NamedTuple):
    """The measure that a payment is of; None when it is not of the programme."""

    measure: int | None


class _Rule(NamedTuple):
    payee_code: str
    payee_words: frozenset[Asked]
    purpose_words: frozenset[Asked]
    payer: int | None
    program_code: str
    economic_code: str
    verdict: Verdict

    @property
    def asks(self) -> bool:
        """Whether it knows a payment by anything: «words» of quotation marks alone would fit all of them."""
        return any(self[:-1])

    def fits(self, payment: Facts, payee: frozenset[Asked], purpose: frozenset[Asked]) -> bool:
        """Whether the payment is one of these, but for its payee's code."""
        return (
            (not self.program_code or self.program_code == payment.get("program_code_id"))
            and (not self.economic_code or self.economic_code == payment.get("economic_code_id"))
            and (self.payer is None or self.payer == payment.get("payer_id"))
            and self.payee_words <= payee
            and self.purpose_words <= purpose
        )


class _Words:
    """The words that rules ask for, found in texts in any of their forms."""

    def __init__(self, asked: Iterable[Asked]) -> None:
        self._asked = [(each, bare(each[0]), frozenset(lemmas_of(each[0]))) for each in asked]
        self._known: dict[str, frozenset[Asked]] = {}

    def __bool__(self) -> bool:
        return bool(self._asked)

    def found(self, text: str) -> frozenset[Asked]:
        """Return which of the words that are asked for stand in a text."""
        found = NOTHING
        for word in words(text):
            hits = self._known.get(word)
            if hits is None:
                hits = self._hits(word)
                if len(self._known) < DISTINCT_WORDS:
                    self._known[word] = hits
            if hits:
                found |= hits
        return found

    def _hits(self, word: str) -> frozenset[Asked]:
        key, forms = bare(word), frozenset(lemmas_of(word))
        return frozenset(
            asked for asked, beginning, of in self._asked if of & forms or (asked[1] and key.startswith(beginning))
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
        self._payee_words = _Words(NOTHING.union(*(rule.payee_words for rule in rules)))
        self._purpose_words = _Words(NOTHING.union(*(rule.purpose_words for rule in rules)))

    def verdict(self, payment: Facts) -> Verdict | None:
        """Return what the first rule that fits says; None where none does."""
        rules = self._of_payee.get(payment.get("payee_code", ""), self._of_anyone)
        if not rules:
            return None
        payee = self._payee_words.found(payment.get("payee_name", "")) if self._payee_words else NOTHING
        purpose = self._purpose_words.found(payment.get("purpose", "")) if self._purpose_words else NOTHING
        return next((rule.verdict for rule in rules if rule.fits(payment, payee, purpose)), None)


def _asked(text: str, rule: AssignmentRule) -> frozenset[Asked]:
    return frozenset((word, rule.fits_beginnings) for word in words(text))


def _compiled(rule: AssignmentRule) -> _Rule:
    return _Rule(
        rule.payee_code.strip(),
        _asked(rule.payee_words, rule),
        _asked(rule.purpose_words, rule),
        rule.payer_id,
        rule.program_code_id or "",
        rule.economic_code_id or "",
        Verdict(rule.measure_id),
    )
