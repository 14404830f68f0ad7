"""What a file really is, whatever it is called; what is no signed copy is refused in a sentence."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from oleksandria_intl.signed_copies import content
from oleksandria_intl.signed_copies.content import look_into
from tests.signatures import TAX_NUMBER, container, scan, signature

SIGNER = {
    "name": "Цапюк Степан",
    "title": "Міський голова",
    "organisation": "Олександрійська міська рада",
    "signed_at": "2019-12-24T09:42:07+00:00",
}


def found(file: bytes) -> content.Found:
    return look_into(io.BytesIO(file), len(file))


def refusal(file: bytes) -> str:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        found(file)
    return " ".join(refused.value.messages)


def locked() -> bytes:
    file = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(file, encryption=pikepdf.Encryption(owner="a", user="b"))
    return file.getvalue()


def without_pages() -> bytes:
    file = io.BytesIO()
    with pikepdf.new() as document:
        document.save(file)
    return file.getvalue()


def test_a_scan_is_a_pdf_and_names_nobody() -> None:
    assert found(scan()) == ("scan", [])


def test_a_signature_names_its_signer_without_any_number() -> None:
    read = found(signature())
    assert read == ("p7s", [SIGNER])
    assert TAX_NUMBER not in str(read)
    assert "12345678" not in str(read)


def test_a_container_names_the_signers_of_all_its_signatures() -> None:
    parts = {f"META-INF/signature00{each}.p7s": signature(name) for each, name in ((1, "Коваль О."), (2, "Лис І."))}
    read = found(container(parts))
    assert (read.kind, [signer["name"] for signer in read.signers]) == ("asice", ["Коваль О.", "Лис І."])


def test_what_a_signature_does_not_say_stays_empty() -> None:
    [signer] = found(signature(has_certificate=False, has_time=False)).signers
    assert signer == {"name": "", "title": "", "organisation": "", "signed_at": ""}


def test_signatures_in_xml_are_taken_and_not_read() -> None:
    assert found(container({"META-INF/signatures.xml": b"<x/>"})) == ("asice", [])


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (b"", "The file is neither a PDF, nor a container"),
        (b"MZ\x90\0", "The file is neither a PDF, nor a container"),
        (b"%PDF-1.7 broken", "The PDF is damaged"),
        (locked(), "The PDF is protected by a password"),
        (without_pages(), "The PDF has no pages."),
        (b"PK\x03\x04broken", "The container is damaged"),
        (container({"decision.pdf": b"%PDF"}), "The container has no signature in its folder META-INF."),
        (container({"META-INF/signature001.p7s": b"no"}), "The file is no electronic signature"),
        (b"\x30\x03\x02\x01\x01", "The file is no electronic signature"),
        (b"\x30\x80broken", "The file is no electronic signature"),
    ],
)
def test_what_is_no_signed_copy_is_refused(file: bytes, sentence: str) -> None:
    assert refusal(file).startswith(sentence)


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(ValidationError):
        look_into(io.BytesIO(scan()), content.MOST_MEGABYTES * 1024 * 1024 + 1)


def test_a_signature_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "LARGEST_SIGNATURE", 10)
    assert refusal(container()) == "A signature in the container is too large."


def test_a_container_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "MOST_PARTS", 2)
    assert refusal(container()).startswith("The container has no signature")
