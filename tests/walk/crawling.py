"""The public pages as a robot finds them: by the links of those that it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from lxml import html

from tests.walk.addresses import LANGUAGES

HOST = "http://testserver"


@dataclass(frozen=True)
class Link:
    """A link to a place of the portal: an address, and what stands there behind the «#»."""

    address: str
    place: str

    @property
    def is_to_a_page(self) -> bool:
        """Whether it leads to a public page, and not to a file or to the staff's side."""
        path = urlsplit(self.address).path
        return path.endswith("/") and not path.startswith("/admin/")


@dataclass(frozen=True)
class Found:
    """What was found at an address."""

    address: str
    status: int
    html: str

    @cached_property
    def tree(self) -> Any:
        """The page's elements."""
        return html.document_fromstring(self.html)

    @cached_property
    def ids(self) -> list[str]:
        """The ids of its elements."""
        return [str(name) for name in self.tree.xpath("//@id")]

    @cached_property
    def links(self) -> list[Link]:
        """What it links of the portal, but for what robots are not to follow."""
        return list(self._links())

    def _links(self) -> Iterator[Link]:
        for href in self.tree.xpath("//*[not(contains(@rel, 'nofollow'))]/@href | //form/@action"):
            address, place = urldefrag(urljoin(HOST + self.address, href))
            if address.startswith(f"{HOST}/"):
                yield Link(address.removeprefix(HOST), place)


def crawled(client: Client) -> dict[str, Found]:
    """Return all pages that links lead to from the home pages, by the addresses that are linked."""
    waiting, found = [f"{language}/" for language in LANGUAGES], {}
    for address in waiting:  # and what is put behind it meanwhile
        found[address] = page = at(client, address)
        for link in page.links:
            if link.is_to_a_page and link.address not in waiting:
                waiting.append(link.address)
    return found


def at(client: Client, address: str) -> Found:
    """Return what an address leads to."""
    answer: Any = client.get(address, follow=True)
    asked = answer.request
    query = f"?{asked['QUERY_STRING']}" if asked["QUERY_STRING"] else ""
    return Found(asked["PATH_INFO"] + query, answer.status_code, answer.content.decode())
