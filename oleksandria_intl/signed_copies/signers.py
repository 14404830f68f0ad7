"""Who signed, as the certificates in an electronic signature say; nothing here verifies a signature.

A Ukrainian certificate has the tax number of its owner: it is never read, nor is any long number shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

LONG_NUMBER = re.compile(r"\b[A-Z]*-?\d{8,}\b")
FIELDS = {"name": "common_name", "title": "title", "organisation": "organization_name"}
"""What is read of a certificate's subject."""
MOST_SIGNERS = 50
LONGEST = 200


class NoSignature(ValueError):
    """The bytes are no electronic signature; the text is a sentence for people."""


def signers_of(content: bytes) -> list[dict[str, str]]:
    """Return the signers that a CMS signature names (RFC 5652); raises ``NoSignature``."""
    from asn1crypto import cms  # type: ignore[import-untyped]

    try:
        envelope = cms.ContentInfo.load(content)
        if envelope["content_type"].native != "signed_data":
            raise NoSignature(_no_signature())
        signed = envelope["content"]
        infos = list(signed["signer_infos"])[:MOST_SIGNERS]
    except (ValueError, TypeError, KeyError) as error:
        raise NoSignature(_no_signature()) from error
    if not infos:
        raise NoSignature(_no_signature())
    return [_signer(info, list(_certificates(signed))) for info in infos]


def _no_signature() -> str:
    return _("The file is no electronic signature: it holds nothing that somebody signed.")


def _certificates(signed: Any) -> Iterator[Any]:
    """Yield the certificates that the signature carries, if any."""
    try:
        yield from (choice.chosen for choice in signed["certificates"] if choice.name == "certificate")
    except (ValueError, TypeError, KeyError):
        return


def _signer(info: Any, certificates: list[Any]) -> dict[str, str]:
    """Return what can be read of one signer; an empty text for what cannot."""
    found = dict.fromkeys((*FIELDS, "signed_at"), "")
    try:
        subject = _subject(info, certificates)
        found |= {name: _clean(subject.get(field)) for name, field in FIELDS.items()}
        found["signed_at"] = _signed_at(info)
    except (ValueError, TypeError, KeyError):
        pass  # a certificate that nobody can read has no names to show
    return found


def _subject(info: Any, certificates: list[Any]) -> dict[str, Any]:
    """Return the subject of the certificate by which somebody signed."""
    sid = info["sid"]
    if sid.name == "issuer_and_serial_number":
        serial = sid.chosen["serial_number"].native
        mine = [each for each in certificates if each.serial_number == serial]
    else:
        mine = [each for each in certificates if each.key_identifier == sid.native]
    return dict(mine[0].subject.native) if mine else {}


def _signed_at(info: Any) -> str:
    """Return the time that the signer's own machine wrote, in ISO 8601; empty where it wrote none."""
    for attribute in info["signed_attrs"]:
        if attribute["type"].native == "signing_time":
            return str(attribute["values"].native[0].isoformat())
    return ""


def _clean(value: Any) -> str:
    """Return a text of a certificate without long numbers."""
    texts = value if isinstance(value, list) else [value or ""]
    return " ".join(LONG_NUMBER.sub("", " ".join(map(str, texts))).split())[:LONGEST]
