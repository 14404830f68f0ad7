"""The decision by which the executive committee approves the draft of a council's decision."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl import acts, papers
from oleksandria_intl.acts import documents
from oleksandria_intl.models import Body, Decision

PREAMBLE = (
    "Відповідно до пункту 1 частини другої статті 52 Закону України «Про місцеве самоврядування в Україні», "
    "розглянувши проєкт {act} «{subject}»"
)
POINTS = ("Схвалити проєкт {act} «{subject}».", "Внести проєкт {kind} на розгляд сесії {council}.")
SUBJECT = "Про схвалення проєкту {act} «{subject}»"
"""What the executive committee decides on a draft, until somebody words it otherwise; the subject's braces stay."""


def worded(text: str, decision: Decision) -> str:
    """Return a proposed text on the draft of a decision."""
    kind, council = decision.body.act_genitive, decision.body.short_name_genitive
    return text.format(act=f"{kind} {council}", kind=kind, council=council, subject=decision.subject)


def find(key: str, scope: papers.Scope) -> Decision:
    """Return the executive committee's decision on the draft that a key names; raises ``PaperNotFound``."""
    decision = acts.find_decision(key, scope)
    if decision.body.kind == Body.Kind.EXECUTIVE:
        return decision
    if decision.prior is None:
        raise papers.PaperNotFound(
            _("There is no decision of the executive committee on this draft yet: begin it on the decision's page.")
        )
    return decision.prior


documents.register_paper(
    "executive-decision",
    gettext_lazy("decision of the executive committee on the draft"),
    documents.document,
    documents.data_of,
    find=find,
    applies=documents.is_voted_on,
    place=10,
    is_public=True,
)
