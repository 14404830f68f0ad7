"""Which paper an edited file is: what it calls itself, else what its marks name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from oleksandria_intl import papers
from oleksandria_intl.documents.word.reading import WordText
from programs.models import Edition

from .printed import Printed, printed

EDITION = "edition"


def paper_of(read: WordText, edition: Edition) -> tuple[papers.PaperKind, Printed]:
    """Return the kind of paper that a file is, and the paper as it is now.

    Raises ``ValidationError`` where it is no paper of the edition, or has lost its marks.
    """
    named = read.label.rpartition(" ")[0].partition("/")
    marks = {mark.source for paragraph in read.paragraphs for mark in paragraph.marks}
    for kind, paper in _papers(edition, named[0]):
        if marks & paper.sources:
            return kind, paper
    if named[2] and named[0] in papers.KINDS and named[2] != edition.key:
        sentence = _("This is a file of the edition %(other)s, not of %(own)s: upload it there.")
        raise ValidationError(sentence % {"other": named[2], "own": edition.key})
    raise ValidationError(
        _(
            "The file has no marks of this edition's papers. Only a Word file that was downloaded from the page of the "
            "edition, and edited since, can be read back; copied into a new document, the text loses its marks."
        )
    )


def _papers(edition: Edition, first: str) -> Iterator[tuple[papers.PaperKind, Printed]]:
    """Yield the papers of an edition, beginning with the kind that the file names."""
    for kind in sorted(papers.kinds_of(EDITION), key=lambda kind: kind.kind != first):
        with suppress(papers.PaperNotFound):
            yield kind, printed(kind, edition)
