"""Every table that the office keeps comes in from a file: or it is said why it does not."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client

from oleksandria_intl.admin.base import ReadOnlyAdmin
from partners.models import City
from partners.resources import ContactResource
from programs.models import Edition
from tests.admin_pages import address
from tests.table_files import (
    a_row_of_every_table,
    all_kinds,
    brought,
    exported,
    refusals,
    snapshot,
)

WITHOUT = {
    "auth.user": "people are invited one by one, by a letter",
    "oleksandria_intl.council": "one row",
    "oleksandria_intl.body": "a handful of rows, each with the cases of its names",
    "oleksandria_intl.decision": "a decision goes its way step by step, on its own page",
    "oleksandria_intl.explanatorynote": "a paper, written on its page",
    "oleksandria_intl.minutesextract": "a paper, written on its page",
    "oleksandria_intl.vote": "names and votes come in from the secretary's file, on the decision's page",
    "oleksandria_intl.picture": "files, each with consents",
    "oleksandria_intl.publicationrule": "a rule of law: a row in years",
    "partners.greeting": "a letter, written, signed and sent on its page",
    "partners.officetext": "three texts",
    "partners.agreementrule": "a rule of law: a row in years",
    "programs.program": "comes in whole: the workbook of a programme",
    "programs.edition": "comes in whole: the workbook of a programme",
    "budget.measure": "comes of itself with the measures of an edition",
    "budget.payment": "has an import of its own, which knows the files of the treasury",
    "budget.payee": "comes of itself with payments",
    "budget.statementsource": "how files are read, not what they say",
    "budget.closingreport": "a paper, written on its page",
    "budget.reportsignatory": "two or three rows of those who sign",
    "delegations.advance": "follows from the delegation's estimate",
    "delegations.delegation": "is prepared from a planned visit, and goes its way step by step",
    "delegations.perdiemrule": "a rule of law: a row in years",
    "delegations.reportingrule": "a rule of law: a row in years",
    "delegations.tripreport": "a paper, written on its page",
    "delegations.followup": "comes of a report on a trip",
    "delegations.writeoffact": "a paper, signed step by step",
}
"""The tables of the admin that do not come in from files, and why."""


@pytest.fixture
def rows(edition: Edition) -> Edition:
    """A row or two of every table."""
    a_row_of_every_table(edition)
    return edition


def test_every_table_comes_in_or_it_is_said_why_not() -> None:
    pages = admin.site._registry
    kept = {model._meta.label_lower: page for model, page in pages.items() if not isinstance(page, ReadOnlyAdmin)}
    coming = {kind.label() for kind in all_kinds()} | {"oleksandria_intl.term"}
    assert set(kept) - coming == set(WITHOUT)
    assert all(WITHOUT.values())


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_what_is_exported_comes_back_without_a_change(rows: Edition, format: str) -> None:
    for kind in all_kinds():
        before = snapshot(kind.model())
        outcome = brought(kind, exported(kind, format))
        assert refusals(outcome) == [], kind
        assert (outcome.effective, outcome.unchanged) == (0, len(before)), kind
        assert snapshot(kind.model()) == before


@pytest.mark.parametrize(("who", "sees"), [("clerk", True), ("auditor", True), ("accountant", False)])
def test_contacts_go_out_to_those_alone_who_may_see_them(
    client: Client, request: pytest.FixtureRequest, rows: Edition, who: str, sees: bool
) -> None:
    client.force_login(request.getfixturevalue(who))
    title = ContactResource().title
    assert (title in client.get(address(City, "export")).content.decode()) is sees
