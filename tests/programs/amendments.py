"""The five changes of Show 1, made in an amendment of the programme of 2020."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User

from budget.models import Direction, Funding, MeasureLine, Responsible
from delegations.models import PlannedVisit
from oleksandria_intl.models import Decision
from programs import services
from programs.amending import amend
from programs.models import Edition, Section

DECEMBER, MAY = date(2019, 12, 20), date(2020, 5, 5)
OLD_WORDS, NEW_WORDS = "ефективного розвитку", "сталого і взаємовигідного розвитку"
NEW_MEASURE = "Проведення онлайн-зустрічей з містами-партнерами"


def decided(edition: Edition, number: str, on: date) -> Edition:
    """Give the edition's decision a number and a day, the first day in force being the next."""
    day = {"period_start": on, "period_end": on, "period_precision": "day"}
    Decision.objects.filter(edition=edition).update(number=number, **day)
    edition.in_force_from = on if number != "1000" else date(2020, 1, 1)
    edition.save()
    return Edition.objects.of_key(edition.key)


def adopted(edition: Edition, number: str, on: date, by: User) -> Edition:
    """Adopt a draft by a decision."""
    if edition.status == "draft":
        services.publish(edition=edition, by=by)
    services.adopt(edition=decided(edition, number, on), by=by)
    return Edition.objects.of_key(edition.key)


def changed(row: Any, **fields: Any) -> None:
    """Change fields of a row."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def with_five_changes(edition: Edition, by: User) -> Edition:
    """Return the amendment: 300,0 -> 250,0, 45,0 -> 95,0, a measure without money, a sentence, no visit to Tervel."""
    draft = amend(edition=edition, by=by)
    changed(Funding.objects.get(edition=draft, measure_line__code="1.2"), amount=Decimal(250_000))
    changed(Funding.objects.get(edition=draft, measure_line__code="2.4"), amount=Decimal(95_000))
    direction = Direction.objects.get(edition=draft, code="2")
    line = MeasureLine.objects.create(direction=direction, order=5, name_uk=NEW_MEASURE)
    Responsible.objects.create(measure_line=line, order=1, words="відділ внутрішньої політики")
    section = Section.objects.get(edition=draft, code="situation")
    changed(section, body_uk=section.body_uk.replace(OLD_WORDS, NEW_WORDS, 1))
    visit = PlannedVisit.objects.get(edition=draft, code="tervel")
    visit.lines.all().delete()
    visit.delete()
    return draft
