"""What staff do on forms of the admin in Chromium: log in, fill fields by their names, choose, save, download."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Locator, Page


class Desk:
    """A page of the admin and who sits before it."""

    def __init__(self, browser: Browser, url: str, width: int = 1280) -> None:
        self.url, self._browser, self._width = url, browser, width
        self.page: Page

    def enter(self, person: User) -> None:
        """Let somebody else sit down, before a window of their own."""
        client = Client()
        client.force_login(person)
        window = self._browser.new_context(viewport={"width": self._width, "height": 900})
        window.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.url}])
        self.page = window.new_page()
        self.page.set_default_timeout(20_000)

    def go_to(self, address: str) -> None:
        """Open a page of the portal."""
        answer = self.page.goto(self.url + address)
        assert answer
        assert answer.status == 200, address

    def fill(self, **values: Any) -> None:
        """Fill in fields by name, «participants__0__name_uk» that of the first member."""
        for name, value in values.items():
            self._fill(self.page.locator(f"#content [name='{name.replace('__', '-')}']"), value)

    def _fill(self, field: Locator, value: Any) -> None:
        if field.evaluate("each => each.matches('select.admin-autocomplete')"):
            self._choose(field, value)
        elif field.evaluate("each => each.tagName === 'SELECT'"):
            field.select_option(**value if isinstance(value, dict) else {"value": value})
        elif isinstance(value, bool):
            field.set_checked(value)
        else:
            field.fill(value)

    def _choose(self, field: Locator, words: str) -> None:
        """Type into a field that searches as one types, and take the first that it offers."""
        field.locator("xpath=following-sibling::span[contains(@class, 'select2')]").first.click()
        self.page.locator(".select2-container--open .select2-search__field").last.fill(words)
        self.page.locator(".select2-results__option--highlighted, .select2-results__option[aria-selected]").filter(
            has_text=words
        ).first.click()

    def add_row(self, prefix: str) -> None:
        """Add a row to a table of a form."""
        self.page.locator(f"#{prefix}-group .add-row a").click()

    def save(self) -> None:
        """Save the form, and see that it was."""
        self.page.locator("#content [name=_save]").first.click()
        self.done()

    def go_on(self, button: str) -> None:
        """Press a button by what it says, and see that it did something."""
        self.page.locator(f"#content :is(button, a.button, input[type=submit]):text-is('{button}')").first.click()

    def submit(self) -> None:
        """Send the only form of the page, and see that it was taken."""
        self.page.locator("#content form :is(button, input)[type=submit]").last.click()
        self.done()

    def done(self) -> None:
        """See that the page says that something was done, and complains of nothing."""
        self.page.wait_for_selector(".messagelist, .errornote, .errorlist")
        complaints = self.page.locator(".errornote, .errorlist, .messagelist .error").all_inner_texts()
        assert complaints == [], complaints

    @property
    def text(self) -> str:
        """What the page says, spaces made alike."""
        return " ".join(self.page.locator("#content").inner_text().split())

    def keep(self, kind: str, format: str) -> bytes:
        """Download a paper of a kind that the page offers; return its bytes."""
        link = self.page.locator(f"#content a[href*='{kind}.{format}'], #content a[href*='/{kind}/{format}']").first
        return self.keep_at(link.get_attribute("href") or "")

    def keep_at(self, address: str) -> bytes:
        """Download what the page offers at an address; return its bytes."""
        assert self.page.locator(f"#content a[href='{address}']").count(), address
        answer = self.page.request.get(urljoin(self.page.url, address))
        assert answer.status == 200, address
        return answer.body()
