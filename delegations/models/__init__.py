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
from .report import CLOSING, FollowUp, FollowUpAnswer, ReportingRule, TripReport
from .step import DelegationStep

__all__ = [
    "CLOSING",
    "Conference",
    "Delegation",
    "DelegationStep",
    "EstimateLine",
    "FollowUp",
    "FollowUpAnswer",
    "Participant",
    "PlannedTrip",
    "PlannedVisit",
    "ReportingRule",
    "TripReport",
    "VisitField",
    "VisitLine",
    "VisitPurpose",
    "VisitTheme",
]
