"""The staff's accounts: an administrator gives roles, and only a superuser makes superusers."""

from __future__ import annotations

from typing import Any

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from allauth.usersessions.admin import UserSession
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.admin.fields import RowsField
from oleksandria_intl.admin.getting_in import GettingIn, InvitationForm
from oleksandria_intl.admin.giving_back import GivesBack
from oleksandria_intl.admin.lists import CarefulLists
from oleksandria_intl.reminders import set_reminders, wants_reminders
from oleksandria_intl.work import Work

# What a role may do is written in roles.py, and not clicked together.
admin.site.unregister([User, Group])
# The secrets of second factors are nobody's to read; the rest says nothing that the pages of people do not say.
admin.site.unregister([EmailAddress, Authenticator, UserSession])


class StaffForm(UserChangeForm):
    """An account, without the hash of its password, which tells nobody anything."""

    password = None  # type: ignore[assignment]
    is_reminded = forms.BooleanField(
        label=_("Gets reminders"),
        required=False,
        help_text=_("One letter a day about what waits for them, on days on which something does."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "is_reminded" in self.fields:
            self.initial["is_reminded"] = wants_reminders(self.instance)


@admin.register(User)
class StaffAdmin(GivesBack, CarefulLists, GettingIn, UserAdmin):
    """Accounts, each with its roles; power beyond a role is a superuser's to give."""

    group = Work.MORE
    form = StaffForm
    add_form = InvitationForm
    add_form_template = None
    add_fieldsets = [
        (None, {"fields": ("username",)}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Role"), {"fields": ("groups",)}),
    ]
    fieldsets = [
        (None, {"fields": ("username",)}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "is_reminded")}),
        (_("Role"), {"fields": ("is_active", "is_staff", "groups", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    ]

    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Remember whether the person is to be written to."""
        super().save_model(request, obj, form, change)
        if "is_reminded" in form.cleaned_data:
            set_reminders(person=obj, wanted=form.cleaned_data["is_reminded"])

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer all roles by their names."""
        offered = {"form_class": RowsField, "widget": CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **offered | kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Let nobody give more power than they have."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else (*fields, "is_superuser")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep a superuser's account to superusers."""
        within_power = obj is None or not obj.is_superuser or bool(request.user.is_superuser)
        return within_power and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let nobody delete an account: history would no longer say who did what. People are shut out or erased."""
        return False
