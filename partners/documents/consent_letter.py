"""The letter that asks the ministry for its consent to an agreement (Law 3668-IX)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl import clock, papers, ukrainian
from oleksandria_intl.documents.blocks import (
    ApprovalMark,
    Letterhead,
    LetterheadLine,
    Paragraph,
    Requisites,
    Signature,
    Subject,
    plain,
)
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import source_of, sourced
from oleksandria_intl.models import Body, Council, Term
from partners import path
from partners.documents.agreement_words import KINDS_GENITIVE, party_words
from partners.documents.moments import last_change
from partners.models import Agreement, AgreementRule, State, Step
from partners.models.rules import rule_on

KIND = "consent-letter"
BLANK = "______________"


def applies(agreement: Agreement) -> bool:
    """Whether a letter may be written: the draft is prepared, and needs the consent, or it was asked for."""
    if agreement.state == State.ASKED:
        return True
    return agreement.state in (State.AUTHORISED, State.PREPARED) and path.needs_consent(agreement, clock.today())


def find(key: str, scope: papers.Scope) -> Agreement:
    """Return the agreement with a code; raises ``PaperNotFound``."""
    agreement = Agreement.objects.with_details().of_code(key)
    if agreement is None:
        raise papers.PaperNotFound(_("There is no agreement “%(key)s”.") % {"key": key})
    if not applies(agreement):
        raise papers.PaperNotFound(_("This agreement needs no letter to the ministry now."))
    return agreement


def letter(agreement: Agreement) -> Document:
    """Return the letter; its number and day are those with which it was recorded, blanks before."""
    council, asked = Council.objects.for_papers(), path.consent_asked(agreement)
    on = asked.on if asked and asked.on else clock.today()
    rule = rule_on(AgreementRule.objects.latest_first(), on)
    number = asked.number if asked and asked.number else BLANK
    dated = f"від {ukrainian.long_date(on)}" if asked else f"від {BLANK}"
    lines = (council.name_uk, council.region_genitive)
    subject = f"Про надання згоди на укладення {KINDS_GENITIVE[Agreement.Kind(agreement.kind)]}"
    own = source_of(agreement)
    blocks = (
        Letterhead(
            tuple(LetterheadLine(line.upper()) for line in lines if line), council.has_emblem, source_of(council)
        ),
        Requisites(dated, f"№ {number}", council.place, own),
        *((ApprovalMark((rule.ministry,), source_of(rule, "ministry")),) if rule and rule.ministry else ()),
        Subject(subject, own),
        *sourced(tuple(_text(agreement, council, rule)), own),
        *_signature(on),
    )
    return Document(
        title=f"{subject}: {agreement.title_uk}",
        author=council.name_uk,
        blocks=blocks,
        dated=last_change([agreement]),
        is_letter=True,
    )


def _text(agreement: Agreement, council: Council, rule: AgreementRule | None) -> Iterator[Paragraph]:
    kind = KINDS_GENITIVE[Agreement.Kind(agreement.kind)]
    basis = f"Відповідно до законодавства ({rule.basis}) " if rule and rule.basis else ""
    asks = f"{council.name_uk} просить надати згоду на укладення {kind} «{agreement.title_uk}»."
    yield _paragraph(basis + asks)
    parties = "; ".join(map(party_words, agreement.parties.all())) or BLANK
    yield _paragraph(f"Інші сторони: {parties}.")
    if areas := ", ".join(area.name_uk for area in agreement.areas.all()):
        yield _paragraph(f"Сфери співробітництва: {areas}.")
    yield _paragraph(f"Підписання уповноважено: {authorisation(agreement) or BLANK}.")
    if rule:
        days = ukrainian.counted(rule.consent_days, "дня", "днів", "днів")
        yield _paragraph(f"Про результати розгляду просимо повідомити протягом {days} з дня надходження цього листа.")
    yield _paragraph(f"Додаток: проєкт {kind} на ____ арк. в 1 прим.")


def authorisation(agreement: Agreement) -> str:
    """Return the act that authorised signing: «рішення … міської ради від 20 грудня 2019 року № 5»; empty of none."""
    steps = [step for step in agreement.steps.all() if step.step == Step.AUTHORISED and step.stands]
    if steps:
        return steps[-1].act
    decision = agreement.authorised_by
    if decision is None or not decision.number:
        return ""
    return f"{decision.body.act_name} {decision.body.name_genitive} {_dated(decision.dated)}№ {decision.number}"


def _dated(day: date | None) -> str:
    return f"від {ukrainian.long_date(day)} " if day else ""


def _signature(on: date) -> Iterator[Signature]:
    """Yield the mayor's signature, as far as it is known who is the mayor."""
    mayor = Body.objects.filter(kind=Body.Kind.MAYOR).select_related("head__official").first()
    term: Term | None = mayor.head if mayor else None
    if term is not None and mayor is not None:
        yield Signature(term.post_uk, term.official.signature(on), source_of(mayor, "head"))
        return
    yield Signature(ukrainian.capitalised(mayor.short_name) if mayor else "Голова", BLANK)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(plain(text))


def data_of(agreement: Agreement) -> dict[str, Any]:
    """Return what the letter asks for."""
    return {
        "agreement": agreement.code,
        "kind": agreement.kind,
        "title": agreement.title_uk,
        "parties": [party_words(party) for party in agreement.parties.all()],
    }


papers.register(
    papers.PaperKind(
        kind=KIND,
        app="partners",
        title=gettext_lazy("letter to the ministry for its consent"),
        key_help=gettext_lazy("ramat-gan: the code of the agreement"),
        find=find,
        build=letter,
        data=data_of,
        key_of=lambda agreement: agreement.code,
        applies=applies,
        of="agreement",
    )
)
