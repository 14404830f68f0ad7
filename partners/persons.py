"""The contacts of partner cities, as persons whose data can be found, exported and erased."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.personal_data.people import MOST_FOUND, Holding, Kind, Person, register
from partners.models import Contact

CONTACT = "contact"


def _find(words: list[str]) -> Iterator[Person]:
    """Yield the contacts that have, or had, all the words; those who are deleted, too."""
    found = Q()
    for word in words:
        found &= Q(search_text__contains=word)
    numbers = set(Contact.objects.filter(found).values_list("pk", flat=True)[:MOST_FOUND])
    numbers |= set(Contact.history.filter(found).order_by().values_list("id", flat=True).distinct()[:MOST_FOUND])
    return filter(None, map(_get, sorted(numbers)))


def _get(pk: int) -> Person | None:
    contact = Contact.objects.filter(pk=pk).first()
    record = None if contact else Contact.history.filter(id=pk).first()
    row = contact or (record.instance if record else None)
    return Person(CONTACT, pk, str(row), str(row.city)) if row else None


register(CONTACT, Kind(_("Contacts of partner cities"), _find, _get, lambda person: [Holding(Contact, person.pk)]))
