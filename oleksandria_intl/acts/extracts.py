"""An extract of the minutes of a session: what was heard, said, decided, how it was voted; certified."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from oleksandria_intl import acts, ukrainian
from oleksandria_intl.acts import documents
from oleksandria_intl.documents import decision as letters
from oleksandria_intl.documents.blocks import (
    Block,
    Blocks,
    Heading,
    NumberedList,
    Paragraph,
    Requisites,
    Signature,
    plain,
)
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.markdown import blocks_from
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.documents.sources import source_of, sourced
from oleksandria_intl.models import Council, Decision, MinutesExtract, as_signed

TITLE = "ВИТЯГ З ПРОТОКОЛУ"
HEARD, SPOKE, DECIDED, VOTED = "СЛУХАЛИ:", "ВИСТУПИЛИ:", "ВИРІШИЛИ:", "ГОЛОСУВАЛИ:"
COUNTED = ("за", "проти", "утримались", "не голосували", "відсутні")
VOTE_BLANK = ", ".join(f"{each}{ukrainian.NBSP}___" for each in COUNTED)
TRUE_COPY = "Згідно з оригіналом"
DAY_BLANK = "«___» _____ 20__ року"

Votes = Callable[[Decision], str]
_votes: list[Votes] = []


def register_votes(words: Votes) -> Votes:
    """Say how a vote is put in words: «за – 26, проти – 1, …»; empty of a decision that nobody has voted on."""
    _votes.append(words)
    return words


def extract(decision: Decision) -> Document:
    """Return the extract; what nobody has entered is left blank."""
    words = acts.matter_of(decision).words
    decision = as_signed(decision)
    minutes = MinutesExtract.objects.filter(decision=decision).select_related("certified_by__official").first()
    minutes = minutes or MinutesExtract(decision=decision)
    blocks = (
        *_head(decision),
        Requisites(
            letters.requisite_date(decision),
            f"№ {minutes.minutes_number or '_____'}",
            Council.objects.for_papers().place,
        ),
        *_said(HEARD, sourced(_heard(minutes, words), source_of(minutes, "heard"))),
        *_said(SPOKE, sourced(blocks_from(expand(minutes.spoke, words)), source_of(minutes, "spoke"))),
        *_said(DECIDED, _decided(decision, words)),
        *_said(VOTED, (Paragraph(plain(f"{_vote_of(decision)}."), align="left"),)),
        *_certified(minutes),
    )
    title = f"Витяг з протоколу: {decision.body.act_name} «{expand(decision.subject, words)}»"
    return documents.paper(decision, title, blocks)


def _head(decision: Decision) -> Blocks:
    """Return the head of the extract: the body, its session, what it is; the emblem stands on acts alone."""
    lines = [decision.body.name_uk, " ".join(letters.session(decision, genitive=False))]
    named = (
        Paragraph(plain(line.upper(), bold=True), align="center", indent=False, keep_with_next=True)
        for line in lines
        if line
    )
    return (*named, Heading(1, TITLE, anchor="title"))


def _said(head: str, blocks: Blocks) -> Blocks:
    """Return a part under its head; nothing of one that says nothing."""
    return (Heading(2, head, align="left"), *blocks) if blocks else ()


def _heard(minutes: MinutesExtract, words: Mapping[str, str]) -> Blocks:
    """Return what was heard: as it was written down, else the decision's subject and who spoke on it."""
    if minutes.heard:
        return blocks_from(expand(minutes.heard, words))
    decision = minutes.decision
    subject = expand(decision.subject, words).rstrip(".")
    speaker = f" Доповідач – {letters.named(decision.speaker, decision)}." if decision.speaker else ""
    return (Paragraph(plain(f"{subject}.{speaker}")),)


def _decided(decision: Decision, words: Mapping[str, str]) -> Blocks:
    """Return which act was adopted, and its points."""
    number = f" № {decision.number}" if decision.number else ""
    act = f"Прийняти {decision.body.act_name}{number} «{expand(decision.subject, words)}»:"
    points = tuple(
        sourced(blocks_from(expand(point.text, words)), source_of(point, "text")) for point in decision.points.all()
    )
    return (Paragraph(plain(act), keep_with_next=True), *((NumberedList(points),) if points else ()))


def _vote_of(decision: Decision) -> str:
    return next(filter(None, (words(decision) for words in _votes)), VOTE_BLANK)


def _certified(minutes: MinutesExtract) -> Iterator[Block]:
    """Yield the certification of a copy (ДСТУ 4163:2020, 5.26): true to the original, who says so, on what day."""
    day = ukrainian.long_date(minutes.certified_on) if minutes.certified_on else DAY_BLANK
    source = source_of(minutes, "certified_by")
    yield Heading(2, TRUE_COPY, align="left", source=source)
    if term := minutes.certified_by:
        name = term.official.signature(minutes.certified_on or minutes.decision.signature_style_day)
        yield Signature(term.post_uk, name, source=source)
    yield Paragraph(plain(day), align="left", indent=False, source=source_of(minutes, "certified_on"))


def data_of(decision: Decision) -> dict[str, Any]:
    """Return what the extract says beside the decision itself."""
    minutes = MinutesExtract.objects.filter(decision=decision).first() or MinutesExtract(decision=decision)
    said = {"minutes": minutes.minutes_number, "heard": minutes.heard, "spoke": minutes.spoke}
    return {**documents.data_of(decision), **said, "vote": _vote_of(decision)}


documents.register_paper(
    "extract",
    _("extract of the minutes of the session"),
    extract,
    data_of,
    applies=documents.is_voted_on,
    place=50,
)
