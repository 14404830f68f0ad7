"""What a file names is added to the tables by who may, and once."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import User

from budget.importing.adding import add_agreed, name_of_like, remember
from budget.importing.filters import Filters
from budget.importing.intake import bring_in, new_batch
from budget.importing.questions import Do
from budget.importing.reading import open_file
from budget.importing.unattended import answer_all
from budget.models import ProgramCode, SpendingUnit, StatementSource
from oleksandria_intl.tables.outcome import ImportRefused
from programs.models import Edition
from tests import spending
from tests.payment_files import csv_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

ANSWERS = {
    "payer_code": {"04055251": {"do": "add", "name": "Виконком"}, "11111111": {"do": "skip", "name": ""}},
    "program_code": {"0210150": {"do": "add", "name": "Керівництво"}},
    "hidden": {"": {"do": "take", "name": ""}},
}


def test_codes_and_units_are_added_once(accountant: User) -> None:
    assert add_agreed(answers=ANSWERS, by=accountant, note="виписка.csv") == 2
    assert add_agreed(answers=ANSWERS, by=accountant, note="виписка.csv") == 0
    assert SpendingUnit.objects.get().register_code == "04055251"
    record = ProgramCode.objects.get(name_uk="Керівництво").history.get()
    assert (record.history_user, record.history_change_reason) == (accountant, "виписка.csv")


def test_who_may_not_add_adds_nothing(clerk: User) -> None:
    with pytest.raises(ImportRefused, match="ask an accountant to add 04055251"):
        add_agreed(answers=ANSWERS, by=clerk, note="")
    assert not SpendingUnit.objects.exists()


def test_what_cannot_be_a_code_is_refused_in_a_sentence() -> None:
    wrong = {"program_code": {"21": {"do": "add", "name": "Керівництво"}}}
    with pytest.raises(ImportRefused, match="seven digits"):
        add_agreed(answers={"payer_code": ANSWERS["payer_code"], **wrong}, by=None, note="")
    assert not SpendingUnit.objects.exists(), "all of it or nothing"


def test_a_code_of_the_same_type_gives_its_name() -> None:
    spending.codes("0110150")
    assert name_of_like("program_code", "0210150") == "Інша діяльність"
    assert name_of_like("economic_code", "2240") == ""


def test_answers_may_be_given_beforehand(edition: Edition) -> None:
    spending.source()
    content = csv_of(*({"id": number, "kpk": f"02{number:05}"} for number in range(1, 61)))
    file = io.BytesIO(content)
    for unknown, count in ((Do.SKIP, 0), (Do.ADD, 60)):
        batch = new_batch(file=file, name="a.csv", filters=Filters.of(edition.program))
        answer_all(batch=batch, opened=lambda: open_file(file), unknown=unknown, hidden=Do.REFUSE)
        outcome = bring_in(batch=batch, file=open_file(file), by=None)
        assert (outcome.refused, outcome.created.count, ProgramCode.objects.count()) == (0, count, count)


def test_a_source_of_statements_is_kept_by_who_may(accountant: User, clerk: User) -> None:
    source = StatementSource(name="Казначейство", columns={"paid_on": "дата"})
    with pytest.raises(ImportRefused, match="ask an accountant"):
        remember(source=source, by=clerk)
    assert not StatementSource.objects.exists()
    remember(source=source, by=accountant)
    assert StatementSource.objects.get().history.get().history_user == accountant
