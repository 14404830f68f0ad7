"""The results of the votes on a decision, by name, as one paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl import acts, papers, ukrainian
from oleksandria_intl.acts import extracts
from oleksandria_intl.acts.documents import is_voted_on, register_paper
from oleksandria_intl.documents.blocks import (
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    RowGroup,
    Source,
    Table,
    plain,
)
from oleksandria_intl.documents.cells import text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.documents.sources import source_of, sourced
from oleksandria_intl.models import Body, Choice, Council, Decision, Vote, VoteByName
from oleksandria_intl.votes.words import COUNTED, printed

KIND = "roll-call"
BY_NAME, BY_COUNT = "РЕЗУЛЬТАТИ ПОІМЕННОГО ГОЛОСУВАННЯ", "РЕЗУЛЬТАТИ ГОЛОСУВАННЯ"
KINDS = {
    Vote.Kind.BASIS: "За основу",
    Vote.Kind.BASIS_AND_WHOLE: "За основу і в цілому",
    Vote.Kind.AMENDMENT: "Поправка",
    Vote.Kind.WHOLE: "В цілому",
    Vote.Kind.WHOLE_AMENDED: "В цілому зі змінами",
}
SESSIONS = {Vote.Session.ORDINARY: "чергова", Vote.Session.EXTRAORDINARY: "позачергова"}
IN_A_LINE = {
    Choice.FOR: "за",
    Choice.AGAINST: "проти",
    Choice.ABSTAINED: "утримались",
    Choice.NOT_VOTING: "не голосували",
    Choice.ABSENT: "відсутні",
}
ADOPTED, NOT_ADOPTED = "Прийнято", "Не прийнято"


def roll_call(decision: Decision) -> Document:
    """Return the votes on a decision, each from a new page; raises ``PaperNotFound`` where there are none."""
    votes = _votes_on(decision)
    about = expand(decision.subject, acts.matter_of(decision).words)
    blocks = tuple(
        block
        for place, vote in enumerate(votes)
        for block in (*((PageBreak(),) if place else ()), *_vote(vote, decision, about))
    )
    council = Council.objects.for_papers()
    return Document(
        title=f"Результати голосування «{about}»",
        author=council.name_uk,
        blocks=sourced(blocks, source_of(decision)),
        dated=_moment(decision, votes),
        continues_tables=council.continues_tables,
    )


def _moment(decision: Decision, votes: list[Vote]) -> datetime:
    """Return when somebody last changed a vote or a name in it; while nobody has, noon of the day of the last vote."""
    own: Any = Vote.history.filter(decision_id=decision.pk)
    names: Any = VoteByName.history.filter(vote_id__in=[vote.pk for vote in votes])
    changed = [record.history_date for rows in (own, names) for record in rows.order_by("-history_date")[:1]]
    return max(changed, default=timezone.make_aware(datetime.combine(votes[-1].held_on, time(12))))


def _vote(vote: Vote, decision: Decision, about: str) -> Iterator[Any]:
    """Yield the blocks of one vote, in the order in which a voting system prints them."""
    council, names = Council.objects.for_papers(), list(vote.names.all())
    own = source_of(vote)
    for text in (council.name_uk, council.region_genitive, *_session(vote, decision)):
        if text:
            yield _centred(text, source=source_of(council) if text == council.name_uk else own)
    yield Heading(1, BY_NAME if names else BY_COUNT, anchor=f"vote-{vote.order}", source=own)
    yield _line(about, source=source_of(decision, "subject"))
    yield from sourced((*_facts(vote, decision), *map(_line, _counts(vote))), own)
    if names:
        yield _names(names)
    outcome = (ADOPTED if vote.is_adopted else NOT_ADOPTED).upper()
    yield Paragraph(plain(outcome, bold=True), align="center", indent=False, source=source_of(vote, "is_adopted"))


def _session(vote: Vote, decision: Decision) -> list[str]:
    """Return the session in words, as far as it is known: «сорок восьма позачергова сесія сьомого скликання»."""
    number = [ukrainian.ordinal(decision.session, "а")] if decision.session else []
    convocation = (
        [f"{ukrainian.ordinal(decision.convocation, 'ого')} скликання"] if decision.convocation is not None else []
    )
    session = " ".join([*number, SESSIONS[Vote.Session(vote.session_kind)], "сесія", *convocation])
    sitting = [f"пленарне засідання № {vote.sitting}"] if vote.sitting else []
    return [ukrainian.capitalised(session), *sitting]


def _facts(vote: Vote, decision: Decision) -> Iterator[Paragraph]:
    """Yield what was voted on, when, under which numbers."""
    yield _line(f"«{KINDS[Vote.Kind(vote.kind)]}»", bold=True)
    if vote.amendment:
        yield Paragraph(plain(vote.amendment), source=source_of(vote, "amendment"))
    if decision.draft_number:
        registered = f" від {decision.draft_date:%d.%m.%Y}" if decision.draft_date else ""
        yield _line(f"Проєкт № {decision.draft_number}{registered}")
    number = f"№ {vote.number}, " if vote.number else ""
    yield _line(f"Голосування {number}{vote.moment}")


def _names(names: list[Any]) -> Table:
    groups = tuple(
        RowGroup(
            (
                Row(
                    (
                        text_cell(row.name, heads_row=True, source=source_of(row, "name")),
                        text_cell(printed(row.choice, row.name), source=source_of(row, "choice")),
                    )
                ),
            )
        )
        for row in names
    )
    columns = (Column("Прізвище, ім’я, по батькові", 0.65), Column("Результат голосування", 0.35))
    return Table(columns, groups, title="Поіменне голосування")


def _counts(vote: Vote) -> Iterator[str]:
    """Yield the counts that are known, and what a majority takes."""
    if known := [f"{COUNTED[choice]} – {value}" for choice, value in vote.counts if value is not None]:
        yield ukrainian.capitalised(", ".join(known))
    if vote.majority is not None:
        yield f"Загальний склад ради{_with_mayor(vote)} – {vote.whole_composition}"
        yield f"Для прийняття потрібно голосів – {vote.majority}"


def _with_mayor(vote: Vote) -> str:
    """Return the words that the mayor's vote counts: «з урахуванням голосу міського голови»."""
    if not vote.counts_mayor:
        return ""
    mayor = Body.objects.filter(kind=Body.Kind.MAYOR).first()
    return f" з урахуванням голосу {mayor.short_name_genitive if mayor else 'голови'}"


def _line(text: str, *, bold: bool = False, source: Source | None = None) -> Paragraph:
    return Paragraph(plain(text, bold=bold), align="left", indent=False, keep_with_next=True, source=source)


def _centred(text: str, *, source: Source) -> Paragraph:
    return Paragraph(plain(text, bold=True), align="center", indent=False, keep_with_next=True, source=source)


def data_of(decision: Decision) -> dict[str, Any]:
    """Return the votes on a decision as data; raises ``PaperNotFound`` where there are none."""
    return {"decision": decision.code, "votes": [_data(vote) for vote in _votes_on(decision)]}


def _votes_on(decision: Decision) -> list[Vote]:
    """Return the votes on a decision; raises ``PaperNotFound`` where there are none."""
    if votes := list(Vote.objects.of_decision(decision)):
        return votes
    raise papers.PaperNotFound(_("No vote on this decision is recorded: there is nothing to print."))


def _data(vote: Vote) -> dict[str, Any]:
    return {
        "order": vote.order,
        "kind": vote.kind,
        "amendment": vote.amendment,
        "session_kind": vote.session_kind,
        "sitting": vote.sitting,
        "number": vote.number,
        "date": str(vote.held_on),
        "time": str(vote.held_at) if vote.held_at else None,
        "composition": vote.composition,
        "counts_mayor": vote.counts_mayor,
        "majority": vote.majority,
        "counts": {choice.value: value for choice, value in vote.counts},
        "is_adopted": vote.is_adopted,
        "names": [{"name": row.name, "choice": row.choice} for row in vote.names.all()],
    }


register_paper(KIND, gettext_lazy("results of the votes by name"), roll_call, data_of, applies=is_voted_on, place=45)


@extracts.register_votes
def in_a_line(decision: Decision) -> str:
    """Return the last vote on a decision in words: «за – 26, проти – 1, …»; empty where none is recorded."""
    vote = Vote.objects.of_decision(decision).last()
    counts = vote.counts if vote else []
    said = ", ".join(f"{IN_A_LINE[choice]} – {value}" for choice, value in counts if value is not None)
    return f"{said}." if said else ""
