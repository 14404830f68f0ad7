"""Countries, twin and partner cities, agreements with them, and what the office does with them through the year."""

from partners.models.agreements import SIGNED_STATES, STANDING_STATES, Agreement, AgreementParty, Area, State
from partners.models.cities import City
from partners.models.contacts import Contact
from partners.models.countries import Country
from partners.models.entries import TimelineNote
from partners.models.greetings import Greeting, Occasion, OfficeText
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
    "Contact",
    "Country",
    "Greeting",
    "Occasion",
    "OfficeText",
    "State",
    "Step",
    "TimelineNote",
]
