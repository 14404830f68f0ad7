"""What ``check_data`` finds, as staff are shown it: of the portal itself, and of the drafts at work.

It takes a while, so it is kept as long as nothing changes (``content_version``) and the day is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.core.cache import caches

from oleksandria_intl import checks, clock, content_version
from oleksandria_intl.checks import Finding

PORTAL = "portal"
DAY = 86_400
MOST = 200
"""So many findings of a part are shown."""


class Shown(NamedTuple):
    """A finding: how serious, in words, where it is mended, which right mends it."""

    is_error: bool
    sentence: str
    link: str
    permission: str


class Part(NamedTuple):
    """What is found of the portal itself, or of a draft: its key, its name, the findings; None if nobody looked."""

    key: str
    about: str
    rows: list[Shown] | None


def parts(person: User, look_at: Collection[str] = ()) -> list[Part]:
    """Return what was found in the present state of the content, and is found now of the parts that are named.

    A member of staff is shown what they may mend.
    """
    state, sources = _state(), list(_sources())
    known = caches["shared"].get_many([f"{state}-{key}" for key, _about, _find in sources])
    if not content_version.is_settled():
        known = {}
    for key, _about, find in sources:
        if key in look_at and f"{state}-{key}" not in known:
            known[f"{state}-{key}"] = _looked_for(f"{state}-{key}", find)
    return [Part(key, about, _own(person, known.get(f"{state}-{key}"))) for key, about, _find in sources]


def _sources() -> Iterator[tuple[str, str, Callable[[], list[Finding]]]]:
    yield PORTAL, "", checks.portal_findings
    for drafts in checks.DRAFTS:
        for draft in drafts():
            yield f"draft-{draft.pk}", str(draft), partial(checks.findings, draft)


def _looked_for(address: str, find: Callable[[], list[Finding]]) -> list[Shown]:
    """Return what is found now, and keep it where the content is settled."""
    rows = [_shown(finding) for finding in find()[:MOST]]
    if content_version.is_settled():
        caches["shared"].set(address, rows, DAY)
    return rows


def _own(person: User, rows: list[Shown] | None) -> list[Shown] | None:
    """Return the findings that a member of staff may mend; None where nobody has looked.

    One of no row is shown to whoever may change anything.
    """
    if rows is None:
        return None
    changes = person.is_superuser or any(".change_" in name for name in person.get_all_permissions())
    return [row for row in rows if (person.has_perm(row.permission) if row.permission else changes)]


def _shown(finding: Finding) -> Shown:
    opts: Any = finding.row._meta if finding.row is not None else None
    permission = f"{opts.app_label}.change_{opts.model_name}" if opts else ""
    is_error = finding.severity is checks.Severity.ERROR
    return Shown(is_error, str(finding.sentence), finding.link, permission)


def _state() -> str:
    version = content_version.current()
    return f"shown-findings-{version.epoch}-{version.number}-{clock.today().isoformat()}"
