"""What was adopted stays as it was adopted on every public page, whatever the registers say later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import models
from django.test import Client

from delegations import events
from oleksandria_intl.models import Decision, Term
from programs import services
from programs.exchange import reference_models
from programs.models import Edition, KeptPart
from tests.kept_pages import body
from tests.seed import programme_2020

__all__ = ["programme_2020"]

PAGES = (
    "/programs/",
    "/programs/2020/",
    "/programs/2020/text/",
    "/programs/2020/text/?on=2020-05-01",
    "/programs/2020/decisions/",
    "/programs/2020/decision.pdf",
    "/programs/2020/decision.docx",
    "/programs/2020/decisions/1/decision.pdf",
    "/programs/2020/decisions/1/decision.docx",
    "/visits/",
    "/visits/?view=month&month=2020-05",
    "/visits.ics",
    "/documents/",
    "/feeds/decisions.rss",
)
DATA = tuple(
    f"/data/{code}.{format}"
    for code in ("programs", "measures", "funding", "visits", "decisions", "documents")
    for format in ("csv", "json", "xlsx")
)
LIVING = re.compile(
    r'<header.*?</header>|<nav.*?</nav>|<footer.*?</footer>|<section [^>]*aria-labelledby="contact">.*?</section>',
    re.DOTALL,
)
"""What of a page is not the edition's: head, menus and the way here, foot, and the office to ask today."""
RENAMED = " (перейменовано)"


@pytest.fixture
def public(programme_2020: Edition, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """The programme of 2020 as published, with English names in the registers and a decision that was voted."""
    monkeypatch.setattr(
        "oleksandria_intl.documents.store.rendered", lambda document, format, **marks: document.title.encode()
    )
    settings.MEDIA_ROOT = str(tmp_path)
    decision: Any = programme_2020.decision
    decision.number, decision.period_precision = "1000", "day"
    decision.period_start = decision.period_end = date(2019, 12, 20)
    decision.signatory = decision.signatory or Term.objects.first()
    decision.save()
    programme_2020.in_force_from = date(2020, 1, 1)
    programme_2020.save()
    return programme_2020


def addresses(edition: Edition) -> Iterator[str]:
    """Yield every public address of the edition, its pages in both languages."""
    day = date(2020, 6, 1)
    trips = [event.address for event in events.at(events.places("", "", day), day)]
    assert len(trips) == 5
    for page in (*PAGES, *trips):
        yield from (page, f"/en{page}")
    yield from DATA


def read(client: Client, edition: Edition) -> dict[str, bytes]:
    """Return what the public reads at every address, to the byte but for what is not the edition's."""
    found = {}
    for address in addresses(edition):
        answer: Any = client.get(address)
        assert answer.status_code == 200, address
        shown = body(answer)
        if answer["Content-Type"].startswith("text/html"):
            shown = LIVING.sub("", shown.decode()).encode()
        found[address] = shown
    return found


def rename_everything() -> None:
    """Change every text of every register but the keys: cities, countries, units, officials, posts, bodies, sources."""
    for model in reference_models():
        if model is not Decision:
            for row in model._default_manager.all():
                rename(row)


def rename(row: Any) -> None:
    for field in row._meta.concrete_fields:
        is_text = field.get_internal_type() in ("CharField", "TextField") and not field.choices
        is_text = is_text and not isinstance(field, models.URLField) and not field.name.startswith("period")
        if is_text and field.name in row.json_fields and field.name not in row.natural_fields:
            setattr(row, field.name, f"{getattr(row, field.name)}{RENAMED}")
    if hasattr(row, "order"):
        row.order = 99 - row.order
    row.save()


def differing(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    return [address for address, shown in before.items() if after[address] != shown]


def test_every_page_of_an_adopted_programme_stays_whatever_is_renamed(
    public: Edition, stranger: Client, secretary: User
) -> None:
    services.adopt(edition=public, by=secretary)
    before = read(stranger, public)
    assert "<article" in before["/programs/2020/decisions/"].decode()
    rename_everything()
    assert differing(before, read(stranger, public)) == []


def test_a_published_draft_follows_the_registers(public: Edition, stranger: Client) -> None:
    before = read(stranger, public)
    rename_everything()
    changed = differing(before, read(stranger, public))
    trip = "/visits/2020-visit-tervel/"
    pages = {"/programs/2020/", "/programs/2020/text/", trip, "/visits/", "/visits.ics"}
    assert {*pages, *(f"/en{page}" for page in pages)} <= {*changed}
    assert {"/data/measures.csv", "/data/funding.json", "/data/visits.xlsx"} <= {*changed}


def test_an_edition_adopted_before_words_were_kept_is_shown_with_those_of_the_registers(
    public: Edition, stranger: Client
) -> None:
    Edition.objects.filter(pk=public.pk).update(status=Edition.Status.ADOPTED)
    assert not KeptPart.objects.exists()
    rename_everything()
    shown = read(stranger, public)
    assert RENAMED in shown["/programs/2020/text/"].decode()
    assert "<article" not in shown["/programs/2020/decisions/"].decode()
