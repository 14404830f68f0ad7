"""What the budget knows of decisions: the final report that one takes note of."""

from __future__ import annotations

from collections.abc import Iterable

from budget.models import ClosingReport
from oleksandria_intl import clock
from oleksandria_intl.acts import Carrier, Matter
from oleksandria_intl.documents.decision import DRAFT
from oleksandria_intl.models import Decision
from programs.models import Edition
from programs.words import words_of

KIND = "report-decision"


def matters(decisions: Iterable[Decision]) -> dict[int, Matter]:
    """Return the matter of the decisions that take note of a final report; their paper has the report as its annex."""
    closings = list(ClosingReport.objects.of_decisions(decisions))
    programs = {closing.program_id for closing in closings}
    shown = Edition.objects.current(clock.today()).of_programs(programs).with_papers() if programs else ()
    words = {edition.program_id: words_of(edition) for edition in shown}
    return {
        closing.decision_id: Matter(
            words.get(closing.program_id, {}), "" if closing.closes else DRAFT, kind=KIND, subject=closing
        )
        for closing in closings
    }


CARRIER = Carrier(matters=matters)
