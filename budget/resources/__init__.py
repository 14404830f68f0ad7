"""The budget's tables as files: exported and imported by the staff, published as open data."""

from __future__ import annotations

from .codes import EconomicCodeResource, FundingSourceResource, ProgramCodeResource, SpendingUnitResource
from .commitments import CommitmentResource
from .grants import AllotmentResource, AppropriationResource
from .payments import PaymentResource
from .plan import FundingResource
from .reports import ExplanationResource
from .rules import AssignmentRuleResource

__all__ = [
    "AllotmentResource",
    "AppropriationResource",
    "AssignmentRuleResource",
    "CommitmentResource",
    "EconomicCodeResource",
    "ExplanationResource",
    "FundingResource",
    "FundingSourceResource",
    "PaymentResource",
    "ProgramCodeResource",
    "SpendingUnitResource",
]
