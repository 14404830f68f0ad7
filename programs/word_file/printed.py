"""What the marked Word file of an edition's paper says today, text by text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import Source
from oleksandria_intl.documents.word.marks import Mark, Marks
from oleksandria_intl.documents.word.reading import Spot, WordParagraph, read_docx
from oleksandria_intl.documents.word.writer import write
from programs.models import Edition


@dataclass(frozen=True)
class Unit:
    """A paragraph, list point, heading or cell of the paper, with the field that it prints."""

    place: int
    """Its place in the paper, from 0."""
    paragraph: WordParagraph
    mark: Mark
    source: Source | None

    @property
    def said(self) -> str:
        """Its text without all that typesetting sets."""
        return self.paragraph.said

    @property
    def spot(self) -> Spot:
        """Where it stands."""
        return self.paragraph.spot


@dataclass(frozen=True)
class Printed:
    """A paper as its marked Word file would be made now."""

    label: str
    units: list[Unit]

    @property
    def paper(self) -> str:
        """The kind and the key of the paper."""
        return self.label.rpartition(" ")[0]

    @cached_property
    def sources(self) -> set[str]:
        """How marks name the sources of the paper."""
        return {unit.mark.source for unit in self.units}


def printed(kind: papers.PaperKind, edition: Edition) -> Printed:
    """Return a paper of an edition text by text; raises ``PaperNotFound``."""
    marks = Marks(f"{kind.kind}/{kind.key_of(edition)}")
    content = write(papers.working_copy(kind, edition), {}, marks)
    read = [paragraph for paragraph in read_docx(BytesIO(content)).paragraphs if paragraph.marks]
    return Printed(
        marks.label,
        [
            Unit(place, paragraph, paragraph.marks[0], marks.sources[paragraph.marks[0].name])
            for place, paragraph in enumerate(read)
        ],
    )
