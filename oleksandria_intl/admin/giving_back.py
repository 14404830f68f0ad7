"""Change pages that give an unsaved text back: a draft of the browser, or a form that was sent without a session."""

from __future__ import annotations

import copy
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import BaseModelAdmin
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from oleksandria_intl import cookies
from oleksandria_intl.models.unsaved import KEPT_FOR
from oleksandria_intl.unsaved import posts
from oleksandria_intl.unsaved.people import signed_person

SAVED = "portal_saved"
"""The cookie that tells the browser which drafts it may forget."""
MOST_SAVED = 20
"""How many names the cookie holds at most; the next page of the staff empties it."""


class NotYetSent:
    """A form that shows what was typed, with what is wrong in it, and is never saved."""

    def is_valid(self) -> bool:
        """Look for what is wrong, and say no."""
        super().is_valid()  # type: ignore[misc]
        return False


class GivesBack(BaseModelAdmin):
    """Change pages that show an unsaved text again; it is saved only when the reader presses the button."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Keep a text that is only shown from being saved."""
        form = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]
        return type(form)(form.__name__, (NotYetSent, form), {}) if is_given_back(request) else form

    def changeform_view(
        self, request: Any, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Show the page with the text that is asked for, or as ever; forget what is unsaved no more."""
        view = super().changeform_view  # type: ignore[misc]
        text, sentence = unsaved_text(request)
        if sentence:
            messages.warning(request, sentence)
        context = (extra_context or {}) | carried(request, text)
        if text is None:
            request.is_saved = False
            answer = view(request, object_id, form_url, context)
            return forgetting(request, answer) if request.is_saved else answer
        with transaction.atomic():
            answer = view(as_if_posted(request, text), object_id, form_url, context)
            # Nothing is written, whatever a page of ours may do with a post.
            transaction.set_rollback(True)
        return answer

    def save_related(self, request: Any, *args: Any) -> None:
        """Note that the form was in order, with the rows on its page."""
        super().save_related(request, *args)  # type: ignore[misc]
        request.is_saved = True


def is_given_back(request: HttpRequest) -> bool:
    """Whether a request shows an unsaved text."""
    return getattr(request, "gives_back", False)


def unsaved_text(request: HttpRequest) -> tuple[QueryDict | None, str]:
    """Return the unsaved text that a request asks for, and what to say of it; no text where nothing is asked for."""
    if request.method == "POST" and posts.GIVE_BACK in request.POST:
        return request.POST, gettext(
            "The draft is back in the form. Nothing has been saved yet: look it through and press “Save”."
        )
    if request.method != "GET" or posts.KEPT not in request.GET:
        return None, ""
    post = posts.asked_for(request)
    text = posts.text_of(post) if post else None
    if post is None or text is None:
        return None, gettext("There is no unsaved form here that you sent from this browser within the last 7 days.")
    return text, gettext(
        "The portal did not save what you sent on %(when)s: you were not logged in any more, or the page was out of "
        "date. Your text is back in the form; files have to be chosen again. Look it through and press “Save”."
    ) % {"when": date_format(timezone.localtime(post.kept_at), "DATETIME_FORMAT")}


def carried(request: HttpRequest, text: QueryDict | None) -> dict[str, Any]:
    """Return what a page carries in its form: who opened it, and of which draft its text is."""
    shown = request.POST if text is None else text
    is_unsaved = text is not None or request.method == "POST"
    return {"typed_by": signed_person(request.user), "draft": posts.draft_of(shown), "is_unsaved": is_unsaved}


def as_if_posted(request: Any, text: QueryDict) -> Any:
    """Return a request that posts a text without its files; the request itself stays as it is."""
    request.FILES.clear()  # and they are read by now, so that Django does not look for them in the copy
    posted = copy.copy(request)
    posted.method, posted.POST, posted.gives_back, posted.locks_rows = "POST", text, True, False
    return posted


def forgetting(request: HttpRequest, response: Any) -> Any:
    """Forget the form that was sent without a session, and have the browser forget its draft."""
    posts.forget(request)
    if draft := posts.draft_of(request.POST):
        saved = request.COOKIES.get(cookies.own(SAVED), "")
        before = [name for name in saved.split(".") if posts.NAME_OF_DRAFT.fullmatch(name)]
        names = ".".join([*before[1 - MOST_SAVED :], draft])
        response.set_cookie(
            cookies.own(SAVED),
            names,
            max_age=KEPT_FOR,
            path=reverse("admin:index"),
            secure=request.is_secure(),
            samesite="Lax",
        )
    return response
