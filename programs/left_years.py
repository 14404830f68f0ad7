"""What the texts of a draft still say of the programme before it: its years, one by one; and what came of its years.

A year is changed or left by whoever answers for the text; what is left is remembered, and not asked about again.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from oleksandria_intl.documents.placeholders import AROUND
from oleksandria_intl.periods import HasPeriod
from partners.models import Agreement
from programs.checks import FOR_YEAR, YEAR
from programs.exchange import row_models
from programs.models import CityProfile, Edition, LeftAsIs
from programs.next_year import LEAP_DAY
from programs.texts import Text, texts_holding

CHANGE, LEAVE, ASK = CHOICES = ("change", "leave", "ask")
"""To follow a proposal, not to follow it, to have it made again after all."""
DATED = re.compile(r"\bвід\s+\d{1,2}(?:\.\d{2}\.|\s+\w+\s+)$|№\s*\S*$", re.IGNORECASE)
"""What stands before the year of a document's date, or within its number."""


@dataclass(frozen=True)
class Proposal:
    """Words proposed instead of those between two places of a text."""

    row: Any
    field: str
    start: int
    end: int
    new: str
    is_recommended: bool
    """Whether the portal would change it: the story of a city and the date of a document may name any year."""

    @property
    def key(self) -> str:
        """The proposal in a form that is sent: it names the version of the row, so that no other text is changed."""
        row, new = self.row, hashlib.sha256(self.new.encode()).hexdigest()[:8]
        return f"{row._meta.label_lower}-{row.pk}-{row.version}-{self.field}-{self.start}-{new}"

    @property
    def text(self) -> str:
        """The whole text."""
        return str(getattr(self.row, self.field))

    @property
    def old(self) -> str:
        """The words that stand there."""
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """The words before."""
        return "".join(re.findall(r"\S*\s*", self.text[: self.start])[-AROUND - 1 :])

    @property
    def after(self) -> str:
        """The words after."""
        return "".join(re.findall(r"\S*\s*", self.text[self.end :])[:AROUND])

    @property
    def words(self) -> str:
        """By what the proposal is known again once it was left: the year with the words around, or the sentence."""
        around = f"{self.before}{self.old}{self.after}" if self.old else self.new
        return " ".join(around.split())[:500]

    @property
    def label(self) -> str:
        """What the form calls the field."""
        return str(self.row._meta.get_field(self.field).verbose_name)


class Proposals(NamedTuple):
    """What waits for a choice, and what was left as it is."""

    open: list[Proposal]
    left: list[Proposal]


class Settled(NamedTuple):
    """How many proposals were followed, how many left, and how many texts somebody else changed meanwhile."""

    changed: int
    left: int
    missed: int


def years_before(edition: Edition) -> range:
    """Return the years of the programme before: as many as this one has."""
    return range(edition.year_from - len(edition.years), edition.year_from)


def proposals(edition: Edition) -> Proposals:
    """Return what is proposed for the texts of a draft: the years of the programme before, the year's agreements."""
    found, proposed = Proposals([], []), [*_of_years(edition), *_of_agreements(edition)]
    rows = LeftAsIs.objects.filter(edition=edition) if proposed else LeftAsIs.objects.none()
    kept = set(rows.values_list("kind", "row_pk", "field", "words"))
    for each in proposed:
        (found.left if _name(each) in kept else found.open).append(each)
    return found


def _name(proposal: Proposal) -> tuple[str, int, str, str]:
    return proposal.row._meta.label_lower, proposal.row.pk, proposal.field, proposal.words


def _of_years(edition: Edition) -> Iterator[Proposal]:
    years = years_before(edition)
    for text in texts_holding(edition, [str(year) for year in years]):
        yield from _mentions(text, years)


def _mentions(text: Text, years: range) -> Iterator[Proposal]:
    """Yield every place of a text where one of these years is named."""
    for found in YEAR.finditer(text.text):
        if (year := int(found[1])) in years:
            new = str(year + len(years))
            yield Proposal(text.row, text.field, found.start(), found.end(), new, _is_recommended(text, found))


def _is_recommended(text: Text, found: re.Match[str]) -> bool:
    """Whether a year is the programme's: «на 2020 рік» is; one in a city's story, or of a document, may be any."""
    if any(plan.start() <= found.start() < plan.end() for plan in FOR_YEAR.finditer(text.text)):
        return True
    before = text.text[: found.start()]
    is_of_document = DATED.search(before) or before.rstrip(" .,").endswith(LEAP_DAY)
    return not isinstance(text.row, CityProfile) and not is_of_document


def _of_agreements(edition: Edition) -> Iterator[Proposal]:
    """Yield a sentence for the story of each city with which an agreement was signed in the years before."""
    signed = Agreement.objects.signed_in(years_before(edition))
    agreements = list(signed.prefetch_related(None).prefetch_related("parties"))
    profiles = list(CityProfile.objects.filter(edition=edition)) if agreements else []
    for agreement in agreements:
        cities = {party.city_id for party in agreement.parties.all()}
        for profile in profiles:
            if profile.city_id in cities and agreement.title_uk not in profile.relations:
                yield _sentence(profile, agreement)


def _sentence(profile: CityProfile, agreement: Agreement) -> Proposal:
    end, gap = len(profile.relations), "\n\n" if profile.relations else ""
    sentence = f"Підписано документ «{agreement.title_uk}» ({agreement.period_text()})."
    return Proposal(profile, "relations", end, end, gap + sentence, is_recommended=True)


def moved_periods(edition: Edition) -> list[HasPeriod]:
    """Return the rows of an edition that have a time, to be looked at once they were moved."""
    models: list[Any] = [model for model in row_models() if issubclass(model, HasPeriod)]
    rows = (row for model in models for row in model._default_manager.filter(edition=edition))
    return [row for row in rows if row.period_text()]


@transaction.atomic
def settle(*, edition: Edition, choices: Mapping[str, str], by: User) -> Settled:
    """Follow or leave proposals by their keys; what is chosen otherwise stays open.

    Raises ``ValidationError`` where the edition does not change any more.
    """
    if Edition.objects.select_for_update().get(pk=edition.pk).is_frozen:
        raise ValidationError(_("An adopted edition does not change: make an amendment."))
    found = {each.key: each for part in proposals(edition) for each in part}
    chosen = {key: choice for key, choice in choices.items() if choice in CHOICES}
    of_rows: dict[Any, list[Proposal]] = defaultdict(list)
    for each in (found[key] for key in chosen if key in found):
        of_rows[type(each.row), each.row.pk].append(each)
    settled = [key for group in of_rows.values() for key in _settle_row(edition, group, chosen, by)]
    counted = Counter(chosen[key] for key in settled)
    return Settled(counted[CHANGE], counted[LEAVE], missed=len(chosen) - len(settled))


def _settle_row(edition: Edition, group: list[Proposal], choices: Mapping[str, str], by: User) -> list[str]:
    """Do what was chosen for one row; return the keys of what is done: none where somebody changed it meanwhile."""
    seen = group[0].row
    row = type(seen)._base_manager.select_for_update().filter(pk=seen.pk, version=seen.version).first()
    if row is None:
        return []
    followed = [each for each in group if choices[each.key] == CHANGE]
    for each in reversed(sorted(followed, key=lambda one: one.start)):  # noqa: C413 - those at one place keep their order
        text = getattr(row, each.field)
        setattr(row, each.field, text[: each.start] + each.new + text[each.end :])
    if followed:
        _sign(row, by).save(update_fields={each.field for each in followed})
    for each in group:
        # By the words as they are now: a year beside it may have been changed.
        _remember(edition, replace(each, row=row), choices[each.key], by)
    for each in (one for one in followed if not one.old):
        _leave_new_years(edition, Text(row, each.field, getattr(row, each.field)), each.start, by)
    return [each.key for each in group]


def _leave_new_years(edition: Edition, text: Text, start: int, by: User) -> None:
    """Leave the years of a sentence that was just added: whoever took it has decided on them."""
    for mention in _mentions(text, years_before(edition)):
        if mention.start >= start:
            _remember(edition, mention, LEAVE, by)


def _remember(edition: Edition, proposal: Proposal, choice: str, by: User) -> None:
    """Keep that a proposal was left, or forget it where it is to be made again."""
    kind, row_pk, field, words = _name(proposal)
    left = LeftAsIs(edition=edition, kind=kind, row_pk=row_pk, field=field, words=words)
    stored = LeftAsIs.objects.filter(edition=edition, kind=kind, row_pk=row_pk, field=field, words=words).first()
    if choice == LEAVE and stored is None:
        _sign(left, by).save()
    if choice == ASK and stored is not None:
        _sign(stored, by).delete()


def _sign(row: Any, by: User) -> Any:
    """Return a row whose history will say who wrote it."""
    row._history_user = by
    return row
