"""The conclusion of a standing committee on a draft decision, as the path of the decision has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl import acts, papers, ukrainian
from oleksandria_intl.acts import documents
from oleksandria_intl.documents.blocks import (
    Blocks,
    Letterhead,
    LetterheadLine,
    Paragraph,
    Requisites,
    Signature,
    Subject,
    plain,
)
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.markdown import blocks_from
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.documents.sources import source_of
from oleksandria_intl.models import Body, Council, Decision, DecisionStep

KIND = "committee-conclusion"
ACT = "висновок"
CHAIR, SECRETARY = "Голова комісії", "Секретар комісії"
NAME_BLANK = "____________"
CONCLUSION_BLANK = "_____"
KEY = gettext_lazy(
    "d/<code> or 2020/1: the decision with one conclusion; d/<code>/<committee>: the conclusion of that committee"
)


@dataclass(frozen=True)
class Conclusion:
    """What a committee concluded on a draft; without a step it has not concluded yet, and the form is blank."""

    decision: Decision
    body: Body
    step: DecisionStep | None = None

    @property
    def on(self) -> date | None:
        """The day of the conclusion."""
        return self.step.on if self.step else None

    @property
    def number(self) -> str:
        """The number of the conclusion."""
        return self.step.number if self.step else ""


def conclusions_of(decision: Decision) -> list[Conclusion]:
    """Return the conclusions of standing committees on a draft, the last of each committee."""
    found = {step.body: step for step in DecisionStep.objects.conclusions_on(decision)}
    return [Conclusion(decision, body, step) for body, step in found.items() if body]


def find(key: str, scope: papers.Scope) -> Conclusion:
    """Return the conclusion that a key names; raises ``PaperNotFound`` with a sentence."""
    if key.count("/") > 1:
        whole, _slash, code = key.rpartition("/")
        return _of_committee(acts.find_decision(whole, scope), code)
    decision = acts.find_decision(key, scope)
    found = conclusions_of(decision)
    if len(found) == 1:
        return found[0]
    if not found:
        raise papers.PaperNotFound(_("No standing committee has concluded on this draft yet."))
    keys = ", ".join(map(key_of, found))
    raise papers.PaperNotFound(_("Several committees concluded on this draft; name one: %(keys)s.") % {"keys": keys})


def _of_committee(decision: Decision, code: str) -> Conclusion:
    """Return the conclusion of a committee; a blank one of a committee that has not concluded yet."""
    body = Body.objects.filter(code=code, kind=Body.Kind.STANDING).first()
    if body is None:
        raise papers.PaperNotFound(_("There is no standing committee “%(code)s”.") % {"code": code})
    concluded = (each for each in conclusions_of(decision) if each.body == body)
    return next(concluded, Conclusion(decision, body))


def key_of(conclusion: Conclusion) -> str:
    """Return the key of a conclusion: «d/programme-2021/budget-committee»."""
    return f"{acts.key_of(conclusion.decision)}/{conclusion.body.code}"


def committee_conclusion(conclusion: Conclusion) -> Document:
    """Return the conclusion: which committee, of what draft, what it concluded, the chair's signature."""
    decision, body = conclusion.decision, conclusion.body
    subject = expand(decision.subject, acts.matter_of(decision).words)
    draft = f"проєкт {decision.body.act_genitive} {decision.body.short_name_genitive} «{subject}»"
    day = f"від {ukrainian.long_date(conclusion.on)}" if conclusion.on else "від «___» _____ 20__ року"
    blocks = (
        _letterhead(body),
        Requisites(day, f"№ {conclusion.number or '_____'}", Council.objects.for_papers().place),
        Subject(f"Про {draft}"),
        Paragraph(plain(f"Розглянувши {draft}, {body.short_name} дійшла висновку:"), keep_with_next=True),
        *_concluded(conclusion),
        *_signatures(conclusion),
    )
    title = f"{ukrainian.capitalised(body.act_name or ACT)} {body.name_genitive} «Про {draft}»"
    return documents.paper(decision, title, blocks)


def _letterhead(body: Body) -> Letterhead:
    """Return the head of a committee's paper: the council, the committee, the name of its act."""
    council = Council.objects.for_papers()
    lines = [LetterheadLine(name.upper()) for name in (council.name_uk, body.name_uk)]
    return Letterhead((*lines, LetterheadLine((body.act_name or ACT).upper(), names_the_act=True)), council.has_emblem)


def _concluded(conclusion: Conclusion) -> Blocks:
    step = conclusion.step
    said = "\n\n".join(filter(None, (step.conclusion, step.remark))) if step else ""
    return blocks_from(said) or (Paragraph(plain(CONCLUSION_BLANK)),)


def _signatures(conclusion: Conclusion) -> Blocks:
    """Return the chair's signature, named if in the post on the day, and room for the committee's secretary."""
    head, day = conclusion.body.head, conclusion.on
    named = head if head and (day is None or head.covers(day)) else None
    chair = Signature(
        named.post_uk if named else CHAIR,
        named.official.signature(day) if named else NAME_BLANK,
        source=source_of(conclusion.body, "head"),
    )
    return chair, Signature(SECRETARY, NAME_BLANK)


def data_of(conclusion: Conclusion) -> dict[str, Any]:
    """Return what a committee concluded."""
    step = conclusion.step
    return {
        **documents.data_of(conclusion.decision),
        "committee": conclusion.body.name_uk,
        "concluded_on": str(conclusion.on) if conclusion.on else None,
        "conclusion_number": conclusion.number,
        "conclusion": step.conclusion if step else "",
        "remark": step.remark if step else "",
    }


papers.register(
    papers.PaperKind(
        kind=KIND,
        app="oleksandria_intl",
        title=gettext_lazy("conclusion of a standing committee"),
        key_help=KEY,
        find=find,
        build=committee_conclusion,
        data=data_of,
        key_of=key_of,
        is_shown=lambda key: acts.is_shown(key.rpartition("/")[0]),
        of=acts.KIND,
        place=40,
    )
)
