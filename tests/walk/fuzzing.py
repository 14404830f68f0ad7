"""Garbage for every address of the portal: what is asked and posted by nobody's browser, the same in every run."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import quote, urlencode

from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from lxml import html

GARBAGE = (
    "",
    " ",
    "0",
    "-1",
    "-200000000",
    "2000000000",
    "99999999999999999999",
    "9" * 5000,
    "1.5",
    "1,5",
    "1e400",
    "NaN",
    "Infinity",
    "-",
    "_",
    "None",
    "null",
    "true",
    "abc",
    "слово",
    "a" * 10_000,
    "٣",
    "²",
    "1,2,abc",
    "99999999999999999999,1",
    "2020-13-45",
    "0000-00-00",
    "99999-01-01",
    "9999-12-31",
    "0001-01-01",
    "20202020202020202020",
    "\x00",
    "1\x00",
    "a\x00b",
    "\ud800",
    "1\udfff",
    "\u202e\ufeff",
    "%",
    "%s%n{}",
    "../../etc/passwd",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "_5F_2F_",
    "[]",
    '{"a": [1]}',
    "edition__id__exact=abc&p=-1",
    "javascript:alert(1)",
)
QUERY_OF_LISTS = ("p", "o", "q", "e", "all", "_facets", "_to_field", "_popup", "_changelist_filters", "id__in", "pk")
QUERY_OF_CHOICES = ("app_label", "model_name", "field_name", "term", "page", "forward")
QUERY_OF_READERS = tuple("from to on by q kind page month view country area sha256 measure".split())
LOOKUPS = ("", "__exact", "__in", "__isnull", "__gte", "__lt", "__id__exact", "__id__in", "__year", "__month", "__day")
COUNTS = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
SOUND = {
    "slug": ("2020", "jarocin", "2020-visit-lublin", "edata"),
    "kind": ("passport", "report", "decision"),
    "format": ("html", "csv", "json"),
    "name": ("visits.csv", "cities.json"),
    "app_label": ("budget", "programs"),
}
"""What the parts of addresses may be; keys of rows are found."""
HEADERS = tuple("accept-language x-request-id x-forwarded-for if-none-match if-modified-since range cookie".split())
PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\[\^/\]\+\)")


@dataclass(frozen=True)
class Case:
    """One request."""

    method: str
    address: str
    data: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, client: Client) -> Any:
        """Return the answer, with all that the request wrote undone."""
        with transaction.atomic():
            ask = client.post if self.method == "POST" else client.get
            answer: Any = ask(self.address, **({"data": self.data} if self.data else {}), headers=self.headers)
            if answer.streaming:
                b"".join(answer.streaming_content)
            transaction.set_rollback(True)
        return answer


@dataclass(frozen=True)
class Place:
    """A kind of address: its route from the root, and the admin page of the rows that it is about, if any."""

    route: str
    pages: Any = None

    @property
    def is_of_staff(self) -> bool:
        """Whether it lies on the staff's side."""
        return self.route.startswith("admin/")


def places() -> list[Place]:
    """Return the kinds of addresses that the portal has."""
    pages = {(each.opts.app_label, each.opts.model_name): each for each in admin.site._registry.values()}
    found = [Place(route, pages.get(tuple(route.split("/")[1:3]))) for route in _routes(get_resolver().url_patterns)]
    return list(dict.fromkeys(found))


def _routes(patterns: Any, before: str = "") -> Iterator[str]:
    for each in patterns:
        route = before + str(each.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")
        if isinstance(each, URLResolver):
            yield from _routes(each.url_patterns, route)
        elif isinstance(each, URLPattern):
            yield route


class Fuzzer:
    """Requests made of a seed: as many as one asks for, the same each time."""

    def __init__(self, client: Client, *, seed: int = 2020) -> None:
        self.client = client
        self.chance = random.Random(seed)
        self._forms: dict[str, list[dict[str, Any]]] = {}

    def gets(self, count: int, *, staff: bool) -> Iterator[Case]:
        """Yield requests for pages: every kind of address in turn, with wrong parts and wrong parameters."""
        among = [place for place in places() if place.is_of_staff is staff]
        for number in range(count):
            place = among[number % len(among)]
            names = self._parameters(place)
            query = {self.chance.choice(names): self._garbage() for _ in range(self.chance.randint(0, 3))}
            headers = {} if staff else {self.chance.choice(HEADERS): _header(self._garbage())}
            yield Case("GET", self._address(place, self.chance.random() < 0.5) + _query(query), headers=headers)

    def posts(self, count: int) -> Iterator[Case]:
        """Yield the staff's forms as the pages show them, with a few values that are wrong."""
        # As many addresses as there are posts: the pages of the others need not be asked for.
        among = list(islice(filter(self._forms_at, self.sound_addresses()), count))
        for number in range(count):
            address = among[number % len(among)]
            data = dict(self.chance.choice(self._forms_at(address)))
            for _ in range(self.chance.randint(1, 3)):
                data[self._input(data)] = self._garbage()
            yield Case("POST", address, {name: _sent(value) for name, value in data.items() if name})

    def sound_addresses(self) -> list[str]:
        """Return an address of every kind on the staff's side, in an order that a part of them is a sample of all."""
        addresses = [self._address(place, False) for place in places() if place.is_of_staff]
        addresses = [address for address in dict.fromkeys(addresses) if "log" not in address]
        self.chance.shuffle(addresses)
        return addresses

    def _garbage(self) -> str:
        return self.chance.choice(GARBAGE)

    def _address(self, place: Place, is_wrong: bool) -> str:
        def part(match: re.Match[str]) -> str:
            if is_wrong and self.chance.random() < 0.7:
                return _quoted(self._garbage()) or "-"
            return self._sound_part(place, match)

        return "/" + PART.sub(part, place.route).replace("\\", "").replace("(?P<url>.*)", "")

    def _sound_part(self, place: Place, match: re.Match[str]) -> str:
        if match[1] in SOUND:
            return self.chance.choice(SOUND[match[1]])
        if match[1] is None and match.start() > 0 and "history" in match.string[: match.start()]:
            record = place.pages.model.history.first()
            return str(record.history_id if record else 1)
        row = place.pages.model._default_manager.first() if place.pages else None
        return str(row.pk if row else 1)

    def _parameters(self, place: Place) -> list[str]:
        if not place.is_of_staff:
            return [*QUERY_OF_READERS, self._garbage() or "a"]
        if place.pages is None:
            return [*QUERY_OF_CHOICES]
        names = [self._filter(each) for each in place.pages.list_filter]
        columns = [each.name for each in place.pages.model._meta.get_fields()]
        return [*QUERY_OF_LISTS, *names, *names, *columns, self.chance.choice(columns) + self.chance.choice(LOOKUPS)]

    def _filter(self, each: Any) -> str:
        name = getattr(each, "parameter_name", None) or (each[0] if isinstance(each, tuple) else each)
        return str(name) + self.chance.choice(LOOKUPS)

    def _input(self, data: dict[str, Any]) -> str:
        counts = [name for name in data if name.endswith(COUNTS)]
        names = counts if counts and self.chance.random() < 0.25 else [*data, "_save", "agreed", "confirmed", "index"]
        return self.chance.choice(names)

    def _forms_at(self, address: str) -> list[dict[str, Any]]:
        if address not in self._forms:
            answer = Case("GET", address).ask(self.client)
            is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
            self._forms[address] = list(forms_of(answer.content.decode())) if is_page else []
        return self._forms[address]


def forms_of(page: str) -> Iterator[dict[str, Any]]:
    """Yield what a browser would post from each form of a page; one for each action of a list."""
    for form in html.document_fromstring(page.encode()).forms:
        if form.method == "POST" and not form.action:
            data = dict(form.fields)
            for choice in form.xpath(".//select[@name='action']/option/@value"):
                yield {**data, "action": choice, "_selected_action": _first_key(form)}
            if "action" not in data:
                yield {name: value or "" for name, value in data.items() if not name.startswith("csrf")}


def _first_key(form: Any) -> str:
    return next(iter(form.xpath(".//input[@name='_selected_action']/@value")), "1")


def _sent(value: Any) -> Any:
    """Return a value as the test's client can send it; a file in the place of what looks like one."""
    if value == "слово":
        return SimpleUploadedFile("слово.csv", b"\x00\xff;1\n")
    return "" if value is None else str(value).encode("utf-8", "surrogatepass")


def _quoted(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"), safe="")


def _query(values: dict[str, str]) -> str:
    pairs = {name: value.encode("utf-8", "surrogatepass") for name, value in values.items()}
    return f"?{urlencode(pairs, errors='surrogatepass')}" if pairs else ""


def _header(value: str) -> str:
    return value.encode("utf-8", "replace").decode("latin-1")
