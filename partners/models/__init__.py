"""Countries, twin and partner cities, agreements with them, and what the office does with them through the year."""

from partners.models.agreements import Agreement, AgreementParty, Area
from partners.models.cities import City
from partners.models.contacts import Contact
from partners.models.countries import Country
from partners.models.entries import TimelineNote
from partners.models.greetings import Greeting, Occasion, OfficeText

__all__ = [
    "Agreement",
    "AgreementParty",
    "Area",
    "City",
    "Contact",
    "Country",
    "Greeting",
    "Occasion",
    "OfficeText",
    "TimelineNote",
]
