"""Marked Word files of an edition, edited as a lawyer edits them."""

from __future__ import annotations

from copy import deepcopy
from io import BytesIO
from typing import Any

import docx
import docx.oxml
from django.contrib.auth.models import User
from docx.oxml.ns import qn

from oleksandria_intl import papers
from oleksandria_intl.documents.word import write_docx
from oleksandria_intl.documents.word.letters import text_of
from oleksandria_intl.documents.word.marks import Marks
from oleksandria_intl.documents.word.reading import read_docx
from oleksandria_intl.typesetting import compared
from programs.models import Edition, WordProposal
from programs.word_file import fields, services
from programs.word_file.proposals import proposed_value
from programs.words import words_of


def marked(edition: Edition, kind: str = "decision") -> bytes:
    """Return the Word file that staff download, without the numbers of pages, which take a rendering."""
    paper, found = papers.get(kind), Edition.objects.of_key(edition.key)
    return write_docx(papers.working_copy(paper, found), {}, Marks(f"{kind}/{edition.key}"))


def texts(content: bytes) -> list[str]:
    """Return the texts of a Word file as they are compared."""
    return [paragraph.said for paragraph in read_docx(BytesIO(content)).paragraphs if paragraph.said]


class Edited:
    """A Word file under somebody's hands."""

    def __init__(self, content: bytes) -> None:
        self.file = docx.Document(BytesIO(content))

    def saved(self) -> BytesIO:
        """Return the file as it was saved."""
        content = BytesIO()
        self.file.save(content)
        content.seek(0)
        return content

    def paragraph(self, beginning: str, place: int = 0) -> Any:
        """Return the paragraph that begins with these words."""
        found = [
            each for each in self.file.element.body.iter(qn("w:p")) if compared(text_of(each)).startswith(beginning)
        ]
        return found[place]

    def replace(self, beginning: str, was: str, now: str, place: int = 0) -> None:
        """Type other words in a paragraph."""
        paragraph = self.paragraph(beginning, place)
        text = compared(text_of(paragraph))
        assert was in text
        runs = list(paragraph.iter(qn("w:r")))
        runs[0].addprevious(run(text.replace(was, now)))
        for each in runs:
            each.getparent().remove(each)

    def remove(self, beginning: str) -> None:
        """Delete a paragraph."""
        paragraph = self.paragraph(beginning)
        paragraph.getparent().remove(paragraph)

    def add_below(self, beginning: str, text: str) -> None:
        """Press Enter at the end of a paragraph, and type."""
        paragraph = self.paragraph(beginning)
        new = docx.oxml.OxmlElement("w:p")
        if (look := paragraph.find(qn("w:pPr"))) is not None:
            new.append(deepcopy(look))
        new.append(run(text))
        paragraph.addnext(new)


def run(text: str) -> Any:
    """Return a run of text."""
    made, letters = docx.oxml.OxmlElement("w:r"), docx.oxml.OxmlElement("w:t")
    letters.text = text
    letters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.append(letters)
    return made


def taken(edition: Edition, file: BytesIO, by: User) -> list[WordProposal]:
    """Bring a file back; return what it proposes."""
    kept = services.take_in(edition=Edition.objects.of_key(edition.key), file=file, file_name="decision.docx", by=by)
    return list(kept.proposals.all())


def accept(proposals: list[WordProposal]) -> None:
    """Save each field with what is proposed, as its form does."""
    for proposal in proposals:
        if proposal.placement == "field":
            edition = proposal.file.edition
            row: Any = fields.row_of(proposal.source, edition)  # type: ignore[arg-type]
            setattr(row, proposal.field, proposed_value(proposal, row, words_of(edition)))
            row.full_clean()
            row.save()


def found_in(proposals: list[WordProposal]) -> list[tuple[str, str]]:
    """Return the field of each proposal, and whether it can take it."""
    return [(f"{each.model.partition('.')[2]}.{each.field}", each.placement) for each in proposals]
