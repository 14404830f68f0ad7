"""The programme's papers: the council decision with its annex, and the passport alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from oleksandria_intl import papers, ukrainian
from oleksandria_intl.documents import decision as acts
from oleksandria_intl.documents.blocks import (
    Attachment,
    Blocks,
    Cell,
    Column,
    Contents,
    ContentsEntry,
    Document,
    Footnotes,
    Heading,
    Landscape,
    PageBreak,
    Paragraph,
    Row,
    RowGroup,
    Table,
    plain,
)
from oleksandria_intl.documents.cells import text_cell, text_row
from oleksandria_intl.documents.markdown import blocks_from, inline_from
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.models import Council
from programs import exchange, sections
from programs.models import CityProfile, Edition, Footnote, Indicator, PassportRow, Section
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
    def top_sections(self) -> list[Section]:
        """The numbered sections with all that they print."""
        return list(Section.objects.printed(self.edition))

    def act(self) -> Blocks:
        """Return the decision itself, without its annex."""
        if self.edition.decision is None:
            return ()
        return acts.act(self.edition.decision, self.words, draft=self.edition.is_draft)

    def approval_mark(self) -> Blocks:
        """Return the approval mark of the annex."""
        return (acts.approval_mark(self.edition.decision),) if self.edition.decision else ()

    def passport(self) -> Blocks:
        """Return the passport: its heads, its table, the indicators where there are any."""
        rows = PassportRow.objects.filter(edition=self.edition)
        groups = tuple(self._passport_row(number, row) for number, row in enumerate(rows, 1))
        columns = (Column("", 0.07), Column("", 0.3), Column("", 0.63))
        return (
            Heading(1, "ПАСПОРТ", anchor=PASSPORT_ANCHOR),
            Paragraph(plain(self.edition.titled("Програми"), bold=True), align="center", indent=False),
            Table(columns, groups, title=f"Паспорт {self.edition.titled('Програми')}"),
            *self._indicators(),
        )

    def _passport_row(self, number: int, row: PassportRow) -> RowGroup:
        value = blocks_from(expand(row.value_uk, self.words))
        if row.figure in sections.FIGURES:
            value += sections.FIGURES[row.figure].build(self.edition)
        label = text_cell(expand(row.label_uk, self.words), heads_row=True)
        return RowGroup((Row((text_cell(f"{number}."), label, Cell(value))),))

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
            values = {value.year: ukrainian.number(value.value) for value in indicator.values.all()}
            texts = [
                f"{number}.",
                indicator.name_uk,
                indicator.unit_uk,
                *(values.get(year, "-") for year in years),
            ]
            rows.append(text_row(*texts))
        head = Heading(2, "Показники результативності Програми", anchor="indicators")
        return head, Table(columns, tuple(rows), title=head.text)

    def contents(self) -> Blocks:
        """Return the contents of the programme, with the pages that each section starts on."""
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
        title = section.contents_title or section.title_uk
        return blocks_from(expand(title, self.words))

    def programme(self) -> Blocks:
        """Return the programme's own text: title and sections, turned pages side by side joined."""
        years = ukrainian.years(self.edition.year_from, self.edition.year_to)
        name = self.edition.name_uk.replace("м. ", f"м.{ukrainian.NBSP}")
        title = f"Програма\n{name}\nна {years}".upper()
        blocks: list[Blocks] = [(Heading(1, title, anchor="programme"),)]
        for number, section in enumerate(self.top_sections, 1):
            printed = self.section(section, number)
            turned = section.landscape
            if turned and len(blocks[-1]) == 1 and isinstance(blocks[-1][0], Landscape):
                blocks[-1] = (Landscape(blocks[-1][0].blocks + printed),)
            else:
                blocks.append((Landscape(printed),) if turned else printed)
        return tuple(block for part in blocks for block in part)

    def section(self, section: Section, number: int) -> Blocks:
        """Return a numbered section with its subsections; the numeral comes from the order."""
        title = f"{ukrainian.roman(number)}. {expand(section.title_uk, self.words).upper()}"
        return (
            Heading(2, title, anchor=_anchor(section)),
            *self._section_body(section),
            *(block for child in section.children.all() for block in self._subsection(child)),
        )

    def _subsection(self, section: Section) -> Blocks:
        title = expand(section.title_uk, self.words)
        return Heading(3, title, anchor=_anchor(section)), *self._section_body(section)

    def _section_body(self, section: Section) -> Blocks:
        section.edition = self.edition
        kind = sections.KINDS.get(section.kind)
        return (
            *blocks_from(expand(section.body_uk, self.words)),
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
            blocks=blocks,
            dated=moment_of(self.edition),
            attachments=(Attachment(name, "application/json", "Дані Програми", data),),
        )


def moment_of(edition: Edition) -> datetime:
    """Return the day that the data stand for: of the decision, else of the draft, else of the programme."""
    day = edition.first_day
    if edition.decision and edition.decision.period_start:
        day = edition.decision.period_start
    return datetime(day.year, day.month, day.day, tzinfo=timezone.utc)


def decision(edition: Edition) -> Document:
    """Return the council decision with its annex: passport, contents, programme."""
    paper = EditionPaper(edition)
    title = edition.titled()
    if edition.decision:
        title = f"{edition.decision.body.act_name} {expand(edition.decision.subject, paper.words)}"
    act = paper.act()
    annex = (
        *paper.approval_mark(),
        *paper.passport(),
        PageBreak(),
        *paper.contents(),
        PageBreak(),
        *paper.programme(),
    )
    return paper.document(ukrainian.capitalised(title), (*act, PageBreak(), *annex) if act else annex)


def passport(edition: Edition) -> Document:
    """Return the passport as an annex alone."""
    paper = EditionPaper(edition)
    return paper.document(f"Паспорт {edition.titled('Програми')}", (*paper.approval_mark(), *paper.passport()))


def profiles(section: Section) -> Blocks:
    """Return the profiles of a section's cities, as printed."""
    words = words_of(section.edition)
    return tuple(block for profile in section.profiles.all() for block in _profile(profile, words))


def _profile(profile: CityProfile, words: Mapping[str, str]) -> Blocks:
    """Return a city's heading, agreement, city day, and words."""
    return (
        Heading(4, profile.heading, anchor=f"city-{profile.code}"),
        *_line(expand(profile.agreement_line, words), bold=True),
        *_line(profile.city_day_line),
        *_line(profile.about_heading, bold=True, heads=True),
        *blocks_from(expand(profile.about, words)),
        *_line(profile.relations_heading, bold=True, heads=True),
        *blocks_from(expand(profile.relations, words)),
    )


def _line(text: str, *, bold: bool = False, heads: bool = False) -> Blocks:
    """Return a centred line, or nothing for an empty text."""
    return (Paragraph(plain(text, bold=bold), align="center", indent=False, keep_with_next=heads),) if text else ()


def _footnotes(notes: Iterable[Footnote]) -> Blocks:
    found = tuple((mark_of(place), inline_from(note.text)) for place, note in enumerate(notes))
    return (Footnotes(found),) if found else ()


def mark_of(place: int) -> str:
    """Return a footnote's mark by its place in its section from 0: «*», «**»."""
    return "*" * (place + 1)


def _anchor(section: Section) -> str:
    return f"section-{section.code}"


def find(key: str, scope: papers.Scope) -> Edition:
    """Return the edition that a key names; raises ``PaperNotFound`` with a sentence."""
    try:
        return Edition.objects.of_key(key, scope.on)
    except Edition.DoesNotExist:
        raise papers.PaperNotFound(_("There is no published or adopted edition “%(key)s”.") % {"key": key}) from None


def data_of(edition: Edition) -> dict[str, Any]:
    """Return the edition's data; of an adopted one as they were when it was adopted."""
    data: dict[str, Any] = json.loads(edition.frozen) if edition.frozen else exchange.dump(edition)
    return data


EDITION_KEY = _("2020: the edition in force on the day, else the newest public draft; 2020/1: that edition")


def register_edition_paper(kind: str, app: str, title: object, build: object) -> None:
    """Register a paper that is made of an edition, found by the programme's address and the edition's number."""
    papers.register(
        papers.PaperKind(
            kind=kind,
            app=app,
            title=title,
            key_help=EDITION_KEY,
            find=find,
            build=build,  # type: ignore[arg-type]
            data=data_of,
            key_of=lambda edition: edition.key,
            is_final=lambda edition: edition.is_frozen,
        )
    )


register_edition_paper("decision", "programs", _("council decision with the programme"), decision)
register_edition_paper("passport", "programs", _("passport of the programme"), passport)

sections.register_kind("text", _("text alone"), lambda section: ())
for code, label in (("twin_cities", _("twin cities")), ("partner_cities", _("partner cities"))):
    sections.register_kind(code, label, profiles)
