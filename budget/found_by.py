"""By what else the staff's search finds money: measures by planned sums, decisions by what they close."""

from __future__ import annotations

from budget.models import Appropriation, MeasureLine
from oleksandria_intl.models import Decision
from oleksandria_intl.staff_search import also, also_amounts

also(Decision, "closing_report__program__editions__name_uk")
also(Appropriation, "decision__number")
also_amounts(MeasureLine, "funding__amount")
