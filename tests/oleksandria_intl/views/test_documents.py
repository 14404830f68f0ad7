"""Papers that were issued, as the public takes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from oleksandria_intl.models import IssuedPaper
from programs.models import Edition
from tests import factories
from tests.public_pages import page


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    """Keep the files of these tests apart."""
    settings.MEDIA_ROOT = tmp_path


def issued(key: str, number: str = "", format: str = "pdf") -> IssuedPaper:
    return IssuedPaper.objects.create(
        kind="decision",
        key=key,
        number=number,
        title="Звіт",
        format=format,
        file=ContentFile(b"as it left", f"report.{format}"),
        size=10,
        sha256="a" * 64,
    )


def address(paper: IssuedPaper) -> str:
    return f"/documents/{paper.pk}/{paper.file_name}"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_paper_with_a_number_is_everybodys(stranger: Client, db: None, prefix: str) -> None:
    answer = stranger.get(prefix + address(issued("2020/2020-01-01/2020-03-31", "1/2020")))
    assert answer.content == b"as it left"
    assert answer["ETag"] == f'"{"a" * 64}"'
    assert answer["Content-Disposition"] == 'inline; filename="report.pdf"'


def test_a_browser_that_has_the_paper_is_not_sent_it_again(stranger: Client, db: None) -> None:
    paper = issued("2020", "1/2020", "csv")
    again = stranger.get(address(paper), headers={"If-None-Match": f'"{"a" * 64}"'})
    assert again.status_code == 304


@pytest.mark.parametrize(("status", "expected"), [("published", 200), ("adopted", 200), ("draft", 404)])
def test_a_paper_of_an_edition_is_public_when_the_edition_is(
    stranger: Client, db: None, status: str, expected: int
) -> None:
    factories.edition(status="published")
    Edition.objects.update(status=status)
    assert stranger.get(address(issued("2020/1"))).status_code == expected


@pytest.mark.parametrize("key", ["2020/2020-01-01/2020-03-31", "2020/9", "1999"])
def test_any_other_paper_is_not_there(stranger: Client, db: None, key: str) -> None:
    factories.edition(status="published")
    page(stranger, address(issued(key)), status=404)


def test_a_paper_is_found_under_its_own_name_alone(stranger: Client, db: None) -> None:
    paper = issued("2020", "1/2020")
    page(stranger, f"/documents/{paper.pk}/other.pdf", status=404)
    page(stranger, f"/documents/{paper.pk + 1}/{paper.file_name}", status=404)


def test_a_paper_whose_file_is_lost_is_no_failure(stranger: Client, db: None) -> None:
    paper = issued("2020", "1/2020")
    Path(paper.file.path).unlink()
    page(stranger, address(paper), status=404)
