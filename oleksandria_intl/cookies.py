"""The names of cookies: browsers send a host's cookies to all of its ports; portals of one host keep theirs apart."""

from __future__ import annotations

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


def own(name: str) -> str:
    """Return the name that a cookie has in this portal: beginning with PORTAL_NAMESPACE, where it is set."""
    return f"{settings.COOKIES_BEGIN}{name}"


class OwnCookies(CookieStorage):
    """Messages in a cookie of this portal."""

    @property
    def cookie_name(self) -> str:  # type: ignore[override]
        """The cookie's name."""
        return own("messages")


class Messages(FallbackStorage):
    """Messages in a cookie, long ones in the session, as Django keeps them."""

    storage_classes = (OwnCookies, SessionStorage)
