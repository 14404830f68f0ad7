"""Drafts of programmes, and until when they are to be published: at the head of the admin's front page."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oleksandria_intl import checks, menu
from oleksandria_intl.publication.working_days import Calendar
from oleksandria_intl.waiting import FEW, Waiting, each_or_all, register
from oleksandria_intl.work import Work
from programs.models import Edition

MAY_WORK = ("programs.change_section", "programs.change_edition")


@register
def drafts(person: User) -> Iterator[Waiting]:
    """Drafts at work, for those who edit their text or publish them; the earliest session leads."""
    if not any(person.has_perm(name) for name in MAY_WORK):
        return
    rows = list(Edition.objects.changing_by_session()[: FEW + 1])
    calendar = Calendar()
    yield from each_or_all(rows, lambda row: _draft(row, calendar), _together)


def _draft(edition: Edition, calendar: Calendar) -> Waiting:
    """Return a draft, and until when it is to be published, then considered."""
    session = edition.decision.planned_session_on if edition.decision else None
    sentence, due = _("Draft: %(programme)s."), session
    if session and edition.status == Edition.Status.DRAFT:
        sentence = _("Publish the draft before the session of %(session)s: %(programme)s.")
        due = calendar.latest_publication(session)
    elif session:
        sentence = _("Published draft, to be considered by the session: %(programme)s.")
    said = {"programme": edition.titled(), "session": f"{session:%d.%m.%Y}" if session else ""}
    return Waiting(sentence % said, desk_of(edition), 1, Work.PROGRAMME, due)


def desk_of(edition: Edition) -> str:
    """Return where an edition is worked on."""
    return menu.page_of(Edition, edition.pk)


def _together() -> Waiting:
    count = Edition.objects.changing().count()
    sentence = ngettext("%(count)d draft of a programme.", "%(count)d drafts of programmes.", count)
    address = f"{reverse('admin:programs_edition_changelist')}?status__in=draft,published"
    return Waiting(sentence % {"count": count}, address, count, Work.PROGRAMME)


@checks.register_drafts
def drafts_at_work() -> list[Edition]:
    """Return the drafts whose findings staff are shown: those of the next sessions."""
    return list(Edition.objects.changing_by_session()[:FEW])
