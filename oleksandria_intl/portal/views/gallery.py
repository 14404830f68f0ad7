"""Pictures, as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from oleksandria_intl import clock
from oleksandria_intl.gallery import serving
from oleksandria_intl.models import Picture
from oleksandria_intl.models.picture import FILES


def picture_file(request: HttpRequest, pk: int, size: str) -> HttpResponseBase:
    """Send one size of a picture whose owner everybody may see, or only that it has not changed."""
    if size not in FILES:
        raise Http404
    return serving.sent(request, get_object_or_404(Picture.objects.public(clock.today()), pk=pk), size)
