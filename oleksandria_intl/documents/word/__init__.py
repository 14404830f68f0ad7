"""The Word file of a paper: blocks in, the bytes of a .docx out.

python-docx is loaded with the first file that is written, not with Django.
"""

from __future__ import annotations

from collections.abc import Mapping

from oleksandria_intl.documents.document import Document


def write_docx(document: Document, pages: Mapping[str, int]) -> bytes:
    """Return the paper as a Word file: the same document and pages give the same bytes.

    ``pages`` maps the anchors of headings to the pages of the PDF: the contents show them until
    Word counts its own. An anchor without a page shows none.
    """
    from .writer import write

    return write(document, pages)
