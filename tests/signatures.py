"""Files of signed copies as tests attach them: scans, signatures with made-up certificates, containers."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timezone
from functools import cache

import pikepdf
from asn1crypto import cms, core, x509  # type: ignore[import-untyped]
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

SIGNED_AT = datetime(2019, 12, 24, 9, 42, 7, tzinfo=timezone.utc)
TAX_NUMBER = "TINUA-1234567890"


def scan(text: str = "") -> bytes:
    """Return a PDF of one empty page; another text makes another file."""
    file = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/Title"] = text or "scan"
        document.save(file, deterministic_id=True)
    return file.getvalue()


@cache
def certificate(name: str = "Цапюк Степан", title: str = "Міський голова") -> bytes:
    """Return a certificate of an official, with a tax number as Ukrainian ones have it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = certificates.Name(
        [
            certificates.NameAttribute(NameOID.COMMON_NAME, name),
            certificates.NameAttribute(NameOID.TITLE, title),
            certificates.NameAttribute(NameOID.ORGANIZATION_NAME, "Олександрійська міська рада 12345678"),
            certificates.NameAttribute(NameOID.SERIAL_NUMBER, TAX_NUMBER),
        ]
    )
    built = certificates.CertificateBuilder(
        issuer_name=subject,
        subject_name=subject,
        public_key=key.public_key(),
        serial_number=certificates.random_serial_number(),
        not_valid_before=datetime(2019, 1, 1, tzinfo=timezone.utc),
        not_valid_after=datetime(2021, 1, 1, tzinfo=timezone.utc),
    )
    return built.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def signature(name: str = "Цапюк Степан", *, has_certificate: bool = True, has_time: bool = True) -> bytes:
    """Return a CMS signature; its bytes sign nothing, and nobody verifies them."""
    mine = x509.Certificate.load(certificate(name))
    attributes = [cms.CMSAttribute({"type": "content_type", "values": ["data"]})]
    if has_time:
        attributes.append(cms.CMSAttribute({"type": "signing_time", "values": [cms.Time({"utc_time": SIGNED_AT})]}))
    sid = cms.IssuerAndSerialNumber({"issuer": mine.issuer, "serial_number": mine.serial_number})
    info = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": sid}),
        "digest_algorithm": {"algorithm": "sha256"},
        "signed_attrs": attributes,
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signature": b"\0" * 64,
    }
    signed = {
        "version": "v1",
        "digest_algorithms": [{"algorithm": "sha256"}],
        "encap_content_info": {"content_type": "data", "content": core.OctetString(b"text")},
        "signer_infos": [info],
    }
    if has_certificate:
        signed["certificates"] = [cms.CertificateChoices("certificate", mine)]
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)}).dump())


def container(parts: dict[str, bytes] | None = None) -> bytes:
    """Return an .asice with a decision and its signature, or with these parts."""
    whole = {"decision.pdf": scan(), "META-INF/ASiCManifest001.xml": b"<x/>", "META-INF/signature001.p7s": signature()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.etsi.asic-e+zip")
        for name, content in (whole if parts is None else parts).items():
            archive.writestr(name, content)
    return file.getvalue()
