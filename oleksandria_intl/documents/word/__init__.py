"""The Word file of a paper: blocks in, the bytes of a .docx out.

python-docx is loaded with the first file that is written, not with Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oleksandria_intl.documents.document import Document

if TYPE_CHECKING:
    from .marks import Marks


def write_docx(document: Document, pages: Mapping[str, int], marks: Marks | None = None) -> bytes:
    """Return the paper as a Word file: the same document and pages give the same bytes.

    ``pages`` maps the anchors of headings to the pages of the PDF: the contents show them until
    Word counts its own. An anchor without a page shows none.
    ``marks`` of the paper are set, and filled, for a file that is to come back.
    """
    from .writer import write

    return write(document, pages, marks)
