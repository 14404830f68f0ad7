"""A form that came after its session was over: it is kept, never carried out, and shown again after logging in."""

from __future__ import annotations

import base64
import json
import re
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils.crypto import salted_hmac

from oleksandria_intl import cookies
from oleksandria_intl.models import UnsavedPost
from oleksandria_intl.models.unsaved import KEPT_FOR
from oleksandria_intl.unsaved.people import TYPED_BY, person_of

KEPT = "kept"
"""The parameter of an address that names the form to show again."""
GIVE_BACK = "_give_back"
"""The field of a post that asks for the form to be shown with what is posted, and nothing to be saved."""
DRAFT = "draft"
"""The hidden field that names the browser's draft of a form."""
NAME_OF_DRAFT = re.compile(r"[0-9a-f]{32}")
BROWSER = "portal_unsaved"
"""The cookie that names the browser."""
LARGEST = 1024 * 1024
"""Bytes of a form that is kept."""
LONGEST_ADDRESS = 2000
SECRETS = re.compile(r"password|\botp\b|one_time_code", re.IGNORECASE)
"""Names of fields that are not kept."""
BUTTONS = ("_save", "_continue", "_addanother", "_saveasnew")
OF_THE_PAGE = ("csrfmiddlewaretoken", TYPED_BY, GIVE_BACK, *BUTTONS)
"""Fields that belong to the page and not to the text: the page that is shown again has its own."""
UNREADABLE = (UnreadablePostError, MultiPartParserError, SuspiciousOperation, BadRequest)


def kept(request: HttpRequest) -> HttpResponseRedirect | None:
    """Keep a posted form for the person who opened it, and lead to it; None where it is nobody's, or not ours."""
    if request.method != "POST" or not _is_small(request) or not _is_from_here(request):
        return None
    try:
        posted = request.POST
    except UNREADABLE:
        return None
    person = person_of(posted.get(TYPED_BY, ""))
    if person is None:
        return None
    browser = browser_of(request) or secrets.token_hex(16)
    response = HttpResponseRedirect(address_of(_kept(request, person, browser)))
    response.set_signed_cookie(
        cookies.own(BROWSER),
        browser,
        max_age=KEPT_FOR,
        path=reverse("admin:index"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@transaction.atomic
def _kept(request: HttpRequest, person: User, browser: str) -> UnsavedPost:
    """Write a form down in the place of what was sent of the same text before."""
    draft = draft_of(request.POST)
    UnsavedPost.objects.waiting(person=person, browser=browser).of_draft(draft).delete()
    post: UnsavedPost = UnsavedPost.objects.create(
        person=person, browser=browser, address=_address(request), draft=draft, content=_sealed(request.POST)
    )
    UnsavedPost.objects.remove_surplus(person=person, browser=browser)
    return post


def forget(request: HttpRequest) -> None:
    """Forget what a saved form was sent as before."""
    waiting(request).of_draft(draft_of(request.POST)).delete()
    post = asked_for(request)
    if post is not None:
        post.delete()


def draft_of(text: QueryDict) -> str:
    """Return the name of the draft whose text is posted; empty where there is none."""
    name = text.get(DRAFT, "")
    return name if NAME_OF_DRAFT.fullmatch(name) else ""


def waiting(request: HttpRequest) -> Any:
    """Return the forms that wait for the reader in this browser."""
    return UnsavedPost.objects.waiting(person=request.user, browser=browser_of(request))


def asked_for(request: HttpRequest) -> UnsavedPost | None:
    """Return the form that the address names, where it is the reader's own and was sent to this page."""
    number = request.GET.get(KEPT, "")
    if not (number.isdecimal() and len(number) < 18):
        return None
    post = waiting(request).filter(pk=number).first()
    return post if post and urlsplit(post.address).path == request.path else None


def text_of(post: UnsavedPost) -> QueryDict | None:
    """Return the fields of a form; None where they were encrypted with another SECRET_KEY."""
    try:
        fields = json.loads(_cipher().decrypt(bytes(post.content)))
    except InvalidToken:
        return None
    text = QueryDict(mutable=True)
    for name, values in fields:
        text.setlist(name, values)
    return text


def address_of(post: UnsavedPost) -> str:
    """Return the address that shows a form again."""
    path, _mark, query = post.address.partition("?")
    return f"{path}?{query}&{KEPT}={post.pk}" if query else f"{path}?{KEPT}={post.pk}"


def browser_of(request: HttpRequest) -> str:
    """Return the random name of a browser; empty where it has none."""
    age = KEPT_FOR + timedelta(days=1)
    return str(request.get_signed_cookie(cookies.own(BROWSER), default="", max_age=age))


def _is_small(request: HttpRequest) -> bool:
    length = request.META.get("CONTENT_LENGTH") or ""
    return length.isdecimal() and int(length) <= LARGEST


def _is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this very host sent the form; a browser that says nothing is not believed."""
    here = (request.scheme, request.get_host())
    sender = urlsplit(request.META.get("HTTP_ORIGIN") or request.META.get("HTTP_REFERER") or "")
    return (sender.scheme, sender.netloc) == here


def _address(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop(KEPT, None)
    address = f"{request.path}?{query.urlencode()}" if query else request.path
    return address if len(address) <= LONGEST_ADDRESS else request.path[:LONGEST_ADDRESS]


def _sealed(posted: QueryDict) -> bytes:
    fields = [
        (name, values) for name, values in posted.lists() if name not in OF_THE_PAGE and SECRETS.search(name) is None
    ]
    return _cipher().encrypt(json.dumps(fields).encode())


def _cipher() -> Fernet:
    key = salted_hmac("oleksandria_intl.unsaved.posts", "1", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
