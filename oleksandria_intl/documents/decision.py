"""A council's act as blocks: letterhead, requisites, preamble, points, signature; its annexes with their marks.

Layout by ДСТУ 4163:2020; the kind of act and its verb are the acting body's, the order of the letterhead the council's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from oleksandria_intl import ukrainian
from oleksandria_intl.documents.blocks import (
    ApprovalMark,
    Block,
    Blocks,
    DraftMark,
    Landscape,
    Letterhead,
    LetterheadLine,
    NumberedList,
    PageBreak,
    Paragraph,
    PreparedBy,
    Requisites,
    Signature,
    Subject,
    begun,
    plain,
)
from oleksandria_intl.documents.markdown import blocks_from
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.documents.sources import source_of, sourced
from oleksandria_intl.models import Council, Decision, Term, as_signed
from oleksandria_intl.periods import Precision

DRAFT = "ПРОЄКТ"
WITHDRAWN = "ВІДКЛИКАНО"
SESSION_BLANK = "_____"


def act(decision: Decision, words: Mapping[str, str], *, mark: str = "") -> Blocks:
    """Return the whole act, from the emblem to the signature; before it the word that marks a draft."""
    decision = as_signed(decision)
    blocks = (
        *((draft_mark(mark, decision),) if mark else ()),
        letterhead(decision),
        Requisites(requisite_date(decision), f"№ {decision.number or '_____'}", Council.objects.for_papers().place),
        Subject(expand(decision.subject, words), source=source_of(decision, "subject")),
        *text(decision, words),
        *signature(decision.signatory, decision),
    )
    return sourced(blocks, source_of(decision))


def text(decision: Decision, words: Mapping[str, str]) -> Blocks:
    """Return what an act says: preamble, the words that lead to the points, the points."""
    decision = as_signed(decision)
    formula = decision.body.formula
    points = tuple(
        sourced(blocks_from(expand(point.text, words)), source_of(point, "text")) for point in decision.points.all()
    )
    leads = Paragraph(plain(formula, bold=True), align="left", indent=False, keep_with_next=True)
    return (
        *sourced(blocks_from(expand(decision.preamble, words)), source_of(decision, "preamble")),
        *((leads,) if formula and points else ()),
        *((NumberedList(points),) if points else ()),
    )


def draft_mark(word: str, decision: Decision | None) -> DraftMark:
    """Return ПРОЄКТ or ВІДКЛИКАНО with the draft's number and date, where it has them."""
    registered = _registration(decision)
    source = source_of(decision) if decision else None
    return DraftMark((word, registered) if registered else (word,), source=source)


def page_mark(word: str, decision: Decision | None) -> str:
    """Return what the further pages of a draft say at their head: «ПРОЄКТ № 01-03/390 від 12.12.2025»."""
    return f"{word} {_registration(decision)}".strip() if word else ""


def _registration(decision: Decision | None) -> str:
    """Return the draft's number and date: «№ 01-03/390 від 12.12.2025», as far as they are there."""
    if decision is None:
        return ""
    number = f"№ {decision.draft_number}" if decision.draft_number else ""
    day = f"від {decision.draft_date:%d.%m.%Y}" if decision.draft_date else ""
    return f"{number} {day}".strip()


def letterhead(decision: Decision) -> Letterhead:
    """Return the letterhead of the body that acts, in the council's own order of lines."""
    council, body = Council.objects.for_papers(), decision.body
    act_line = LetterheadLine(body.act_name.upper(), names_the_act=True)
    if council.letterhead_order == Council.LetterheadOrder.ACT_FIRST:
        names = [body.name_genitive, council.region_genitive, *session(decision, genitive=True)]
        lines = [act_line, *_capitals(names)]
    else:
        names = [body.name_uk, council.region_genitive, " ".join(session(decision, genitive=False))]
        lines = [*_capitals(names), act_line]
    return Letterhead(tuple(lines), emblem=council.has_emblem)


def _capitals(texts: list[str]) -> list[LetterheadLine]:
    return [LetterheadLine(text.upper()) for text in texts if text]


def session(decision: Decision, *, genitive: bool) -> list[str]:
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


def reference(decision: Decision, words: Mapping[str, str], *, act: str = "") -> str:
    """Return how another act names this one: «рішення виконавчого комітету … від … № … «Про …»».

    The kind of act may be given in another case than the nominative.
    """
    decision = as_signed(decision)
    return f"{short_reference(decision, act=act)} «{expand(decision.subject, words)}»"


def short_reference(decision: Decision, *, act: str = "") -> str:
    """Return the same without the subject: «рішенням міської ради від 20 грудня 2019 року № 875»."""
    decision = as_signed(decision)
    day = ukrainian.long_date(decision.dated) if decision.dated else f"«___» _____ {_year(decision)} року"
    body = decision.body
    return f"{act or body.act_name} {body.short_name_genitive} від {day} № {decision.number or '___'}"


def approval_mark(decision: Decision, number: str = "") -> ApprovalMark:
    """Return the mark on an annex's first page: approved by which act, of what date, signed by whom."""
    decision = as_signed(decision)
    lines = [*_approval_words(decision, number), approval_date(decision)]
    if decision.approver:
        name = decision.approver.official.signature(decision.signature_style_day)
        lines += [decision.approver.post_uk, f"_____ {name}"]
    return ApprovalMark(tuple(lines), source=source_of(decision))


def _approval_words(decision: Decision, number: str) -> list[str]:
    """Return the mark's words in the council's form; only an annex with a number is called one in every form."""
    council, body = Council.objects.for_papers(), decision.body
    forms = Council.ApprovalForm
    if council.approval_form == forms.ANNEX:
        return _annex_words(decision, number)
    is_instrumental = council.approval_form != forms.APPROVED
    act_name = body.act_instrumental if is_instrumental else ukrainian.capitalised(body.act_name)
    is_annex = number or council.approval_form == forms.ANNEX_APPROVED_BY
    named = [f"{council.annex_word} {number}".strip()] if is_annex else []
    return [*named, council.approval_word, f"{act_name} {body.short_name_genitive}"]


def _annex_words(decision: Decision, number: str) -> list[str]:
    word = f"{Council.objects.for_papers().annex_word} {number}".strip()
    return [word, f"до {decision.body.act_genitive} {decision.body.short_name_genitive}"]


def annex_mark(decision: Decision, number: str = "") -> ApprovalMark:
    """Return the mark on the first page of an annex that is taken note of, not approved."""
    decision = as_signed(decision)
    return ApprovalMark((*_annex_words(decision, number), approval_date(decision)), source=source_of(decision))


def annexed(annexes: Sequence[tuple[Callable[[str], ApprovalMark], Blocks]]) -> Blocks:
    """Return annexes, each from a new page, under the mark that its number gives; a sole annex has no number."""
    numbers = ("",) if len(annexes) == 1 else tuple(map(str, range(1, len(annexes) + 1)))
    parts = zip(annexes, numbers, strict=True)
    return tuple(chain.from_iterable(_on_new_page(begun(blocks, (mark(number),))) for (mark, blocks), number in parts))


def _on_new_page(blocks: Blocks) -> Blocks:
    """Return blocks that begin with a page; a sheet that is turned on its side does anyway."""
    return blocks if isinstance(blocks[0], Landscape) else (PageBreak(), *blocks)


def annex_signature(decision: Decision) -> Blocks:
    """Return the signature at the end of an annex."""
    decision = as_signed(decision)
    return signature(decision.signs_annex, decision)


def prepared_by(decision: Decision, *, is_draft: bool) -> Blocks:
    """Return who made the paper, without phones: of a draft its developer and speaker, then the executor."""
    decision = as_signed(decision)
    lines = tuple(introduced(decision)) if is_draft else ()
    executor = decision.executor.official.surname if decision.executor else ""
    return (PreparedBy(lines, executor, source=source_of(decision)),) if lines or executor else ()


def introduced(decision: Decision) -> Iterator[str]:
    """Yield who developed a draft, and who speaks on it at the session."""
    if decision.developer:
        yield f"Розробник: {decision.developer.name_uk}"
    if decision.speaker:
        yield f"Доповідач: {named(decision.speaker, decision)}"


def named(term: Term, decision: Decision) -> str:
    """Return an official in running text: «міський голова Степан ЦАПЮК»."""
    post = term.post_uk[:1].lower() + term.post_uk[1:]
    return f"{post} {term.official.signature(decision.signature_style_day)}"


def signature(term: Term | None, decision: Decision) -> tuple[Block, ...]:
    """Return the signature of an official in the style of the act's date."""
    if term is None:
        return ()
    name = term.official.signature(decision.signature_style_day)
    return (Signature(term.post_uk, name, source=source_of(decision)),)
