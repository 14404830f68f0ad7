"""The files that a PDF carries."""

from __future__ import annotations

from io import BytesIO


def attachments(content: bytes) -> dict[str, bytes]:
    """Return the files inside a PDF by their names; none for what is not a readable PDF."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            return {name: attached.get_file().read_bytes() for name, attached in pdf.attachments.items()}
    except pikepdf.PdfError:
        return {}
