"""The middleware that stands between a form without a session and the page that would throw it away."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from oleksandria_intl.middleware import is_of_staff
from oleksandria_intl.unsaved import posts
from oleksandria_intl.unsaved.people import TYPED_BY, signer_of


class UnsavedPosts(MiddlewareMixin):
    """Keep what is posted to the staff's side by somebody whose session is over, or is another person's by now."""

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Lead to the kept form: the way there goes through logging in."""
        if request.method != "POST" or not is_of_staff(request) or TYPED_BY not in request.POST:
            return None
        if signer_of(request.POST[TYPED_BY]) == request.user.pk:
            return None
        return posts.kept(request)
