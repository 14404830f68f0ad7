"""Signed copies as they are served: each only while it is the file that was attached."""

from __future__ import annotations

from datetime import datetime

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from oleksandria_intl import kept_files
from oleksandria_intl.models import SignedCopy

MEDIA_TYPES = {
    SignedCopy.Kind.SCAN: "application/pdf",
    SignedCopy.Kind.CONTAINER: "application/vnd.etsi.asic-e+zip",
    SignedCopy.Kind.SIGNATURE: "application/pkcs7-mime",
}


def send(request: HttpRequest, copy: SignedCopy) -> HttpResponseBase:
    """Return the answer with the file, or only that it has not changed; raises ``BrokenFile``."""
    file = kept_files.opened(copy)
    etag = f'"{copy.sha256}"'
    response = get_conditional_response(request, etag=etag) or FileResponse(file)
    if response.status_code != 200:
        file.close()
    else:
        response["Content-Type"] = MEDIA_TYPES[SignedCopy.Kind(copy.kind)]
        is_saved = copy.kind != SignedCopy.Kind.SCAN
        response["Content-Disposition"] = content_disposition_header(is_saved, copy.file_name) or "inline"
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return response


def signers(copy: SignedCopy) -> list[str]:
    """Return who signed, as the certificates say: «КОВАЛЬ Олена, міський голова, Рада, 24.12.2019 11:42»."""
    return [", ".join(filter(None, _facts(signer))) for signer in copy.named_signers]


def _facts(signer: dict[str, str]) -> tuple[str, ...]:
    return signer["name"], signer["title"], signer["organisation"], _moment(signer["signed_at"])


def _moment(text: str) -> str:
    """Return a time of ISO 8601 as the office's clock showed it."""
    if not text:
        return ""
    moment = datetime.fromisoformat(text)
    return f"{(timezone.localtime(moment) if timezone.is_aware(moment) else moment):%d.%m.%Y %H:%M}"
