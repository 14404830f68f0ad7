"""What a programme plans, and what happens: visits, conferences, receptions."""

from .delegation import Delegation
from .estimate import EstimateLine
from .gifts import Giving, Purchase, StockItem
from .participant import Participant
from .planned import (
    Conference,
    PlannedTrip,
    PlannedVisit,
    VisitField,
    VisitLine,
    VisitPurpose,
    VisitTheme,
)
from .stay import StayItem
from .write_offs import CommissionMember, WriteOffAct

__all__ = [
    "CommissionMember",
    "Conference",
    "Delegation",
    "EstimateLine",
    "Giving",
    "Participant",
    "PlannedTrip",
    "PlannedVisit",
    "Purchase",
    "StayItem",
    "StockItem",
    "VisitField",
    "VisitLine",
    "VisitPurpose",
    "VisitTheme",
    "WriteOffAct",
]
