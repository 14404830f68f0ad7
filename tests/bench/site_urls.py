"""The portal's addresses, and one more."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from oleksandria_intl.portal import urls


def constant(request: HttpRequest) -> HttpResponse:
    """Answer what Django answers fastest; the middleware is the portal's."""
    return HttpResponse(b"constant")


urlpatterns = [path("constant/", constant), *urls.urlpatterns]
