"""What a report's head says of its programme: by which decisions, whose money it is, who answers, which codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from budget.models import Appropriation, ProgramCode, SpendingUnit
from budget.reports import Report
from programs.models import Edition, PassportRow

ANSWERS = ("відповідальн", "викона")
"""How the passport's row on who answers for the programme begins its words: «Відповідальний виконавець»."""


@dataclass(frozen=True)
class Approval:
    """What stands behind a report's figures."""

    report: Report

    @cached_property
    def editions(self) -> list[Edition]:
        """The editions that the council adopted, from the one that founded the programme to the report's own."""
        found: list[Edition] = []
        edition: Edition | None = self.report.edition
        while edition is not None:
            if edition.decision and not edition.is_draft:
                found.insert(0, edition)
            edition = edition.base
        return found

    @cached_property
    def units(self) -> list[SpendingUnit]:
        """The spending units that the budget grants the period's money to."""
        return Appropriation.objects.of_program(self.report.program).within(self.report.span).units()

    @cached_property
    def answers(self) -> PassportRow | None:
        """The row of the passport that names who answers for the programme."""
        rows = PassportRow.objects.of_edition(self.report.edition)
        return next((row for row in rows if _names_who_answers(row.label_uk)), None)

    @cached_property
    def codes(self) -> list[ProgramCode]:
        """The КПКВКМБ under which money was granted or paid."""
        found = {place.program_code for place in self.report.execution.cube} - {""}
        return list(ProgramCode.objects.in_bulk(sorted(found), field_name="code").values())


def _names_who_answers(label: str) -> bool:
    words = label.casefold().split()
    return len(words) > 1 and all(word.startswith(start) for word, start in zip(words, ANSWERS, strict=False))
