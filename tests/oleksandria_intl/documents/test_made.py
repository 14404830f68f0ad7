"""A paper that was made is found under the version of the content without being built."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from budget.models import Funding
from oleksandria_intl import content_version, papers
from oleksandria_intl.documents import made
from programs.models import Edition
from tests import factories
from tests.kept_pages import body, of_another_process

PDF = "/programs/2020/decision.pdf"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path / "papers"


@pytest.fixture
def published(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edition]:
    """The public draft of 2020, taken as committed."""
    monkeypatch.setattr(content_version, "is_settled", lambda: True)
    monkeypatch.setattr("oleksandria_intl.documents.store._pdf", lambda document, name, pages: b"%PDF " + name.encode())
    cache.clear()
    content_version.draw_epoch()
    yield factories.edition(status="published")
    cache.clear()


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The papers that are built, as they are."""
    built: list[str] = []
    making = papers._Making.pieces

    def pieces(self: Any, format: str) -> Iterator[bytes]:
        built.append(f"{self.kind.kind}.{format}")
        return making(self, format)

    monkeypatch.setattr(papers._Making, "pieces", pieces)
    return built


def keep(content: bytes, under: str = "1") -> None:
    kept = made.keep("decision/2020/1.pdf", under, BytesIO(content), hashlib.sha256(content).hexdigest(), "pdf")
    assert kept
    kept.close()


def found(under: str) -> bytes | None:
    file = made.found("decision/2020/1.pdf", under)
    if file is None:
        return None
    with file:
        return file.read()


def test_a_paper_is_found_under_its_version_alone() -> None:
    keep(b"one")
    assert found("1") == b"one"
    assert found("2") is None


def test_the_newer_paper_takes_the_place_of_the_older() -> None:
    keep(b"one")
    keep(b"two", under="2")
    assert (found("1"), found("2")) == (None, b"two")


def test_a_paper_whose_file_was_swept_is_not_found(folder: Path) -> None:
    keep(b"one")
    next(folder.glob("*.pdf")).unlink()
    assert found("1") is None


def test_half_a_record_is_none(folder: Path) -> None:
    keep(b"one")
    next(folder.glob("*.made")).write_text("1", encoding="ascii")
    assert found("1") is None


def test_nothing_half_written_stays_where_the_disk_is_full(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfileobj", fail)
    assert made.keep("decision/2020/1.pdf", "1", BytesIO(b"one"), "0" * 64, "pdf") is None
    assert list(folder.iterdir()) == []


def test_the_disk_is_full_and_the_paper_is_served(
    stranger: Client, published: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(made, "keep", lambda *args: None)
    assert body(stranger.get(PDF)).startswith(b"%PDF")


def test_another_process_finds_the_paper_without_building_it(
    stranger: Client, published: Edition, builds: list[str]
) -> None:
    first = stranger.get(PDF)
    of_another_process()
    second = stranger.get(f"/en{PDF}")
    assert body(second) == body(first)
    assert second["ETag"] == first["ETag"] == f'"{hashlib.sha256(body(stranger.get(PDF))).hexdigest()}"'
    assert builds == ["decision.pdf"]


def test_every_format_of_every_paper_is_built_once(stranger: Client, published: Edition, builds: list[str]) -> None:
    addresses = [
        PDF,
        *(f"/budget/2020/{name}.{format}" for name in ("report", "payments-register") for format in ("csv", "json")),
        "/budget/2020/report.csv?from=2020-01-01&to=2020-03-31",
    ]
    for address in addresses * 2:
        body(stranger.get(address))
        of_another_process()
    assert len(builds) == len(addresses)


def test_a_changed_paper_is_built_anew(stranger: Client, published: Edition, builds: list[str]) -> None:
    first = stranger.get(PDF)
    body(first)
    Funding.objects.filter(edition=published, amount=45_000).update(amount=46_500)
    assert body(stranger.get(PDF, headers={"If-None-Match": first["ETag"]}))
    assert builds == ["decision.pdf", "decision.pdf"]


def test_a_paper_whose_file_was_swept_is_built_anew(
    stranger: Client, published: Edition, builds: list[str], folder: Path
) -> None:
    first = body(stranger.get(PDF))
    for file in folder.glob("*.pdf"):
        file.unlink()
    assert body(stranger.get(PDF)) == first
    assert builds == ["decision.pdf", "decision.pdf"]


def test_a_report_for_a_free_period_leaves_no_record(stranger: Client, published: Edition, folder: Path) -> None:
    body(stranger.get("/budget/2020/report.csv?from=2020-02-01&to=2020-03-31"))
    assert not folder.exists()
