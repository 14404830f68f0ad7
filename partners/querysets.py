"""Queries about partners, in the office's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from oleksandria_intl.models import NaturalManager

if TYPE_CHECKING:
    from partners.models import Agreement, City  # noqa: F401 - named in strings


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Agreements with cities abroad."""

    def signed_without_date(self) -> AgreementQuerySet:
        """Return the agreements that are called signed though nothing is known of when."""
        return self.filter(state="signed", period_start=None, period_words="")


class AgreementManager(NaturalManager["Agreement"].from_queryset(AgreementQuerySet)):  # type: ignore[misc]
    """Finds agreements by natural key and by the office's questions."""


class CityQuerySet(models.QuerySet["City"]):
    """Cities abroad."""

    def partners(self) -> CityQuerySet:
        """Return twin and partner cities with their countries, twins first."""
        return self.exclude(kind="destination").select_related("country").order_by("-kind", "sort_key")


class CityManager(NaturalManager["City"].from_queryset(CityQuerySet)):  # type: ignore[misc]
    """Finds cities by natural key and by the office's questions."""
