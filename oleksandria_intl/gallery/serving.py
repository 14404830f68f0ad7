"""Pictures as they are served."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from oleksandria_intl.models import Picture


def sent(request: HttpRequest, picture: Picture, size: str) -> HttpResponseBase:
    """Return the answer with a file; browsers ask again each time, since a picture may be withdrawn."""
    file = getattr(picture, size)
    etag = f'"{file.name.rpartition("/")[2]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            with file.open() as opened:
                response = HttpResponse(opened.read(), content_type="image/webp")
        except FileNotFoundError:
            raise Http404 from None
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return response
