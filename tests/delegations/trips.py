"""A trip whose order was issued, with its paper, commitment and payments."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from budget.models import Commitment, Payment
from delegations.models import Delegation
from oleksandria_intl.models import Body, Decision, IssuedPaper
from tests import factories, spending
from tests.delegations.held import walk

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
    known: dict[str, Any] = {"code": "trip", "direction": "out", "place_words": PLACE, "purpose_uk": "для участі"}
    known |= {"period_start": min(until, date(2026, 11, 20)), "period_end": until, "period_precision": "day"}
    if "order" not in fields:
        fields["order"] = order()
    status = fields.pop("status", "ordered")
    row = Delegation.objects.create(**known | fields)
    return row if status == "prepared" else walk(row, status)


def money() -> tuple[Commitment, list[Payment]]:
    """Make the commitment of the trip and payments: under it, one naming the place, one the order, one neither."""
    on = date(2020, 11, 18)
    made = spending.promise(
        "1.2", 500, on=on, record_key="delegation:trip:city-2250", subject=f"Відрядження до міста {PLACE}"
    )
    purposes = ("Квитки", f"Готель у {PLACE}і", f"Добові за розпорядженням від 16.11.2026 № {ORDER_NUMBER}", "Папір")
    commitments = (made, None, None, None)
    rows = [
        spending.pay("1.2", 10, on=on, purpose=purpose, commitment=of, payee_name="ТОВ «Турагенція»")
        for purpose, of in zip(purposes, commitments, strict=True)
    ]
    return made, rows


def issued(key: str) -> IssuedPaper:
    """Make an issued paper of what a key names, whose file is its key."""
    content = key.encode()
    return IssuedPaper.objects.create(
        kind="visit-order",
        key=key,
        title=f"Розпорядження про відрядження до міста {PLACE}",
        format="pdf",
        file=ContentFile(content, "paper.pdf"),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
