"""Pictures, as files."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response

from oleksandria_intl import clock
from oleksandria_intl.models import Picture
from oleksandria_intl.models.picture import FILES


def picture_file(request: HttpRequest, pk: int, size: str) -> HttpResponseBase:
    """Send one size of a picture whose owner everybody may see, or only that it has not changed."""
    if size not in FILES:
        raise Http404
    return sent(request, get_object_or_404(Picture.objects.public(clock.today()), pk=pk), size)


def sent(request: HttpRequest, picture: Picture, size: str) -> HttpResponseBase:
    """Return the answer with a file; browsers ask again each time, since a picture may be withdrawn."""
    file = getattr(picture, size)
    etag = f'"{file.name.rpartition("/")[2]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = FileResponse(file.open(), content_type="image/webp")
        except FileNotFoundError:
            raise Http404 from None
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return response
