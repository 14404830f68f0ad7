"""Attaching a signed copy: what is refused, what is kept."""

from __future__ import annotations

import hashlib

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction

from oleksandria_intl.models import Decision, SignedCopy
from tests import factories
from tests.oleksandria_intl.signed_copies.conftest import Attach
from tests.signatures import container, scan, signature


def test_a_copy_is_kept_byte_by_byte_with_its_sum(attach: Attach, decision: Decision, secretary: User) -> None:
    attach()
    copy = SignedCopy.objects.get()
    with copy.file.open() as file:
        assert file.read() == scan()
    assert (copy.size, copy.sha256) == (len(scan()), hashlib.sha256(scan()).hexdigest())
    assert (copy.decision, copy.kind, copy.uploaded_by) == (decision, "scan", secretary)
    assert copy.file.name.startswith("signed/")


@pytest.mark.parametrize(("content", "ending"), [(scan(), ".pdf"), (container(), ".asice"), (signature(), ".p7s")])
def test_the_file_is_called_by_what_it_is(attach: Attach, content: bytes, ending: str) -> None:
    assert attach(content).file_name.endswith(ending)


def test_the_names_in_the_certificates_are_kept(attach: Attach) -> None:
    assert [signer["name"] for signer in attach(container()).signers] == ["Цапюк Степан"]


def test_a_draft_has_no_signed_copy(attach: Attach) -> None:
    with pytest.raises(ValidationError):
        attach(decision=factories.twinning())


def test_what_is_no_signed_copy_is_not_kept(attach: Attach) -> None:
    with pytest.raises(ValidationError):
        attach(b"MZ")
    assert not SignedCopy.objects.exists()


def test_the_same_file_is_attached_once(attach: Attach) -> None:
    attach()
    with pytest.raises(ValidationError):
        attach()
    assert SignedCopy.objects.count() == 1


def test_a_correction_names_the_copy_and_the_reason(attach: Attach, decision: Decision) -> None:
    wrong = attach()
    right = attach(scan("right"), corrects=wrong, reason=" Не той аркуш ")
    assert (right.corrects, right.reason) == (wrong, "Не той аркуш")
    assert list(SignedCopy.objects.current(decision)) == [right]


def test_a_correction_without_a_reason_is_refused(attach: Attach) -> None:
    wrong = attach()
    with pytest.raises(ValidationError):
        attach(scan("right"), corrects=wrong, reason=" ")


def test_a_copy_is_corrected_once(attach: Attach) -> None:
    wrong = attach()
    attach(scan("right"), corrects=wrong, reason="Не той аркуш")
    with pytest.raises(ValidationError):
        attach(scan("another"), corrects=wrong, reason="Не той аркуш")


def test_a_copy_of_another_decision_is_not_corrected_here(attach: Attach, decision: Decision) -> None:
    other = factories.twinning()
    day = {"period_start": "2019-12-20", "period_end": "2019-12-20", "period_precision": "day"}
    Decision.objects.filter(pk=other.pk).update(number="7", **day)
    wrong = attach(decision=Decision.objects.get(pk=other.pk))
    with pytest.raises(ValidationError):
        attach(scan("right"), corrects=wrong, reason="Не той аркуш")


def test_nothing_changes_a_copy(attach: Attach) -> None:
    copy = attach()
    for change in (
        lambda: SignedCopy.objects.update(sha256="a" * 64),
        lambda: SignedCopy.objects.all().delete(),
        copy.delete,
        lambda: connection.cursor().execute("DELETE FROM oleksandria_intl_signedcopy"),
    ):
        with pytest.raises(IntegrityError, match="a signed copy stays as it came"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("signed_copy_sha256_is_one", {"sha256": "A" * 64}),
        ("signed_copy_once_per_decision", {}),
        ("signed_copy_corrected_with_a_reason", {"sha256": "b" * 64, "is_correction": True}),
    ],
)
def test_the_database_itself_refuses_what_cannot_be(attach: Attach, name: str, fields: dict[str, object]) -> None:
    first = attach()
    corrects = first if fields.pop("is_correction", False) else None
    row = SignedCopy(
        decision=first.decision, kind="scan", size=1, corrects=corrects, **{"sha256": first.sha256} | fields
    )
    row.file = ContentFile(b"x", "x.pdf")
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    assert name in {each.name for each in SignedCopy._meta.constraints}
