"""The forms of second factors, in the portal's own words."""

from __future__ import annotations

from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.accounts.forms import Worded
from oleksandria_intl.accounts.throttled_forms import CodeAgain, CodeAtLogin

NAME = {"name": _("Name of the passkey")}
NAME_HELP = {"name": _("By what you will know it: “telephone”, “computer in the office”.")}


class AuthenticateForm(Worded, CodeAtLogin):
    """A code of the application, or a recovery code, at the login."""

    labels = {"code": _("Code of the application, or a recovery code")}


class ReauthenticateForm(Worded, CodeAgain):
    """A code, before what matters for the account."""

    labels = {"code": _("Code of the application, or a recovery code")}


class ActivateTOTPForm(Worded, totp.ActivateTOTPForm):
    """The first code of an application that was given the secret."""

    labels = {"code": _("Code that the application shows")}


class AddPasskeyForm(Worded, webauthn.AddWebAuthnForm):
    """A passkey; it opens the portal without a password where the browser checks who holds it."""

    labels = {"passwordless": _("Log in by this passkey alone, without a password"), **NAME}
    help_texts = {
        "passwordless": _(
            "The device then asks for a finger, a face or its PIN. Otherwise it is used after the password."
        ),
        **NAME_HELP,
    }


class EditPasskeyForm(Worded, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    labels = NAME
    help_texts = NAME_HELP
