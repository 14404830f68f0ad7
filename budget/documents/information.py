"""The information on how a programme was carried out in a year, by the form of the Ministry of Economy.

Order № 367 of 04.12.2006: what the budget gave and what was spent of it by funds; every measure with its money by
budget, planned and paid; the outcome indicators. The form counts in thousands; here sums are exact hryvnias.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from budget import funds
from budget.approval import Approval
from budget.documents import parts
from budget.documents.cells import total_cell
from budget.documents.information_measures import BUDGETS, measures_table, of_funds
from budget.documents.outcome_table import outcome_blocks, outcome_data
from budget.documents.report_head import answers_words, approval_data, approved_by
from budget.funds import ByFund
from budget.querysets import Figures
from budget.reports import Report, report_of
from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import Blocks, Cell, Column, Landscape, PageBreak, Row, RowGroup, Table
from oleksandria_intl.documents.cells import NOTHING, amount_cell, text_cell
from oleksandria_intl.documents.document import Document

KIND = "programme-information"
MONEY_TITLE = "4. Аналіз виконання за видатками в цілому за програмою"
MEASURES_TITLE = "5. Напрями діяльності та заходи програми"
OUTCOMES_TITLE = "6. Результативні показники"
MONEY = {
    "granted": "Бюджетні асигнування з урахуванням змін",
    "paid_to_date": "Проведені видатки",
    "deviation": "Відхилення",
}
FUNDS = {"усього": None, "загальний фонд": funds.GENERAL, "спеціальний фонд": funds.SPECIAL}
UNNAMED = "«Усього» охоплює і кошти джерел, про які не сказано, з якого вони бюджету: {}."


@dataclass(frozen=True)
class Information:
    """The parts of the form."""

    report: Report

    def blocks(self) -> Blocks:
        """Return the parts one after another."""
        return (
            *map(parts.note, self._codes()),
            *(parts.subheading(MONEY_TITLE), parts.unit_line(), self.money()),
            *map(parts.note, parts.other_sources(self.report)),
            PageBreak(),  # a table of many pages, which Word would begin at the foot of the first
            *(parts.subheading(MEASURES_TITLE), parts.unit_line(), measures_table(self.report)),
            *map(parts.note, self._notes()),
            *outcome_blocks(self.report, OUTCOMES_TITLE),
        )

    def _codes(self) -> Iterator[str]:
        """Yield the numbered lines: the spending unit, who answers, the programme with its approval."""
        approval = Approval(self.report)
        codes = [code.code for code in approval.codes]
        units = "; ".join(unit.name_uk for unit in approval.units) or NOTHING
        yield f"1. {_widened(codes, 2)} {units} (КПКВКМБ, головний розпорядник коштів)"
        answers = answers_words(approval) or NOTHING
        yield f"2. {_widened(codes, 3)} {answers} (КПКВКМБ, відповідальний виконавець)"
        named = "; ".join(f"{code.code} {code.name_uk}" for code in approval.codes) or NOTHING
        approved = "; зі змінами: ".join(_in_one(approved_by(approval))) or "не затверджено"
        yield f"3. {named} (КПКВКМБ). {self.report.edition.titled()}: {approved}"

    def money(self) -> Table:
        """Return the first part: appropriations, spending and deviation by fund, for every КПКВКМБ."""
        heads = (
            Column("КПКВКМБ", 0.1, "center"),
            *(Column(f"{head}: {fund}", 0.1, "right", kind="sum") for head in MONEY.values() for fund in FUNDS),
        )
        figures = self.report.execution.by(lambda place: place.program_code)
        by_fund = self.report.execution.by_fund(lambda place: place.program_code)
        rows = [
            Row((text_cell(code or NOTHING, heads_row=True), *_money_cells(each, by_fund[code])), key=code or NOTHING)
            for code, each in sorted(figures.items())
            if each.granted is not None or each.paid_to_date is not None
        ]
        execution = self.report.execution
        total = _money_cells(execution.total, execution.total_by_fund, bold=True)
        last = Row((total_cell(), *total), sums=("*",))
        return Table(heads, tuple(RowGroup((row,)) for row in (*rows, last)), True, "Видатки за програмою", dense=True)

    def _notes(self) -> Iterator[str]:
        yield parts.edition_note(self.report)
        unnamed = [source.name_uk for source in self.report.execution.sources if not source.fund]
        if unnamed:
            yield UNNAMED.format(", ".join(unnamed))
        yield "Відхилення – асигнування мінус видатки. Суми наведено в гривнях без округлення."
        yield from parts.waiting_sentences(self.report)


def _widened(codes: list[str], digits: int) -> str:
    """Return the codes of the department (2 digits) or of its executor (3) above those of the programmes."""
    return ", ".join(sorted({code[:digits].ljust(7, "0") for code in codes})) or NOTHING


def _in_one(named: list[str]) -> list[str]:
    """Return the approving decision, and all amending ones in one text."""
    return [*named[:1], *(["; ".join(named[1:])] if named[1:] else [])]


def _money_cells(figures: Figures, by_fund: ByFund, *, bold: bool = False) -> list[Cell]:
    return [
        amount_cell(getattr(of_funds(figures, by_fund, those), name), bold=bold)
        for name in MONEY
        for those in FUNDS.values()
    ]


def programme_information(report: Report) -> Document:
    """Return the information on how a programme was carried out."""
    title = parts.titled(report, f"Інформація про виконання {report.edition.titled('Програми')}")
    head = parts.head(report, "ІНФОРМАЦІЯ", f"про виконання {report.edition.titled('Програми')}")
    blocks = (*head, *Information(report).blocks(), *parts.signatures(report))
    return parts.document(report, title, (Landscape(blocks),))


def data_of(report: Report) -> dict[str, Any]:
    """Return the figures of the form, as strings of hryvnias with kopiykas."""
    execution = report.execution
    by_fund = execution.by_fund(lambda place: place.program_code)
    return {
        **parts.head_data(report),
        **approval_data(report),
        "money": [
            {"program_code": code, **_money_data(figures, by_fund.get(code, {}))}
            for code, figures in sorted(execution.by(lambda place: place.program_code).items())
        ],
        "measures": [
            {"code": row.measure.code, "name": row.name, **_volume_data(row.figures, row.by_fund)}
            | {"explanation": row.explanation.text if row.explanation else ""}
            for direction in execution.directions
            for row in direction.measures
        ],
        "outcomes": outcome_data(report),
        "total": _money_data(execution.total, execution.total_by_fund)
        | _volume_data(execution.total, execution.total_by_fund),
    }


def _money_data(figures: Figures, by_fund: ByFund) -> dict[str, Any]:
    """Return a row of the first part: by name of the sum, in total and by fund."""
    keys = dict(zip(("total", "general", "special"), FUNDS.values(), strict=True))
    return {name: _amounts(figures, by_fund, name, keys) for name in MONEY}


def _volume_data(figures: Figures, by_fund: ByFund) -> dict[str, Any]:
    keys = dict(zip(("total", "state", "regional", "local", "other"), BUDGETS.values(), strict=True))
    return {
        volume: _amounts(figures, by_fund, name, keys)
        for volume, name in (("plan", "planned"), ("fact", "paid_to_date"))
    }


def _amounts(figures: Figures, by_fund: ByFund, name: str, keys: dict[str, Any]) -> dict[str, str | None]:
    amounts: dict[str, Decimal | None] = {
        key: getattr(of_funds(figures, by_fund, those), name) for key, those in keys.items()
    }
    return {key: parts.amount_data(amount) for key, amount in amounts.items()}


def find(key: str, scope: papers.Scope) -> Report:
    """Return the report from January on: the form tells of a year, or of what is over of it.

    Raises ``PaperNotFound`` with a sentence.
    """
    found = report_of(key, scope)
    return replace(found, span=replace(found.span, start=found.span.first_day))


parts.register_report(
    KIND, _("information on how the programme was carried out"), programme_information, data_of, place=5, find=find
)
