"""The parts of an edition's papers: the act, the passport, the contents, the sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import cached_property

from oleksandria_intl import papers, ukrainian
from oleksandria_intl.documents import decision as acts
from oleksandria_intl.documents.blocks import (
    Blocks,
    Cell,
    Column,
    Contents,
    ContentsEntry,
    Footnotes,
    Heading,
    Landscape,
    PageBreak,
    Paragraph,
    Row,
    RowGroup,
    Table,
    ended,
    plain,
)
from oleksandria_intl.documents.cells import text_cell
from oleksandria_intl.documents.document import Attachment, Document
from oleksandria_intl.documents.markdown import blocks_from, inline_from
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.documents.sources import source_of, sourced, sourced_group
from oleksandria_intl.models import Council
from programs import exchange, sections
from programs.changes import changed_at
from programs.marks import end_of_annex, mark_word
from programs.models import Edition, Footnote, Indicator, PassportRow, Section
from programs.words import words_of

PASSPORT_ANCHOR = "passport"


@dataclass(frozen=True)
class EditionPaper:
    """The parts of the papers of one edition; each part asks the database once."""

    edition: Edition

    @cached_property
    def words(self) -> dict[str, str]:
        """What the words in braces stand for."""
        return dict(words_of(self.edition))

    @cached_property
    def sections(self) -> list[Section]:
        """The numbered sections, with all that they print, be it nothing."""
        return list(Section.objects.printed(self.edition))

    @cached_property
    def top_sections(self) -> list[Section]:
        """The numbered sections that have something to print, with all that they print."""
        return [section for section in self.sections if any(map(self.body, (section, *section.children.all())))]

    @cached_property
    def _bodies(self) -> dict[int, Blocks]:
        return {}

    def body(self, section: Section) -> Blocks:
        """Return what a section or a subsection prints below its heading; it is built once."""
        if section.pk not in self._bodies:
            self._bodies[section.pk] = self._section_body(section)
        return self._bodies[section.pk]

    def act(self) -> Blocks:
        """Return the decision itself, without its annex."""
        if self.edition.decision is None:
            return ()
        return acts.act(self.edition.decision, self.words, mark=mark_word(self.edition))

    def annex(self) -> Blocks:
        """Return the annex below its mark: passport, contents, programme, each from a new page, then the signature."""
        parts = [part for part in (self.passport(), self.contents(), self.programme()) if part]
        first, *others = parts or [()]
        blocks = (*first, *(block for part in others for block in (PageBreak(), *part)))
        return ended(blocks, end_of_annex(self.edition)) if blocks else ()

    def passport(self) -> Blocks:
        """Return the passport: its heads, its table, the indicators; what has no rows is not printed."""
        rows = PassportRow.objects.filter(edition=self.edition)
        return (*(self._passport_table(rows) if rows else ()), *self._indicators())

    def _passport_table(self, rows: Iterable[PassportRow]) -> Blocks:
        groups = tuple(self._passport_row(number, row) for number, row in enumerate(rows, 1))
        columns = (Column("", 0.07), Column("", 0.3), Column("", 0.63))
        return (
            Heading(1, "ПАСПОРТ", anchor=PASSPORT_ANCHOR),
            Paragraph(plain(self.edition.titled("Програми"), bold=True), align="center", indent=False),
            Table(columns, groups, title=f"Паспорт {self.edition.titled('Програми')}"),
        )

    def _passport_row(self, number: int, row: PassportRow) -> RowGroup:
        value = sourced(blocks_from(expand(row.value_uk, self.words)), source_of(row, "value_uk"))
        if row.figure in sections.FIGURES:
            value += sourced(sections.FIGURES[row.figure].build(self.edition), source_of(row))
        label = text_cell(expand(row.label_uk, self.words), heads_row=True, source=source_of(row, "label_uk"))
        place = text_cell(f"{number}.", source=source_of(row))
        return RowGroup((Row((place, label, Cell(value, source=source_of(row)))),))

    def _indicators(self) -> Blocks:
        """Return the table of indicators by year, if the edition has any."""
        indicators = list(Indicator.objects.filter(edition=self.edition).prefetch_related("values"))
        if not indicators:
            return ()
        years = self.edition.years
        columns = (
            Column("№ з/п", 0.08),
            Column("Показник", 0.5),
            Column("Одиниця виміру", 0.18),
            *(Column(f"{year} рік", 0.24 / len(years), "right") for year in years),
        )
        rows = []
        for number, indicator in enumerate(indicators, 1):
            values = {
                value.year: text_cell(ukrainian.number(value.value), source=source_of(value, "value"))
                for value in indicator.values.all()
            }
            cells = [
                text_cell(f"{number}."),
                text_cell(indicator.name_uk, source=source_of(indicator, "name_uk")),
                text_cell(indicator.unit_uk, source=source_of(indicator, "unit_uk")),
                *(values.get(year) or text_cell("-") for year in years),
            ]
            rows.append(sourced_group(RowGroup((Row(tuple(cells)),)), source_of(indicator)))
        head = Heading(2, "Показники результативності Програми", anchor="indicators")
        return head, Table(columns, tuple(rows), title=head.text)

    def contents(self) -> Blocks:
        """Return the contents of the programme, with the pages that each section starts on."""
        if not self.top_sections:
            return ()
        columns = (
            Column("№ з/п", 0.1),
            Column("Назва розділу Програми", 0.72),
            Column("Сторінки", 0.18, "center"),
        )
        entries = tuple(
            ContentsEntry(f"{number}.", self._contents_title(section), _anchor(section))
            for number, section in enumerate(self.top_sections, 1)
        )
        return Heading(1, "ЗМІСТ", anchor="contents"), Contents(columns, entries, title="Зміст Програми")

    def _contents_title(self, section: Section) -> Blocks:
        field = "contents_title" if section.contents_title else "title_uk"
        return sourced(blocks_from(expand(getattr(section, field), self.words)), source_of(section, field))

    def programme(self) -> Blocks:
        """Return the programme's own text: title and sections, turned pages side by side joined."""
        if not self.top_sections:
            return ()
        years = ukrainian.years(self.edition.year_from, self.edition.year_to)
        name = self.edition.name_uk.replace("м. ", f"м.{ukrainian.NBSP}")
        title = f"{self.edition.kind_uk}\n{name}\nна {years}".upper()
        head = Heading(1, title, anchor="programme", source=source_of(self.edition, "name_uk"))
        return head, *self.in_order(enumerate(self.top_sections, 1))

    def in_order(self, numbered: Iterable[tuple[int, Section]]) -> Blocks:
        """Return sections with their numbers, turned pages side by side joined."""
        blocks: list[Blocks] = []
        for number, section in numbered:
            printed = self.section(section, number)
            turned = section.landscape
            if blocks and turned and len(blocks[-1]) == 1 and isinstance(blocks[-1][0], Landscape):
                blocks[-1] = (Landscape(blocks[-1][0].blocks + printed),)
            else:
                blocks.append((Landscape(printed),) if turned else printed)
        return tuple(block for part in blocks for block in part)

    def section(self, section: Section, number: int | None = None) -> Blocks:
        """Return a section with its subsections; the numerals come from the order, a paper of its own has none."""
        has_arabic = self.edition.has_arabic_numerals
        numeral = "" if number is None else f"{number if has_arabic else ukrainian.roman(number)}. "
        children = [child for child in section.children.all() if self.body(child)]
        inner = numeral.removesuffix(" ") if has_arabic else ""
        title = f"{numeral}{expand(section.title_uk, self.words).upper()}"
        return (
            Heading(2, title, anchor=_anchor(section), source=source_of(section, "title_uk")),
            *self.body(section),
            *(
                block
                for place, child in enumerate(children, 1)
                for block in self._subsection(child, f"{inner}{place}. " if inner else "")
            ),
        )

    def _subsection(self, section: Section, numeral: str) -> Blocks:
        title = expand(section.title_uk, self.words)
        source = source_of(section, "title_uk")
        return Heading(3, f"{numeral}{title}", anchor=_anchor(section), source=source), *self.body(section)

    def _section_body(self, section: Section) -> Blocks:
        section.edition = self.edition
        kind = sections.KINDS.get(section.kind)
        return (
            *sourced(blocks_from(expand(section.body_uk, self.words)), source_of(section, "body_uk")),
            *(kind.build(section) if kind else ()),
            *_footnotes(section.footnotes.all()),
        )

    def document(self, title: str, blocks: Blocks) -> Document:
        """Return a paper of this edition that carries the programme's data."""
        data = papers.as_json(exchange.dump(self.edition))
        name = f"programme-{self.edition.program.slug}.json"
        council = Council.objects.for_papers()
        return Document(
            title=title,
            author=council.name_uk,
            continues_tables=council.continues_tables,
            subject=self.edition.titled(),
            blocks=sourced(blocks, source_of(self.edition)),
            dated=moment_of(self.edition),
            attachments=(Attachment(name, "application/json", "Дані Програми", data),),
            mark=acts.page_mark(mark_word(self.edition), self.edition.decision),
        )


def moment_of(edition: Edition) -> datetime:
    """Return when somebody last changed the edition; while nobody has since it came in, the day of its data.

    That is the day of the decision, else of the programme: the moment of loading differs from machine to machine.
    """
    if changed := changed_at(edition):
        return changed
    day = edition.first_day
    if edition.decision and edition.decision.period_start:
        day = edition.decision.period_start
    return datetime(day.year, day.month, day.day, tzinfo=timezone.utc)


def _footnotes(notes: Iterable[Footnote]) -> Blocks:
    rows = list(notes)
    found = tuple((mark_of(place), inline_from(note.text)) for place, note in enumerate(rows))
    return (Footnotes(found, tuple(source_of(note, "text") for note in rows)),) if found else ()


def mark_of(place: int) -> str:
    """Return a footnote's mark by its place in its section from 0: «*», «**»."""
    return "*" * (place + 1)


def _anchor(section: Section) -> str:
    return f"section-{section.code}"
