"""The step that lets the staff in: each with a role, by a letter or by a link that is handed over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import roles
from oleksandria_intl.accounts import services
from oleksandria_intl.codes_from_names import code_from
from oleksandria_intl.start import Entry, Step, register
from oleksandria_intl.start.pages import Handed, Outcome, RowForm, RowsPage, entered

WHAT_ROLES_DO = {
    roles.CLERK: _("prepares drafts, visits, partners' pages"),
    roles.HEAD: _("the same, and publishes drafts, records steps, signs reports"),
    roles.ACCOUNTANT: _("grants, commitments, payments, reports on money"),
    roles.SECRETARY: _("leads decisions to the session, enters votes"),
    roles.AUDITOR: _("sees everything, changes nothing"),
    roles.ADMINISTRATOR: _("everything, the council and the staff among it"),
}


def _roles() -> list[tuple[str, str]]:
    """Return the roles, each with what it does."""
    return [(role, f"{role}: {does}") for role, does in WHAT_ROLES_DO.items()]


class StaffForm(RowForm):
    """A new member of staff; the name to log in by is made from the surname."""

    asked = ("last_name", "first_name", "email")
    role = forms.ChoiceField(label=_("role"), choices=_roles, initial=roles.CLERK)

    class Meta:
        model = User
        fields = ("last_name", "first_name", "email", "role")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("last_name", "first_name"):
            self.fields[name].required = True
        sentence = _("The invitation goes there; without it, you get a link to hand over.")
        self.fields["email"].help_text = sentence if settings.HAS_MAIL else _("May be left empty.")

    def clean(self) -> dict[str, Any]:
        """Refuse somebody who has an account: a page that is sent twice lets nobody in twice."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        same = {name: found.get(name, "") for name in ("last_name", "first_name")}
        if User.objects.filter(**same).exists():
            self.add_error("last_name", gettext("This person has an account already."))
        if found.get("email") and User.objects.filter(email__iexact=found["email"]).exists():
            self.add_error("email", gettext("Another account has this e-mail."))
        return found


class StaffPage(RowsPage):
    """Asks for the people and their roles, and lets them in."""

    form_class = StaffForm
    row_title = _("Person")

    def is_valid(self) -> bool:
        is_valid = super().is_valid()
        seen: set[str] = set()
        for form in self.forms if is_valid else ():
            mail = form.cleaned_data["email"].lower()
            if mail and mail in seen:
                form.add_error("email", ValidationError(gettext("Another account has this e-mail.")))
                is_valid = False
            seen.add(mail)
        return is_valid

    def save(self) -> Outcome:
        if roles.differing():
            roles.sync()
        handed = tuple(self._let_in(form) for form in self.forms)
        return Outcome(entered([each.person.get_full_name() for each in handed]), handed=handed)

    def _let_in(self, form: StaffForm) -> Handed:
        """Make an account, and write to its person, or make the link that is handed over."""
        person: User = form.save(commit=False)
        person.username = code_from(person.last_name, set(User.objects.values_list("username", flat=True)))
        person.is_staff = True
        person.set_unusable_password()
        person.save()
        role = form.cleaned_data["role"]
        person.groups.add(Group.objects.get(name=role))
        if settings.HAS_MAIL and person.email:
            services.invite(person=person, by=self.by, site=self.site)
            return Handed(person, role, "")
        return Handed(person, role, self.site + services.make_link(person=person, by=self.by))


def staff_made() -> list[Entry]:
    """Return those who have a role."""
    found = User.objects.filter(is_active=True, groups__name__in=roles.ROLES).prefetch_related("groups").distinct()
    return [
        Entry(
            f"{row.get_full_name() or row.username} ({', '.join(group.name for group in row.groups.all())})",
            reverse("admin:auth_user_change", args=[row.pk]),
        )
        for row in found.order_by("last_name", "username")
    ]


register(
    Step(
        "staff",
        50,
        _("Staff"),
        _("Everybody who works here, with a role. They set their passwords themselves."),
        ("auth.add_user", "auth.change_user"),
        staff_made,
        StaffPage,
    )
)
