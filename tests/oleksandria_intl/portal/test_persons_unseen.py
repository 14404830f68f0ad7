"""No number of a person stands in anything that a stranger can reach: pages, data, downloads, papers."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pikepdf
import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from budget.models import Payee
from budget.reports import kinds
from delegations import orders
from delegations.models import Delegation
from oleksandria_intl import clock, files, papers
from oleksandria_intl.models import Council
from programs.models import Edition
from tests import planted_secrets, spending
from tests.data_files import told  # noqa: F401 - a fixture
from tests.delegations import held
from tests.kept_pages import body
from tests.powers import PUBLIC

TAX, PASSPORT, CARD, OF_ENTREPRENEUR = "3184710691", "КС739154", "001234567", "2999919996"
NAMES = ("Мисник Софія", "Заздравний", "Лісовська", held.SECRET)
ROOTS = (
    "/",
    "/en/",
    "/visits/trip/",
    "/decisions/trip-order/",
    "/data/",
    "/documents/",
    "/data/payments.csv-metadata.json",
    "/budget/2020/payments-register.csv-metadata.json",
    "/budget/2020/changes-after-closing/",
    "/healthz",
    "/robots.txt",
    "/sitemap.xml",
    "/budget/2020/report/?by=payee",
)
DATA = ("csv", "json", "xlsx")
UNREAD = (".pdf", ".docx", ".png", ".svg", ".ico", ".css", ".js", ".woff2")
"""Papers are read as blocks below: all formats are made of them."""
UNWALKED = {
    *("decision-pdf", "decision-docx", "decision-note", "issued-file", "signed-copy", "picture", "gallery-file"),
    *(f"programs:{paper}-{format}" for paper in ("decision", "edition", "whole-text") for format in ("pdf", "docx")),
    *("partners:register-pdf", "partners:register-docx", "partners:agreement-scan"),
    "budget/<slug:slug>/report/report.<slug:format>",  # leads to budget:paper
    "programs:changes",  # of editions that the council adopted
    "greetings-calendar",  # only for whoever has its secret address
}
"""The addresses that are not walked: files, of which one of each kind is opened below, and these."""
LINK = re.compile(r'(?:href|action)="(/[^"#]*)|<loc>https?://[^/]+(/[^<]*)')


@pytest.fixture
def planted(told: Edition) -> None:  # noqa: F811
    """Payees with numbers of persons, in every field that a payment and a commitment have for them."""
    words = f"Добові, ІПН {TAX}, паспорт КС № 739154, ID-картка {CARD}"
    fields: dict[str, Any] = {"purpose": words, "contract": f"{TAX}-1"}
    whom = (
        (TAX, "Заздравний Остап"),
        (PASSPORT, "Лісовська Ганна"),
        (CARD, "Лісовська Ганна"),
        ("", "Мисник Софія Петрівна"),
        (OF_ENTREPRENEUR, f"ФОП Коваль, {OF_ENTREPRENEUR}"),
        ("87612345", f"ТОВ «Переклад» для {TAX}"),
    )
    for code, name in whom:
        spending.pay("1.1", 5, payee_code=code, payee_name=name, **fields)
        spending.pay(None, 5, payee_code=code, payee_name=name, **fields)
        spending.promise("1.1", 5, payee_code=code[:10], payee_name=name)


@pytest.fixture
def told_to_staff(planted: None, told: Edition, it_is: Callable[[str], None]) -> dict[str, str]:  # noqa: F811
    """Secrets in every field that is for staff alone, and a trip that is withheld; the fields by their secrets."""
    it_is("2026-11-24")
    over = held.trip(told, "ordered")
    held.report(over)
    held.walk(over, "reported")
    planted_secrets.plant_trip()
    return planted_secrets.plant()


def reached(client: Client) -> Iterator[tuple[str, str]]:
    """Yield every kind of address that links lead to, with what is read there."""
    waiting, seen = list(ROOTS), set()
    while waiting:
        address = waiting.pop()
        kind = kind_of(address)
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        answer: Any = client.get(address)
        content = body(answer)
        text = unpacked(content) if address.endswith(".xlsx") else content.decode("utf-8-sig", errors="replace")
        yield address, text
        waiting += [one or two for one, two in LINK.findall(text.replace("&amp;", "&"))]


def kind_of(address: str) -> tuple[Any, ...] | None:
    """Return what an address has in common with others of its kind: the view, the format, what is asked."""
    parts = urlsplit(address)
    if parts.path.endswith(UNREAD) or parts.path.startswith(("/admin/", "/static/")):
        return None
    try:
        found = resolve(parts.path)
    except Resolver404:
        return None
    asked = parse_qs(parts.query)
    named = tuple(value for name, value in found.kwargs.items() if name in ("code", "name", "format"))
    return found.view_name, named, tuple(asked.get("by", ()))


def unpacked(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(f"{name} {archive.read(name).decode(errors='replace')}" for name in archive.namelist())


def of_papers() -> Iterator[tuple[str, str]]:
    """Yield the blocks, the sheets and the data of every paper on money."""
    for kind in kinds():
        report = files.find(kind, "2020", papers.Scope())
        sheets = [repr(list(sheet.rows)) for sheet in kind.sheets(report)] if kind.sheets else []
        yield kind.kind, repr(kind.build(report)) + "".join(sheets) + repr(kind.data(report))
    for trip in Delegation.objects.public(clock.today()).with_details().filter(order__number__gt=""):
        kind = papers.get(orders.KINDS[trip.direction])
        yield f"{kind.kind} {trip.code}", repr(kind.build(trip)) + repr(kind.data(trip))


def test_nothing_that_is_not_public_is_reached_by_a_stranger(
    planted: None, told_to_staff: dict[str, str], client: Client
) -> None:
    Council.objects.update(shows_entrepreneur_codes=False)
    texts = dict((*reached(client), *of_papers()))
    assert len(texts) > 40
    assert {suffix for suffix in DATA for address in texts if address.endswith(f"payments.{suffix}")} == set(DATA)
    assert any("ТОВ «Переклад» для" in text for text in texts.values())
    found = {
        address: planted_secrets.traces(text.replace(address, ""), told_to_staff) for address, text in texts.items()
    }
    assert {address: traces for address, traces in found.items() if traces} == {}
    names = {resolve(urlsplit(address).path).view_name for address in texts if address.startswith("/")}
    assert PUBLIC - names == UNWALKED
    assert planted_secrets.traces(planted_secrets.indexed(), told_to_staff) == set()
    private = (TAX, PASSPORT, "739154", CARD, OF_ENTREPRENEUR, *NAMES)
    assert {address: word for address, text in texts.items() for word in private if word in text} == {}
    [code] = [
        field for field in json.loads(texts["/data/payments-structure.json"])["fields"] if field["name"] == "payee_code"
    ]
    assert "ЄДРПОУ" not in code["title"] + texts["payments-register"] + texts["/budget/2020/report/?by=payee"]


def test_neither_what_is_attached_to_a_file_nor_its_properties_say_more(
    told_to_staff: dict[str, str], client: Client
) -> None:
    word = unpacked(body(client.get("/programs/2020/decision.docx")))
    assert "docProps/core.xml" in word
    with pikepdf.open(io.BytesIO(body(client.get("/programs/2020/decision.pdf")))) as pdf:
        attached = [bytes(each.get_file().read_bytes()).decode() for each in pdf.attachments.values()]
        about = [str(pdf.docinfo), bytes(pdf.Root.Metadata.read_bytes()).decode()]
    assert '"participants": "4 особи"' in "".join(attached)
    text = "".join((word, *attached, *about))
    assert planted_secrets.traces(text, told_to_staff) == set()
    assert [name for name in NAMES if name in text] == []


def test_the_council_may_show_the_numbers_of_sole_entrepreneurs_and_of_nobody_else(
    planted: None, client: Client
) -> None:
    Council.objects.update(shows_entrepreneur_codes=True)
    payments = body(client.get("/data/payments.csv")).decode()
    assert OF_ENTREPRENEUR in payments
    assert TAX not in payments
    assert all(OF_ENTREPRENEUR in text for kind, text in of_papers() if kind == "payments-register")
    assert Payee.objects.unanswered().count() == 1
