"""The table of what everybody may see, and what agrees with it."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps

from oleksandria_intl import privacy
from oleksandria_intl.portal.views.datasets import SETS
from oleksandria_intl.privacy import Seen
from oleksandria_intl.roles import BY_ITSELF, SUBJECTS

NOT_OURS = ("auth.",)
MODELS = [name for names in SUBJECTS.values() for name in names if not name.startswith(NOT_OURS)]


def fields_of(label: str) -> list[str]:
    return [field.name for field in apps.get_model(label)._meta.concrete_fields]


def test_every_field_of_every_model_stands_in_the_table_or_under_a_rule() -> None:
    assert privacy.TABLE.keys() == set(MODELS)
    for label in MODELS:
        assert all(isinstance(privacy.seen(label, field), Seen) for field in fields_of(label)), label


def test_the_table_names_no_field_twice_and_none_that_is_gone() -> None:
    for label, fields in privacy.TABLE.items():
        named = f"{fields.public} {fields.after} {fields.staff}".split()
        assert len(named) == len(set(named)), label
        assert set(named) <= set(fields_of(label)), label


def test_a_field_that_nobody_decided_on_is_no_field_of_the_table() -> None:
    with pytest.raises(KeyError):
        privacy.seen("delegations.delegation", "passport")
    assert privacy.seen("oleksandria_intl.term", "phone") is Seen.STAFF


def test_what_travels_in_json_and_so_inside_every_pdf_is_public() -> None:
    travels = [(label, getattr(apps.get_model(label), "json_fields", ())) for label in MODELS]
    assert sum(bool(names) for _label, names in travels) > 20
    many = {field.name for label in MODELS for field in apps.get_model(label)._meta.many_to_many}
    withheld = [
        f"{label}.{name}"
        for label, names in travels
        for name in names
        if name not in many and privacy.seen(label, name) is not Seen.PUBLIC
    ]
    assert withheld == []


def test_no_column_of_a_data_set_is_for_staff_alone() -> None:
    columns = [
        (resource.Meta.model._meta.label_lower, name)
        for each in SETS
        for resource in each.made()
        for name in resource.Meta.fields
    ]
    staff = [
        f"{label}.{name}"
        for label, name in columns
        if name in fields_of(label) and privacy.seen(label, name) is Seen.STAFF
    ]
    assert len(columns) > 100
    assert staff == []


def test_whatever_the_database_knows_of_persons_beside_officials_is_for_staff() -> None:
    personal: dict[str, tuple[str, ...]] = {
        "oleksandria_intl.term": ("phone",),
        "oleksandria_intl.picture": ("consent_by", "uploaded_by"),
        "partners.contact": ("name", "post", "email", "phone", "address"),
        "delegations.participant": ("contact",),
        "delegations.giving": ("to_whom",),
        "budget.commitment": ("payee_account",),
    }
    for label, names in personal.items():
        assert {privacy.seen(label, name) for name in names} == {Seen.STAFF}, label
    accounts: list[Any] = [
        (label, field.name)
        for label in MODELS
        for field in apps.get_model(label)._meta.concrete_fields
        if field.related_model and field.related_model._meta.label_lower == "auth.user"
    ]
    assert accounts
    assert {privacy.seen(*place) for place in accounts} == {Seen.STAFF}
    assert privacy.TABLE.keys() >= BY_ITSELF
