"""Small rows of money for tests: what a budget decision grants, what is promised, what is paid."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from budget.models import (
    Appropriation,
    AssignmentRule,
    Commitment,
    EconomicCode,
    FundingSource,
    ImportBatch,
    Measure,
    Payment,
    ProgramCode,
    SpendingUnit,
    StatementSource,
)
from budget.querysets.limits import balance_for
from oleksandria_intl.models import Body, Decision
from programs.models import Program

PAYER = "12345678"
"""The spending unit of the tests."""
PAYEE = "87654321"
KPK, KEKV = "0210180", "2240"
OVERRIDE = "Так вирішив голова."
"""Why a commitment is above what is free."""
DAY = date(2020, 3, 16)
"""When money moves, unless a test says otherwise."""

Amount = Decimal | int | str


def program_of(slug: str | None = None) -> Program:
    """Return the programme with this address, or the only one."""
    return Program.objects.get(slug=slug) if slug else Program.objects.get()


def measure_of(code: str, program: Program | None = None) -> Measure:
    """Return a measure of the programme, or of the only one."""
    return Measure.objects.get(program=program or program_of(), code=code)


def unit(code: str = PAYER, name: str = "Управління економіки") -> SpendingUnit:
    """Make, or find, who is granted money and pays."""
    return SpendingUnit.objects.get_or_create(register_code=code, defaults={"name_uk": name})[0]


def source(code: str = "city", name: str = "Міський бюджет", order: int = 0) -> FundingSource:
    """Make, or find, a source of funding."""
    return FundingSource.objects.get_or_create(code=code, defaults={"name_uk": name, "order": order})[0]


def statement_source(name: str = "Казначейство") -> StatementSource:
    """Make, or find, a source of statements."""
    columns = {"paid_on": "дата", "debit": "дебет", "payee_name": "контрагент", "document": "док"}
    return StatementSource.objects.get_or_create(name=name, defaults={"payer": unit(), "columns": columns})[0]


def codes(program_code: str | None = KPK, economic_code: str | None = KEKV) -> dict[str, Any]:
    """Make, or find, a КПКВКМБ and a КЕКВ, as fields of a row of money; None where there is none."""
    if program_code:
        ProgramCode.objects.get_or_create(code=program_code, defaults={"name_uk": "Інша діяльність"})
    if economic_code:
        EconomicCode.objects.get_or_create(code=economic_code, defaults={"name_uk": "Послуги"})
    return {"program_code_id": program_code, "economic_code_id": economic_code}


def budget_decision(on: date = date(2020, 1, 20)) -> Decision:
    """Make, or find, the decision on the city budget that was adopted on a day."""
    return Decision.objects.get_or_create(
        code=f"budget-{on:%Y-%m-%d}",
        defaults={
            "body": Body.objects.get(code="council"),
            "subject": "Про міський бюджет",
            "number": f"{on:%m%d}",
            "period_start": on,
            "period_end": on,
            "period_precision": "day",
        },
    )[0]


def grant(
    measure_code: str,
    amount: Amount,
    *,
    on: date = date(2020, 1, 20),
    year: int = 2020,
    source_code: str = "city",
    program_code: str | None = KPK,
    economic_code: str | None = KEKV,
    program: Program | None = None,
) -> Appropriation:
    """Grant hryvnias to a measure, or take them back, by a budget decision of a day."""
    return Appropriation.objects.create(
        measure=measure_of(measure_code, program),
        amount=Decimal(amount),
        year=year,
        source=source(source_code),
        unit=unit(),
        decision=budget_decision(on),
        **codes(program_code, economic_code),
    )


def promise(
    measure_code: str,
    amount: Amount,
    *,
    number: str = "1",
    on: date = DAY,
    source_code: str = "city",
    program_code: str | None = KPK,
    economic_code: str | None = KEKV,
    program: Program | None = None,
    **fields: Any,
) -> Commitment:
    """Promise hryvnias of a measure to somebody: a contract; above what is free it says why, unless a test does."""
    given = {"year": on.year, "subject": "Послуги перекладу", "payee_name": "ТОВ «Переклад»", "payee_code": PAYEE}
    row = Commitment(
        measure=measure_of(measure_code, program),
        amount=Decimal(amount),
        number=number,
        signed_on=on,
        source=source(source_code),
        **codes(program_code, economic_code),
        **(given | fields),
    )
    if row.amount > balance_for(row).free and "override_reason" not in fields:
        row.override_reason = OVERRIDE
    row.save()
    return row


def pay(
    measure_code: str | None,
    amount: Amount,
    *,
    on: date = DAY,
    source_code: str = "city",
    program_code: str | None = KPK,
    economic_code: str | None = KEKV,
    program: Program | None = None,
    **fields: Any,
) -> Payment:
    """Pay hryvnias of a measure, or of none that is known yet."""
    given = {"payee_name": "ТОВ «Переклад»", "payee_code": PAYEE, "document": "17", "purpose": "Послуги перекладу"}
    return Payment.objects.create(
        measure=measure_of(measure_code, program) if measure_code else None,
        amount=Decimal(amount),
        paid_on=on,
        payer=unit(),
        source=source(source_code),
        **codes(program_code, economic_code),
        **(given | fields),
    )


def spend_as_granted(*measure_codes: str) -> None:
    """Grant a thousand to each measure and pay all of it: nothing is left to explain."""
    for code in measure_codes:
        grant(code, 1_000)
        pay(code, 1_000)


def rule(measure_code: str | None, *, order: int = 1, program: Program | None = None, **asks: Any) -> AssignmentRule:
    """Say which payments are of a measure, or of none of the programme's."""
    return AssignmentRule.objects.create(
        program=program or program_of(),
        order=order,
        measure=measure_of(measure_code, program) if measure_code else None,
        is_outside=measure_code is None,
        **asks,
    )


def batch(program: Program | None = None, **fields: Any) -> ImportBatch:
    """Make the record of a file that came in."""
    given = {"file_name": "payments.csv", "sha256": "0" * 64}
    return ImportBatch.objects.create(program=program or program_of(), **(given | fields))


def random_payments(count: int) -> list[Payment]:
    """Make payments of random kopiykas, sources, codes and days; the same in every run."""
    chance = random.Random(2020)
    measures = [measure_of(code) for code in ("1.1", "1.2", "2.1")]
    sources = [source("city"), source("grants", "Ґранти"), source("sponsors", "Спонсори")]
    kinds = [codes(economic_code=code) for code in ("2210", "2240", "2250")] + [codes(None, None)]
    payer = unit()

    def row(number: int) -> Payment:
        where: dict[str, Any] = chance.choice(kinds)
        kopiykas = chance.randrange(1, 10_000_000)
        return Payment(
            measure=chance.choice(measures),
            source=chance.choice(sources),
            amount=Decimal(-kopiykas if number % 17 == 0 else kopiykas) / 100,
            paid_on=date(2020, 1, 1) + timedelta(chance.randrange(366)),
            payer=payer,
            payee_name=f"ТОВ {chance.randrange(40)}",
            purpose="Повернення" if number % 17 == 0 else "Послуги",
            **where,
        )

    return Payment.objects.bulk_create([row(number) for number in range(count)])
