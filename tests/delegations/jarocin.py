"""A trip to Jarocin for tests: three people, five days in the autumn of 2020, the mayor as a body."""

from __future__ import annotations

from datetime import date
from typing import Any

from delegations.models import Delegation, Participant
from oleksandria_intl.models import Body, Council, Term
from partners.models import City
from tests import factories

FIRST, LAST = date(2020, 9, 28), date(2020, 10, 2)
PEOPLE = (("official", "Коваль Ольга Петрівна"), ("field", "Бондар Іван"), ("member", "Мельник Юрій"))


def mayor() -> Body:
    """Make the mayor as a body that signs orders."""
    if not Council.objects.exists():
        factories.council()
    words = {"name_uk": "Міський голова", "name_genitive": "міського голови", "short_name": "міський голова"}
    words |= {"short_name_genitive": "міського голови", "act_name": "розпорядження", "act_verb": "зобов’язую"}
    return factories.body("mayor", head=Term.objects.order_by("pk").first(), **words)  # type: ignore[arg-type]


def trip(code: str = "jarocin-2020-09", people: tuple[tuple[str, str], ...] = PEOPLE, **fields: Any) -> Delegation:
    """Make a delegation that is being prepared, with its members."""
    city = City.objects.filter(slug="jarocin").first() or factories.city("jarocin", "Яроцин")
    days = {"period_start": FIRST, "period_end": LAST, "period_precision": "day"}
    known = {"direction": "out", "city": city, "purpose_uk": "для участі у святкуванні Дня міста", **days}
    row = Delegation.objects.create(code=code, **known | fields)
    for category, name in people:
        Participant.objects.create(delegation=row, category=category, name_uk=name)
    return row
