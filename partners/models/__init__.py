"""Countries, twin and partner cities, agreements with them."""

from partners.models.agreements import Agreement, AgreementParty, Area
from partners.models.cities import City
from partners.models.countries import Country

__all__ = ["Agreement", "AgreementParty", "Area", "City", "Country"]
