"""What all reports share: the head, the period in words, the notes under the tables, the signatures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timezone
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from budget import funds
from budget.columns import COLUMNS, SHARES
from budget.funds import ByFund
from budget.models import Direction, ReportSignatory
from budget.querysets import Figures, Span
from budget.reports import Report, report_of
from oleksandria_intl import papers, ukrainian
from oleksandria_intl.documents.about import About
from oleksandria_intl.documents.blocks import (
    Block,
    Blocks,
    Cell,
    DraftMark,
    Heading,
    Paragraph,
    PreparedBy,
    Row,
    Signature,
    plain,
)
from oleksandria_intl.documents.cells import amount_cell, percent_cell, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import source_of, sourced
from oleksandria_intl.models import Council
from programs.models import Edition

FORMATS = ("pdf", "docx", "html", "xlsx", "csv", "json")
DEMONSTRATION = "ДЕМОНСТРАЦІЙНІ ДАНІ: призначення, зобов’язання і платежі вигадано, щоб показати портал"
ROUNDING = (
    "Суми наведено в гривнях без округлення. Відсотки до 100 зменшено, а понад 100 збільшено до однієї десятої: "
    "100,0 означає рівно все."
)
UNIT = "(грн)"
OTHER_SOURCES = "«Усього» охоплює і кошти, які не належать до загального чи спеціального фонду: {}."
REPORT_KEY = _("2020: the programme; --from, --to and --on give the period and the day")


def period_words(span: Span) -> str:
    """Return «за січень-березень 2020 року», «за 2020 рік», «за період з 10.02.2020 до 15.03.2020»."""
    start, end = span.start, span.end
    if start.day != 1 or not _ends_month(end):
        return f"за період з {start:%d.%m.%Y} до {end:%d.%m.%Y}"
    if (start.month, end.month) == (1, 12):
        return f"за {ukrainian.years(start.year, end.year)}"
    if start.year != end.year:
        return f"за період з {start:%d.%m.%Y} до {end:%d.%m.%Y}"
    months = ukrainian.MONTHS[start.month - 1]
    if start.month != end.month:
        months = f"{months}-{ukrainian.MONTHS[end.month - 1]}"
    return f"за {months} {start.year} року"


def _ends_month(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).day == 1


def interim_words(span: Span) -> str:
    """Return «проміжні дані станом на 15.03.2020» for a period that is not over on the day of its figures, or ""."""
    return f"проміжні дані станом на {span.on:%d.%m.%Y}" if span.is_interim else ""


def period_title(span: Span) -> str:
    """Return the period as titles have it: «за 2020 рік (проміжні дані станом на 15.03.2020)»."""
    return with_interim(period_words(span), span)


def with_interim(title: str, span: Span) -> str:
    """Return a title that says whether its figures are interim."""
    interim = interim_words(span)
    return f"{title} ({interim})" if interim else title


def titled(report: Report, name: str) -> str:
    """Return the title of a report: its name, the period, its number once issued."""
    number = f" № {report.number}" if report.number else ""
    return f"{name} {period_title(report.span)}{number}"


def head(report: Report, name: str, about: str, when: str = "") -> Blocks:
    """Return the head of a report: the council, the report's name, what of, the period, its number once issued."""
    council = Council.objects.for_papers()
    lines = [about, when or period_words(report.span)]
    if report.span.on != report.span.end and not when:
        lines.append(f"({interim_words(report.span) or f'за даними станом на {report.span.on:%d.%m.%Y}'})")
    return (
        *demonstration_mark(report),
        *sourced((_centred(council.name_uk),), source_of(council, "name_uk")),
        Heading(1, name, anchor="report"),
        *map(_centred, lines),
        *((_centred(f"№ {report.number} від {report.issued_on:%d.%m.%Y}"),) if report.number else ()),
    )


def demonstration_mark(report: Report) -> Blocks:
    """Return the mark of a report whose money is invented; it stands apart, before all else."""
    return (DraftMark((DEMONSTRATION,)),) if report.execution.is_demonstration else ()


def _centred(text: str) -> Paragraph:
    return Paragraph(plain(text, bold=True), align="center", indent=False, keep_with_next=True)


def subheading(text: str) -> Block:
    """Return the head of a further table."""
    return Heading(2, text)


def note(text: str) -> Paragraph:
    """Return a note under a table."""
    return Paragraph(plain(text), align="left", indent=False)


def unit_line() -> Paragraph:
    """Return the line above a table that says what its sums are in."""
    return Paragraph(plain(UNIT), align="right", indent=False, keep_with_next=True)


def edition_note(report: Report) -> str:
    """Return which edition's plan is shown."""
    edition = report.edition
    state = "проєкт" if edition.is_draft else f"чинна з {edition.in_force_from:%d.%m.%Y}"
    return f"Передбачено програмою: редакція {edition.number}, {state}."


def waiting_notes(report: Report) -> Iterator[Block]:
    """Yield the note on payments that nobody has assigned to a measure yet."""
    yield from map(note, waiting_sentences(report))


def waiting_sentences(report: Report) -> Iterator[str]:
    """Yield what the note says."""
    count, total = report.execution.waiting
    if count:
        payments = ukrainian.counted(count, "платіж", "платежі", "платежів")
        yield f"Не віднесено до заходів і не враховано у звіті: {payments} на суму {ukrainian.hryvnias(total)}."


def other_sources(report: Report) -> Iterator[str]:
    """Yield which money a total has beside that of the general and of the special fund."""
    if others := [source.name_uk for source in report.execution.sources if source.fund not in funds.LOCAL]:
        yield OTHER_SOURCES.format(", ".join(others))


def signatures(report: Report) -> Blocks:
    """Return the signatures of those who sign the council's reports on the day, and the surname of who prepared it."""
    signed = _signed_on(report)
    on_day = ReportSignatory.objects.on(signed)
    found = tuple(
        Signature(one.term.post_uk, one.term.official.signature(signed), source=source_of(one.term))
        for one in on_day
        if not one.is_executor
    )
    executor = next((one.term.official for one in on_day if one.is_executor), None)
    prepared = (PreparedBy((), executor.surname, source=source_of(executor, "surname")),) if executor else ()
    return found + prepared


def phone_of(report: Report) -> str:
    """Return the phone of the one who prepares the council's reports on the day."""
    return next((one.term.phone for one in ReportSignatory.objects.on(_signed_on(report)) if one.is_executor), "")


def _signed_on(report: Report) -> date:
    return report.issued_on or report.span.on


def document(report: Report, title: str, blocks: Blocks, mark: str = "") -> Document:
    """Return a report as a paper; its further pages say at their head what it is marked as, and that it is interim.

    What names no row as its source is computed from the edition and its money.
    """
    council = Council.objects.for_papers()
    return Document(
        title=title,
        author=council.name_uk,
        continues_tables=council.continues_tables,
        subject=report.edition.titled(),
        blocks=sourced(blocks, source_of(report.edition)),
        dated=datetime.combine(report.span.on, time(), timezone.utc),
        mark=", ".join(filter(None, (mark, interim_words(report.span)))),
        about=_about(report, title, council),
    )


def _about(report: Report, title: str, council: Council) -> About:
    """Return what a report's tables say of themselves where they stand alone."""
    source = "реєстри призначень, зобов’язань і платежів порталу"
    return About(
        title=title,
        publisher=council.name_uk,
        start=report.span.start,
        end=report.span.end,
        on=report.span.on,
        number=report.number,
        issued_on=report.issued_on,
        source=f"{source}; редакція програми {report.edition.number}"
        + (f"; {DEMONSTRATION.lower()}" if report.execution.is_demonstration else ""),
    )


def is_shown(key: str) -> bool:
    """Whether everybody may see reports on the programme of «2020/2020-01-01/2020-03-31»."""
    return Edition.objects.visible().of_address(key.partition("/")[0]).exists()


def register_report(kind: str, title: Any, build: Any, data: Any, *, find: Any = report_of, **options: Any) -> None:
    """Register a report, found by the programme's address and the period."""
    papers.register(
        papers.PaperKind(
            kind=kind,
            app="budget",
            title=title,
            key_help=REPORT_KEY,
            find=find,
            build=build,
            data=data,
            key_of=lambda report: report.key,
            formats=FORMATS,
            of="report",
            is_shown=is_shown,
            phone_of=phone_of,
            **options,
        )
    )


def direction_row(direction: Direction | None, number: int, columns: int) -> Row:
    """Return the row that heads a direction's measures."""
    name = f"Напрям {number}. {direction.name_uk}" if direction else "Заходи, яких немає в редакції програми"
    source = source_of(direction, "name_uk") if direction else None
    return Row((text_cell(name, colspan=columns, bold=True, align="left", heads_row=True, source=source),))


def figure_cells(figures: Figures, names: tuple[str, ...], *, bold: bool = False) -> list[Cell]:
    """Return cells of a row's figures by their names; percentages where the name says so."""
    return [
        (percent_cell if name.startswith("percent") else amount_cell)(getattr(figures, name), bold=bold)
        for name in names
    ]


def amount_data(amount: Decimal | None) -> str | None:
    """Return an amount as data has it: «1250.50»; None where there is nothing."""
    return None if amount is None else f"{amount:.2f}"


def figures_data(figures: Figures) -> dict[str, str | None]:
    """Return a row's figures as data has them."""
    sums = {name: amount_data(getattr(figures, name)) for name in COLUMNS if name not in SHARES}
    shares = {name: getattr(figures, name) for name in SHARES}
    return sums | {name: None if share is None else str(share) for name, share in shares.items()}


def funds_data(by_fund: ByFund) -> dict[str, dict[str, str | None]]:
    """Return a row's figures of the general and of the special fund as data has them."""
    of_funds = {"general": funds.GENERAL, "special": funds.SPECIAL}
    return {name: figures_data(funds.of(by_fund, those)) for name, those in of_funds.items()}


def head_data(report: Report) -> dict[str, Any]:
    """Return what a report's data begin with: what of, the period, the number, whether it is invented."""
    span = report.span
    return {
        "program": report.program.slug,
        "edition": report.edition.number,
        "from": str(span.start),
        "to": str(span.end),
        "on": str(span.on),
        "interim": span.is_interim,
        "number": report.number,
        "demonstration": report.execution.is_demonstration,
        "unit": "UAH",
    }
