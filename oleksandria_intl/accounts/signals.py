"""What the portal does when somebody gets in, fails to, confirms who they are or leaves."""

from __future__ import annotations

from allauth.account.signals import authentication_step_completed, password_changed, password_reset
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from oleksandria_intl import logs
from oleksandria_intl.accounts import known_browsers, session_limits

RECEIVERS = (
    (user_logged_in, (session_limits.begin, known_browsers.remember, logs.log_login)),
    (user_login_failed, (logs.log_failed_login,)),
    (user_logged_out, (logs.log_logout,)),
    (authentication_failed, (logs.log_failed_code,)),
    (authentication_step_completed, (session_limits.go_on,)),
    # Both have proved that the account is theirs, and the mark of the old password is void.
    (password_changed, (known_browsers.remember,)),
    (password_reset, (known_browsers.remember,)),
)


def connect() -> None:
    """Connect the receivers, once however often it is called."""
    for signal, receivers in RECEIVERS:
        for receiver in receivers:
            signal.connect(receiver, dispatch_uid=f"{receiver.__module__}.{receiver.__name__}")
