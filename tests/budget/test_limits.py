"""No commitment above the free balance of its measure, year, source and codes without a written reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test import Client
from django.utils import translation

from budget.commitments import Contract, commit
from budget.limits import ABOVE_FREE
from budget.models import Commitment
from budget.querysets.limits import Balance, balance_for
from budget.resources.lists import CommitmentResource
from oleksandria_intl.models import Decision
from programs.models import Edition
from tests import factories
from tests.admin_pages import address, posted
from tests.at_once import at_once
from tests.spending import grant, pay, promise

FREE = Decimal("4000.01")
"""What is free of the measure in these tests."""
OVER = FREE + Decimal("0.01")
REASON = "Рішення голови № 5"
Way = Callable[[Client, User, Decimal, str], object]
"""A way to commit so much more, with a reason or none; raises where it is refused."""


@pytest.fixture
def contract(edition: Edition) -> Commitment:
    """A contract of 1 000 within a grant of 5 500.01, of which 500 is paid without a contract."""
    grant("2.1", "6000.01")
    grant("2.1", -500, on=date(2020, 2, 1))
    grant("2.1", 100, economic_code="2250")
    pay("2.1", 500)
    return promise("2.1", 1_000, number="7", override_reason="")


def stored() -> Commitment:
    return Commitment.objects.get(number="7")


def unsaved(amount: Decimal, reason: str, number: str = "8") -> Commitment:
    names = ("measure", "year", "source", "program_code", "economic_code", "subject", "signed_on")
    like = {name: getattr(stored(), name) for name in names}
    return Commitment(**like, amount=amount, number=number, override_reason=reason)


def filled(client: Client, page: str, amount: Decimal, reason: str) -> None:
    """Fill in and save a form of the admin as it is shown; raise what it complains of."""
    form = posted(client, page) | {"amount": str(amount), "override_reason": reason, "number": "8"}
    answer = client.post(page, form)
    if answer.status_code != 302:
        raise ValidationError([str(error) for error in answer.context["adminform"].form.errors.values()])


def add_by_hand(client: Client, _by: User, amount: Decimal, reason: str) -> None:
    row = stored()
    names = ("measure_id", "year", "source_id", "program_code_id", "economic_code_id", "subject")
    asked = "&".join(f"{name.removesuffix('_id')}={getattr(row, name)}" for name in names)
    filled(client, f"{address(Commitment, 'add')}?{asked}", amount, reason)


def change_by_hand(client: Client, _by: User, amount: Decimal, reason: str) -> None:
    filled(client, address(Commitment, "change", stored().pk), 1_000 + amount, reason)


def bring_in(amount: Decimal, reason: str, key: str) -> None:
    """Bring in a table with one row: the contract with another key, amount and reason."""
    resource = CommitmentResource()
    exported = b"".join(resource.stream(resource.listed(None), "csv")).decode("utf-8-sig")
    head, cells = list(csv.reader(io.StringIO(exported), delimiter=";"))[:2]
    names = {column.column_name: name for name, column in resource.fields.items()}
    row = {names[title]: cell for title, cell in zip(head, cells, strict=True)}
    row |= {"amount": str(amount).replace(".", ","), "override_reason": reason}
    row |= {"record_key": key, "number": "8"} if key else {}
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([head, [row[names[title]] for title in head]])
    outcome = resource.bring_in(resource.read(io.BytesIO(text.getvalue().encode())))
    if outcome.refusals:
        raise ValidationError([refusal.reason for refusal in outcome.refusals])


def by_service(_client: Client, by: User, amount: Decimal, reason: str) -> None:
    row = stored()
    commit(
        key="trip-1",
        measure=row.measure,
        year=row.year,
        source=row.source,
        program_code=row.program_code_id,
        economic_code=row.economic_code_id,
        amount=amount,
        contract=Contract(subject="Поїздка"),
        by=by,
        reason=reason,
    )


def saved(**changed: Any) -> None:
    row = stored()
    for name, value in changed.items():
        setattr(row, name, value)
    row.save()


def bulk_updated(amount: Decimal, reason: str) -> None:
    row = stored()
    row.amount, row.override_reason = row.amount + amount, reason
    Commitment.objects.bulk_update([row], ["amount", "override_reason"])


def moved(amount: Decimal, reason: str) -> None:
    """Commit it under another code, where it fits, and then move it."""
    grant("2.1", 10_000, economic_code="2210")
    row = promise("2.1", amount, economic_code="2210", override_reason="")
    grant("2.1", -10_000, economic_code="2210", on=date(2020, 3, 1))
    Commitment.objects.filter(pk=row.pk).update(economic_code="2240", override_reason=reason)


def stood_up_again(amount: Decimal, reason: str) -> None:
    row = unsaved(amount, "")
    row.cancelled_on = date(2020, 6, 1)
    row.save()
    Commitment.objects.filter(pk=row.pk).update(cancelled_on=None, override_reason=reason)


def without_its_reason(amount: Decimal, reason: str) -> None:
    unsaved(amount, "Спершу була причина").save()
    Commitment.objects.filter(number="8").update(override_reason=reason)


def by_sql(amount: Decimal, reason: str) -> None:
    """Copy the contract's row past Django."""
    given: dict[str, Any] = {"record_key": "sql", "amount": amount, "override_reason": reason, "number": "8"}
    columns = [field.column for field in Commitment._meta.concrete_fields if field.column != "id"]
    places = ["%s" if column in given else column for column in columns]
    execute(
        f"INSERT INTO budget_commitment ({', '.join(columns)}) "
        f"SELECT {', '.join(places)} FROM budget_commitment WHERE number = '7'",
        *(given[column] for column in columns if column in given),
    )


def execute(sql: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


RAISE = "UPDATE budget_commitment SET amount = amount + %s, override_reason = %s WHERE number = '7'"
WAYS: dict[str, Way] = {
    "a new one in the admin": add_by_hand,
    "a higher one in the admin": change_by_hand,
    "a new row of a table": lambda _client, _by, amount, reason: bring_in(amount, reason, "table-1"),
    "a changed row of a table": lambda _client, _by, amount, reason: bring_in(1_000 + amount, reason, ""),
    "the service": by_service,
    "save": lambda _client, _by, amount, reason: unsaved(amount, reason).save(),
    "save of a higher one": lambda _client, _by, more, reason: saved(amount=1_000 + more, override_reason=reason),
    "bulk_create": lambda _client, _by, amount, reason: Commitment.objects.bulk_create(
        [unsaved(amount - 1, "", "8"), unsaved(Decimal(1), reason, "9")]
    ),
    "bulk_update": lambda _client, _by, amount, reason: bulk_updated(amount, reason),
    "update": lambda _client, _by, amount, reason: Commitment.objects.update(
        amount=F("amount") + amount, override_reason=reason
    ),
    "another code": lambda _client, _by, amount, reason: moved(amount, reason),
    "cancelled, and again not": lambda _client, _by, amount, reason: stood_up_again(amount, reason),
    "a reason taken away": lambda _client, _by, amount, reason: without_its_reason(amount, reason),
    "SQL": lambda _client, _by, amount, reason: by_sql(amount, reason),
    "SQL of a higher one": lambda _client, _by, amount, reason: execute(RAISE, amount, reason),
}


def refusal_of(way: Way, client: Client, by: User, amount: Decimal, reason: str = "") -> str:
    """Try a way and undo it; return what it was refused with, or nothing."""
    found = ""
    with transaction.atomic():
        try:
            with transaction.atomic():
                way(client, by, amount, reason)
        except (ValidationError, IntegrityError) as error:
            found = " ".join(getattr(error, "messages", [str(error)])).replace("\u00a0", " ")
        transaction.set_rollback(True)
    return found


def test_whatever_the_way_nothing_is_committed_above_what_is_free_without_a_reason(
    client: Client, accountant: User, contract: Commitment
) -> None:
    client.force_login(accountant)
    tried = [(FREE, ""), (OVER, REASON), (OVER, ""), (OVER, "  ")]
    refusals = {name: [refusal_of(way, client, accountant, *each) for each in tried] for name, way in WAYS.items()}
    assert {name: told for name, told in refusals.items() if told[0] or told[1]} == {}
    words = {name: ABOVE_FREE if "SQL" in name else "48" for name in WAYS}
    assert {name: told for name, told in refusals.items() if not all(words[name] in each for each in told[2:])} == {}


def test_the_sentence_names_the_row_its_place_and_every_sum(contract: Commitment) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        unsaved(OVER, "").full_clean()
    told = " ".join(refused.value.messages).replace("\u00a0", " ")
    assert "“№ 8, Послуги перекладу”: 4 000,02 грн, and 4 000,01 грн is free" in told
    assert "2020, Міський бюджет, 0210180 / 2240: granted 5 500,01 грн, committed otherwise 1 000 грн" in told
    assert "paid without a commitment 500 грн" in told
    assert "article 48 of the Budget Code" in told


def test_what_is_paid_without_codes_leaves_less_of_the_source_to_commit(contract: Commitment) -> None:
    pay("2.1", 4_000, program_code=None, economic_code=None)
    assert balance_for(unsaved(FREE, "")) == Balance(
        Decimal("5600.01"), Decimal(1_000), Decimal(4_500), has_codes=False
    )


def test_a_reason_excuses_no_later_raise(contract: Commitment) -> None:
    row = unsaved(OVER, REASON)
    row.save()
    row.amount += 1
    with pytest.raises(ValidationError):
        row.save()
    row.override_reason = "Ще одне рішення голови"
    row.save()
    assert Commitment.objects.get(pk=row.pk).amount == OVER + 1


def test_a_reason_that_is_not_needed_is_not_kept_and_one_for_what_stands_already_is(contract: Commitment) -> None:
    contract.override_reason = REASON
    contract.full_clean()
    assert contract.override_reason == ""
    grant("2.1", -5_000, on=date(2020, 5, 1))
    contract.override_reason = REASON
    contract.full_clean()
    contract.save()
    assert stored().override_reason == REASON


def test_lowering_cancelling_and_rewording_ask_nothing(contract: Commitment) -> None:
    row = unsaved(OVER, REASON)
    row.save()
    grant("2.1", -5_000, on=date(2020, 5, 1))
    for name, value in {"subject": "Інше", "amount": Decimal(3_500), "cancelled_on": date(2020, 6, 1)}.items():
        setattr(row, name, value)
        row.full_clean()
        row.save()
    assert balance_for(unsaved(FREE, "")).promised == 1_000


def test_what_a_commitment_pays_itself_does_not_stand_in_its_way(contract: Commitment) -> None:
    row = unsaved(FREE, "")
    row.cancelled_on = date(2020, 6, 1)
    row.save()
    pay("2.1", 3_000, commitment=row)
    assert balance_for(unsaved(FREE, "")).unpromised == 3_500
    row.cancelled_on = None
    row.full_clean()
    row.save()
    assert balance_for(unsaved(FREE, "")).free == 0


def test_grants_of_a_draft_decision_or_another_year_source_or_code_cannot_be_committed(contract: Commitment) -> None:
    for other in ({"year": 2021}, {"source_code": "grants"}, {"economic_code": None}, {"on": date(2020, 6, 1)}):
        grant("2.1", 10_000, **other)
    Decision.objects.filter(code="budget-2020-06-01").update(number="")
    assert balance_for(unsaved(FREE, "")).free == FREE


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_of_two_at_once_who_would_take_all_one_is_refused() -> None:
    factories.edition()
    grant("2.1", 5_000)
    promise("2.1", 1_000, number="7", override_reason="")
    tried: list[Callable[[], object]] = [
        lambda: unsaved(Decimal(3_000), "", "8").save(),
        lambda: Commitment.objects.bulk_create([unsaved(Decimal(3_000), "", "9")]),
    ]
    for _turn in range(5):
        assert sorted(at_once(*tried)) == [False, True]
        Commitment.objects.exclude(number="7").delete()
