"""The annex of a budget decision becomes grants: what changes between it and what is in force."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from budget.annex_changes import Terms, compare
from budget.annex_reading import Annex, read_annex
from budget.annexes import Granted, grant_annex
from budget.models import Appropriation, ChangeReason, EconomicCode, ProgramCode
from budget.periods import ReasonNeeded
from oleksandria_intl.models import Decision
from programs.models import Edition
from tests.closing import closed
from tests.spending import codes, grant, measure_of, source, unit

DAY = date(2020, 3, 20)
HEAD = "КПКВКМБ\tКЕКВ\tКод заходу\tЗахід\tЗагальний фонд\tСпеціальний фонд"
LINE = "0210180\t2240\t1.2\tЗахід 1.2\t{}\t-"


def read(*lines: str, head: str = HEAD) -> Annex:
    """Return the annex that somebody pastes."""
    return read_annex(BytesIO("\n".join((head, *lines)).encode()))


def terms(**answers: Any) -> Terms:
    """Return the terms of an annex of 2020 whose funds are both of the city."""
    known = {"sources": {"general": source(), "special": source("special", "Спеціальний фонд")}}
    return Terms(year=2020, unit=unit(), **known | answers)


def compared(annex: Annex, **answers: Any) -> Any:
    """Return what an annex of the decision changes."""
    return compare(annex=annex, terms=terms(**answers), on=DAY, decision=None)


def written(annex: Annex, by: User, number: str = "77", agreed: str = "", **answers: Any) -> Granted:
    return grant_annex(annex=annex, terms=terms(**answers), on=DAY, number=number, by=by, agreed=agreed)


@pytest.fixture
def granted(edition: Edition) -> Appropriation:
    """300 000 that the council granted to 1.2 in January."""
    return grant("1.2", 300_000)


def test_a_new_version_of_the_annex_grants_the_signed_difference(granted: Appropriation, accountant: User) -> None:
    annex = read(LINE.format("250 000,00"), "0210180\t2240\t1.1\t\t\t1 000")
    found = compared(annex)
    assert [(change.rows, change.was, change.becomes, change.amount) for change in found.changes] == [
        ((2,), 300_000, 250_000, -50_000),
        ((3,), 0, 1_000, 1_000),
    ]
    assert found.is_answered
    assert found.total == -49_000
    done = written(annex, accountant, agreed=found.digest)
    cut, new = done.grants
    assert (cut.measure.code, cut.amount, cut.year, cut.unit) == ("1.2", Decimal(-50_000), 2020, granted.unit)
    assert (cut.source, cut.program_code_id, cut.economic_code_id) == (granted.source, "0210180", "2240")
    assert (new.measure.code, new.amount, new.source.code) == ("1.1", Decimal(1_000), "special")
    assert (cut.decision.number, cut.decision.dated) == ("77", DAY)
    assert cut.history.get().history_user == accountant
    assert Appropriation.objects.of_measure(measure_of("1.2")).total() == 250_000


def test_the_same_annex_a_second_time_changes_nothing(granted: Appropriation, accountant: User) -> None:
    for answers, line in (({}, "250 000"), ({"is_whole": False}, "-20 000")):
        annex, number = read(LINE.format(line)), line
        first = written(annex, accountant, number, **answers)
        again = written(annex, accountant, number, **answers)
        assert (len(first.grants), again.grants, again.decision) == (1, [], first.decision)
    assert Appropriation.objects.of_measure(measure_of("1.2")).total() == 230_000


def test_what_the_annex_does_not_name_is_asked_about_once(granted: Appropriation, accountant: User) -> None:
    grant("2.1", 45_000)
    annex = read(LINE.format("300 000"))
    found = compared(annex)
    assert (found.asks_for_missing, [change.amount for change in found.missing], found.unchanged) == (
        True,
        [-45_000],
        1,
    )
    with pytest.raises(ValidationError):
        written(annex, accountant)
    assert not Decision.objects.filter(number="77").exists()
    assert written(annex, accountant, "78", withdraws_missing=False).grants == []
    assert [row.amount for row in written(annex, accountant, "79", withdraws_missing=True).grants] == [-45_000]
    assert not compared(annex, is_whole=False).missing
    assert not compared(read(LINE.format("сто"))).missing


def test_codes_that_the_portal_lacks_are_entered_or_their_rows_left_out(edition: Edition, accountant: User) -> None:
    codes()
    head = HEAD.replace("КЕКВ", "Найменування бюджетної програми\tКЕКВ")
    annex = read("0210150\tАпарат\t2800\t1.1\t\t10\t", "0210180\t\t2240\t1.2\t\t20\t", head=head)
    found = compared(annex)
    assert (found.asks_for_codes, found.unknown_codes) == (True, {"0210150": "Апарат", "2800": ""})
    left = compared(annex, adds_codes=False)
    assert (left.left_out, [change.rows for change in left.changes], left.unknown_codes) == ([2], [(3,)], {})
    written(annex, accountant, adds_codes=True)
    assert ProgramCode.objects.get(code="0210150").name_uk == "Апарат"
    added = EconomicCode.objects.get(code="2800")
    assert (added.name_uk, added.history.get().history_user) == ("2800", accountant)


def test_a_name_that_nobody_knows_is_asked_about_once_and_answered_by_a_measure(granted: Appropriation) -> None:
    head = "КПКВК\tНайменування місцевої програми\tУсього"
    annex = read("0210180\tПрограма\t300 000", "0210180\tПрограма\t1", "0210180\tІнша\t7", head=head)
    found = compared(annex)
    assert [row.name for row in found.unknown_names] == ["Програма", "Інша"]
    answers = {"Програма": measure_of("1.2").pk, "Інша": None}
    found = compared(annex, measures=answers)
    assert [(change.rows, change.amount, change.economic_code) for change in found.changes] == [((2, 3), 1, "2240")]
    assert found.left_out == [4]


def test_a_code_that_excel_cut_does_not_lead_to_another_measure(edition: Edition) -> None:
    found = compared(read("\t\t1.1\tЗахід 1.2\t5\t", "\t\t1.1.\t\t5\t", "\t\t\tзахід  2.1\t5\t"))
    assert [row.number for row in found.unknown_names] == [2]


def test_less_than_nothing_is_refused_with_its_row(granted: Appropriation, accountant: User) -> None:
    annex = read(LINE.format("-300 000,01"))
    found = compared(annex, is_whole=False)
    assert [(refusal.row, refusal.value) for refusal in found.refusals] == [(2, "1.2 Захід 1.2")]
    with pytest.raises(ValidationError):
        written(annex, accountant, is_whole=False)


def test_what_changed_since_it_was_shown_is_not_written(granted: Appropriation, accountant: User) -> None:
    annex = read(LINE.format("250 000"))
    shown = compared(annex).digest
    grant("1.2", 1, on=date(2020, 3, 1))
    with pytest.raises(ValidationError):
        written(annex, accountant, agreed=shown)
    assert Appropriation.objects.count() == 2


def test_a_grant_that_the_model_refuses_is_refused_with_all_others(granted: Appropriation, accountant: User) -> None:
    annex = read(LINE.format("250 000"), *["0210180\t2240\t1.1\t\t999 999 999 999,99\t"] * 2)
    with pytest.raises(ValidationError):
        written(annex, accountant)
    assert Appropriation.objects.count() == 1


def test_an_annex_that_a_closed_period_counts_wants_a_reason(granted: Appropriation, accountant: User) -> None:
    closed()
    annex = read(LINE.format("250 000"))
    with pytest.raises(ReasonNeeded):
        written(annex, accountant)
    assert not Decision.objects.filter(number="77").exists()
    done = grant_annex(annex=annex, terms=terms(), on=DAY, number="77", by=accountant, reason="Лист № 5")
    assert [row.amount for row in done.grants] == [-50_000]
    assert ChangeReason.objects.get().given_by == accountant


def test_a_fund_without_a_source_is_asked_about(granted: Appropriation) -> None:
    found = compared(read(LINE.format("1")), sources={"general": source()})
    assert (found.funds, found.changes, found.is_answered) == (["special"], [], False)
