"""The paper of a decision that stands by itself: its text, its signature, who made it; no annex."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timezone
from typing import Any

from django.db.models import Max
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl import acts, papers, ukrainian
from oleksandria_intl.documents import decision as letters
from oleksandria_intl.documents.blocks import Blocks, Heading, Paragraph, plain
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.documents.sources import source_of, sourced
from oleksandria_intl.models import Council, Decision, DecisionPoint, as_signed

KEY = gettext_lazy("d/<code>: the decision with this code")
BESIDE_KEY = gettext_lazy("d/<code>: the decision with this code; 2020/1: that of the edition")
NO_DAY = date(2000, 1, 1)
"""What a paper is dated of which nothing says a day: it must not move."""


def titled(decision: Decision, matter: acts.Matter) -> str:
    """Return what a decision is called: «Рішення «Про …»»."""
    return ukrainian.capitalised(f"{decision.body.act_name} «{expand(decision.subject, matter.words)}»")


def document(decision: Decision) -> Document:
    """Return a decision by itself."""
    decision = as_signed(decision)
    matter = acts.matter_of(decision)
    mark = acts.mark_of(decision, matter)
    blocks = letters.act(decision, matter.words, mark=mark) + letters.prepared_by(decision, is_draft=bool(mark))
    return paper(decision, titled(decision, matter), blocks, mark)


def paper(decision: Decision, title: str, blocks: Blocks, mark: str = "") -> Document:
    """Return blocks as a paper of a decision; what names no row as its source is computed from the decision."""
    council = Council.objects.for_papers()
    return Document(
        title=title,
        author=council.name_uk,
        continues_tables=council.continues_tables,
        blocks=sourced(blocks, source_of(decision)),
        dated=moment_of(decision),
        mark=letters.page_mark(mark, decision),
    )


def titled_block(title: str, about: str, decision: Decision, words: Mapping[str, str]) -> Blocks:
    """Return the head of a paper beside a draft: what it is, to which act, its subject."""
    subject = expand(decision.subject, words)
    lines = (about, f"«{subject}»")
    centred = (Paragraph(plain(line, bold=True), align="center", indent=False, keep_with_next=True) for line in lines)
    return Heading(1, title, anchor="title"), *centred


def moment_of(decision: Decision) -> datetime:
    """Return when a person last changed a decision or a point of it; while nobody has, the day that it names."""
    histories = (Decision.history.filter(id=decision.pk), DecisionPoint.history.filter(decision=decision.pk))
    by_people = (rows.filter(history_user__isnull=False) for rows in histories)
    moments = [rows.aggregate(newest=Max("history_date"))["newest"] for rows in by_people]
    if known := [moment for moment in moments if moment]:
        return max(known)
    day = decision.period_start or decision.draft_date or NO_DAY
    return datetime(day.year, day.month, day.day, tzinfo=timezone.utc)


def data_of(decision: Decision) -> dict[str, Any]:
    """Return a decision's data: what everybody may know, links as words."""
    words = acts.matter_of(decision).words
    return {
        "code": decision.code,
        "body": decision.body.name_uk,
        "subject": expand(decision.subject, words),
        "number": decision.number,
        "date": str(decision.dated) if decision.dated else None,
        "draft": {
            "number": decision.draft_number,
            "date": str(decision.draft_date) if decision.draft_date else None,
            "developer": decision.developer.name_uk if decision.developer else None,
            "speaker": str(decision.speaker) if decision.speaker else None,
        },
        "preamble": expand(decision.preamble, words),
        "points": [expand(point.text, words) for point in decision.points.all()],
        "signatory": str(decision.signatory) if decision.signatory else None,
    }


def is_voted_on(decision: Decision) -> bool:
    """Whether several people decide: the mayor's orders have neither a note nor votes nor minutes."""
    return decision.body.votes


def phone_of(decision: Decision) -> str:
    """Return the phone of the executor of a decision."""
    return decision.executor.phone if decision.executor else ""


def register_paper(
    kind: str,
    title: Any,
    build: Callable[[Decision], Document],
    data: Callable[[Decision], dict[str, Any]],
    *,
    find: Callable[[str, papers.Scope], Decision] = acts.find_decision,
    key_of: Callable[[Decision], str] = acts.key_of,
    place: int,
    is_public: bool = False,
    **further: Any,
) -> None:
    """Register a paper beside a decision, found as the decision itself is, or by what hangs on it: «2020/1».

    Whether it is public says whether everybody gets it once the decision is; what else ``PaperKind`` has may be given.
    """
    papers.register(
        papers.PaperKind(
            kind=kind,
            app="oleksandria_intl",
            title=title,
            key_help=BESIDE_KEY,
            find=find,
            build=build,
            data=data,
            key_of=key_of,
            of=acts.KIND,
            is_shown=acts.is_shown if is_public else lambda key: False,
            place=place,
            phone_of=phone_of,
            **further,
        )
    )


BY_ITSELF = papers.PaperKind(
    kind=acts.KIND,
    app="oleksandria_intl",
    title=gettext_lazy("decision"),
    key_help=KEY,
    find=acts.find_decision,
    build=document,
    data=data_of,
    key_of=acts.key_of,
    is_final=lambda decision: decision.is_signed,
    is_shown=acts.is_shown,
    of="decision",
    phone_of=phone_of,
)


def printing_decisions(kind: papers.PaperKind) -> papers.PaperKind:
    """Return a kind that prints decisions with what hangs on them, so that it prints those by themselves, too."""

    def of(subject: Any) -> papers.PaperKind:
        return BY_ITSELF if isinstance(subject, Decision) else kind

    return replace(
        kind,
        key_help=format_lazy("{}; {}", kind.key_help, KEY),
        find=lambda key, scope: _printed(key) if key.startswith(acts.PREFIX) else kind.find(key, scope),
        build=lambda subject: of(subject).build(subject),
        data=lambda subject: of(subject).data(subject),
        key_of=lambda subject: of(subject).key_of(subject),
        is_final=lambda subject: of(subject).is_final(subject),
        is_shown=lambda key: acts.is_shown(key) or kind.is_shown(key),
        phone_of=lambda subject: of(subject).phone_of(subject),
        also_of=("decision",),
    )


def _printed(key: str) -> Any:
    """Return what the paper of a decision is made of; raises ``PaperNotFound`` where another kind prints it."""
    kind, subject = acts.paper_of(acts.find_decision(key))
    if kind.kind != acts.KIND:
        raise papers.PaperNotFound(
            _("The decision “%(key)s” is printed with what belongs to it: ask for “%(kind)s %(other)s”.")
            % {"key": key, "kind": kind.kind, "other": kind.key_of(subject)}
        )
    return subject
