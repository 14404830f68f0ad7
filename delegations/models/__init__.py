"""What a programme plans, and what happens: visits, conferences, receptions."""

from .delegation import Delegation
from .estimate import EstimateLine
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
from .step import DelegationStep

__all__ = [
    "Conference",
    "Delegation",
    "DelegationStep",
    "EstimateLine",
    "Participant",
    "PlannedTrip",
    "PlannedVisit",
    "VisitField",
    "VisitLine",
    "VisitPurpose",
    "VisitTheme",
]
