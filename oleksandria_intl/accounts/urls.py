"""The addresses under ``/accounts/``: those of django-allauth that the portal has, and no other.

What knows passkeys takes a tenth of a second to load: its views are loaded when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import views
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import include, path, re_path
from django.utils.module_loading import import_string
from django.views.generic import RedirectView

from oleksandria_intl.accounts.sessions import SessionList, session_left
from oleksandria_intl.accounts.views import forgotten_password


def mfa(view: str) -> Callable[..., HttpResponseBase]:
    """Return a view of ``allauth.mfa``, by its module and name."""

    def loaded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return import_string(f"allauth.mfa.{view}")(request, *args, **kwargs)

    return loaded


PASSWORDS = [
    path("change/", views.password_change, name="account_change_password"),
    path("set/", views.password_set, name="account_set_password"),
    path("reset/", forgotten_password, name="account_reset_password"),
    path("reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path("reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
SECOND_FACTORS = [
    path("", mfa("base.views.index"), name="mfa_index"),
    path("authenticate/", mfa("base.views.authenticate"), name="mfa_authenticate"),
    path("reauthenticate/", mfa("base.views.reauthenticate"), name="mfa_reauthenticate"),
    path("totp/activate/", mfa("totp.views.activate_totp"), name="mfa_activate_totp"),
    path("totp/deactivate/", mfa("totp.views.deactivate_totp"), name="mfa_deactivate_totp"),
    path("recovery-codes/", mfa("recovery_codes.views.view_recovery_codes"), name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/generate/",
        mfa("recovery_codes.views.generate_recovery_codes"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery-codes/download/",
        mfa("recovery_codes.views.download_recovery_codes"),
        name="mfa_download_recovery_codes",
    ),
    path("webauthn/", mfa("webauthn.views.list_webauthn"), name="mfa_list_webauthn"),
    path("webauthn/add/", mfa("webauthn.views.add_webauthn"), name="mfa_add_webauthn"),
    path("webauthn/login/", mfa("webauthn.views.login_webauthn"), name="mfa_login_webauthn"),
    path("webauthn/reauthenticate/", mfa("webauthn.views.reauthenticate_webauthn"), name="mfa_reauthenticate_webauthn"),
    path("webauthn/keys/<int:pk>/edit/", mfa("webauthn.views.edit_webauthn"), name="mfa_edit_webauthn"),
    path("webauthn/keys/<int:pk>/remove/", mfa("webauthn.views.remove_webauthn"), name="mfa_remove_webauthn"),
]
urlpatterns = [
    path("", RedirectView.as_view(pattern_name="mfa_index")),
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/", include(PASSWORDS)),
    path("2fa/", include(SECOND_FACTORS)),
    path("session/", session_left, name="session-left"),
    path("sessions/", SessionList.as_view(), name="usersessions_list"),
]
