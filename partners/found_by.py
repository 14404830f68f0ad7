"""By what else the staff's search finds partners: a city by its country, an agreement by its parties."""

from __future__ import annotations

from oleksandria_intl.staff_search import also
from partners.models import Agreement, City, Greeting

also(City, "country__search_text")
also(Agreement, "parties__name_uk", "parties__city__search_text")
also(Greeting, "city__search_text")
