"""Acts of the council and its bodies as papers and pages ask for them: by «d/<code>», whatever an act is about.

An app whose rows hang on decisions registers a ``Carrier`` in ``AppConfig.ready()``: a programme that a decision
adopts, a report that it takes note of. A decision of which no carrier knows is printed by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import count
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Case, F, Prefetch, Q, QuerySet, Subquery, When, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from oleksandria_intl import once, papers, withheld
from oleksandria_intl.documents import decision as letters
from oleksandria_intl.models import SIGNED_STAGES, Decision, DecisionPoint, Stage

PREFIX = "d/"
"""With what the key of a decision's paper begins; what follows is the decision's code."""
KIND = "decision"
AS_SIGNED = ("signed_words", "prior__signed_words", "prior__body")
"""The rows that the words of a signed decision, and of the one that it refers to, are read from."""
PRIOR_DECISION = "рішення виконкому"
"""The word in braces that names the decision of the executive committee."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What a decision is about, as its carrier knows it."""

    words: Mapping[str, str]
    """What words in braces stand for in the decision's texts."""
    mark: str | None = None
    """ПРОЄКТ, ВІДКЛИКАНО or nothing; None where the decision says it itself."""
    kind: str = KIND
    """The kind of paper that prints the decision with all that belongs to it."""
    subject: Any = None
    """What that paper is made of; None where it is the decision alone."""


class Carrier(NamedTuple):
    """What an app knows of decisions."""

    matters: Callable[[Iterable[Decision]], Mapping[int, Matter]]
    """The matter of each of some decisions that the app knows of, by primary key, in a constant number of queries."""
    find: Callable[[str, papers.Scope], Decision | None] = lambda key, scope: None
    """The decision of what else a key names: «2020/1»."""
    shown: Callable[[], QuerySet[Any]] | None = None
    """The primary keys of decisions that the public sees, with a number or without."""
    hidden: Callable[[], QuerySet[Any]] | None = None
    """The primary keys of decisions that the public does not see, whatever number they have."""
    draft_shown_on: Callable[[], QuerySet[Any]] | None = None
    """The day on which the draft of the decision ``OuterRef("pk")`` was published."""


CARRIERS: list[Carrier] = []


def register_carrier(carrier: Carrier) -> None:
    """Add what an app knows of decisions."""
    CARRIERS.append(carrier)


def matters_of(decisions: Iterable[Decision]) -> dict[int, Matter]:
    """Return the matter of each decision by primary key; where two apps know of one, the app further right says it."""
    return once.made_of_rows(_matters_of, decisions)


def _matters_of(rows: list[Decision]) -> dict[int, Matter]:
    found: dict[int, Matter] = {}
    for carrier in reversed(CARRIERS):
        if unknown := [row for row in rows if row.pk not in found]:
            found = {**carrier.matters(unknown), **found}
    unknown = [row for row in rows if row.pk not in found]
    prefetch_related_objects(unknown, Prefetch("prior", Decision.objects.select_related("body", "signed_words")))
    return found | {row.pk: Matter(own_words(row)) for row in unknown}


def matter_of(decision: Decision) -> Matter:
    """Return the matter of a decision."""
    return matters_of([decision])[decision.pk]


def words_of_decisions(decisions: Iterable[Decision]) -> dict[int, Mapping[str, str]]:
    """Return what words in braces stand for in each of some decisions, by primary key."""
    return {pk: matter.words for pk, matter in matters_of(decisions).items()}


def words_of_points(points: Iterable[DecisionPoint]) -> dict[int, Mapping[str, str]]:
    """Return what words in braces stand for in each of some points of decisions, by primary key."""
    rows = list(points)
    of_stored = [row for row in rows if row.decision_id]
    prefetch_related_objects(of_stored, "decision")
    words = words_of_decisions({row.decision for row in of_stored})
    return {row.pk: words.get(row.decision_id, {}) for row in rows}


def own_words(decision: Decision) -> Mapping[str, str]:
    """Return what words in braces stand for in a decision that no carrier knows."""
    return {PRIOR_DECISION: letters.reference(decision.prior, {})} if decision.prior else {}


def mark_of(decision: Decision, matter: Matter) -> str:
    """Return ПРОЄКТ for a decision that has no number yet, unless its carrier says something else."""
    if matter.mark is not None:
        return matter.mark
    return letters.DRAFT if is_draft(decision) else ""


def is_draft(decision: Decision) -> bool:
    """Whether the body has not adopted it: it has no number yet."""
    return not decision.number


def key_of(decision: Decision) -> str:
    """Return the key by which papers name a decision."""
    return f"{PREFIX}{decision.code}"


def find_decision(key: str, scope: papers.Scope | None = None) -> Decision:
    """Return the decision that «d/<code>» names, or on which hangs what else a key names; raises ``PaperNotFound``."""
    if key.startswith(PREFIX):
        found = Decision.objects.filter(code=key.removeprefix(PREFIX)).first()
    else:
        asked = (carrier.find(key, scope or papers.Scope()) for carrier in CARRIERS)
        found = next(filter(None, asked), None)
    if found is None:
        raise papers.PaperNotFound(_("There is no decision “%(key)s”.") % {"key": key})
    return found


def paper_of(decision: Decision) -> tuple[papers.PaperKind, Any]:
    """Return the kind of paper that prints a decision with all that belongs to it, and what it is made of."""
    matter = matter_of(decision)
    return papers.get(matter.kind), decision if matter.subject is None else matter.subject


def propose_code(year: int) -> str:
    """Return the first free code for a decision of a year: «decision-2026-3»."""
    beginning = f"decision-{year}-"
    taken = set(Decision.objects.filter(code__startswith=beginning).values_list("code", flat=True))
    return next(code for place in count(1) if (code := f"{beginning}{place}") not in taken)


def drafts_by_themselves() -> list[Decision]:
    """Return the drafts of decisions of which no app knows anything."""
    drafts = Decision.objects.filter(number="").prefetch_related("points")
    known = {pk for carrier in CARRIERS for pk in carrier.matters(drafts)}
    return [draft for draft in drafts if draft.pk not in known]


def public_decisions() -> QuerySet[Decision]:
    """Return the decisions that everybody may read: those that were signed, and drafts that an app has made public.

    One with a number that never went along the path is only referred to: it was signed elsewhere.
    """
    shown = [Q(pk__in=carrier.shown()) for carrier in CARRIERS if carrier.shown]
    hidden = [Q(pk__in=carrier.hidden()) for carrier in CARRIERS if carrier.hidden]
    is_made = ~Q(number="") & Q(stage__in=[Stage.DRAFT, *SIGNED_STAGES])
    made = reduce(lambda asked, each: asked & ~each, hidden, is_made)
    return Decision.objects.filter(reduce(or_, shown, made)).exclude(withheld.of(Decision))


def newest_first() -> QuerySet[Decision]:
    """Return the public decisions, by their day once they are made, before by ``shown_on``; undated ones last.

    ``shown_on`` is the day on which the draft was published, else registered.
    """
    days = [Subquery(carrier.draft_shown_on()) for carrier in CARRIERS if carrier.draft_shown_on]
    shown = public_decisions().annotate(shown_on=Coalesce(*days, F("draft_published_on"), F("draft_date")))
    day = Case(When(number__gt="", then=F("period_start")), default=F("shown_on"))
    return shown.order_by(day.desc(nulls_last=True), "-pk").select_related("body", *AS_SIGNED)


def public_decision(code: str) -> Decision:
    """Return a public decision with all that its page shows of people; raises ``Decision.DoesNotExist``."""
    people = ("signatory__official", "developer", "speaker__official", "executor__official")
    return public_decisions().select_related("body", *people, *AS_SIGNED).get(code=code)


def made_decision(key: str) -> Decision | None:
    """Return the public decision that «d/<code>» names, once it has its number."""
    code = key.removeprefix(PREFIX) if key.startswith(PREFIX) else ""
    return public_decisions().exclude(number="").filter(code=code).select_related("body").first()


def public_codes() -> list[str]:
    """Return the codes of the decisions that everybody may read."""
    return list(public_decisions().order_by("code").values_list("code", flat=True))


def public_keys() -> list[str]:
    """Return the keys of papers of the decisions that everybody may read."""
    return [f"{PREFIX}{code}" for code in public_codes()]


def numbers() -> dict[str, str]:
    """Return the numbers of public decisions by the keys of their papers."""
    return {f"{PREFIX}{code}": number for code, number in public_decisions().values_list("code", "number")}


def is_shown(key: str) -> bool:
    """Whether everybody may read the decision that a key of a paper names: «d/<code>»."""
    return key in public_keys()
