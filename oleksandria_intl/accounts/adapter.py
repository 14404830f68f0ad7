"""What the portal decides where django-allauth asks."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl.accounts import mail
from oleksandria_intl.accounts.addresses import is_page_of_ours
from oleksandria_intl.accounts.links import public
from oleksandria_intl.accounts.session_limits import is_locked
from oleksandria_intl.accounts.throttled_adapter import ThrottledAdapter
from oleksandria_intl.clients import client_address

UNKNOWN_ADDRESS = "0.0.0.0"
"""The address of a reader behind a Unix socket that is not trusted."""


class AccountAdapter(ThrottledAdapter):
    """Accounts are made by an administrator: nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy("The user name and the password do not fit each other."),
        "incorrect_password": gettext_lazy("This is not the password."),
        "enter_current_password": gettext_lazy("This is not the password so far."),
        "incorrect_code": gettext_lazy("This code is not good, or no longer. Enter the next one."),
        "too_many_login_attempts": gettext_lazy("Too many attempts have failed. Wait some minutes, then try again."),
        "rate_limited": gettext_lazy("Too many attempts. Wait some minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Let nobody sign up."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that may be counted on, as everywhere in the portal."""
        return client_address(request) or UNKNOWN_ADDRESS

    def is_safe_url(self, url: str) -> bool:
        """Let a login lead to pages of this portal that exist, and nowhere else."""
        return is_page_of_ours(url, context.request.get_host())

    def is_reauthentication_required(self, *, app: str = "") -> bool:
        """Ask nobody again who logged in a moment ago: a new member sets up a second factor at once."""
        records = get_authentication_records(self.request, self.request.user)
        is_fresh = bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not is_fresh and super().is_reauthentication_required(app=app)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Name the ways to confirm who one is."""
        words = {
            "reauthenticate": _("By the password"),
            "mfa_reauthenticate": _("By a code of the application, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("By a passkey"),
        }
        ways = super().get_reauthentication_methods(user)
        if is_locked(self.request):
            # The second factor was passed at the login; a code alone opens nothing.
            ways = [way for way in ways if way["id"] != "mfa_reauthenticate"]
        return [way | {"description": words[way["id"]]} for way in ways]

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address that a letter leads to: the portal's public one, whatever host the request named."""
        return public(super().get_reset_password_from_key_url(key))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter without making the page wait, whose time would say that there is such an account."""
        mail.send_soon(self.render_mail(template_prefix, email, context))


class SecondFactors(DefaultMFAAdapter):
    """Second factors: known by the user name, which everybody has, and not by an e-mail address."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("This code is not good, or no longer. Enter the next one."),
    }

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.get_username())

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Propose a name for one more passkey."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}
