"""What a file that is attached really is, by what it holds: a PDF, a container of signatures, a signature."""

from __future__ import annotations

import zipfile
from typing import BinaryIO, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from oleksandria_intl.models import SignedCopy
from oleksandria_intl.signed_copies.signers import NoSignature, signers_of

MOST_MEGABYTES = 40
LARGEST_SIGNATURE = 5 * 1024 * 1024
MOST_PARTS = 1000
"""The most files in a container, and signatures that are read of it."""
PDF, ZIP, DER = b"%PDF-", b"PK\x03\x04", b"\x30"


class Found(NamedTuple):
    """What a file is, and who signed it as far as it says."""

    kind: str
    signers: list[dict[str, str]]


def look_into(file: BinaryIO, size: int) -> Found:
    """Return what a file is; raises ``ValidationError`` with a sentence for anything that is no signed copy."""
    if size > MOST_MEGABYTES * 1024 * 1024:
        raise ValidationError(_("The file is larger than %(most)d MB.") % {"most": MOST_MEGABYTES})
    file.seek(0)
    start = file.read(5)
    file.seek(0)
    if start == PDF:
        return _pdf(file)
    if start.startswith(ZIP):
        return _container(file)
    if start.startswith(DER):
        return _signature(file)
    raise ValidationError(
        _("The file is neither a PDF, nor a container of electronic signatures (.asice), nor a signature (.p7s).")
    )


def _pdf(file: BinaryIO) -> Found:
    import pikepdf

    try:
        with pikepdf.open(file) as document:
            pages = len(document.pages)
    except pikepdf.PasswordError:
        raise ValidationError(_("The PDF is protected by a password; save it without one.")) from None
    except pikepdf.PdfError:
        raise ValidationError(_("The PDF is damaged: it cannot be opened.")) from None
    if not pages:
        raise ValidationError(_("The PDF has no pages."))
    return Found(SignedCopy.Kind.SCAN, [])


def _container(file: BinaryIO) -> Found:
    """Look into an ASiC container: its signatures lie in META-INF (ETSI EN 319 162-1)."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            signatures = [part for part in parts if _is_signature(part.filename)]
            if len(parts) > MOST_PARTS or not signatures:
                raise ValidationError(_("The container has no signature in its folder META-INF."))
            return Found(SignedCopy.Kind.CONTAINER, [s for part in signatures for s in _signers_in(archive, part)])
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError):
        raise ValidationError(_("The container is damaged: it cannot be opened.")) from None


def _is_signature(name: str) -> bool:
    folder, _slash, base = name.rpartition("/")
    return folder.upper() == "META-INF" and "signature" in base.lower() and base.lower().endswith((".p7s", ".xml"))


def _signers_in(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> list[dict[str, str]]:
    """Return the signers of a signature in a container; none of one in XML, whose names are not read."""
    if part.filename.lower().endswith(".xml"):
        return []
    if part.file_size > LARGEST_SIGNATURE:
        raise ValidationError(_("A signature in the container is too large."))
    with archive.open(part) as stream:
        content = stream.read(LARGEST_SIGNATURE + 1)
    try:
        return signers_of(content)
    except NoSignature as error:
        raise ValidationError(str(error)) from None


def _signature(file: BinaryIO) -> Found:
    try:
        return Found(SignedCopy.Kind.SIGNATURE, signers_of(file.read()))
    except NoSignature as error:
        raise ValidationError(str(error)) from None
