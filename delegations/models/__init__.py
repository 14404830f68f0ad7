"""What a programme plans, and what happens: visits, conferences, receptions."""

from .advance import Advance
from .approval import TravelApproval
from .delegation import Delegation
from .estimate import EstimateLine
from .gifts import Giving, Purchase, StockItem
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
from .stay import StayItem
from .step import DelegationStep
from .write_offs import CommissionMember, WriteOffAct

__all__ = [
    "CLOSING",
    "Advance",
    "CommissionMember",
    "Conference",
    "Delegation",
    "DelegationStep",
    "EstimateLine",
    "FollowUp",
    "FollowUpAnswer",
    "Giving",
    "Participant",
    "PerDiemNorm",
    "PerDiemRule",
    "PlannedTrip",
    "PlannedVisit",
    "Purchase",
    "ReportingRule",
    "StayItem",
    "StockItem",
    "TravelApproval",
    "TripDay",
    "TripReport",
    "VisitField",
    "VisitLine",
    "VisitPurpose",
    "VisitTheme",
    "WriteOffAct",
]
