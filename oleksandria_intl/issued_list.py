"""Whether the list of issued papers is whole: none was taken out past the portal, none was changed."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from oleksandria_intl.checks import Finding, error, register_of_portal
from oleksandria_intl.models import IssuedPaper, PaperList
from oleksandria_intl.running_hash import BEGINNING, after


@register_of_portal
def issued_list() -> Iterator[Finding]:
    """Every paper that was ever issued stands in its place, and its facts give its running hash."""
    place, before = 0, BEGINNING
    for paper in IssuedPaper.objects.in_order().iterator():
        if paper.place != place + 1:
            yield error(_missing(place + 1, paper.place - 1), paper)
        elif paper.running_hash != after(before, paper):
            sentence = _("Issued paper “%(paper)s” (№ %(place)d in the list): its row is not as it was issued.")
            yield error(sentence % {"paper": paper, "place": paper.place}, paper)
        place, before = paper.place, paper.running_hash
    ending = PaperList.objects.first() or PaperList()
    if ending.last_place > place:
        yield error(_missing(place + 1, ending.last_place))
    elif (ending.last_place, ending.running_hash) != (place, before):
        yield error(_("The list of issued papers does not end as the portal noted: somebody changed it by hand."))


def _missing(first: int, last: int) -> str:
    numbers = f"№ {first}" if first == last else f"№ {first}-{last}"
    sentence = _(
        "The list of issued papers lacks %(numbers)s: somebody took this out past the portal. A backup has what was "
        "issued."
    )
    return sentence % {"numbers": numbers}
