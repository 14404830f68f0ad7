"""What the portal shows in the place of pages of django-allauth."""

from __future__ import annotations

from allauth.account import views
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render


def forgotten_password(request: HttpRequest) -> HttpResponseBase:
    """Send a link by e-mail; where the portal sends no letters, say whom to ask."""
    if not settings.HAS_MAIL:
        return render(request, "account/password_without_mail.html")
    return views.password_reset(request)
