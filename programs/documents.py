"""The programme's papers: the council decision with its annex, and the passport alone."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from oleksandria_intl import papers, ukrainian
from oleksandria_intl.acts.documents import printing_decisions
from oleksandria_intl.documents import decision as acts
from oleksandria_intl.documents.blocks import (
    Blocks,
)
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.models import as_signed
from programs import exchange, sections
from programs.annexes import restated, restates_whole
from programs.edition_paper import EditionPaper
from programs.marks import alone, end_of_annex, phone_of
from programs.models import Edition
from programs.profiles import profiles


def decision(edition: Edition) -> Document:
    """Return the council decision with its annex: passport, contents, programme; of an amendment what it restates."""
    paper = EditionPaper(edition)
    title = edition.titled()
    if edition.decision is not None:
        subject = expand(edition.decision.subject, paper.words)
        title = ukrainian.capitalised(f"{as_signed(edition.decision).body.act_name} «{subject}»")
    return paper.document(title, decision_blocks(paper))


def decision_blocks(paper: EditionPaper) -> Blocks:
    """Return what the paper of a decision prints, without the data that it carries."""
    edition, act = paper.edition, paper.act()
    if edition.decision is None:
        return paper.annex()
    is_whole = edition.is_founding or restates_whole(paper)
    annex = paper.annex() if is_whole else restated(paper)
    mark = partial(acts.approval_mark if is_whole else acts.annex_mark, edition.decision)
    return (*act, *acts.annexed([(mark, annex)])) if annex else (*act, *end_of_annex(edition))


def passport(edition: Edition) -> Document:
    """Return the passport as an annex alone; raises ``PaperNotFound`` where it has no rows."""
    paper = EditionPaper(edition)
    blocks = paper.passport()
    if not blocks:
        raise papers.PaperNotFound(_("The passport has no rows yet: there is nothing to print."))
    return paper.document(f"Паспорт {edition.titled('Програми')}", alone(edition, blocks))


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


def edition_paper(
    kind: str, app: str, title: object, build: object, *, data: Any = data_of, **further: Any
) -> papers.PaperKind:
    """Return a kind of paper that is made of an edition, found by the programme's address and the edition's number."""
    return papers.PaperKind(
        kind=kind,
        app=app,
        title=title,
        key_help=EDITION_KEY,
        find=find,
        build=build,  # type: ignore[arg-type]
        data=data,
        key_of=lambda edition: edition.key,
        is_final=lambda edition: not edition.is_draft,
        is_shown=lambda key: key in set(Edition.objects.visible().keys()),
        phone_of=phone_of,
        **further,
    )


def register_edition_paper(kind: str, app: str, title: object, build: object, **further: Any) -> None:
    """Register a paper that is made of an edition."""
    papers.register(edition_paper(kind, app, title, build, **further))


papers.register(
    printing_decisions(edition_paper("decision", "programs", _("council decision with the programme"), decision))
)
register_edition_paper("passport", "programs", _("passport of the programme"), passport)

sections.register_kind("text", _("text alone"), lambda section: ())
for code, label in (("twin_cities", _("twin cities")), ("partner_cities", _("partner cities"))):
    sections.register_kind(code, label, profiles, lambda section: bool(section.profiles.all()))
