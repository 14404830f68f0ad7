"""The warning before a session ends, on the staff's pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context

from oleksandria_intl import cookies
from oleksandria_intl.accounts.session_limits import left_of, noted_every

register = template.Library()


@register.inclusion_tag("admin/includes/session_end.html", takes_context=True)
def session_end(context: Context) -> dict[str, Any]:
    """Return what the page has to know of its session; nothing where nobody is logged in."""
    request: Any = context.get("request")
    if request is None or not request.user.is_authenticated:
        return {}
    return {
        "person": request.user.pk,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "left": left_of(request.session),
        "warning": settings.SESSION_WARNING_SECONDS,
        "every": noted_every(),
    }


@register.simple_tag
def own_cookie(name: str) -> str:
    """Return the name that a cookie has in this portal."""
    return cookies.own(name)
