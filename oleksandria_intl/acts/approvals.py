"""The approval sheet of a draft decision: who is asked, who has approved, what they remarked."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl import acts, papers
from oleksandria_intl.acts import documents
from oleksandria_intl.documents import decision as letters
from oleksandria_intl.documents.blocks import Column, Row, RowGroup, Table
from oleksandria_intl.documents.cells import text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.documents.sources import source_of
from oleksandria_intl.models import Approval, Decision

TITLE = "АРКУШ ПОГОДЖЕННЯ"
COLUMNS = (
    Column("№ з/п", 0.07, "center"),
    Column("Посада", 0.3),
    Column("Підпис, дата", 0.19, "center"),
    Column("Власне ім’я ПРІЗВИЩЕ", 0.22),
    Column("Зауваження", 0.22),
)


def approval_sheet(decision: Decision) -> Document:
    """Return the sheet; raises ``PaperNotFound`` where nobody's approval is asked for."""
    rows = _rows(decision)
    words = acts.matter_of(decision).words
    table = Table(COLUMNS, tuple(_row(number, row) for number, row in enumerate(rows, 1)), title="Аркуш погодження")
    about = f"проєкту {decision.body.act_genitive} {decision.body.name_genitive}"
    blocks = (*documents.titled_block(TITLE, about, decision, words), table)
    title = f"Аркуш погодження проєкту {decision.body.act_genitive} «{expand(decision.subject, words)}»"
    return documents.paper(decision, title, blocks + letters.prepared_by(decision, is_draft=True))


def _rows(decision: Decision) -> list[Approval]:
    rows = list(decision.approvals.select_related("term__official"))
    if not rows:
        raise papers.PaperNotFound(_("The approval sheet has no rows yet: name whose approval is asked for."))
    return rows


def _row(number: int, row: Approval) -> RowGroup:
    """Return a row; the name in the style of the day of approval, room for the signature above the day."""
    source = source_of(row)
    name = row.term.official.signature(row.approved_on or row.decision.draft_date)
    day = f"{row.approved_on:%d.%m.%Y}" if row.approved_on else ""
    cells = (
        text_cell(f"{number}.", source=source),
        text_cell(row.term.post_uk, heads_row=True, source=source),
        text_cell(day, source=source_of(row, "approved_on")),
        text_cell(name, source=source),
        text_cell(row.remark, source=source_of(row, "remark")),
    )
    return RowGroup((Row(cells),))


def data_of(decision: Decision) -> dict[str, Any]:
    """Return the rows of the sheet; raises ``PaperNotFound`` where there is none."""
    approvals = [
        {
            "post": row.term.post_uk,
            "name": str(row.term.official),
            "approved_on": str(row.approved_on) if row.approved_on else None,
            "remark": row.remark,
        }
        for row in _rows(decision)
    ]
    return {**documents.data_of(decision), "approvals": approvals}


documents.register_paper(
    "approval-sheet", gettext_lazy("approval sheet of the draft"), approval_sheet, data_of, place=30
)
