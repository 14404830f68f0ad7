"""What an administrator does for a member of staff; each is recorded with who did it."""

from __future__ import annotations

import logging
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from oleksandria_intl.accounts import links, mail

log = logging.getLogger(__name__)
INVITATION = timedelta(days=7)
"""How long an invitation by e-mail is good."""
HANDED_OVER = timedelta(hours=24)
"""How long a link is good that an administrator hands over."""


def may_help(*, person: User, by: User) -> bool:
    """Whether ``by`` may let this person in again: an administrator, of a superuser only a superuser; never oneself."""
    within_power = bool(by.is_superuser) or not person.is_superuser
    return by.pk != person.pk and within_power and by.has_perm("auth.change_user")


@transaction.atomic
def invite(*, person: User, by: User, site: str) -> None:
    """Write to a person how they set their password; ``site`` is the portal's address for the link."""
    _check(person, by)
    path = links.make(person=person, by=by, good_for=INVITATION)
    words = {"person": person, "by": by, "address": f"{site}{path}", "site": site, "days": INVITATION.days}
    letter = EmailMessage(
        _("An account in the portal"),
        render_to_string("account/email/invitation.txt", words),
        settings.DEFAULT_FROM_EMAIL,
        [person.email],
    )
    _record(person, by, _("Invited by e-mail to %(address)s.") % {"address": person.email})
    transaction.on_commit(lambda: mail.send_soon(letter))


@transaction.atomic
def make_link(*, person: User, by: User) -> str:
    """Return the path of a link that the person is to be handed over: whoever has it sets the password, once."""
    _check(person, by)
    path = links.make(person=person, by=by, good_for=HANDED_OVER)
    _record(person, by, _("Made a link for a password."))
    return path


@transaction.atomic
def reset_second_factor(*, person: User, by: User) -> None:
    """Take a person's second factors away, recovery codes too, and log them out everywhere."""
    _check(person, by)
    Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    _record(person, by, _("Reset the second factor."))


def _check(person: User, by: User) -> None:
    if not may_help(person=person, by=by):
        raise PermissionDenied


def _record(person: User, by: User, message: str) -> None:
    LogEntry.objects.log_actions(by.pk, [person], CHANGE, message, single_object=True)
    log.warning("Account of %s: %s by=%s", person.get_username(), message, by.get_username())
