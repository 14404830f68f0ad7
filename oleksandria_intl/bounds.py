"""The middleware that keeps what a reader asks for within bounds: the size of a request, and work on papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from oleksandria_intl.limits import Refused, asking
from oleksandria_intl.middleware import is_of_staff

MEGABYTE = 1024 * 1024
LARGEST_REQUEST = 50 * MEGABYTE + MEGABYTE // 8
"""Bytes: a file of 50 MB, and what a form says beside it."""
LARGEST_BEFORE_LOGIN = MEGABYTE
READING = ("GET", "HEAD", "OPTIONS", "TRACE")


class Bounds:
    """Refuse a request that is too large before a byte of it is read; say to a reader why a paper is not made now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = asking.set(request)
        try:
            return self.get_response(request)
        finally:
            asking.reset(token)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Refuse what the view does not take, and addresses that are none; whatever reads the body comes after this."""
        if "\0" in request.path_info:
            raise Http404  # PostgreSQL takes no text with it
        is_public = not is_of_staff(request)
        if is_public and request.method not in READING and not hasattr(getattr(view, "view_class", None), "post"):
            return HttpResponseNotAllowed(READING[:3])
        if request.META.get("HTTP_TRANSFER_ENCODING"):
            sentence = _("Your program sends a file without saying how long it is. Have it send the Content-Length.")
            return refusal(request, Refused(411, _("The length is not known"), sentence))
        most = LARGEST_REQUEST if is_public or request.user.is_authenticated else LARGEST_BEFORE_LOGIN
        if _length(request) > most:
            sentence = _("What you send is larger than %(most)d MB. Nothing of it was read.")
            return refusal(request, Refused(413, _("Too large"), sentence % {"most": most // MEGABYTE}))
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say in a sentence why a paper is not made."""
        return refusal(request, exception) if isinstance(exception, Refused) else None


def refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Return the page that says why; it asks the database nothing."""
    context = {"refused": refused, "is_of_staff": is_of_staff(request)}
    response = render(request, "refused.html", context, status=refused.status)
    response["Cache-Control"] = "no-store"
    if refused.retry_after is not None:
        response["Retry-After"] = str(refused.retry_after)
    return response


def _length(request: HttpRequest) -> int:
    """Return the length of the body, in bytes, as Django reads it: 0 where the header is no number."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
