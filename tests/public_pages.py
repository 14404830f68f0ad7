"""What tests ask of every public page."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

INLINE = re.compile(r"<style|<script|\sstyle=|\son[a-z]+=", re.IGNORECASE)


def page(client: Client, address: str, *, status: int = 200) -> str:
    """Return the HTML at an address, having seen that the answer has this status."""
    answer: Any = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def language(html: str) -> str:
    """Return the language that the page says it is in."""
    return re.findall(r'<html lang="([a-z]+)"', html)[0]


def headings(html: str) -> list[str]:
    """Return the page's headings of the first level, without markup."""
    return [" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in re.findall(r"<h1.*?</h1>", html, re.DOTALL)]


def is_strict(html: str) -> bool:
    """Say whether nothing on the page needs a policy that allows inline styles or scripts."""
    return INLINE.search(html) is None
