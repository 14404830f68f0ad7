"""What is proposed for the order on a reception: guests, programme of the stay, estimate, who answers, who pays.

By the form that councils use («організувати прийом делегації …», «затвердити кошторис видатків … згідно з додатком»).
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from delegations import orders, proposals, way
from delegations.models import Delegation, DelegationStep, Participant
from delegations.proposals import Proposal
from delegations.receptions import Reception, city_words, days_words
from oleksandria_intl import clock, ukrainian
from oleksandria_intl.checks import Finding, error
from programs.models import Edition

GROUNDS = (
    "Відповідно до статті 42 Закону України «Про місцеве самоврядування в Україні», наказу Міністерства фінансів "
    "України від 14 вересня 2010 року № 1026"
)
PROGRAMME = "Затвердити програму перебування делегації{annex}."
ESTIMATE = "Затвердити кошторис видатків на прийом делегації в сумі {total}{annex}."
ORGANISER = "Відповідальний за організацію прийому – {unit}."
ACCOUNTANT = (
    "Головному бухгалтеру здійснити видатки згідно з кошторисом; вручені сувеніри та витрати на прийом списати за "
    "актом."
)


def proposal(delegation: Delegation) -> Proposal:
    """Return the proposed text of the order on a reception."""
    return Proposal(subject(delegation), preamble(delegation), list(points(delegation)))


def subject(delegation: Delegation) -> str:
    """Return what the order is about."""
    return f"Про прийом делегації {city_words(delegation)}"


def preamble(delegation: Delegation) -> str:
    """Return on which grounds it is given."""
    program = delegation.program_id
    editions = Edition.objects.current(clock.today()).of_programs([program]) if program else ()
    programmes = [f"на виконання {edition.titled('Програми')}" for edition in editions]
    invitation = [f"враховуючи {delegation.invitation}"] if delegation.invitation else []
    return ", ".join([GROUNDS, *programmes, *invitation])


def points(delegation: Delegation) -> Iterator[str]:
    """Yield the points; the annexes are numbered where there are two."""
    reception = Reception(delegation)
    yield _received(reception)
    are_two = bool(reception.stay and reception.lines)
    if reception.stay:
        yield PROGRAMME.format(annex=" згідно з додатком 1" if are_two else " (додається)")
    if reception.lines:
        total = ukrainian.hryvnias(reception.estimate)
        yield ESTIMATE.format(total=total, annex=" згідно з додатком 2" if are_two else " згідно з додатком")
    if delegation.organiser:
        yield ORGANISER.format(unit=delegation.organiser.name_uk)
    yield _paid(reception)
    if reception.lines:
        yield ACCOUNTANT
    yield proposals.CONTROL


def _received(reception: Reception) -> str:
    """Return the first point: who comes, how many, headed by whom, when, what for."""
    delegation = reception.delegation
    number = f" у складі {_persons(reception.number)}" if reception.number else ""
    head = f" (керівник делегації – {_named(reception.head)})" if reception.head else ""
    days = f" {days_words(delegation)}"
    purpose = f" {delegation.purpose_uk.strip().rstrip('.')}"
    return f"Організувати{days} прийом делегації {city_words(delegation)}{number}{head}{purpose}."


def _persons(number: int) -> str:
    """Return how many in the genitive: «1 особи», «5 осіб»."""
    return ukrainian.counted(number, "особи", "осіб", "осіб")


def _named(guest: Participant) -> str:
    post = guest.full_post
    return " ".join(filter(None, (post[:1].lower() + post[1:], guest.full_name)))


def _paid(reception: Reception) -> str:
    """Return who pays: the sources of the estimate with their codes, and who else."""
    sources: dict[str, set[str]] = {}
    for line in reception.lines:
        code = line.economic_code.code if line.economic_code else ""
        sources.setdefault(line.source.name_uk, set()).add(code)
    named = [f"{name}{_codes(codes)}" for name, codes in sources.items()]
    payer = reception.delegation.payer_words
    if not named:
        return f"Видатки на прийом здійснити {payer or 'за рахунок ___'}."
    further = f" Інші витрати – {payer}." if payer else ""
    return f"Джерело фінансування видатків на прийом: {'; '.join(named)}.{further}"


def _codes(codes: set[str]) -> str:
    """Return the economic codes, where they are given: « (КЕКВ 2282)»."""
    known = ", ".join(sorted(filter(None, codes)))
    return f" (КЕКВ {known})" if known else ""


def lacks(delegation: Delegation) -> Iterator[Finding]:
    """Yield what the order on a reception has to say, and nobody has entered."""
    if delegation.direction != Delegation.Direction.IN:
        return
    reception = Reception(delegation)
    if delegation.organiser is None:
        yield error(_("Say which unit organises the reception."), delegation, "organiser")
    if not reception.lines and not delegation.payer_words:
        yield error(_("Enter the estimate of the reception, or who pays."), delegation, "payer_words")
    if any(delegation.starts_on and item.on < delegation.starts_on for item in reception.stay) or any(
        delegation.ends_on and item.on > delegation.ends_on for item in reception.stay
    ):
        yield error(_("The programme of the stay goes beyond its days."), delegation, "period_start")


proposals.register(Delegation.Direction.IN, proposal)
orders.KINDS[Delegation.Direction.IN] = "reception-order"
way.register(DelegationStep.Step.ORDERED, lack=lacks)
