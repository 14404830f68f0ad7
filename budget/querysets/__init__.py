"""Every reusable query about money, named in the office's words; the managers are their models' own."""

from .money import Figures, Money, MoneySum, Place, YearSource
from .spending import Span

__all__ = ["Figures", "Money", "MoneySum", "Place", "Span", "YearSource"]
