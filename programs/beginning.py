"""A programme from nothing: its first edition, a draft of the decision, the outline that most programmes have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import override

from oleksandria_intl.codes_from_names import code_from
from oleksandria_intl.models import Body, Council, Decision, DecisionPoint, Recorded, Term, Unit
from oleksandria_intl.ukrainian import capitalised
from programs import sections
from programs.models import Edition, PassportRow, Program, Section

OUTLINE = Path(__file__).with_name("outline.json")
"""What a programme begins with: words of its decision, rows of its passport, titles of its sections."""
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
    edition.program = _written(Program(slug=free_slug(edition)), by)
    edition.decision = _decision(edition.program, by, developer=unit, signatory=signatory, approver=approver)
    _written(edition, by)
    if with_outline:
        for row in (*_passport(edition, unit), *_sections(edition)):
            _written(row, by)
    return edition


def free_slug(edition: Edition) -> str:
    """Return the programme's address: its years, or the name and the years where another has those."""
    taken = set(Program.objects.values_list("slug", flat=True))
    years = edition.years_short
    return years if years not in taken else code_from(f"{edition.name_uk[:40]} {years}", taken)


def _decision(program: Program, by: User, **people: Any) -> Decision:
    """Return the draft of the decision that is to adopt the programme."""
    body = Body.objects.filter(kind=Body.Kind.COUNCIL).order_by("pk")[:1].get()
    code = code_from(f"programme-{program.slug}", set(Decision.objects.values_list("code", flat=True)))
    words = {name: _outline()[name] for name in ("subject", "preamble")}
    decision: Decision = _written(Decision(code=code, body=body, **words, **people), by)
    for order, text in enumerate(_outline()["points"], 1):
        _written(DecisionPoint(decision=decision, order=order, text=text), by)
    return decision


def _passport(edition: Edition, unit: Unit | None) -> Iterator[PassportRow]:
    facts = {"council": Council.objects.for_papers().name_uk, "unit": capitalised(unit.name_uk) if unit else ""}
    figure = next(iter(sections.FIGURES), "")
    for order, row in enumerate(_outline()["passport"], 1):
        fact = row.get("fact", "")
        yield PassportRow(
            edition=edition,
            order=order,
            label_uk=row["label_uk"],
            value_uk=facts.get(fact, row.get("value_uk", "")),
            figure=figure if fact == "figure" else "",
        )


def _sections(edition: Edition) -> Iterator[Section]:
    """Yield the sections of text, then one for every table that a programme prints."""
    titles = _outline()["sections"]
    for order, title in enumerate(titles, 1):
        yield Section(edition=edition, order=order, title_uk=title)
    tables = {code: kind for code, kind in sections.KINDS.items() if code not in OWN_KINDS}
    with override("uk"):
        for order, (code, kind) in enumerate(tables.items(), len(titles) + 1):
            title = capitalised(str(kind.label))
            yield Section(edition=edition, order=order, kind=code, title_uk=title, landscape=True)


@cache
def _outline() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(OUTLINE.read_text(encoding="utf-8"))
    return found


def _written(row: Recorded, by: User) -> Any:
    row._history_user = by  # type: ignore[attr-defined]
    row.save()
    return row
