"""A trip whose order was issued, with its paper, commitment and payments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from budget.models import Commitment, FundingSource, Measure, Payment, SpendingUnit
from delegations.models import Delegation
from oleksandria_intl.models import Body, Decision
from programs.models import Program
from tests import factories

PLACE, ORDER_NUMBER = "Таємноград", "777-р"


def order(code: str = "trip-order") -> Decision:
    """Make the signed order of the mayor that sends a delegation to the secret place."""
    mayor = Body.objects.filter(code="mayor").first() or factories.body(
        "mayor", name_uk="Міський голова", act_name="розпорядження", act_verb="зобов’язую"
    )
    row = Decision.objects.create(
        code=code,
        body=mayor,
        subject=f"Про відрядження до міста {PLACE}",
        number=ORDER_NUMBER,
        stage="signed",
        period_start=date(2026, 11, 16),
        period_end=date(2026, 11, 16),
        period_precision="day",
    )
    row.points.create(order=1, text=f"Відрядити делегацію до міста {PLACE}.")
    return row


def trip(until: date = date(2026, 11, 24), **fields: Any) -> Delegation:
    """Make a trip to the secret place that began on 20 November 2026 and lasts until a day."""
    known = {"code": "trip", "direction": "out", "status": "ordered", "place_words": PLACE, "purpose_uk": "для участі"}
    known |= {"period_start": min(until, date(2026, 11, 20)), "period_end": until, "period_precision": "day"}
    if "order" not in fields:
        fields["order"] = order()
    return Delegation.objects.create(**known | fields)


def money(program: Program) -> tuple[Commitment, list[Payment]]:
    """Make the commitment of the trip, a payment under it, one that names the place, one that names the order."""
    measure, source = Measure.objects.filter(program=program).first(), FundingSource.objects.get()
    payer = SpendingUnit.objects.create(code="council", name_uk="Міська рада", register_code="00000001")
    common = {"source": source, "measure": measure}
    made = Commitment.objects.bulk_create(
        [
            Commitment(
                record_key="delegation-trip-city-2250",
                year=2026,
                subject=f"Відрядження до міста {PLACE}",
                signed_on=date(2026, 11, 16),
                amount=Decimal(100),
                override_reason="За дорученням",
                **common,
            )
        ]
    )[0]
    purposes = ("Квитки", f"Готель у {PLACE}і", f"Добові за розпорядженням від 16.11.2026 № {ORDER_NUMBER}", "Папір")
    rows = [
        Payment.objects.create(
            payer=payer, paid_on=date(2026, 11, 18), payee_name="ТОВ «Турагенція»", amount=Decimal(10), purpose=purpose,
            commitment=None if place else made, **common,
        )
        for place, purpose in enumerate(purposes)
    ]  # fmt: skip
    return made, rows
