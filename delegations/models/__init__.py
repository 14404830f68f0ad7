"""What a programme plans, and what happens: visits, conferences, receptions."""

from .approval import TravelApproval
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
from .report import CLOSING, FollowUp, FollowUpAnswer, ReportingRule, TripReport
from .stay import StayItem
from .step import DelegationStep
from .write_offs import CommissionMember, WriteOffAct

__all__ = [
    "CLOSING",
    "CommissionMember",
    "Conference",
    "Delegation",
    "DelegationStep",
    "EstimateLine",
    "FollowUp",
    "FollowUpAnswer",
    "Giving",
    "Participant",
    "PlannedTrip",
    "PlannedVisit",
    "Purchase",
    "ReportingRule",
    "StayItem",
    "StockItem",
    "TravelApproval",
    "TripReport",
    "VisitField",
    "VisitLine",
    "VisitPurpose",
    "VisitTheme",
    "WriteOffAct",
]
