"""What can be found of programmes: they themselves, their sections, decisions, issued papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from oleksandria_intl import acts, clock, search, withheld
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.models import Decision, IssuedPaper
from oleksandria_intl.search import Entry, plain
from programs.models import Edition, PassportRow, Section
from programs.words import words_of

VOTES = "голосування голоси vote"
"""What readers look for a decision by on which the council's votes are recorded."""


def public_editions() -> dict[int, tuple[Edition, Mapping[str, str]]]:
    """Return the edition by which every programme is shown, with its words in braces, by primary key."""
    return {row.pk: (row, words_of(row)) for row in Edition.objects.current(clock.today()).with_papers()}


def programs() -> Iterator[Entry]:
    """Yield the programmes, found by their passports, too."""
    editions = public_editions()
    passports: dict[int, list[PassportRow]] = {}
    for row in PassportRow.objects.filter(edition__in=editions).order_by("order", "pk"):
        passports.setdefault(row.edition_id, []).append(row)
    for edition, words in editions.values():
        rows = passports.get(edition.pk, [])
        with override("en"):
            title_en = edition.title if edition.name_en else ""
        yield Entry(
            title_uk=edition.titled(),
            title_en=title_en,
            text_uk=_text(words, *(f"{row.label_uk}: {row.value_uk}" for row in rows)),
            text_en=_text(words, *(row.value_en and f"{row.label_en}: {row.value_en}" for row in rows)),
            route="program-page",
            key=edition.program.slug,
        )


def sections() -> Iterator[Entry]:
    """Yield the sections and subsections, and the profiles of cities that they print."""
    editions = public_editions()
    for section in Section.objects.filter(edition__in=editions).prefetch_related("profiles"):
        edition, words = editions[section.edition_id]
        for title_uk, title_en, text_uk, text_en in _parts(section):
            yield Entry(
                title_uk=expand(title_uk, words),
                title_en=expand(title_en, words),
                text_uk=_text(words, text_uk),
                text_en=_text(words, text_en),
                route="programs:text",
                key=edition.program.slug,
                anchor=f"section-{section.code}",
            )


def _parts(section: Section) -> Iterator[tuple[str, str, str, str]]:
    """Yield titles and texts of a section and of the profiles in it."""
    yield section.title_uk, section.title_en, section.body_uk, section.body_en
    for profile in section.profiles.all():
        texts = (profile.agreement_line, profile.city_day_line, profile.about, profile.relations)
        yield f"{section.title_uk}: {profile.heading}", "", "\n".join(texts), ""


def decisions() -> Iterator[Entry]:
    """Yield the decisions that everybody may read."""
    rows = list(acts.public_decisions().prefetch_related("points"))
    matters = acts.matters_of(rows)
    voted = set(Decision.objects.voted_on().values_list("pk", flat=True))
    for decision in rows:
        words = matters[decision.pk].words
        number = f" (№ {decision.number}, {decision.period_text()})" if decision.number else ""
        yield Entry(
            title_uk=expand(decision.subject, words) + number,
            text_uk=_text(words, decision.preamble, *(point.text for point in decision.points.all())),
            keywords=VOTES if decision.pk in voted else "",
            route="decision-page",
            key=decision.code,
        )


def issued_papers() -> Iterator[Entry]:
    """Yield the papers that everybody may read, each once: the PDF issued last, else what there is."""
    visible = {*Edition.objects.visible().keys(), *acts.public_keys()}
    newest: dict[tuple[str, str, str], IssuedPaper] = {}
    for paper in IssuedPaper.objects.exclude(withheld.of(IssuedPaper)).order_by("issued_at", "pk"):
        name = (paper.kind, paper.key, paper.number)
        if (paper.number or paper.key in visible) and (paper.format == "pdf" or name not in newest):
            newest[name] = paper
    for paper in newest.values():
        number = f" (№ {paper.number})" if paper.number else ""
        yield Entry(
            title_uk=paper.title + number,
            text_uk=f"{paper.format.upper()}, SHA-256 {paper.sha256}",
            route="issued-file",
            key=f"{paper.pk}/{paper.file_name}",
        )


def _text(words: Mapping[str, str], *texts: str) -> str:
    """Return texts as one line of words, those in braces replaced."""
    return " ".join(filter(None, (plain(expand(text, words)) for text in texts)))


search.register("program", _("Programmes"), programs)
search.register("section", _("Sections of programmes"), sections)
search.register("decision", _("Decisions"), decisions)
search.register("paper", _("Issued documents"), issued_papers)
