"""The papers about money: the cost estimate of a programme, and the reports on how it is spent."""

from . import closing, execution, reconciliation, register, statement  # noqa: F401 - each registers its paper
from .estimate import CostEstimate, estimate_of

__all__ = ["CostEstimate", "estimate_of"]
