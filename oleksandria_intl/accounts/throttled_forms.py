"""Forms of django-allauth that take what may be guessed: each attempt is counted first."""

from __future__ import annotations

from allauth.account.forms import ChangePasswordForm, ResetPasswordForm
from allauth.core import context
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.contrib.auth.models import User

from oleksandria_intl.accounts import attempts, throttle


class ThrottledCode:
    """Codes of the second factor. One that has been used is void in all processes, not in the one that took it."""

    user: User

    def clean_code(self) -> str:
        """Count the attempt before the code is looked at."""
        attempt = throttle.begin_code(context.request, self.user)
        code: str = super().clean_code()  # type: ignore[misc]
        digits = "".join(filter(str.isalnum, code))
        valid_for = mfa_settings.TOTP_PERIOD * (2 * mfa_settings.TOTP_TOLERANCE + 1)
        if not attempts.is_first("used-code", f"{self.user.pk} {digits}", seconds=valid_for):
            raise get_mfa_adapter().validation_error("incorrect_code")
        attempt.forgive()
        return code


class CodeAtLogin(ThrottledCode, AuthenticateForm):
    """The second step of the login."""


class CodeAgain(ThrottledCode, ReauthenticateForm):
    """The same, where somebody who is logged in confirms who they are."""


class ThrottledPasswordChange(ChangePasswordForm):
    """The old password, which somebody at a screen that was left alone may guess."""

    def clean_oldpassword(self) -> str:
        """Count the attempt before the password is looked at."""
        attempt = throttle.begin_password(context.request, self.user.get_username())
        password: str = super().clean_oldpassword()
        attempt.forgive()
        return password


class ThrottledReset(ResetPasswordForm):
    """Letters that anybody may have sent to anybody."""

    def clean_email(self) -> str:
        """Count the letter, whether or not somebody has this mailbox."""
        throttle.begin_reset(context.request, self.cleaned_data["email"])
        mailbox: str = super().clean_email()
        return mailbox
