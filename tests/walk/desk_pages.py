"""The workspace of an edition, opened in Chromium by somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, Request

from oleksandria_intl import roles
from programs.models import Edition, PassportRow, Section
from tests import factories

SAVED = ".desk-said.desk-good"
REFUSED = ".desk-said.desk-bad"
TEXT = "#id_body_uk_editor"
"""The text as it is edited; the field of the form lies behind it."""
GOALS = "[data-source='programs.section:body_uk:goals']"
TITLE = "[data-source='programs.section:title_uk:goals']"
AMOUNT = "[data-source^='budget.funding:amount:']"
Opened = Callable[..., Page]


@pytest.fixture
def written(edition: Edition) -> Edition:
    """An edition with a few sections and a row of the passport."""
    PassportRow.objects.create(edition=edition, code="name", order=1, label_uk="Назва", value_uk="{Програма}")
    texts = {"intro": "Вступ", "goals": "Цілі", "means": "Засоби"}
    for order, (code, title) in enumerate(texts.items(), 1):
        body = "\n\n".join(f"{title}: абзац {number}." for number in range(1, 12))
        Section.objects.create(edition=edition, code=code, order=order, title_uk=title, body_uk=body)
    money = {"code": "money", "order": 4, "title_uk": "Кошторис", "kind": "cost_estimate", "landscape": True}
    Section.objects.create(edition=edition, **money)
    return edition


@pytest.fixture
def opened(chromium_here: Browser, live_server: Any, written: Edition) -> Iterator[Opened]:
    """Opens the workspace as somebody, on a screen of a width."""
    contexts: list[BrowserContext] = []
    waiting: list[Request] = []

    def end(request: Request) -> None:
        if request in waiting:
            waiting.remove(request)

    def open_as(user: User, width: int = 1280, **options: Any) -> Page:
        context = chromium_here.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        client = Client()
        client.force_login(user)
        name, session = portal_settings.SESSION_COOKIE_NAME, str(client.session.session_key)
        context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("request", lambda request: waiting.append(request))
        page.on("requestfinished", lambda request: end(request))
        page.on("requestfailed", lambda request: end(request))
        page.goto(live_server.url + reverse("admin:programs_edition_desk", args=[written.pk]))
        return page

    yield open_as
    for context in contexts:
        for _moment in range(50):
            if waiting:  # whatever is asked for still would ask a database that is being emptied
                context.pages[0].wait_for_timeout(100)
        context.close()


@pytest.fixture
def oksana(db: None) -> User:
    """Оксана, who writes."""
    return factories.person("oksana", roles.CLERK, "Оксана Діловод")


def text_of(code: str) -> str:
    return Section.objects.values_list("body_uk", flat=True).get(code=code)
