"""The registry of what waits for somebody: the first thing that staff see in the admin.

Each app registers its own in ``AppConfig.ready()``; the front page of the admin asks here, and so do the reminders.
A source asks the database as often for many rows as for few.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from django.utils.translation import gettext as _

from oleksandria_intl import clock
from oleksandria_intl.kept_results import kept
from oleksandria_intl.work import Work

if TYPE_CHECKING:
    from django.contrib.auth.models import User

FEW = 5
"""So many rows of a kind are shown each with its own link; of more than that, how many there are."""
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for the reader: a sentence that says what, where it is done, how much of it there is."""

    sentence: str
    link: str
    count: int = 1
    group: Work = Work.MORE
    due: date | None = None
    """The last day on which it is in time, where there is one."""

    @property
    def is_overdue(self) -> bool:
        """Whether its day is over."""
        return self.due is not None and self.due < clock.today()

    @property
    def words(self) -> str:
        """The sentence with its day, for letters."""
        if self.due is None:
            return self.sentence
        said = _("overdue since %(day)s") if self.is_overdue else _("by %(day)s")
        return f"{self.sentence} ({said % {'day': f'{self.due:%d.%m.%Y}'}})"


class Group(NamedTuple):
    """What waits of one part of the office's work, the overdue first."""

    work: Work
    rows: list[Waiting]


Source = Callable[["User"], Iterable[Waiting]]
SOURCES: list[Source] = []
SOURCES_OF_STAFF: list[Source] = []
"""Those that look at users and their roles, which are not content: what they say is never kept."""


def register(source: Source) -> Source:
    """Add a source: a function from a member of staff to what waits for them, as far as they may do it."""
    SOURCES.append(source)
    return source


def register_of_staff(source: Source) -> Source:
    """Add a source that looks at users or their roles."""
    SOURCES_OF_STAFF.append(source)
    return source


def waiting(person: User) -> list[Waiting]:
    """Return what waits for a member of staff; nothing of which there is none."""
    return [*_found(SOURCES_OF_STAFF, person), *_found(SOURCES, person)]


def waiting_as_kept(person: User) -> list[Waiting]:
    """Return the same for pages: what the content and the person's rights say is kept while neither changes."""
    rights = (
        "all" if person.is_superuser else sha256("".join(sorted(person.get_all_permissions())).encode()).hexdigest()
    )
    of_content = kept(f"waiting-{person.pk}-{rights}", lambda: _found(SOURCES, person))
    return [*_found(SOURCES_OF_STAFF, person), *of_content]


def _found(sources: Iterable[Source], person: User) -> list[Waiting]:
    found = (each for source in sources for each in source(person) if each.count)
    return [replace(each, sentence=str(each.sentence), link=str(each.link)) for each in found]


def grouped(rows: Iterable[Waiting]) -> list[Group]:
    """Return the rows by the office's work; in a group the earliest day first, and what has none last."""
    order = list(Work)
    in_order = sorted(rows, key=lambda each: (order.index(each.group), each.due or date.max))
    return [Group(work, list(found)) for work, found in groupby(in_order, key=lambda each: each.group)]


def each_or_all(
    rows: Sequence[Row], each: Callable[[Row], Waiting], together: Callable[[], Waiting]
) -> Iterator[Waiting]:
    """Yield rows one by one where there are few, else one sentence about all of them with the earliest of their days.

    ``rows`` may be cut off behind ``FEW`` and one more.
    """
    found = [each(row) for row in rows[: FEW + 1]]
    if len(found) > FEW:
        yield replace(together(), due=min((one.due for one in found if one.due), default=None))
    else:
        yield from found
