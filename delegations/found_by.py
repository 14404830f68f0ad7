"""By what else the staff's search finds trips: by the city, the country, who goes, the order, the estimate."""

from __future__ import annotations

from delegations.models import Conference, Delegation, PlannedVisit
from oleksandria_intl.staff_search import also, also_amounts

PLACE = ("city__search_text", "city__country__search_text")
also(Delegation, *PLACE, "participants__name_uk", "order__number")
also(PlannedVisit, *PLACE)
also(Conference, *PLACE)
also_amounts(Delegation, "lines__amount")
