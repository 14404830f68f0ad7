"""The signed copy of a decision, as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.generic import View

from oleksandria_intl import acts
from oleksandria_intl.models import SignedCopy
from oleksandria_intl.signed_copies import serving


class SignedFile(View):
    """A signed copy, byte by byte, of a decision that everybody may read."""

    def get(self, request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
        """Send the file, or only that it has not changed."""
        copy = get_object_or_404(SignedCopy, pk=pk)
        if name != copy.file_name or not acts.public_decisions().contains(copy.decision):
            raise Http404
        return serving.send(request, copy)
