"""The forms of the login and of passwords, in the portal's own words."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.accounts.throttled_forms import ThrottledPasswordChange, ThrottledReset

rules_of_passwords = lazy(password_validators_help_text_html, str)
NEW_PASSWORD = {"password1": _("New password"), "password2": _("New password once more")}


class Worded:
    """A form whose fields say in a label, and not in a placeholder that disappears, what belongs into them."""

    labels: ClassVar[dict[str, Any]] = {}
    help_texts: ClassVar[dict[str, Any]] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.help_texts.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class LoginForm(Worded, forms.LoginForm):
    """Name and password."""

    labels = {"login": _("User name"), "password": _("Password")}


class ReauthenticateForm(Worded, forms.ReauthenticateForm):
    """The password again, before what matters for the account."""

    labels = {"password": _("Password")}


class ChangePasswordForm(Worded, ThrottledPasswordChange):
    """Another password, by who knows the one so far."""

    labels = {"oldpassword": _("Password so far"), **NEW_PASSWORD}
    help_texts = {"password1": rules_of_passwords()}


class SetPasswordForm(Worded, forms.SetPasswordForm):
    """A password for an account that has none."""

    labels = NEW_PASSWORD
    help_texts = {"password1": rules_of_passwords()}


class ForgottenPasswordForm(Worded, ThrottledReset):
    """Where to write to."""

    labels = {"email": _("E-mail of your account")}


class NewPasswordForm(Worded, forms.ResetPasswordKeyForm):
    """A password by a link."""

    labels = NEW_PASSWORD
    help_texts = {"password1": rules_of_passwords()}
