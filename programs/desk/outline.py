"""The outline of the paper: its parts in order, the sections as a tree, what is empty, what may be added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.documents.sources import source_of
from oleksandria_intl.ukrainian import capitalised
from programs.desk.access import Access
from programs.desk.parts import ACT, END
from programs.desk.sources import written
from programs.desk.tables import TableLink, table_links
from programs.edition_paper import PASSPORT_ANCHOR, EditionPaper
from programs.models import Indicator, PassportRow, Section

CONTENTS, INDICATORS = "contents", "indicators"


@dataclass
class Entry:
    """A line of the outline."""

    title: str
    part: str
    """The anchor of what it stands for, be it printed or not."""
    is_filled: bool
    source: str = ""
    """The row that it stands for, as the workspace writes sources."""
    open_url: str = ""
    """Where the form of an empty part is, if the reader may fill it."""
    add_url: str = ""
    add_label: str = ""
    tables: list[TableLink] = field(default_factory=list)
    children: list[Entry] = field(default_factory=list)


class Outline:
    """The outline of an edition's paper, as one reader sees it."""

    def __init__(self, paper: EditionPaper, access: Access, printed: Iterable[str]) -> None:
        self.paper, self.access, self.printed = paper, access, set(printed)
        self.edition = paper.edition

    def entries(self) -> list[Entry]:
        """Return the lines of the outline, in the order of the paper."""
        return [self._act(), self._passport(), *self._indicators(), self._contents(), *self._sections(), *self._end()]

    def tables(self, entries: Iterable[Entry]) -> dict[str, list[TableLink]]:
        """Return the grids of every line of the outline by its part."""
        found: dict[str, list[TableLink]] = {}
        for entry in entries:
            found |= {entry.part: entry.tables} | self.tables(entry.children)
        return found

    def _act(self) -> Entry:
        decision = self.edition.decision
        title = capitalised(decision.body.act_name) if decision else _("Decision")
        row: Any = decision or self.edition
        return self._entry(title, ACT, source_of(row) if decision else source_of(row, "decision"), decision is not None)

    def _passport(self) -> Entry:
        add = self.access.add_address(PassportRow)
        is_filled = PASSPORT_ANCHOR in self.printed
        tables = table_links(self.edition, PASSPORT_ANCHOR, self.access.request.user)
        return Entry(
            _("Passport"),
            PASSPORT_ANCHOR,
            is_filled,
            add_url=add,
            add_label=_("Add a row of the passport"),
            tables=tables,
        )

    def _indicators(self) -> Iterator[Entry]:
        add, is_filled = self.access.add_address(Indicator), INDICATORS in self.printed
        if is_filled or add:
            tables = table_links(self.edition, INDICATORS, self.access.request.user)
            label = _("Add an indicator")
            yield Entry(_("Indicators"), INDICATORS, is_filled, add_url=add, add_label=label, tables=tables)

    def _contents(self) -> Entry:
        return Entry(_("Contents"), CONTENTS, CONTENTS in self.printed)

    def _sections(self) -> Iterator[Entry]:
        """Yield the programme with its sections, and their subsections below them."""
        sections = [self._section(section) for section in self.paper.sections]
        add = self.access.add_address(Section)
        yield Entry(
            _("Sections"), "programme", bool(sections), add_url=add, add_label=_("Add a section"), children=sections
        )

    def _section(self, section: Section) -> Entry:
        children = [self._section(child) for child in section.children.all()] if section.parent_id is None else []
        is_filled = bool(self.paper.body(section)) or any(child.is_filled for child in children)
        title = expand(section.title_uk, self.paper.words)
        entry = self._entry(title, f"section-{section.code}", source_of(section, "body_uk"), is_filled)
        entry.source, entry.children = written(source_of(section)), children
        entry.tables = table_links(self.edition, section.kind, self.access.request.user)
        return entry

    def _end(self) -> Iterator[Entry]:
        if self.edition.decision:
            yield self._entry(
                _("Signatures"), END, source_of(self.edition.decision), self.edition.decision.signs_annex is not None
            )

    def _entry(self, title: str, part: str, source: Any, is_filled: bool) -> Entry:
        root = reverse("admin:programs_edition_desk_open", args=[self.edition.pk])
        may_fill = not is_filled and self.access.may_change(source.model)
        open_url = f"{root}?source={quote(written(source))}" if may_fill else ""
        return Entry(title, part, is_filled, written(source), open_url)
