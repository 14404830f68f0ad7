"""Nothing typed is lost: a session deleted, a browser killed, a cookie gone, a logout in another tab; in Chromium."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Playwright, expect, sync_playwright

from oleksandria_intl import roles
from oleksandria_intl.models import Decision
from programs.models import Edition, Section
from tests import factories
from tests.admin_pages import address
from tests.walk.conftest import EXECUTABLE, QUIET
from tests.walk.hearing import heard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = ("Дружба з містом Каунас триває. " * 200)[:5000].strip()
GIVE_BACK, DISCARD = re.compile("Give back|Повернути"), re.compile("Discard|Відкинути")
KEPT = ".portal-draft-state:not(:empty)"
OFFER = ".portal-drafts"


@pytest.fixture
def section(edition: Edition) -> Section:
    """A section that the clerk writes."""
    return Section.objects.create(edition=edition, order=1, title_uk="Вступ", body_uk="Було.")


@pytest.fixture
def form(section: Section, live_server: Any) -> str:
    """The address of the section's form."""
    return live_server.url + address(Section, "change", section.pk)


@pytest.fixture
def oksana(db: None) -> User:
    """Оксана, who types."""
    return factories.person("oksana", roles.CLERK, "Оксана Діловод")


@pytest.fixture
def iryna(db: None) -> User:
    """Ірина, who sits down at the same browser."""
    return factories.person("iryna", roles.HEAD, "Ірина Начальник")


@pytest.fixture(scope="module")
def playwright_here() -> Iterator[Playwright]:
    """Playwright's loop runs in the thread that asks the database; one for all, for it takes long to start."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield playwright


@pytest.fixture(scope="module")
def chromium_here(playwright_here: Playwright) -> Iterator[Browser]:
    browser = playwright_here.chromium.launch(executable_path=EXECUTABLE, args=QUIET)
    yield browser
    browser.close()


@pytest.fixture
def browser_context(chromium_here: Browser) -> Iterator[BrowserContext]:
    """A browser that has been nowhere yet."""
    context = chromium_here.new_context()
    yield context
    context.close()


def let_in(context: BrowserContext, user: User, host: str) -> None:
    """Give a browser a session, as logging in does."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": str(client.session.session_key), "url": host}])


def opened(context: BrowserContext, user: User, host: str, address: str) -> Page:
    """Open a page as somebody who has just logged in."""
    let_in(context, user, host)
    page = context.new_page()
    page.goto(address)
    return page


TEXT = "#id_body_uk_editor"
"""The text as it is edited; the field of the form lies behind it."""


def write(page: Page, text: str, field: str = TEXT) -> None:
    """Type into a field, and wait until the draft is kept."""
    typed_at = page.evaluate("Date.now()")
    page.fill(field, text)
    page.wait_for_selector(KEPT)
    while max(dict(json.loads(entry))["at"] for entry in entries(page)) < typed_at:
        page.wait_for_timeout(100)


def text_in(page: Page, field: str = "#id_body_uk") -> str:
    return page.input_value(field)


def stored(section: Section) -> str:
    section.refresh_from_db()
    return section.body_uk


def save(page: Page) -> None:
    page.click("input[name=_save]")
    page.wait_for_load_state()


def entries(page: Page) -> list[str]:
    """Return what lies in the browser, as text: whatever is not encrypted in it."""
    return page.evaluate(
        """async () => {
          const open = await new Promise((done) => {
            const asked = indexedDB.open("portal-drafts", 1);
            asked.onsuccess = () => done(asked.result);
          });
          const all = open.transaction("drafts").objectStore("drafts").getAll();
          await new Promise((done) => (all.onsuccess = done));
          open.close();
          const plain = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value)
            ? new TextDecoder().decode(value) : value;
          return all.result.map((entry) => JSON.stringify(Object.entries(entry).map(([k, v]) => [k, plain(v)])));
        }"""
    )


# Nothing is lost


def test_a_session_deleted_in_the_middle_of_a_text_loses_nothing(
    browser_context: BrowserContext, live_server: Any, form: str, section: Section, oksana: User
) -> None:
    page = opened(browser_context, oksana, live_server.url, form)
    page.fill(TEXT, LONG)
    Session.objects.all().delete()
    save(page)
    assert stored(section) == "Було."
    let_in(browser_context, oksana, live_server.url)
    page.goto(f"{live_server.url}/admin/")
    page.locator("[aria-labelledby=unsaved] a").first.click()
    assert text_in(page) == LONG
    save(page)
    assert stored(section) == LONG.strip()


def test_a_cookie_that_is_gone_in_the_middle_of_a_text_loses_nothing(
    browser_context: BrowserContext, live_server: Any, form: str, section: Section, oksana: User
) -> None:
    page = opened(browser_context, oksana, live_server.url, form)
    page.fill(TEXT, LONG)
    browser_context.clear_cookies(name="csrftoken")
    save(page)
    assert stored(section) == "Було."
    assert text_in(page) == LONG
    save(page)
    assert stored(section) == LONG.strip()


def test_logging_out_in_another_tab_loses_nothing(
    browser_context: BrowserContext, live_server: Any, form: str, section: Section, oksana: User
) -> None:
    let_in(browser_context, oksana, live_server.url)
    page, other = browser_context.new_page(), browser_context.new_page()
    page.goto(form)
    write(page, LONG)
    other.goto(f"{live_server.url}/admin/")
    other.click("#logout-form button")
    other.wait_for_load_state()
    save(page)
    assert stored(section) == "Було."
    let_in(browser_context, oksana, live_server.url)
    page.goto(form)
    page.get_by_role("button", name=GIVE_BACK).click()
    page.wait_for_load_state()
    assert text_in(page) == LONG
    save(page)
    assert stored(section) == LONG.strip()


def test_a_browser_killed_in_the_middle_of_a_text_loses_nothing(
    playwright_here: Playwright,
    tmp_path: Path,
    live_server: Any,
    form: str,
    section: Section,
    oksana: User,
) -> None:
    context = persistent(playwright_here, tmp_path)
    page = opened(context, oksana, live_server.url, form)
    write(page, LONG)
    kill(tmp_path)
    context = persistent(playwright_here, tmp_path)
    page = opened(context, oksana, live_server.url, f"{live_server.url}/admin/")
    page.locator("#portal-draft-list a").click()
    page.get_by_role("button", name=GIVE_BACK).click()
    page.wait_for_load_state()
    assert text_in(page) == LONG
    save(page)
    assert stored(section) == LONG.strip()
    page.goto(f"{live_server.url}/admin/")
    page.wait_for_load_state("networkidle")
    assert entries(page) == []
    context.close()


def persistent(playwright: Playwright, folder: Path) -> BrowserContext:
    """Start a browser that remembers."""
    return playwright.chromium.launch_persistent_context(folder, executable_path=EXECUTABLE, args=QUIET)


def kill(folder: Path) -> None:
    """Kill the browser that works in a folder, and what it started."""
    found = subprocess.run(["pgrep", "-f", "--", f"--user-data-dir={folder}"], capture_output=True, text=True)
    assert found.stdout
    for pid in found.stdout.split():
        os.kill(int(pid), signal.SIGKILL)
    for lock in folder.glob("Singleton*"):
        lock.unlink()


# Rows, tabs, people


def test_a_row_that_was_added_on_the_page_comes_back(
    browser_context: BrowserContext, live_server: Any, edition: Edition
) -> None:
    petro = factories.person("petro", roles.SECRETARY, "Петро Секретар")
    let_in(browser_context, petro, live_server.url)
    page = browser_context.new_page()
    decision = Decision.objects.get()
    page.goto(live_server.url + address(Decision, "change", decision.pk))
    page.wait_for_load_state("networkidle")
    page.click("#points-group .add-row a")
    page.wait_for_selector(KEPT)
    write(page, "Оприлюднити.", "#id_points-2-text")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.get_by_role("button", name=GIVE_BACK).click()
    page.wait_for_load_state()
    assert text_in(page, "#id_points-2-text") == "Оприлюднити."
    save(page)
    assert decision.points.order_by("order").last().text == "Оприлюднити."


def test_two_tabs_of_a_form_keep_a_draft_each(
    browser_context: BrowserContext, live_server: Any, form: str, oksana: User
) -> None:
    let_in(browser_context, oksana, live_server.url)
    for text in ("Перша вкладка.", "Друга вкладка."):
        page = browser_context.new_page()
        page.goto(form)
        write(page, text)
    for page in browser_context.pages:
        page.close()
    page = browser_context.new_page()
    page.goto(form)
    expect(page.locator(f"{OFFER} .portal-draft")).to_have_count(2)
    assert "Перша вкладка." in page.inner_text(OFFER)
    assert "Друга вкладка." in page.inner_text(OFFER)


def test_another_person_on_the_same_browser_sees_no_draft(
    browser_context: BrowserContext, live_server: Any, form: str, oksana: User, iryna: User
) -> None:
    page = opened(browser_context, oksana, live_server.url, form)
    write(page, LONG)
    page.close()
    page = opened(browser_context, iryna, live_server.url, form)
    page.wait_for_load_state("networkidle")
    assert page.locator(OFFER).count() == 0
    assert text_in(page) == "Було."
    assert len(entries(page)) == 1
    assert "Дружба" not in entries(page)[0]
    assert "section" not in entries(page)[0]


def test_passwords_are_kept_in_no_draft(browser_context: BrowserContext, live_server: Any, db: None) -> None:
    adam = User.objects.create_superuser("adam")
    page = opened(browser_context, adam, live_server.url, live_server.url + address(User, "add"))
    page.locator("#id_username").evaluate("input => input.type = 'password'")
    page.fill("#id_username", "a secret of ninety letters")
    page.fill("#id_first_name", "Марта")
    page.wait_for_selector(KEPT)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.get_by_role("button", name=GIVE_BACK).click()
    page.wait_for_load_state()
    assert text_in(page, "#id_first_name") == "Марта"
    assert text_in(page, "#id_username") == ""


def test_a_draft_is_gone_after_a_week(
    browser_context: BrowserContext, live_server: Any, form: str, oksana: User
) -> None:
    page = opened(browser_context, oksana, live_server.url, form)
    write(page, LONG)
    page.close()
    page = browser_context.new_page()
    page.clock.install()
    page.clock.fast_forward(8 * 24 * 3600 * 1000)
    page.goto(form)
    page.wait_for_load_state("networkidle")
    page.clock.run_for(2000)
    page.wait_for_function("document.querySelector('input[name=draft]').value")
    assert page.locator(OFFER).count() == 0
    assert entries(page) == []


def test_discarding_a_draft_forgets_it(
    browser_context: BrowserContext, live_server: Any, form: str, oksana: User
) -> None:
    page = opened(browser_context, oksana, live_server.url, form)
    write(page, LONG)
    page.close()
    page = browser_context.new_page()
    page.goto(form)
    page.get_by_role("button", name=DISCARD).click()
    expect(page.locator(OFFER)).to_be_hidden()
    assert entries(page) == []


def test_leaving_unsaved_changes_asks_and_saving_does_not(
    browser_context: BrowserContext, live_server: Any, form: str, oksana: User
) -> None:
    page = opened(browser_context, oksana, live_server.url, form)
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.click(TEXT)
    write(page, LONG)
    page.click(".breadcrumbs a")
    page.wait_for_url("**/admin/")
    assert asked == ["beforeunload"]
    page.goto(form)
    page.click(TEXT)
    page.fill(TEXT, "Коротко.")
    save(page)
    assert asked == ["beforeunload"]


def test_a_draft_of_a_record_that_was_changed_meanwhile_says_so(
    browser_context: BrowserContext, live_server: Any, form: str, section: Section, oksana: User
) -> None:
    page = opened(browser_context, oksana, live_server.url, form)
    write(page, LONG)
    page.close()
    section.body_uk = "Текст Ірини."
    section.save()
    page = browser_context.new_page()
    page.goto(form)
    page.wait_for_selector(f"{OFFER} .portal-warning")
    page.get_by_role("button", name=GIVE_BACK).click()
    page.wait_for_load_state()
    assert text_in(page) == LONG
    assert "Текст Ірини." in page.inner_text(".errorlist >> nth=1")


def test_without_https_the_page_says_that_no_draft_is_kept(
    browser_context: BrowserContext, live_server: Any, form: str, oksana: User
) -> None:
    let_in(browser_context, oksana, live_server.url)
    browser_context.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")
    page = browser_context.new_page()
    page.goto(form)
    page.fill(TEXT, LONG)
    assert "https" in page.inner_text(f"{KEPT}.portal-warning")


def test_the_pages_complain_of_nothing(
    browser_context: BrowserContext, live_server: Any, form: str, oksana: User
) -> None:
    let_in(browser_context, oksana, live_server.url)
    page = browser_context.new_page()
    complaints = heard(page, live_server.url)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(form)
    write(page, LONG)
    page.reload()
    page.get_by_role("button", name=GIVE_BACK).click()
    page.wait_for_selector(KEPT)
    page.goto(f"{live_server.url}/admin/")
    page.wait_for_selector("#portal-draft-list a")
    assert complaints == []
