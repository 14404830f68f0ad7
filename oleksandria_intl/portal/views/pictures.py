"""The pictures of shared pages."""

from __future__ import annotations

import hashlib

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from oleksandria_intl import pictures

YEAR = 365 * 24 * 3600


def picture(request: HttpRequest, signed: str) -> HttpResponseBase:
    """Send the picture with the words of the address, or only that it has not changed; no words but ours are drawn."""
    try:
        content = pictures.png(pictures.read(signed))
    except BadSignature:
        raise Http404 from None
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    whole = HttpResponse(content, content_type="image/png")
    response = get_conditional_response(request, etag=etag, response=whole) or whole
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
