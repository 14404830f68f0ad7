"""Scripts of forms, in Chromium: each does its work once, in a page's own form and in one that is put into it later."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser

from budget.models import Appropriation, Commitment
from delegations.models import Delegation
from tests.admin_pages import address
from tests.walk.hearing import heard
from tests.walk.test_staff import contexts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUT_AGAIN = """async () => {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const own = document.querySelector("#content-main > form");
  const form = document.adoptNode(page.querySelector("#content-main > form"));
  own.replaceWith(form);
  portal.formAdded(form);
}"""
MADE = {
    Appropriation: "[data-months] .portal-actions output",
    Commitment: ".field-amount output.portal-free",
    Delegation: "#lines-group > output.portal-free",
}


def test_scripts_of_forms_do_their_work_once_and_in_forms_that_come_later_too(
    chromium: Browser, live_server: Any, client: Client, administrator: User
) -> None:
    client.force_login(administrator)
    page = next(contexts(chromium, client, live_server.url))[1].new_page()
    complaints = heard(page, live_server.url)
    for model, made in MADE.items():
        page.goto(live_server.url + address(model, "add"))
        page.evaluate("portal.formAdded(document)")
        assert page.locator(made).count() == 1, made
        page.evaluate(PUT_AGAIN)
        page.evaluate("portal.formAdded(document)")
        assert page.locator(made).count() == 1, made
    assert complaints == []
