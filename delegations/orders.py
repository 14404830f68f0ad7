"""The mayor's order on a delegation: what decisions know of it, its paper, and what its signature does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations import composition, services, way
from delegations.models import Delegation, DelegationStep, Participant
from oleksandria_intl import acts, papers, path
from oleksandria_intl.acts import checks as acts_checks
from oleksandria_intl.acts import documents
from oleksandria_intl.checks import Finding, Severity, error
from oleksandria_intl.documents import decision as letters
from oleksandria_intl.documents.blocks import Blocks, ended
from oleksandria_intl.documents.document import Document
from oleksandria_intl.models import Decision, DecisionStep, as_signed
from oleksandria_intl.path import findings

KIND = "visit-order"
KINDS: dict[str, str] = {Delegation.Direction.OUT: KIND}
"""The kind of paper that prints the order of a direction, where it is not printed by itself."""
Annex = Callable[[Delegation], Blocks]
_annexes: dict[str, Annex] = {}
Status, Step = Delegation.Status, DelegationStep.Step


def register_annex(direction: Delegation.Direction, annex: Annex) -> None:
    """Have the orders of a direction end with an annex; no blocks where a delegation has none."""
    _annexes[direction] = annex


# The paper


def matters(decisions: Iterable[Decision]) -> dict[int, acts.Matter]:
    """Return the matter of the decisions that are orders of delegations."""
    return {
        row.order_id: acts.Matter(acts.own_words(row.order), kind=KINDS[row.direction], subject=row)
        for row in Delegation.objects.of_decisions(decisions)
        if row.order and row.direction in KINDS
    }


CARRIER = acts.Carrier(matters=matters)


def document(delegation: Delegation) -> Document:
    """Return the order on a delegation with the annex that belongs to it; raises ``PaperNotFound`` without an order."""
    order = as_signed(order_of(delegation))
    matter = acts.matter_of(order)
    mark = acts.mark_of(order, matter)
    annex = _annexes[delegation.direction](delegation) if delegation.direction in _annexes else ()
    made_by = letters.prepared_by(order, is_draft=bool(mark))
    act = letters.act(order, matter.words, mark=mark)
    if annex:
        whole = ended(annex, letters.annex_signature(order) + made_by)
        act += letters.annexed([(partial(letters.annex_mark, order), whole)])
    else:
        act += made_by
    return documents.paper(order, documents.titled(order, matter), act, mark)


def order_of(delegation: Delegation) -> Decision:
    """Return the order on a delegation; raises ``PaperNotFound`` where none is begun."""
    if delegation.order is None:
        raise papers.PaperNotFound(_("The order is not begun yet."))
    return delegation.order


def find(key: str, scope: papers.Scope) -> Delegation:
    """Return the delegation with a code; raises ``PaperNotFound``."""
    found = Delegation.objects.of_code(key)
    if found is None:
        raise papers.PaperNotFound(_("There is no delegation “%(key)s”.") % {"key": key})
    return found


def is_shown(key: str) -> bool:
    """Whether everybody may read the order of the delegation with this code."""
    found = Delegation.objects.of_code(key)
    return bool(found and found.order and acts.is_shown(acts.key_of(found.order)))


ORDER = papers.PaperKind(
    kind=KIND,
    app="delegations",
    title=gettext_lazy("order on the trip"),
    key_help=gettext_lazy("jarocin-2020-09: the delegation with this code"),
    find=find,
    build=document,
    data=lambda delegation: documents.data_of(order_of(delegation)),
    key_of=lambda delegation: delegation.code,
    of="delegation",
    applies=lambda delegation: delegation.order is not None and delegation.direction == Delegation.Direction.OUT,
    is_final=lambda delegation: bool(delegation.order and delegation.order.is_signed),
    is_shown=is_shown,
    place=10,
    phone_of=lambda delegation: documents.phone_of(order_of(delegation)),
)
papers.register(ORDER)
path.register_papers(lambda decision: [row.code for row in Delegation.objects.of_decisions([decision])])


# What is in the way of an order


def lacks(delegation: Delegation) -> Iterator[Finding]:
    """Yield what an order cannot be issued without."""
    if not delegation.days:
        yield error(_("Enter the first and the last day, known to the day."), delegation, "period_start")
    members = list(delegation.participants.all())
    if not members:
        yield error(_("Enter who belongs to the delegation."), delegation)
    elif deviations := not delegation.composition_reason.strip() and list(composition.deviations(delegation)):
        why = _("Change the composition, or write why it is another.")
        yield error(" ".join((*deviations, why)), delegation, "composition_reason")
    for member in members:
        yield from _travelling(member)


def _travelling(member: Participant) -> Iterator[Finding]:
    try:
        member.clean()
    except ValidationError as refused:
        yield error(" ".join(refused.messages), member.delegation, "period_start")


def lacks_of_order(decision: Decision) -> Iterator[Finding]:
    """Yield what is in the way of signing the order of a delegation: the order's own lacks, too."""
    for delegation in Delegation.objects.of_decisions([decision]):
        yield from way.lacks(Step.ORDERED, delegation)
        yield from (found for found in acts_checks.findings(decision) if found.severity is Severity.ERROR)


@findings.register
def of_its_order(decision: Decision) -> Iterable[Finding]:
    """Return what does not agree in an order and in the delegation that it sends."""
    rows = Delegation.objects.of_decisions([decision])
    return [found for row in rows for found in (*acts_checks.findings(decision), *way.lacks(Step.ORDERED, row))]


# What the signature does


def issue(step: DecisionStep, by: User) -> None:
    """Record that the order of a delegation is issued, and keep its paper."""
    for row in Delegation.objects.of_decisions([step.decision]):
        services.record_signed(delegation=row, by=by, on=step.decision.dated, remark=step.remark)
        kind, subject = acts.paper_of(step.decision)
        if kind.kind != acts.KIND:
            papers.issue(kind, subject, kind.formats, by=by)


def undo(step: DecisionStep, by: User) -> None:
    """Take the delegation's step back with the signature of its order; refused where it has gone on."""
    for row in Delegation.objects.of_decisions([step.decision]):
        last = row.steps.standing().order_by("pk").last()
        if last is None or last.step != Step.ORDERED:
            raise ValidationError(_("The delegation has gone on: take its last step back first."))
        services.take_back_alone(step=last, reason=step.taken_back_by.reason, by=by)


way.register(Step.ORDERED, lack=lacks)
path.register(path.Step.SIGNED, issue, undo, lacks_of_order)
