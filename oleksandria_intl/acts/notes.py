"""The explanatory note to a draft decision: what the office wrote, else what apps know of its matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from oleksandria_intl import acts
from oleksandria_intl.acts import documents
from oleksandria_intl.documents import decision as letters
from oleksandria_intl.documents.blocks import Block, Blocks, Heading, Paragraph, Signature, plain
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.markdown import blocks_from
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.documents.sources import source_of, sourced
from oleksandria_intl.models import Decision, ExplanatoryNote

TITLE = "ПОЯСНЮВАЛЬНА ЗАПИСКА"
HEADS = {
    "grounds": "Підстава й обґрунтування",
    "goal": "Мета",
    "legal_basis": "Правові засади",
    "finance": "Фінансово-економічне обґрунтування",
    "outcomes": "Очікувані результати",
}
"""The parts that the office writes, by the field that each is written in."""
INTRODUCED = "Розробник, доповідач"
BLANK = "_____"


class Proposals(NamedTuple):
    """What an app knows of a decision's matter."""

    texts: Mapping[str, str] = {}
    """Markdown for the parts that the office has not written, by field."""
    money: Blocks = ()
    """What its financial part ends with: the sums by source and year."""


Provider = Callable[[Decision], Proposals]
PROVIDERS: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add what an app knows of the matters of decisions."""
    PROVIDERS.append(provider)
    return provider


def proposals(decision: Decision) -> Proposals:
    """Return what all apps know of a decision's matter; of a part that two know, the app further right says it."""
    found = [provider(decision) for provider in PROVIDERS]
    texts = {field: text for each in found for field, text in each.texts.items() if text}
    return Proposals(texts, tuple(block for each in found for block in each.money))


def explanatory_note(decision: Decision) -> Document:
    """Return the note: its parts in their order, who developed the draft and speaks on it, who signs."""
    matter = acts.matter_of(decision)
    words, note = matter.words, ExplanatoryNote.objects.filter(decision=decision).first()
    proposed = proposals(decision)
    parts = [_part(note, field, proposed.texts.get(field, ""), words) for field in HEADS]
    parts[list(HEADS).index("finance")] += proposed.money
    parts.append(_introduced(decision))
    headed = zip((*HEADS.values(), INTRODUCED), parts, strict=True)
    body = [
        block
        for number, (head, part) in enumerate(headed, 1)
        for block in (Heading(2, f"{number}. {head}", align="left"), *(part or _blank()))
    ]
    about = f"до проєкту {decision.body.act_genitive} {decision.body.name_genitive}"
    blocks = (*documents.titled_block(TITLE, about, decision, words), *body, *_signature(decision))
    title = f"Пояснювальна записка до проєкту {decision.body.act_genitive} «{expand(decision.subject, words)}»"
    return documents.paper(decision, title, blocks + letters.prepared_by(decision, is_draft=False))


def _part(note: ExplanatoryNote | None, field: str, proposed: str, words: Mapping[str, str]) -> Blocks:
    """Return a part as the office wrote it, with its source, else as it is proposed."""
    if note and (written := getattr(note, field)):
        return sourced(blocks_from(expand(written, words)), source_of(note, field))
    return blocks_from(expand(proposed, words))


def _blank() -> Blocks:
    return (Paragraph(plain(BLANK)),)


def _introduced(decision: Decision) -> Blocks:
    return tuple(Paragraph(plain(line), align="left") for line in letters.introduced(decision))


def _signature(decision: Decision) -> Iterator[Block]:
    """Yield the signature of who speaks on the draft at the session."""
    if speaker := decision.speaker:
        name = speaker.official.signature(decision.draft_date or decision.signature_style_day)
        yield Signature(speaker.post_uk, name)


def data_of(decision: Decision) -> dict[str, Any]:
    """Return the note's parts as they are printed, without what is computed."""
    words, note = acts.matter_of(decision).words, ExplanatoryNote.objects.filter(decision=decision).first()
    proposed = proposals(decision).texts
    texts = {field: (getattr(note, field) if note else "") or proposed.get(field, "") for field in HEADS}
    return {**documents.data_of(decision), "note": {field: expand(text, words) for field, text in texts.items()}}


documents.register_paper(
    "explanatory-note",
    _("explanatory note to the draft"),
    explanatory_note,
    data_of,
    applies=documents.is_voted_on,
    place=20,
    is_public=True,
)
