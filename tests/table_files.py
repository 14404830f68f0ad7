"""Tables that go out and come back as files: what tests do with them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import admin

from delegations.models import PerDiemNorm
from oleksandria_intl.models import Official, Population, SpecialDay, Term, Unit
from oleksandria_intl.resources import ImportedResource, Outcome
from oleksandria_intl.tables.admin import Exchanges
from partners.models import Country
from programs.models import Edition
from tests import factories, spending

Kind = type[ImportedResource]


def all_kinds() -> Iterator[Kind]:
    for page in admin.site._registry.values():
        if isinstance(page, Exchanges):
            for each in page.resources():
                if each.can_import:
                    yield each  # type: ignore[misc]


def exported(kind: Kind, format: str = "csv") -> bytes:
    resource = kind()
    return b"".join(resource.stream(resource.listed(None), format))


def brought(kind: Kind, content: bytes, **options: Any) -> Outcome:
    resource = kind(by=options.pop("by", None), note="таблиця.csv")
    return resource.bring_in(resource.read(io.BytesIO(content)), **options)


def file_of(kind: Kind, *lines: dict[str, Any]) -> bytes:
    """Return rows as CSV, as a clerk would save them: the fields named are the columns."""
    fields = kind().fields
    names = list(dict.fromkeys(name for line in lines for name in line))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(fields[name].column_name for name in names)
    writer.writerows([line.get(name, "") for name in names] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def table(kind: Kind) -> list[dict[str, Any]]:
    names = {column.column_name: name for name, column in kind().fields.items()}
    lines = csv.DictReader(io.StringIO(exported(kind).decode("utf-8-sig")), delimiter=";")
    return [{names[head]: cell for head, cell in line.items()} for line in lines]


def snapshot(model: Any) -> list[Any]:
    return list(model.objects.order_by("pk").values())


def refusals(outcome: Outcome) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.reason) for each in outcome.refusals]


def a_row_of_every_table(edition: Edition) -> None:
    """Make a row or two of every table that comes in from files."""
    factories.everything(edition)
    spending.grant("1.2", "180000.50")
    Unit.objects.create(code="youth", name_uk="Відділ молоді")
    official = Official.objects.create(code="franko", surname="Франко", given_name="Іван")
    Term.objects.create(
        official=official, code="deputy-2015", post_uk="Заступник міського голови", since=date(2015, 11, 10)
    )
    Term.objects.create(
        official=official, code="deputy-2020", post_uk="Заступник міського голови", since=date(2020, 11, 10)
    )
    Population.objects.create(on=date(2020, 1, 1), number=81_000, source="Головне управління статистики")
    SpecialDay.objects.create(day=date(2020, 1, 11), is_working=True, note="замість 6 січня")
    PerDiemNorm.objects.create(
        country=Country.objects.get(code="PL"), in_force_from=date(2020, 1, 1), amount=Decimal("50.50"), currency="EUR"
    )
