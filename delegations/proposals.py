"""What is proposed for a delegation: its facts by what was planned, its code, the text of the mayor's order.

The order follows the forms that councils use (Instruction № 59 of 13.03.1998, Resolution № 98 of 02.02.2011); people
stand in the nominative, so that no name is put into another case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from typing import Any, NamedTuple

from budget.models import FundingSource
from delegations.models import Conference, Delegation, Participant, PlannedTrip
from oleksandria_intl import clock, ukrainian
from oleksandria_intl.models import Body, Decision, Term
from oleksandria_intl.periods import PERIOD_FIELDS, Precision
from programs.models import Edition

TRAVEL_CODE = "2250"
"""The economic code of official trips (КЕКВ), where the estimate says none."""
LOCAL_BUDGET = (FundingSource.Fund.GENERAL, FundingSource.Fund.SPECIAL, FundingSource.Fund.DEVELOPMENT)
SUBJECT = "Про службове відрядження за кордон"
GROUNDS = (
    "Відповідно до статті 42 Закону України «Про місцеве самоврядування в Україні», постанови Кабінету Міністрів "
    "України від 02 лютого 2011 року № 98 «Про суми та склад витрат на відрядження державних службовців, а також "
    "інших осіб, що направляються у відрядження підприємствами, установами та організаціями, які повністю або "
    "частково утримуються (фінансуються) за рахунок бюджетних коштів», Інструкції про службові відрядження в межах "
    "України та за кордон, затвердженої наказом Міністерства фінансів України від 13 березня 1998 року № 59"
)
ESTIMATE = "Затвердити кошторис витрат на відрядження (додається)."
ACCOUNTANT = (
    "Головному бухгалтеру видати аванс на відрядження згідно з кошторисом і прийняти звіт про використання коштів, "
    "виданих на відрядження, в установлений законодавством строк."
)
REPORT = "Керівнику делегації після повернення подати письмовий звіт про відрядження в установлений строк."
CONTROL = "Контроль за виконанням цього розпорядження залишаю за собою."


class Proposal(NamedTuple):
    """The text of an order."""

    subject: str
    preamble: str
    points: list[str]


Text = Callable[[Delegation], Proposal]
_texts: dict[str, Text] = {}


def register(direction: Delegation.Direction, text: Text) -> None:
    """Say how the order on delegations out, or in, is worded."""
    _texts[direction] = text


def of_order(delegation: Delegation) -> Proposal:
    """Return the proposed text of the order on a delegation."""
    return _texts[delegation.direction](delegation)


# What was planned


def of_planned(planned: PlannedTrip) -> dict[str, Any]:
    """Return the facts of a delegation that a planned visit or conference gives."""
    is_conference = isinstance(planned, Conference)
    return {
        "direction": Delegation.Direction.OUT,
        "kind": Delegation.Kind.CONFERENCE if is_conference else Delegation.Kind.VISIT,
        "city": None if planned.place_words else planned.city,
        "place_words": planned.place_words,
        "purpose_uk": _conference(planned) if is_conference else _purposes(planned),
        "program": planned.edition.program,
        "planned_code": planned.code,
        "measure": planned.measure_line.measure if planned.measure_line else None,
        **{name: getattr(planned, name) for name in PERIOD_FIELDS},
    }


def _conference(planned: Any) -> str:
    return f"для участі в міжнародній конференції: {planned.topic_uk}"


def _purposes(planned: Any) -> str:
    """Return the purposes that a visit serves, each once, in the order of the table."""
    lines = planned.lines.select_related("purpose").order_by("purpose__order", "pk")
    purposes = "; ".join(dict.fromkeys(_lowered(line.purpose.name_uk) for line in lines))
    return f"з метою: {purposes}" if purposes else "для обміну досвідом"


def free_code(delegation: Delegation) -> str:
    """Return the first free code of a delegation: «jarocin-2020-09», then «jarocin-2020-09-2»."""
    place = delegation.city.slug if delegation.city else "trip"
    day, precision = delegation.period_start or clock.today(), delegation.period_precision
    when = f"{day.year}" if precision == Precision.YEAR else f"{day:%Y-%m}"
    beginning = f"{place[:60]}-{when}"
    taken = set(Delegation.objects.codes_from(beginning))
    further = (f"{beginning}-{place}" for place in count(2))
    return beginning if beginning not in taken else next(code for code in further if code not in taken)


def year_of(delegation: Delegation) -> dict[str, Any]:
    """Return the year of the trip, which is all that is known of the day of a draft order."""
    year = (delegation.period_start or clock.today()).year
    return {
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "period_precision": Precision.YEAR,
    }


def signatory(body: Body) -> Term | None:
    """Return who signs the mayor's orders: the head of the body, else who signed the last decision of the council."""
    return body.head or Decision.objects.last_signatory()


# The order on a trip


def of_trip(delegation: Delegation) -> Proposal:
    """Return the proposed order on a trip: who, where, what for; the days; the money; who acts; the report."""
    return Proposal(SUBJECT, ", ".join(_grounds(delegation)), list(_points(delegation)))


def _grounds(delegation: Delegation) -> Iterator[str]:
    yield GROUNDS
    program = delegation.program
    editions = Edition.objects.current(clock.today()).of_programs([program.pk]) if program else ()
    for edition in editions:
        yield f"на виконання {edition.titled('Програми')}"
    if delegation.invitation:
        yield f"враховуючи {delegation.invitation}"
    for approval in delegation.approvals.all():
        yield f"за погодженням ({approval.reference})"


def _points(delegation: Delegation) -> Iterator[str]:
    yield _sent(delegation)
    if delegation.starts_on and delegation.ends_on:
        yield _term(delegation.starts_on, delegation.ends_on, delegation.days)
    yield _source(delegation)
    if delegation.lines.exists():
        yield ESTIMATE
    yield ACCOUNTANT
    if delegation.acting:
        post, name = _lowered(delegation.acting.post_uk), delegation.acting.official
        yield f"На час відрядження {_mayor()} його обов’язки виконує {post} {name}."
    yield REPORT
    yield CONTROL


def _mayor() -> str:
    """Return the head of the community in the genitive: «міського голови», «селищного голови»."""
    body = Body.objects.filter(kind=Body.Kind.MAYOR).first()
    return body.short_name_genitive if body else "голови"


def _sent(delegation: Delegation) -> str:
    """Return the first point: «Відрядити … до … для …»."""
    body = Body.objects.filter(kind=Body.Kind.COUNCIL).first()
    of_whom = f" {body.name_genitive}" if body else ""
    people = ";\n".join(f"- {_member(each)}" for each in delegation.participants.all())
    to = f"Відрядити до {destination(delegation)} {delegation.purpose_uk.strip().rstrip('.')}"
    return f"{to} делегацію{of_whom} у складі:\n\n{people}." if people else f"{to} делегацію{of_whom}."


def destination(delegation: Delegation) -> str:
    """Return where a delegation goes, after «до»: «міста Рим (Італійська Республіка)»."""
    city = delegation.city
    return f"міста {city.name_uk} ({city.country.formal_name_uk})" if city else delegation.place_words


def _member(member: Participant) -> str:
    """Return a member of a delegation: «Франко Іван Якович – міський голова, керівник делегації»."""
    if member.category == Participant.Category.ENSEMBLE:
        return f"{member.full_name} ({ukrainian.counted(member.number, 'особа', 'особи', 'осіб')})"
    said = ", ".join(filter(None, (_lowered(member.full_post), "керівник делегації" if member.is_head else "")))
    return f"{member.full_name} – {said}" if said else member.full_name


def _lowered(text: str) -> str:
    """Return a post or a purpose as it stands in running text."""
    return text[:1].lower() + text[1:]


def _term(first: date, last: date, days: int) -> str:
    period = f"з {ukrainian.long_date(first)} до {ukrainian.long_date(last)}"
    counted = ukrainian.counted(days, "календарний день", "календарні дні", "календарних днів")
    return f"Строк відрядження з урахуванням часу на проїзд становить {counted}: {period}."


def _source(delegation: Delegation) -> str:
    """Return whose money it is, with the codes of the budget: «міський бюджет (КПКВК 0210180, КЕКВ 2250)»."""
    sources: dict[FundingSource, set[str]] = {}
    for line in delegation.lines.select_related("source", "economic_code"):
        sources.setdefault(line.source, set()).add(line.economic_code.code if line.economic_code else "")
    named = "; ".join(f"{source.name_uk}{_codes(delegation, source, found)}" for source, found in sources.items())
    payer = f" Інші витрати – {delegation.payer_words}." if delegation.payer_words else ""
    if not named:
        return f"Витрати на відрядження здійснити {delegation.payer_words or 'за рахунок ___'}."
    return f"Джерело фінансування витрат на відрядження: {named}.{payer}"


def _codes(delegation: Delegation, source: FundingSource, found: set[str]) -> str:
    """Return the codes under which a source of the local budget pays; of other money nothing."""
    if source.fund not in LOCAL_BUDGET or delegation.measure is None:
        return ""
    economic = ", ".join(sorted(filter(None, found)) or [TRAVEL_CODE])
    grant = delegation.measure.appropriations.exclude(program_code=None).first()
    program = f"КПКВК {grant.program_code.code}, " if grant and grant.program_code else ""
    return f" ({program}КЕКВ {economic})"


register(Delegation.Direction.OUT, of_trip)
