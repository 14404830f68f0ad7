"""How an agreement stands today, whatever its last step was: suspended, silent, of a country at war with us, due.

``attach`` gives every agreement its ``health``, a list with the weightiest state first; pages show that beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext

from oleksandria_intl.localized import Localized
from oleksandria_intl.periods import Period, Precision
from partners import path
from partners.last_contact import last_contacts
from partners.models import Agreement, AgreementRule, AgreementStep, City, State, Step
from partners.models.rules import SILENT_YEARS, rule_on

GOOD, WAITING, BAD = "good", "waiting", "bad"
LABELS = {
    "ended": gettext_lazy("ended"),
    "suspended": gettext_lazy("suspended"),
    "country": gettext_lazy("relations suspended"),
    "dormant": gettext_lazy("dormant"),
    "consent-late": gettext_lazy("consent overdue"),
    "consent-asked": gettext_lazy("consent asked for"),
    "consent-due": gettext_lazy("consent needed"),
    "registration-due": gettext_lazy("registration needed"),
    "silent": gettext_lazy("no contact"),
    "preparing": gettext_lazy("in preparation"),
    "in-force": gettext_lazy("in force"),
}
PLAIN = ("in-force", "preparing")
TONES = {"in-force": GOOD, "ended": BAD, "suspended": BAD, "country": BAD, "dormant": BAD, "silent": BAD}
"""How a page colours a state; what is not named waits for somebody."""


@dataclass(frozen=True, slots=True)
class Health:
    """One thing that is true of an agreement: its kind, since when, and why as far as that is known."""

    kind: str
    since: date | None = None
    why_uk: str = ""
    why_en: str = ""
    source: str = ""
    """The address of the document that says so."""
    years: int = 0
    """Full years without a contact."""

    why = Localized()

    @property
    def tone(self) -> str:
        """How a page colours it: good, waiting, bad."""
        return TONES.get(self.kind, WAITING)

    @property
    def label(self) -> str:
        """What it is, in two or three words."""
        if self.kind == "silent":
            sentence = ngettext(
                "no contact on record for %(count)d year", "no contact on record for %(count)d years", self.years
            )
            return sentence % {"count": self.years}
        return str(LABELS[self.kind])

    @property
    def is_plain(self) -> bool:
        """Whether nothing is amiss: the agreement's own state says all."""
        return self.kind in PLAIN

    @property
    def says_state(self) -> bool:
        """Whether the state of the agreement need not be said beside it."""
        return self.is_plain or self.kind in ("ended", "suspended", "consent-asked")

    @property
    def time(self) -> Period | None:
        """What knows in words since when it is so."""
        return Period(self.since, self.since, Precision.DAY) if self.since else None


def attach(agreements: Iterable[Agreement], on: date) -> Sequence[Agreement]:
    """Give each agreement, fetched with its details, its ``health`` on a day; return them."""
    found = list(agreements)
    day = _Day(found, on)
    for agreement in found:
        agreement.health = list(day.of(agreement))
    return found


class _Day:
    """What is known on a day of some agreements: rules, and the last contacts with their cities."""

    def __init__(self, agreements: Sequence[Agreement], on: date) -> None:
        self.agreements, self.on = agreements, on

    @cached_property
    def rules(self) -> list[AgreementRule]:
        return AgreementRule.objects.latest_first()

    @cached_property
    def contacts(self) -> dict[int, date]:
        return last_contacts({city.pk for each in self.agreements for city in _cities(each)}, self.on)

    def of(self, agreement: Agreement) -> Iterator[Health]:
        """Yield the states of an agreement, the weightiest first."""
        if agreement.state == State.ENDED:
            ended = _last(agreement, Step.ENDED)
            yield Health("ended", agreement.ended_on, ended.why if ended else "")
            return
        hindrances = [*self._hindrances(agreement)]
        yield from hindrances
        due = [*self._due(agreement)]
        yield from due
        if not hindrances and not due:
            begun = _last(agreement, Step.IN_FORCE)
            since = begun.on if begun else agreement.signed_on
            yield Health("in-force" if agreement.is_signed else "preparing", since)

    def _hindrances(self, agreement: Agreement) -> Iterator[Health]:
        if agreement.state == State.SUSPENDED:
            step = _last(agreement, Step.SUSPENDED)
            yield Health("suspended", step.on, step.why) if step else Health("suspended")
        cities = _cities(agreement)
        for country in {city.country.pk: city.country for city in cities}.values():
            if country.suspended_since and country.suspended_since <= self.on:
                words = country.suspended_why_uk, country.suspended_why_en, country.suspended_source
                yield Health("country", country.suspended_since, *words)
        for city in cities:
            if city.dormant_since and city.dormant_since <= self.on:
                yield Health("dormant", city.dormant_since, city.dormant_why_uk, city.dormant_why_en)

    def _due(self, agreement: Agreement) -> Iterator[Health]:
        if agreement.is_signed:
            rule = path.rule_of(agreement, self.rules, agreement.signed_on)
            if agreement.state == State.SIGNED and rule and rule.needs_registration:
                yield Health("registration-due", agreement.signed_on)
            yield from self._silence(agreement)
            return
        rule = path.rule_of(agreement, self.rules, self.on)
        if agreement.state == State.ASKED:
            asked, due = path.consent_asked(agreement), path.consent_due_on(agreement, self.rules)
            yield Health("consent-late" if due and due < self.on else "consent-asked", asked.on if asked else None)
        elif agreement.state in (State.AUTHORISED, State.PREPARED) and rule and rule.needs_consent:
            yield Health("consent-due")

    def _silence(self, agreement: Agreement) -> Iterator[Health]:
        """Yield that nothing was heard for years, counted from the signature where no contact is known."""
        known = [self.contacts[city.pk] for city in _cities(agreement) if city.pk in self.contacts]
        if agreement.period_end:
            known.append(agreement.period_end)
        rule = rule_on(self.rules, self.on)
        if known and (years := full_years(max(known), self.on)) >= (rule.silent_years if rule else SILENT_YEARS):
            yield Health("silent", max(known), years=years)


def full_years(since: date, on: date) -> int:
    """Return the full years between two days."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def _cities(agreement: Agreement) -> list[City]:
    return [party.city for party in agreement.parties.all() if party.city]


def _last(agreement: Agreement, step: Step) -> AgreementStep | None:
    """Return the last standing step of a kind."""
    steps: list[Any] = [one for one in agreement.steps.all() if one.step == step and one.stands]
    return steps[-1] if steps else None
