"""What a new portal lacks of its council: its record, its bodies, its people, and the staff's roles."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from oleksandria_intl import roles, start, waiting
from oleksandria_intl.checks import Finding, register_of_portal, warning
from oleksandria_intl.models import Body, Council, Official
from oleksandria_intl.work import Work


@register_of_portal
def council() -> Iterator[Finding]:
    """The council is entered, with its register code and the unit that answers for the portal."""
    row = Council.objects.current()
    if row is None:
        yield warning(_("The council of this portal is not entered yet."))
        return
    if not row.code:
        sentence = _(
            "The council has no register code (ЄДРПОУ): files of other councils are recognised by the name alone."
        )
        yield warning(sentence, row, "code")
    if row.office is None:
        yield warning(
            _("The council names no unit as its office: the foot of the pages says nobody to ask."), row, "office"
        )


@waiting.register_of_staff
def council_to_enter(person: User) -> Iterator[waiting.Waiting]:
    """What a new portal lacks, for those who may enter its council: the path of steps leads there."""
    if not person.has_perm("oleksandria_intl.add_council"):
        return
    address, open_steps = reverse("admin:start"), len(start.undone())
    if Council.objects.current() is None:
        sentence = _("This portal is empty: begin with the council, step by step.")
        yield waiting.Waiting(sentence, address, open_steps, Work.REFERENCE)
    else:
        sentence = ngettext("%(count)d step of starting is left.", "%(count)d steps of starting are left.", open_steps)
        yield waiting.Waiting(sentence % {"count": open_steps}, address, open_steps, Work.REFERENCE)


@register_of_portal
def bodies() -> Iterator[Finding]:
    """There is a body that adopts decisions, and somebody who signs them."""
    if not Body.objects.exists():
        yield warning(_("No body of the council is entered: a decision needs the one that adopts it."))
    if not Official.objects.exists():
        yield warning(_("No official is entered: nobody can sign a paper."))


@register_of_portal
def staff() -> Iterator[Finding]:
    """The groups of all roles are there, and somebody has one."""
    if Group.objects.filter(name__in=roles.ROLES).count() < len(roles.ROLES):
        yield warning(_("The roles of the staff are not made yet: run “manage.py sync_roles”."))
    elif not User.objects.filter(is_active=True, groups__name__in=roles.ROLES).exists():
        yield warning(_("Nobody has a role in the portal yet: an administrator invites the staff in “Users”."))
