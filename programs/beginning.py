"""A programme from nothing: its first edition, a draft of the decision, the outline that most programmes have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import override

from oleksandria_intl.codes_from_names import code_from
from oleksandria_intl.models import Body, Council, Decision, DecisionPoint, Recorded, Term, Unit
from programs import sections
from programs.models import Edition, PassportRow, Program, Section

SUBJECT = "Про затвердження {Програми}"
PREAMBLE = "Відповідно до статті 26 Закону України «Про місцеве самоврядування в Україні»"
POINTS = ("Затвердити {Програму} (додається).",)
SECTIONS = ("Вступ", "Мета Програми", "Основні завдання Програми", "Очікувані результати Програми")

OWN_KINDS = ("text", "twin_cities", "partner_cities")
"""The kinds of sections that print no table."""


@transaction.atomic
def begin_program(
    *,
    edition: Edition,
    unit: Unit | None,
    signatory: Term | None,
    approver: Term | None,
    with_outline: bool,
    by: User,
) -> Edition:
    """Save the first edition of a new programme, with a draft of the council's decision, and return it.

    ``edition`` says the name and the years. With the outline come the rows of the passport, those filled in that can
    be told, and the sections, empty. Raises ``Body.DoesNotExist`` where the council in session is not entered.
    """
    body = Body.objects.filter(kind=Body.Kind.COUNCIL).order_by("pk")[:1].get()
    people = {"signatory": signatory, "approver": approver}
    edition.program = _written(Program(slug=free_slug(edition)), by)
    code = code_from(f"programme-{edition.program.slug}", set(Decision.objects.values_list("code", flat=True)))
    words = {"subject": SUBJECT, "preamble": PREAMBLE}
    edition.decision = _written(Decision(code=code, body=body, developer=unit, **words, **people), by)
    for order, text in enumerate(POINTS, 1):
        _written(DecisionPoint(decision=edition.decision, order=order, text=text), by)
    edition.number = 1
    _written(edition, by)
    for row in _outline(edition, unit) if with_outline else ():
        _written(row, by)
    return edition


def free_slug(edition: Edition) -> str:
    """Return the programme's address: its years, or the name and the years where another has those."""
    taken = set(Program.objects.values_list("slug", flat=True))
    years = edition.years_short
    return years if years not in taken else code_from(f"{edition.name_uk[:40]} {years}", taken)


def _outline(edition: Edition, unit: Unit | None) -> Iterator[PassportRow | Section]:
    with override("uk"):
        titles = [*SECTIONS, *(str(kind.label) for kind in _tables().values())]
    kinds = ["text"] * len(SECTIONS) + list(_tables())
    for order, (label, value, figure) in enumerate(_passport(unit), 1):
        yield PassportRow(edition=edition, order=order, label_uk=label, value_uk=value, figure=figure)
    for order, (title, kind) in enumerate(zip(titles, kinds, strict=True), 1):
        is_table, heading = kind != "text", title[:1].upper() + title[1:]
        yield Section(edition=edition, order=order, kind=kind, title_uk=heading, landscape=is_table)


def _passport(unit: Unit | None) -> Iterator[tuple[str, str, str]]:
    """Yield the passport's labels, the values that can be told, and which sum the portal computes."""
    council = Council.objects.for_papers()
    implementer = unit.name_uk[:1].upper() + unit.name_uk[1:] if unit else ""
    yield "Найменування Програми", "{Програма} (далі - Програма)", ""
    yield "Замовник Програми", council.name_uk, ""
    yield "Відповідальний виконавець Програми", implementer, ""
    yield "Термін реалізації Програми", "{рік}", ""
    yield "Мета Програми", "", ""
    if figure := next(iter(sections.FIGURES), ""):
        yield "Загальний обсяг фінансування Програми", "", figure
    yield "Очікувані результати виконання Програми", "", ""


def _tables() -> dict[str, sections.Printed]:
    """Return the kinds of sections that print a table; profiles of cities are added where there are cities."""
    return {code: kind for code, kind in sections.KINDS.items() if code not in OWN_KINDS}


def _written(row: Recorded, by: User) -> Any:
    row._history_user = by  # type: ignore[attr-defined]
    row.save()
    return row
