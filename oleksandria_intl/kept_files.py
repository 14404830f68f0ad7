"""The files of issued papers as they are served: each only while it is the one that was issued."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_lazy as _

from oleksandria_intl import file_sums, limits
from oleksandria_intl.backup.files import place_of
from oleksandria_intl.models import IssuedPaper, SignedCopy

Known = tuple[Path, str]
"""A file, and the SHA-256 that it has to have."""

logger = logging.getLogger(__name__)


class BrokenFile(limits.Refused):
    """The file of an issued paper is missing, cannot be read, or is not the one that was issued."""

    def __init__(self) -> None:
        super().__init__(
            503,
            _("The file of this document is damaged"),
            _(
                "The portal’s file of this document is missing or is not the one that was issued, so nobody is given "
                "it. The administrator has to bring it back from a backup. Whether a file that you have is the one "
                "that was issued, the page of documents still tells."
            ),
        )


def opened(paper: IssuedPaper | SignedCopy) -> IO[bytes]:
    """Open the file of an issued paper or a signed copy; raises ``BrokenFile``.

    The log says what is wrong with it. An answer that is made of it is not kept longer than the file stays as it is.
    """
    path = place_of(paper.file.name or "")
    try:
        file = file_sums.opened(path, paper.sha256)
    except OSError as fault:
        logger.error("The file of issued paper %d (%s) is not served: %s: %s", paper.pk, paper, path, fault)
        raise BrokenFile from fault
    if request := limits.asking.get():
        request.kept_files = (*opened_for(request), (path, paper.sha256))  # type: ignore[attr-defined]
    return file


def opened_for(request: object) -> tuple[Known, ...]:
    """Return the files of issued papers that were opened to answer a request."""
    found: tuple[Known, ...] = getattr(request, "kept_files", ())
    return found
