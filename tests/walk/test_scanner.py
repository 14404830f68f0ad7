"""The QR code of an issued decision, read from its rendered page as a telephone reads it from paper."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from oleksandria_intl.models import IssuedPaper
from programs.models import Edition
from programs.services import publish

pytestmark = pytest.mark.scanner

PORTAL = "https://intl.example.org"
DOTS = 150
"""Dots an inch: a page photographed from an arm's length."""


def scanned(pdf: Path) -> list[str]:
    """Return what the codes on the pages of a PDF say."""
    subprocess.run(["pdftoppm", "-r", str(DOTS), "-png", str(pdf), str(pdf.with_suffix(""))], check=True)
    pages = sorted(map(str, pdf.parent.glob("*.png")))
    read = ["zbarimg", "--quiet", "--nodbus", "--raw", "-Sdisable", "-Sqrcode.enable", *pages]
    # It ends with 4 where a page has no code.
    return subprocess.run(read, check=False, capture_output=True, text=True).stdout.split()


def test_the_code_leads_to_the_page_that_names_the_decision(
    programme_2020: Edition, head: User, stranger: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT, settings.PUBLIC_URL = tmp_path / "media", PORTAL
    Edition.objects.update(status=Edition.Status.DRAFT)
    publish(edition=Edition.objects.of_key("2020/1"), by=head)
    pdf = IssuedPaper.objects.get(format="pdf")
    (tmp_path / "pages").mkdir()
    file = tmp_path / "pages" / "decision.pdf"
    file.write_bytes(Path(pdf.file.path).read_bytes())
    (address,) = scanned(file)
    assert address.startswith(f"{PORTAL}/")
    page = stranger.get(address.removeprefix(PORTAL)).content.decode()
    assert pdf.title in page
    assert pdf.sha256 in page
