"""Addresses of the partner cities, under ``/partners/``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from partners.agreement_views import AgreementList, AgreementPage, RegisterFile, ScanFile
from partners.views import PartnerList


def addresses(city_page: Callable[..., Any]) -> tuple[list[URLPattern], str]:
    """Return the addresses and their namespace; the page of a city looks at all apps, so that it is the project's."""
    return [
        path("", PartnerList.as_view(), name="list"),
        path("agreements/", AgreementList.as_view(), name="agreements"),
        *(
            path(f"agreements/register.{format}", RegisterFile.as_view(format=format), name=f"register-{format}")
            for format in ("pdf", "docx", "xlsx")
        ),
        path("agreements/<str:code>/", AgreementPage.as_view(), name="agreement"),
        path("agreements/<str:code>/scan.pdf", ScanFile.as_view(), name="agreement-scan"),
        path("<slug:slug>/", city_page, name="city"),
    ], "partners"
