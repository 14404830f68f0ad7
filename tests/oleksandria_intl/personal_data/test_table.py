"""Every field that holds data of a person stands in the table, with what becomes of it and why."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from simple_history.models import HistoricalChanges

from oleksandria_intl.models import Official, Term
from oleksandria_intl.personal_data.table import TABLE, WHOLE, Fate, fields_of, label_of, links_to, rule_of

PERSONAL = re.compile(
    r"surname|given_name|patronymic|first_name|last_name|username|phone|e?mail|officer|payee|participants"
)
"""What a field is called that most likely holds data of a person."""
NOT_A_PERSONS: set[str] = set()
"""Fields that are only called so."""


@pytest.mark.parametrize("label", WHOLE)
def test_every_field_of_a_model_about_persons_has_its_fate(label: str) -> None:
    missing = [label_of(field) for field in apps.get_model(label)._meta.concrete_fields if rule_of(field) is None]
    assert missing == []


@pytest.mark.parametrize("model", [User, Official, Term])
def test_every_link_to_a_person_has_its_fate(model: type) -> None:
    missing = {label_of(field) for field in links_to(model) if rule_of(field) is None}
    assert missing == set()


def test_every_field_that_is_called_like_a_persons_has_its_fate() -> None:
    missing = {
        label_of(field)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if PERSONAL.search(field.name) and rule_of(field) is None
    }
    assert missing == NOT_A_PERSONS


def test_the_table_names_no_field_that_is_not_there() -> None:
    installed = {config.label for config in apps.get_app_configs()}
    labels = [label for label in TABLE if label.split(".")[0] in installed]
    assert len(labels) > 40
    for label in labels:
        model, name = label.rsplit(".", 1)
        assert apps.get_model(model)._meta.get_field(name)


def test_every_rule_says_why() -> None:
    assert [label for label, rule in TABLE.items() if not str(rule.why)] == []


def test_a_field_of_history_shares_the_fate_of_the_rows_own() -> None:
    model = Official.history.model
    assert issubclass(model, HistoricalChanges)
    assert {f.name for f in fields_of(model, Fate.ERASED)} == {f.name for f in fields_of(Official, Fate.ERASED)}
