"""All power stands in one table, and the groups are what the table says."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command

from oleksandria_intl import roles

APPS = ("oleksandria_intl", "partners", "programs", "budget", "delegations")


def test_every_model_of_the_portal_stands_in_the_table_once() -> None:
    listed = [name for names in roles.SUBJECTS.values() for name in names]
    models = [model._meta for app in APPS for model in apps.get_app_config(app).get_models()]
    own = {f"{meta.app_label}.{meta.model_name}" for meta in models if not meta.model_name.startswith("historical")}
    assert len(listed) == len(set(listed))
    assert own == {name for name in listed if not name.startswith("auth.")}


def test_every_kind_of_rows_has_a_power_for_every_role() -> None:
    assert roles.POWERS.keys() == roles.SUBJECTS.keys()
    assert {len(powers) for powers in roles.POWERS.values()} == {len(roles.ROLES)}


@pytest.mark.django_db
def test_a_group_holds_what_the_table_says() -> None:
    call_command("sync_roles", verbosity=0)
    held = Permission.objects.filter(group__name=roles.CLERK)
    assert {f"{p.content_type.app_label}.{p.codename}" for p in held} == roles.permissions_of(roles.CLERK)


@pytest.mark.django_db
def test_synchronising_again_changes_nothing() -> None:
    roles.sync()
    assert [(outcome.granted, outcome.withdrawn) for outcome in roles.sync()] == [(0, 0)] * len(roles.ROLES)


@pytest.mark.django_db
def test_a_permission_that_is_not_in_the_table_is_withdrawn() -> None:
    roles.sync()
    clerks = Group.objects.get(name=roles.CLERK)
    clerks.permissions.add(Permission.objects.get(codename="delete_council"))
    assert roles.sync()[0].withdrawn == 1
    assert not clerks.permissions.filter(codename="delete_council").exists()


@pytest.mark.django_db
def test_the_groups_that_differ_from_the_table_are_named() -> None:
    assert roles.differing() == list(roles.ROLES)
    roles.sync()
    assert roles.differing() == []
    Group.objects.get(name=roles.CLERK).permissions.add(Permission.objects.get(codename="delete_council"))
    Group.objects.get(name=roles.AUDITOR).permissions.remove(Permission.objects.get(codename="view_council"))
    assert roles.differing() == [roles.CLERK, roles.AUDITOR]


def test_only_the_administrator_deletes_councils() -> None:
    able = [role for role in roles.ROLES if "oleksandria_intl.delete_council" in roles.permissions_of(role)]
    assert able == [roles.ADMINISTRATOR]


def test_the_auditor_sees_everything_and_changes_nothing() -> None:
    powers = roles.permissions_of(roles.AUDITOR)
    assert {power.split(".")[1].split("_")[0] for power in powers} == {"view"}
    assert len(powers) == sum(map(len, roles.SUBJECTS.values()))


NEEDED = (
    "programs.program programs.edition oleksandria_intl.decision oleksandria_intl.decisionpoint programs.passportrow "
    "programs.section programs.cityprofile programs.footnote budget.direction budget.measureline budget.funding "
    "programs.agreedtotal delegations.plannedvisit delegations.conference partners.city oleksandria_intl.unit "
    "budget.fundingsource"
).split()
"""What a programme from nothing consists of, and what it names."""


@pytest.mark.parametrize("model", NEEDED)
def test_the_clerk_adds_whatever_a_programme_from_nothing_takes(model: str) -> None:
    assert model.replace(".", ".add_") in roles.permissions_of(roles.CLERK)


def test_the_clerk_changes_the_amounts_of_a_draft(clerk: User) -> None:
    assert clerk.has_perms(["budget.change_funding", "budget.delete_funding", "programs.change_agreedtotal"])


@pytest.mark.parametrize(
    "power",
    [
        "oleksandria_intl.add_decisionstep",
        "oleksandria_intl.delete_decision",
        "programs.delete_edition",
        "oleksandria_intl.change_body",
        "budget.change_fundingsource",
        "budget.add_economiccode",
        "budget.add_appropriation",
        "budget.add_payment",
        "budget.add_commitment",
    ],
)
def test_what_the_clerk_does_not_do(power: str) -> None:
    assert power not in roles.permissions_of(roles.CLERK)


def test_the_accountant_changes_planned_money_and_not_the_measures(accountant: User) -> None:
    assert accountant.has_perm("budget.change_funding")
    assert not accountant.has_perm("budget.change_measureline")
