"""The door of the staff's side: nobody passes without a second factor."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
"""What counts; recovery codes replace one of them, for once."""


class SecondFactorRequired(MiddlewareMixin):
    """Lead whoever has no second factor to where it is set up, whatever they ask of the staff's side."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        asked: Any = request.resolver_match
        if not settings.STAFF_MFA_REQUIRED or "admin" not in asked.app_names or asked.view_name == "admin:logout":
            return None
        if not request.user.is_authenticated or is_mfa_enabled(request.user, FACTORS):
            return None
        messages.warning(request, _("Set up a second factor first: a passkey or an application with codes."))
        return HttpResponseRedirect(reverse("mfa_index"))
