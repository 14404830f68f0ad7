"""A paper as a whole: its blocks, and what is said of it beside them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from .about import About
from .blocks import Blocks


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file carried inside the PDF: the data that the paper was made from."""

    name: str
    media_type: str
    description: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Issue:
    """The issue of a paper: its identifier, its moment, the address of its page where the paper prints it."""

    identifier: str
    moment: datetime
    address: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A paper: its title, who issues it, the moment of its data, its blocks, what it carries."""

    title: str
    author: str
    blocks: Blocks
    dated: datetime
    """The moment of issue; of a working copy that of the data, not of the rendering: the same data, the same bytes."""
    language: str = "uk"
    subject: str = ""
    attachments: tuple[Attachment, ...] = field(default=())
    continues_tables: bool = False
    """Whether pages on which a table goes on say «Продовження таблиці» above the numbers of its columns."""
    mark: str = ""
    """What stands at the head of every page but the first, beside its number: that it is a draft, not final."""
    about: About | None = None
    """What its tables say of themselves where they stand alone, in spreadsheets."""
    is_letter: bool = False
    """Whether it leaves the office as it is made: no page of it says that it is a working copy."""
    issue: Issue | None = None
    """None of a working copy, which says so in the foot of every page."""

    def issued(self, issue: Issue) -> Document:
        """Return the paper as it is issued."""
        return replace(self, issue=issue, dated=issue.moment)
