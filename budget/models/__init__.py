"""What the programme plans, what the budget grants, what is committed and what is paid."""

from .codes import EconomicCode, ProgramCode, SpendingUnit
from .imports import AssignmentRule, ImportBatch
from .measure import Measure
from .payees import Payee
from .payments import Payment
from .periods import ChangeReason, ClosedPeriod, LateChange
from .programme import Direction, Funding, MeasureLine, Responsible
from .reporting import ClosingReport, Explanation, IssuedReport, ReportSignatory
from .sources import FundingSource
from .spending import Allotment, Appropriation, Commitment
from .statements import StatementSource

__all__ = [
    "Allotment",
    "Appropriation",
    "AssignmentRule",
    "ChangeReason",
    "ClosedPeriod",
    "ClosingReport",
    "Commitment",
    "Direction",
    "EconomicCode",
    "Explanation",
    "Funding",
    "FundingSource",
    "ImportBatch",
    "IssuedReport",
    "LateChange",
    "Measure",
    "MeasureLine",
    "Payee",
    "Payment",
    "ProgramCode",
    "ReportSignatory",
    "Responsible",
    "SpendingUnit",
    "StatementSource",
]
