"""Forms beside the paper, in Chromium: the editor of long texts, drafts, a session that is over, rows that move."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.contrib.auth.models import User
from playwright.sync_api import Route, expect

from budget.models import MeasureLine
from programs.models import Edition
from tests.walk.desk_pages import (
    AMOUNT,
    GOALS,
    SAVED,
    TEXT,
    TITLE,
    Opened,
    oksana,
    opened,
    text_of,
    written,
)
from tests.walk.hearing import heard

__all__ = ["oksana", "opened", "written"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_saving_leaves_the_editor_as_it_is_and_another_form_has_its_own(opened: Opened, administrator: User) -> None:
    page = opened(administrator)
    page.locator(GOALS).nth(4).click()
    page.wait_for_selector(f"{TEXT}:focus")
    page.keyboard.type("Ось ")
    page.keyboard.press("Control+s")
    page.wait_for_selector(SAVED)
    assert "\n\nОсь Цілі: абзац 5.\n\n" in text_of("goals"), "the cursor went to the very paragraph"
    page.keyboard.type("тут ")
    page.keyboard.press("Control+s")
    page.locator("#desk-paper").get_by_text("Ось тут Цілі: абзац 5.").first.wait_for()
    page.wait_for_selector(f"{TEXT}:focus")
    for _press in range(2):
        page.keyboard.press("Control+z")
    assert "\n\nЦілі: абзац 5.\n\n" in page.input_value("#id_body_uk"), "what was typed before saving is undone, too"
    page.keyboard.press("Control+s")
    page.wait_for_selector(SAVED)
    page.keyboard.press("Escape")
    for place, text in ((AMOUNT, "#id_funding-0-amount"), (GOALS, TEXT)):
        page.locator(place).first.click()
        page.wait_for_selector(f"{text}:focus")
    assert page.locator(".portal-editor").count() == page.locator(".desk-inputs textarea.portal-markdown").count()


def test_what_is_typed_is_kept_as_a_draft_and_a_session_that_is_over_loses_nothing(
    opened: Opened, oksana: User, live_server: Any
) -> None:
    page = opened(oksana)
    complaints = heard(page, live_server.url)
    page.locator(GOALS).first.click()
    page.wait_for_selector(f"{TEXT}:focus")
    page.keyboard.type("Ще не збережене. ")
    page.wait_for_selector(".portal-draft-state:not(:empty)")
    page.on("dialog", lambda dialog: dialog.accept())
    page.keyboard.press("Escape")
    page.locator(f"h3{TITLE}").click()
    page.locator(".portal-drafts button").first.click()
    expect(page.locator("#id_body_uk")).to_have_value(re.compile("^Ще не збережене. "))
    assert complaints == []
    sessions = [each for each in page.context.cookies() if each["name"] == portal_settings.SESSION_COOKIE_NAME]
    page.context.clear_cookies(name=portal_settings.SESSION_COOKIE_NAME)
    page.click(".desk-save")
    page.wait_for_selector(".desk-login:visible")
    assert page.input_value("#id_body_uk").startswith("Ще не збережене. ")
    page.context.add_cookies([{k: each[k] for k in ("name", "value", "domain", "path")} for each in sessions])  # type: ignore[misc, literal-required]
    page.click(".desk-save")
    page.wait_for_selector(SAVED)
    assert text_of("goals").startswith("Ще не збережене. ")
    assert page.locator(".desk-login").is_hidden()
    page.keyboard.press("Escape")
    page.locator(GOALS).first.click()
    page.wait_for_selector(f"{TEXT}:focus")
    page.wait_for_timeout(500)
    assert page.locator(".portal-drafts").count() == 0, "what is saved is no draft any more"


def test_a_text_that_is_clicked_while_the_paper_is_renewed_opens(opened: Opened, oksana: User) -> None:
    renewals: list[Route] = []

    def after_the_paper(route: Route) -> None:
        renewals[0].continue_()
        time.sleep(1)
        route.continue_()

    page = opened(oksana)
    page.locator(GOALS).first.click()
    page.wait_for_selector(f"{TEXT}:focus")
    page.keyboard.type("Щойно. ")
    page.route("**/desk/paper/**", lambda route: renewals.append(route))
    page.route("**/desk/open/**", after_the_paper)
    page.keyboard.press("Control+s")
    page.wait_for_selector(SAVED)
    page.keyboard.press("Escape")
    page.locator(GOALS).first.click()
    page.wait_for_selector(f"{TEXT}:focus")
    assert page.locator(f"{GOALS}.desk-opened").inner_text().startswith("Щойно. ")


def test_rows_of_a_form_beside_the_paper_change_places_by_their_buttons(
    opened: Opened, administrator: User, written: Edition
) -> None:
    line = MeasureLine.objects.filter(edition=written).first()
    assert line is not None
    line.responsible.all().delete()
    names = ["відділ освіти", "відділ культури"]
    for name in names:
        line.responsible.create(words=name)
    page = opened(administrator)
    page.locator("[data-source^='budget.measureline:name_uk:']").first.click()
    page.locator(".desk-inputs button[value$=':down']").first.click()
    page.keyboard.press("Control+s")
    page.wait_for_selector(SAVED)
    assert list(line.responsible.order_by("order").values_list("words", flat=True)) == names[::-1]
