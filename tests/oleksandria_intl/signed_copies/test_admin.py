"""Signed copies in the admin: the secretary attaches them, nobody changes them."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oleksandria_intl.models import Decision, SignedCopy
from tests import factories
from tests.admin_pages import address
from tests.oleksandria_intl.signed_copies.conftest import Attach
from tests.signatures import container, scan


@pytest.fixture
def office(client: Client, secretary: User) -> Client:
    """The browser of the secretary."""
    client.force_login(secretary)
    return client


def page_of(client: Client, decision: Decision) -> str:
    return client.get(address(Decision, "change", decision.pk)).content.decode()


def sent(content: bytes, **fields: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("scan.pdf", content), **fields}


def test_the_secretary_attaches_a_copy_from_the_decisions_page(office: Client, decision: Decision) -> None:
    page = address(SignedCopy, "attach", decision.pk)
    assert page in page_of(office, decision)
    assert office.post(page, sent(container())).status_code == 302
    copy = SignedCopy.objects.get()
    assert (
        address(SignedCopy, "change", copy.pk) in office.get(address(Decision, "change", decision.pk)).content.decode()
    )
    assert "Цапюк Степан" in office.get(address(SignedCopy, "change", copy.pk)).content.decode()
    assert office.get(address(SignedCopy, "download", copy.pk)).getvalue()[:2] == b"PK"


@pytest.mark.parametrize("content", [b"MZ", b""])
def test_a_wrong_file_is_refused_in_a_sentence(office: Client, decision: Decision, content: bytes) -> None:
    answer = office.post(address(SignedCopy, "attach", decision.pk), sent(content))
    assert answer.context["form"].non_field_errors()
    assert not SignedCopy.objects.exists()


def test_a_second_copy_may_correct_the_first(office: Client, attach: Attach, decision: Decision) -> None:
    wrong = attach()
    page = address(SignedCopy, "attach", decision.pk)
    refused = office.post(page, sent(scan("right"), corrects=wrong.pk))
    assert refused.context["form"].non_field_errors()
    office.post(page, sent(scan("right"), corrects=wrong.pk, reason="Не той аркуш"))
    assert SignedCopy.objects.current(decision).get().corrects == wrong


def test_a_draft_offers_no_copy(office: Client, decision: Decision) -> None:
    draft = factories.twinning()
    assert (
        address(SignedCopy, "attach", draft.pk)
        not in office.get(address(Decision, "change", draft.pk)).content.decode()
    )
    answer = office.post(address(SignedCopy, "attach", draft.pk), sent(scan()))
    assert answer.context["form"].non_field_errors()


def test_the_clerk_attaches_nothing(client: Client, clerk: User, decision: Decision) -> None:
    client.force_login(clerk)
    page = address(SignedCopy, "attach", decision.pk)
    assert client.get(page).status_code == 403
    assert page not in page_of(client, decision)
