"""Middleware of the house."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

from oleksandria_intl import logs

log = logging.getLogger(__name__)
STAFF_LANGUAGE = "uk"
ADMIN, ACCOUNTS = "/admin/", "/accounts/"
"""Where the staff work, and where they log in and keep their passwords, passkeys and sessions (portal/urls.py)."""
POWERS = """accelerometer autoplay browsing-topics camera display-capture encrypted-media fullscreen
geolocation gyroscope hid idle-detection local-fonts magnetometer microphone midi payment picture-in-picture
publickey-credentials-get screen-wake-lock serial usb xr-spatial-tracking"""
POWERS_OFF = ", ".join(f"{power}=()" for power in POWERS.split())
"""The header that switches them off, for this page and for all that it might embed."""
POWERS_AT_LOGIN = POWERS_OFF.replace("publickey-credentials-get=()", "publickey-credentials-get=(self)")
"""The same where the staff log in: by passkeys, too."""
TEXTS = ("text/", "application/json", "application/ld+json", "application/rss+xml", "application/xml", "image/svg+xml")
"""What becomes smaller when it is compressed; papers and pictures are compressed already."""


class NumberedRequests:
    """Give every request a number, which its lines in the log, its answer and the page of a fault carry.

    A number that comes with a request is not taken: anybody may send one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number, began = logs.new_number(), time.monotonic()
        response = self.get_response(request)
        response["X-Request-ID"] = number
        seconds = time.monotonic() - began
        if seconds > settings.SLOW_REQUEST_SECONDS:
            log.warning("Slow: %s took %.1f s", request.path, seconds, extra={"request": request})
        return response


class NothingPowerful(MiddlewareMixin):
    """Let no page use a camera, a place, a payment: the portal needs nothing of the kind."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        at_login = request.path_info.startswith(ACCOUNTS)
        response.setdefault("Permissions-Policy", POWERS_AT_LOGIN if at_login else POWERS_OFF)
        return response


class CompressedTexts(GZipMiddleware):
    """Send texts compressed, of a length that tells nothing of what is in them; leave files that are streamed alone."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)


def is_of_staff(request: HttpRequest) -> bool:
    """Whether an address lies on the staff's side: the admin, and the way in."""
    return request.path_info.startswith((ADMIN, ACCOUNTS))


class AdminInUkrainian(MiddlewareMixin):
    """Speak Ukrainian to the staff, whatever language their browser asks for."""

    def process_request(self, request: HttpRequest) -> None:
        if is_of_staff(request):
            translation.activate(STAFF_LANGUAGE)
            request.LANGUAGE_CODE = STAFF_LANGUAGE
