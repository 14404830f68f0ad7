"""Countries, twin and partner cities, agreements with them."""

from partners.models.agreements import SIGNED_STATES, STANDING_STATES, Agreement, AgreementParty, Area, State
from partners.models.cities import City
from partners.models.countries import Country
from partners.models.rules import AgreementRule
from partners.models.steps import AgreementStep, Step

__all__ = [
    "SIGNED_STATES",
    "STANDING_STATES",
    "Agreement",
    "AgreementParty",
    "AgreementRule",
    "AgreementStep",
    "Area",
    "City",
    "Country",
    "State",
    "Step",
]
