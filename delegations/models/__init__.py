"""What a programme plans, and what happens: visits, conferences, receptions."""

from .advance import Advance
from .approval import TravelApproval
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
from .report import CLOSING, FollowUp, FollowUpAnswer, ReportingRule, TripReport
from .step import DelegationStep

__all__ = [
    "CLOSING",
    "Advance",
    "Conference",
    "Delegation",
    "DelegationStep",
    "EstimateLine",
    "FollowUp",
    "FollowUpAnswer",
    "Participant",
    "PerDiemNorm",
    "PerDiemRule",
    "PlannedTrip",
    "PlannedVisit",
    "ReportingRule",
    "TravelApproval",
    "TripDay",
    "TripReport",
    "VisitField",
    "VisitLine",
    "VisitPurpose",
    "VisitTheme",
]
