"""A person's own sessions: what this one has left, and where the others are, to be ended."""

from __future__ import annotations

from datetime import datetime, timezone
from importlib import import_module
from typing import Any, NamedTuple

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django.views.generic import TemplateView

from oleksandria_intl.accounts.adapter import UNKNOWN_ADDRESS
from oleksandria_intl.accounts.browsers import browser_of
from oleksandria_intl.accounts.session_limits import SEEN, left_of, note_activity


@never_cache
@require_http_methods(["GET", "POST"])
def session_left(request: HttpRequest) -> HttpResponse:
    """Return whose session this is and what it has left, in seconds; a POST says that its person is at work."""
    if not request.user.is_authenticated:
        return JsonResponse({"person": None, "idle": 0, "whole": 0})
    if request.method == "POST":
        note_activity(request.session)
    return JsonResponse({"person": request.user.pk, **left_of(request.session)._asdict()})


class Shown(NamedTuple):
    """A session as its person sees it."""

    pk: int
    began: datetime
    seen: datetime
    address: str
    browser: str
    is_current: bool


def _shown(session: UserSession) -> Shown:
    store = import_module(settings.SESSION_ENGINE).SessionStore(session.session_key)
    seen = store.get(SEEN, session.created_at.timestamp())
    address = "" if session.ip == UNKNOWN_ADDRESS else session.ip
    return Shown(
        session.pk,
        session.created_at,
        datetime.fromtimestamp(seen, tz=timezone.utc),
        address,
        browser_of(session.user_agent),
        session.is_current(),
    )


class SessionList(LoginRequiredMixin, TemplateView):
    """Where a person is logged in, with the buttons that end one session or all the others."""

    template_name = "account/sessions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the sessions that go on, the newest first."""
        shown = sorted(map(_shown, self._sessions()), key=lambda each: each.began, reverse=True)
        page = {"title": _("My sessions"), "sessions": shown, **admin.site.each_context(self.request)}
        return super().get_context_data(**page, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """End the session that is named, or all but the one that asks."""
        if "session" in request.POST:
            ended = [get_object_or_404(UserSession, user=request.user, pk=self._key())]
        else:
            ended = [session for session in self._sessions() if not session.is_current()]
        get_adapter().end_sessions(ended)
        messages.success(request, _("Whoever is there has to log in anew."))
        return HttpResponseRedirect(request.path)

    def _key(self) -> int:
        key = self.request.POST["session"]
        return int(key) if key.isascii() and key.isdigit() and len(key) < 18 else 0

    def _sessions(self) -> list[UserSession]:
        """Return the person's sessions; the records of those that are over are removed."""
        sessions: list[UserSession] = UserSession.objects.purge_and_list(self.request.user)
        return sessions
