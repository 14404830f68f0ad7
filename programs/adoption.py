"""What adoption keeps of an edition, so that it stands whatever registers say later: words, parts of pages, papers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.contrib.auth.models import User
from simple_history.utils import bulk_update_with_history

from oleksandria_intl import papers
from oleksandria_intl.acts import PRIOR_DECISION
from oleksandria_intl.documents.blocks import Blocks, Subject
from oleksandria_intl.documents.html import render_blocks
from oleksandria_intl.files import PAPER_LANGUAGE
from oleksandria_intl.models import signed_words as signing
from programs.edition_paper import EditionPaper
from programs.exchange import row_models, rows_of
from programs.models import Edition, EditionRow, KeptPart
from programs.words import words_of


def copy_words(edition: Edition, *, by: User | None = None) -> None:
    """Copy what the edition's rows and its decision print from registers into fields of their own.

    Before the edition is saved as adopted: from then on the database keeps its rows as they are.
    """
    forget_words(edition, by=by)
    _set_words(edition, EditionRow.register_word, by)
    if edition.decision:
        signing.keep_words(edition.decision, prior=words_of(edition).get(PRIOR_DECISION, ""))


def forget_words(edition: Edition, *, by: User | None = None) -> None:
    """Let an edition that is a draft again follow the registers, on its pages, too."""
    KeptPart.objects.filter(edition=edition).delete()
    _set_words(edition, lambda row, name: None, by)
    if edition.decision:
        signing.forget_words(edition.decision)


def _set_words(edition: Edition, value_of: Callable[[EditionRow, str], Any], by: User | None) -> None:
    """Set the words that rows have from registers; the history says who did."""
    for model in row_models():
        rows = rows_of(model, edition) if model.register_words else []
        changed = [row for row in rows if _set(row, value_of)]
        bulk_update_with_history(changed, model, list(model.register_words), default_user=by)


def _set(row: EditionRow, value_of: Callable[[EditionRow, str], Any]) -> bool:
    """Set the words of a row; return whether it had others."""
    before = [getattr(row, name) for name in row.register_words]
    for name in row.register_words:
        setattr(row, name, value_of(row, name))
    return before != [getattr(row, name) for name in row.register_words]


def keep_parts(edition: Edition) -> None:
    """Keep the parts of the edition that its pages show, made of the same blocks as its papers.

    They are dressed by the portal's own classes and hold neither style nor script: the policy of their pages stays as
    strict as that of all others.
    """
    paper = EditionPaper(edition)
    # The page has a head of its own over the act: its subject.
    act = tuple(block for block in paper.act() if not isinstance(block, Subject))
    parts = ((KeptPart.Part.ACT, act), (KeptPart.Part.TEXT, paper.programme()))
    KeptPart.objects.bulk_create(
        KeptPart(edition=edition, part=part, html=shown(blocks)) for part, blocks in parts if blocks
    )


def shown(blocks: Blocks) -> str:
    """Return blocks as the programme's pages show them, in either language."""
    return render_blocks(blocks, language=PAPER_LANGUAGE, is_linked=True)


def keep_papers(edition: Edition, *, by: User | None) -> None:
    """Issue every paper of the edition that has something to print, in every format of its kind.

    Raises ``ValidationError`` where their files cannot be kept.
    """
    for kind in papers.kinds_of("edition"):
        with suppress(papers.PaperNotFound):
            papers.issue(kind, edition, kind.formats, by=by)
