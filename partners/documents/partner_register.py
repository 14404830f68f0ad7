"""The register of the council's agreements with cities abroad, on landscape pages and as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl import papers, ukrainian
from oleksandria_intl.documents.blocks import Cell, Column, Heading, Landscape, Paragraph, Row, RowGroup, Table, plain
from oleksandria_intl.documents.cells import NOTHING, text_cell
from oleksandria_intl.documents.document import Document
from oleksandria_intl.documents.sources import source_of
from oleksandria_intl.models import Council
from partners.documents.agreement_words import KINDS, STATES, STEPS, health_words, party_words
from partners.documents.consent_letter import authorisation
from partners.documents.moments import last_change
from partners.health import attach
from partners.models import Agreement, AgreementStep, State, Step

KIND = "partner-register"
NAME = "Реєстр угод про міжнародне співробітництво"
EMPTY = "Угод не внесено."
COLUMNS = (
    Column("№ з/п", 0.05, "center"),
    Column("Вид, назва документа", 0.24),
    Column("Сторони", 0.16),
    Column("Підписано", 0.11),
    Column("Уповноваження, згода, реєстрація, подальші акти", 0.2),
    Column("Сфери співробітництва", 0.12),
    Column("Стан", 0.12),
)


@dataclass(frozen=True)
class Register:
    """The agreements as they stand on a day."""

    on: date


def find(key: str, scope: papers.Scope) -> Register:
    """Return the register as of a day, «2026-11-28»; raises ``PaperNotFound``."""
    try:
        return Register(date.fromisoformat(key))
    except ValueError:
        raise papers.PaperNotFound(_("“%(key)s” is not a day, such as 2026-11-28.") % {"key": key}) from None


def _rows(register: Register) -> list[Agreement]:
    return list(attach(Agreement.objects.public().with_details(), register.on))


def document(register: Register) -> Document:
    """Return the register, the oldest agreement first."""
    council, rows = Council.objects.for_papers(), _rows(register)
    day = ukrainian.long_date(register.on)
    table = Table(
        COLUMNS, tuple(RowGroup((_row(number, row),)) for number, row in enumerate(rows, 1)), True, NAME, dense=True
    )
    own = source_of(council)
    blocks = (
        Paragraph(plain(council.name_uk, bold=True), align="center", indent=False, keep_with_next=True, source=own),
        Heading(1, NAME.upper(), anchor="register", source=own),
        Paragraph(plain(f"станом на {day}"), align="center", indent=False, keep_with_next=bool(rows), source=own),
        table if rows else Paragraph(plain(EMPTY), source=own),
    )
    return Document(
        title=f"{NAME} станом на {day}",
        author=council.name_uk,
        blocks=(Landscape(blocks),),
        dated=last_change(rows),
        continues_tables=council.continues_tables,
    )


def _row(number: int, row: Agreement) -> Row:
    kind = KINDS[Agreement.Kind(row.kind)]
    is_said = row.title_uk.casefold().startswith(kind)
    title = row.title_uk if is_said else f"{ukrainian.capitalised(kind)} «{row.title_uk}»"
    signed = row.period_text() if row.is_signed else ""
    texts = (
        (str(number), ""),
        (title, "title_uk"),
        ("; ".join(map(party_words, row.parties.all())), ""),
        (signed, "period_start"),
        ("; ".join(_papers(row)), "authorised_by"),
        (", ".join(area.name_uk for area in row.areas.all()), "areas"),
        ("; ".join(_standing(row)), "state"),
    )
    cells: Iterator[Cell] = (
        replace(text_cell(text or NOTHING, heads_row=field == "title_uk"), source=source_of(row, field))
        for text, field in texts
    )
    return Row(tuple(cells), key=str(number))


def _papers(row: Agreement) -> Iterator[str]:
    """Yield the papers of an agreement's life in their order."""
    steps = [step for step in row.steps.all() if step.stands and step.step in STEPS]
    if not any(step.step == Step.AUTHORISED for step in steps) and (known := authorisation(row)):
        yield f"{STEPS[Step.AUTHORISED]}: {known}"
    yield from map(_paper, steps)


def _paper(step: AgreementStep) -> str:
    """Return a step with its act or its number and day: «дію зупинено: розпорядження … № 77-р (зупинити дію)»."""
    verb = f" ({step.verb})" if step.verb else ""
    words = STEPS[Step(step.step)]
    if step.body:
        return f"{words}: {step.act}{verb}"
    day = f" {step.on:%d.%m.%Y}" if step.on else ""
    return f"{words}{day}" + (f" № {step.number}" if step.number else "")


def _standing(row: Agreement) -> Iterator[str]:
    """Yield the state that the steps led to, unless the next words say it, and what else is true today."""
    state = STATES[State(row.state)]
    words = [health_words(health) for health in row.health]
    if not any(each.startswith(state) for each in words):
        yield state
    yield from words


def data_of(register: Register) -> dict[str, Any]:
    """Return the agreements as the register lists them."""
    return {"on": str(register.on), "agreements": [_data(row) for row in _rows(register)]}


def _data(row: Agreement) -> dict[str, Any]:
    return {
        "code": row.code,
        "kind": row.kind,
        "title": row.title_uk,
        "parties": [party_words(party) for party in row.parties.all()],
        "signed": row.period_text() if row.is_signed else "",
        "state": row.state,
        "health": [health.kind for health in row.health],
    }


papers.register(
    papers.PaperKind(
        kind=KIND,
        app="partners",
        title=gettext_lazy("register of agreements"),
        key_help=gettext_lazy("2026-11-28: the agreements as they stand on that day"),
        find=find,
        build=document,
        data=data_of,
        key_of=lambda register: str(register.on),
        of="agreements",
        formats=("pdf", "docx", "xlsx", "html", "json"),
        is_shown=lambda key: True,
    )
)
