"""Papers that were issued, as the files that left the office."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.generic import View

from oleksandria_intl import files
from oleksandria_intl.models import IssuedPaper
from programs.models import Edition


class IssuedFile(View):
    """A paper as it was issued, byte by byte: one with a number, or of an edition that the public may see."""

    def get(self, request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
        """Send the file, or only that it has not changed."""
        issued = get_object_or_404(IssuedPaper, pk=pk)
        if name != issued.file_name or not is_public(issued):
            raise Http404
        try:
            file: Any = issued.file.open()
        except FileNotFoundError:
            raise Http404 from None
        return files.send(request, files.Sendable(file, issued.format, issued.sha256), issued.file_name)


def is_public(issued: IssuedPaper) -> bool:
    """Whether everybody may read the paper."""
    if issued.number:
        return True
    try:
        return Edition.objects.visible().contains(Edition.objects.of_key(issued.key))
    except Edition.DoesNotExist:
        return False
