"""What a programme plans, and what happens: visits, conferences, receptions."""

from .advance import Advance
from .delegation import Delegation
from .estimate import EstimateLine
from .participant import Participant
from .per_diem import PerDiemNorm, PerDiemRule, TripDay
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
    "Advance",
    "Conference",
    "Delegation",
    "DelegationStep",
    "EstimateLine",
    "Participant",
    "PerDiemNorm",
    "PerDiemRule",
    "PlannedTrip",
    "PlannedVisit",
    "TripDay",
    "VisitField",
    "VisitLine",
    "VisitPurpose",
    "VisitTheme",
]
