"""A signed copy is known by its hash; one whose file changed is found and never served."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from oleksandria_intl import verification
from oleksandria_intl.backup import files as backup_files
from oleksandria_intl.checks import portal_findings
from oleksandria_intl.models import Decision, SignedCopy
from programs.models import Edition
from tests.oleksandria_intl.signed_copies.conftest import Attach
from tests.signatures import container, scan


def path_of(copy: SignedCopy) -> Path:
    return Path(copy.file.path)


def address(copy: SignedCopy) -> str:
    return reverse("signed-copy", args=[copy.pk, copy.file_name])


def found(copy: SignedCopy) -> list[str]:
    return [finding.sentence for finding in portal_findings() if finding.row == copy]


def test_a_signed_copy_is_known_by_its_hash(attach: Attach) -> None:
    copy = attach()
    answer = verification.answer_to(copy.sha256, for_staff=False)
    assert answer
    assert (answer.verdict, answer.facts["number"], answer.facts["date"]) == ("signed-copy", "1000", "2019-12-20")
    assert "рішення № 1000" in answer.sentence
    assert answer.address == address(copy)
    assert verification.answer_to("0" * 64, for_staff=True) is None


def test_of_a_corrected_copy_it_is_said(attach: Attach) -> None:
    wrong = attach()
    attach(scan("right"), corrects=wrong, reason="Не той аркуш")
    answers = [verification.answer_to(copy.sha256, for_staff=False) for copy in SignedCopy.objects.order_by("pk")]
    assert [len(answer.notes) for answer in answers if answer] == [2, 1]


def test_a_stranger_does_not_learn_of_what_is_not_public(attach: Attach) -> None:
    copy = attach()
    Edition.objects.update(status="draft")
    assert verification.answer_to(copy.sha256, for_staff=False) is None
    assert verification.answer_to(copy.sha256, for_staff=True)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(scan(), "application/pdf"), (container(), "application/vnd.etsi.asic-e+zip")],
)
def test_everybody_downloads_the_copy(attach: Attach, stranger: Client, content: bytes, media_type: str) -> None:
    copy = attach(content)
    answer = stranger.get(address(copy))
    assert answer.getvalue() == content
    assert answer["Content-Type"] == media_type
    again = stranger.get(address(copy), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_nobody_downloads_what_is_not_public_or_not_called_so(attach: Attach, stranger: Client) -> None:
    copy = attach()
    assert stranger.get(reverse("signed-copy", args=[copy.pk, "other.pdf"])).status_code == 404
    Edition.objects.update(status="draft")
    assert stranger.get(address(copy)).status_code == 404


def test_a_changed_file_is_not_served_and_is_found(attach: Attach, stranger: Client) -> None:
    copy = attach()
    assert found(copy) == []
    path_of(copy).write_bytes(scan()[:-1] + b"!")
    assert stranger.get(address(copy)).status_code == 503
    assert len(found(copy)) == 1


def test_a_missing_file_is_not_served_and_is_found(attach: Attach, stranger: Client) -> None:
    copy = attach()
    path_of(copy).unlink()
    assert stranger.get(address(copy)).status_code == 503
    assert len(found(copy)) == 1


def test_the_pages_lead_to_the_copy_first_and_say_that_nobody_verified_it(
    attach: Attach, stranger: Client, decision: Decision
) -> None:
    copy = attach(container())
    for page_address in ("/en/programs/2020/", "/en/programs/2020/decisions/"):
        page = stranger.get(page_address).content.decode()
        assert page.index(copy.file_name) < page.index("decision.pdf")
        assert "the portal has not verified the signature" in page
        assert "Цапюк Степан, Міський голова, Олександрійська міська рада, 24.12.2019 11:42" in page


def test_a_backup_carries_the_copy_and_notices_that_it_changed(attach: Attach) -> None:
    copy = attach()
    assert copy.file.name in backup_files.named("default")
    sums = {copy.file.name: copy.sha256}
    assert backup_files.amiss("default", lambda name: sums.get(name, "")) == set()
    assert backup_files.amiss("default", lambda name: hashlib.sha256(b"").hexdigest()) == {copy.file.name}


def test_housekeeping_leaves_the_copy(attach: Attach) -> None:
    from oleksandria_intl.portal import housekeeping

    assert attach().file.name in housekeeping._named_files()
