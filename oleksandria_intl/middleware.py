"""Middleware of the house."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse
from django.utils import translation

STAFF_LANGUAGE = "uk"
TEXTS = ("text/", "application/json", "application/ld+json", "application/rss+xml", "application/xml", "image/svg+xml")
"""What becomes smaller when it is compressed; papers and pictures are compressed already."""


class CompressedTexts(GZipMiddleware):
    """Send texts compressed, of a length that tells nothing of what is in them; leave files that are streamed alone."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not response.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)


class AdminInUkrainian:
    """Speak Ukrainian to the staff, whatever language their browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(reverse("admin:index")):
            translation.activate(STAFF_LANGUAGE)
            request.LANGUAGE_CODE = STAFF_LANGUAGE
        return self.get_response(request)
