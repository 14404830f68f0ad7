"""Every reusable query about money, named in the office's words."""

from .money import Figures, Money, MoneySum, Place
from .programme import FundingManager, MeasureLineManager, MeasureManager
from .reporting import ReportSignatoryManager
from .spending import (
    AllotmentManager,
    AppropriationManager,
    AssignmentRuleManager,
    ClosingReportManager,
    CommitmentManager,
    PaymentManager,
    Span,
)

__all__ = [
    "AllotmentManager",
    "AppropriationManager",
    "AssignmentRuleManager",
    "ClosingReportManager",
    "CommitmentManager",
    "Figures",
    "FundingManager",
    "MeasureLineManager",
    "MeasureManager",
    "Money",
    "MoneySum",
    "PaymentManager",
    "Place",
    "ReportSignatoryManager",
    "Span",
]
