"""The workspace of an edition in Chromium: a text clicked, changed, saved, seen; on a phone; by the keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page

from programs.models import Section
from tests.walk.desk_pages import (
    AMOUNT,
    GOALS,
    REFUSED,
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
from tests.walk.test_pages import complaints_of
from tests.walk.test_staff import FOREIGN, UNREACHED

__all__ = ["oksana", "opened", "written"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def stands_at(page: Page, place: str) -> bool:
    """Whether the focus is at this text of the paper."""
    return bool(page.evaluate("place => document.activeElement.parentElement.matches(place)", place))


def test_a_sentence_seen_in_the_paper_is_corrected_by_three_clicks_and_the_place_is_kept(
    opened: Opened, oksana: User, live_server: Any
) -> None:
    page = opened(oksana)
    complaints = heard(page, live_server.url)
    fifth = page.locator(GOALS).nth(4)
    fifth.scroll_into_view_if_needed()
    fifth.click()
    page.wait_for_selector(f"{TEXT}:focus")
    top = fifth.evaluate("each => each.getBoundingClientRect().top")
    page.keyboard.press("Shift+End")
    page.keyboard.type("Цілі: виправлено.")
    page.click(".desk-save")
    page.wait_for_selector(SAVED)
    page.locator("#desk-paper").get_by_text("Цілі: виправлено.").first.wait_for()
    assert "виправлено" in text_of("goals")
    assert abs(fifth.evaluate("each => each.getBoundingClientRect().top") - top) < 3
    assert complaints == []


def test_the_keyboard_alone_changes_a_text_and_comes_back(opened: Opened, oksana: User) -> None:
    page = opened(oksana)
    page.wait_for_selector("html.desk-js")
    page.keyboard.press("F6")
    page.keyboard.press("F6")
    for _part in range(10):
        page.keyboard.press("PageDown")
        if stands_at(page, f"h3{TITLE}"):
            break
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{TEXT}:focus")
    page.keyboard.press("Control+Home")
    page.keyboard.type("Нове. ")
    page.keyboard.press("Control+s")
    page.wait_for_selector(SAVED)
    assert text_of("goals").startswith("Нове. ")
    page.locator("#desk-paper").get_by_text("Нове. Цілі: абзац 1.").first.wait_for()
    page.keyboard.press("Escape")
    assert stands_at(page, GOALS)


def test_on_a_phone_the_three_parts_are_three_tabs(opened: Opened, oksana: User) -> None:
    page = opened(oksana, 390)
    assert page.locator(".desk-outline").is_hidden()
    page.locator(GOALS).first.click()
    page.wait_for_selector(f"{TEXT}:focus")
    assert page.locator(".desk-paper").is_hidden()
    page.fill(TEXT, "На телефоні.")
    page.click(".desk-save")
    page.wait_for_selector(SAVED)
    page.click("#desk-tab-paper")
    page.locator("#desk-paper").get_by_text("На телефоні.").first.wait_for()
    page.click("#desk-tab-outline")
    page.get_by_role("link", name="Засоби").click()
    assert page.locator("#section-means").is_visible()


def test_a_refusal_stands_at_its_field_and_loses_nothing(opened: Opened, oksana: User) -> None:
    page = opened(oksana)
    page.locator(f"h3{TITLE}").click()
    page.wait_for_selector("#id_title_uk:focus")
    page.fill("#id_title_uk", "")
    page.fill(TEXT, "Набране.")
    page.keyboard.press("Control+s")
    page.wait_for_selector(REFUSED)
    assert page.locator(".field-title_uk .errorlist").is_visible()
    assert page.input_value("#id_body_uk") == "Набране."
    page.fill("#id_title_uk", "Інша назва")
    page.keyboard.press("Control+s")
    page.wait_for_selector(SAVED)
    page.locator("#desk-paper").get_by_text("ІНША НАЗВА").first.wait_for()


def test_what_is_typed_is_not_left_unasked(opened: Opened, oksana: User) -> None:
    page = opened(oksana)
    page.locator(GOALS).first.click()
    page.wait_for_selector(f"{TEXT}:focus")
    page.wait_for_timeout(500)
    page.keyboard.press("Escape")
    assert page.locator(".desk-sheet").is_hidden()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{TEXT}:focus")
    page.keyboard.type("Ще не збережене. ")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.keyboard.press("Escape")
    assert "Ще не збережене." in page.input_value("#id_body_uk")


def test_the_second_editor_is_told_and_loses_nothing(opened: Opened, oksana: User) -> None:
    page = opened(oksana)
    page.locator(GOALS).first.click()
    page.wait_for_selector(f"{TEXT}:focus")
    other = Section.objects.get(code="goals")
    other.body_uk = "Чуже."
    other.save()
    page.fill(TEXT, "Своє.")
    page.keyboard.press("Control+s")
    page.wait_for_selector(REFUSED)
    assert "Чуже." in page.inner_text(".desk-inputs")
    assert page.input_value("#id_body_uk") == "Своє."
    page.keyboard.press("Control+s")
    page.wait_for_selector(SAVED)
    assert text_of("goals") == "Своє."


def test_an_amount_is_changed_from_its_cell_and_the_sums_follow(opened: Opened, administrator: User) -> None:
    page = opened(administrator)
    cell = page.locator(AMOUNT).filter(has_text="45,0")
    cell.click()
    page.wait_for_selector("#id_funding-0-amount:focus")
    page.keyboard.press("Control+a")
    page.keyboard.type("46 500,00")
    page.keyboard.press("Enter")
    page.wait_for_selector(SAVED)
    total = page.locator("td.bold[data-source^='programs.edition:']").filter(has_text="386,5")
    total.wait_for()
    page.keyboard.press("Escape")
    total.click()
    page.wait_for_selector(".desk-leads li")
    assert page.locator(".desk-leads button").all_inner_texts()[-1].startswith("46,5")


def test_a_link_from_elsewhere_opens_the_form_of_a_text(opened: Opened, oksana: User) -> None:
    page = opened(oksana)
    page.goto(f"{page.url}?at=programs.section:body_uk:means")
    page.wait_for_selector(f"{TEXT}:focus")
    assert page.input_value("#id_body_uk") == text_of("means")


def test_without_javascript_a_click_leads_to_the_ordinary_form_and_saving_back(opened: Opened, oksana: User) -> None:
    page = opened(oksana, java_script_enabled=False)
    desk = page.url
    page.locator(f"{GOALS} > a").first.click()
    page.fill("#id_body_uk", "Без сценаріїв.")
    page.click("input[name=_save]")
    assert page.url.partition("#")[0] == desk
    assert "Без сценаріїв." in page.inner_text("#desk-paper")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_nothing_is_wrong_with_the_workspace(
    opened: Opened, administrator: User, live_server: Any, width: int, scheme: Any
) -> None:
    page = opened(administrator, width, color_scheme=scheme)
    complaints = heard(page, live_server.url)
    page.reload()
    page.wait_for_selector(".desk-finding", state="attached")
    assert page.locator("[data-entry=act] .desk-count").text_content(), "the decision lacks what drafts end with"
    found = wrong_with(page, complaints)
    page.locator(AMOUNT).first.click()
    page.wait_for_selector("#id_funding-0-amount:focus")
    page.wait_for_timeout(500)
    assert found + wrong_with(page, complaints) == []


def wrong_with(page: Page, complaints: list[str]) -> list[str]:
    """Return what is wrong with the page as it stands; what axe-core does to it is complained of afterwards, too."""
    said = [*complaints]
    found = said + complaints_of(page) + page.evaluate(UNREACHED) + page.evaluate(FOREIGN)
    complaints.clear()
    return found
