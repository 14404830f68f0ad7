"""What a programme plans, and what happens: visits, conferences, receptions."""

from .approval import TravelApproval
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
    "TravelApproval",
    "VisitField",
    "VisitLine",
    "VisitPurpose",
    "VisitTheme",
]
