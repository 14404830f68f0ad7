"""Addresses of the partner cities, under ``/partners/``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from partners.views import PartnerList


def addresses(city_page: Callable[..., Any]) -> tuple[list[URLPattern], str]:
    """Return the addresses and their namespace; the page of a city looks at all apps, so that it is the project's."""
    listed = path("", PartnerList.as_view(), name="list")
    return [listed, path("<slug:slug>/", city_page, name="city")], "partners"
