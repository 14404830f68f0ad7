"""What a page complains of in the browser."""

from __future__ import annotations

from playwright.sync_api import Page


def heard(page: Page, host: str) -> list[str]:
    """Return the list that gathers what the page complains of, and what it asks of other hosts."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(host) else complaints.append(request.url))
    return complaints
