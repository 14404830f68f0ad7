"""A council's act as blocks: letterhead, requisites, preamble, points, signature; and its annex's approval mark.

Layout by ДСТУ 4163:2020; the kind of act and its verb are the acting body's, the order of the letterhead the council's.
"""

from __future__ import annotations

from collections.abc import Mapping

from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import (
    ApprovalMark,
    Block,
    Blocks,
    DraftMark,
    Letterhead,
    LetterheadLine,
    NumberedList,
    Paragraph,
    Requisites,
    Signature,
    Subject,
    plain,
)
from oleksandria_intl.documents.markdown import blocks_from
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.models import Council, Decision, Term
from oleksandria_intl.periods import Precision

DRAFT = "ПРОЄКТ"
SESSION_BLANK = "_____"


def act(decision: Decision, words: Mapping[str, str], *, draft: bool) -> Blocks:
    """Return the whole act, from the emblem to the signature; a draft says so."""
    formula = decision.body.formula
    points = tuple(blocks_from(expand(point.text, words)) for point in decision.points.all())
    return (
        *((draft_mark(decision),) if draft else ()),
        letterhead(decision),
        Requisites(requisite_date(decision), f"№ {decision.number or '_____'}", Council.objects.for_papers().place),
        Subject(expand(decision.subject, words)),
        *blocks_from(expand(decision.preamble, words)),
        *((Paragraph(plain(formula, bold=True), align="left", indent=False, keep_with_next=True),) if formula else ()),
        *((NumberedList(points),) if points else ()),
        *signature(decision.signatory, decision),
    )


def draft_mark(decision: Decision) -> DraftMark:
    """Return ПРОЄКТ with the draft's number and date, where it has them."""
    registered = [f"№ {decision.draft_number}"] if decision.draft_number else []
    if decision.draft_date:
        registered.append(f"від {decision.draft_date:%d.%m.%Y}")
    return DraftMark((DRAFT, *([" ".join(registered)] if registered else [])))


def letterhead(decision: Decision) -> Letterhead:
    """Return the letterhead of the body that acts, in the council's own order of lines."""
    council, body = Council.objects.for_papers(), decision.body
    act_line = LetterheadLine(body.act_name.upper(), names_the_act=True)
    if council.letterhead_order == Council.LetterheadOrder.ACT_FIRST:
        names = [body.name_genitive, council.region_genitive, *_session(decision, genitive=True)]
        lines = [act_line, *_capitals(names)]
    else:
        names = [body.name_uk, council.region_genitive, " ".join(_session(decision, genitive=False))]
        lines = [*_capitals(names), act_line]
    return Letterhead(tuple(lines), emblem=council.has_emblem)


def _capitals(texts: list[str]) -> list[LetterheadLine]:
    return [LetterheadLine(text.upper()) for text in texts if text]


def _session(decision: Decision, *, genitive: bool) -> list[str]:
    """Return the session and the convocation in words; a blank for a session not yet known."""
    if decision.convocation is None:
        return []
    form = "ої" if genitive else "а"
    session = ukrainian.ordinal(decision.session, form) if decision.session else SESSION_BLANK
    noun = "сесії" if genitive else "сесія"
    return [f"{session} {noun}", f"{ukrainian.ordinal(decision.convocation, 'ого')} скликання"]


def requisite_date(decision: Decision) -> str:
    """Return the date for the line of requisites: «від 24 грудня 2019 року», blanks for what is not known."""
    if decision.dated:
        return f"від {ukrainian.long_date(decision.dated)}"
    return f"від _____ {_year(decision)} року"


def approval_date(decision: Decision) -> str:
    """Return the date for the approval mark: «від ___ грудня 2019 року № ___»."""
    number = f"№ {decision.number or '___'}"
    if decision.dated:
        return f"від {ukrainian.long_date(decision.dated)} {number}"
    month = "_____"
    if decision.period_precision == Precision.MONTH and decision.period_start:
        month = ukrainian.MONTHS_GENITIVE[decision.period_start.month - 1]
    return f"від ___ {month} {_year(decision)} року {number}"


def _year(decision: Decision) -> str:
    return str(decision.period_start.year) if decision.period_start else "20__"


def reference(decision: Decision, words: Mapping[str, str]) -> str:
    """Return how another act names this one: «рішення виконавчого комітету … від … № … «Про …»»."""
    day = ukrainian.long_date(decision.dated) if decision.dated else f"«___» _____ {_year(decision)} року"
    number = decision.number or "___"
    subject = expand(decision.subject, words)
    return f"{decision.body.act_name} {decision.body.short_name_genitive} від {day} № {number} «{subject}»"


def approval_mark(decision: Decision) -> ApprovalMark:
    """Return the mark on an annex's first page: approved by which act, of what date, signed by whom."""
    body = decision.body
    lines = [
        Council.objects.for_papers().approval_word,
        f"{ukrainian.capitalised(body.act_name)} {body.short_name_genitive}",
        approval_date(decision),
    ]
    if decision.approver:
        name = decision.approver.official.signature(decision.signature_style_day)
        lines += [decision.approver.post_uk, f"_____ {name}"]
    return ApprovalMark(tuple(lines))


def annex_mark(decision: Decision) -> ApprovalMark:
    """Return the mark on the first page of an annex that is taken note of, not approved."""
    body = decision.body
    return ApprovalMark(("Додаток", f"до {body.act_genitive} {body.short_name_genitive}", approval_date(decision)))


def signature(term: Term | None, decision: Decision) -> tuple[Block, ...]:
    """Return the signature of an official in the style of the act's date."""
    if term is None:
        return ()
    return (Signature(term.post_uk, term.official.signature(decision.signature_style_day)),)
