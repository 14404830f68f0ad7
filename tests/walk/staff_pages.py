"""The staff's pages: an address of every kind, of a row that exists, for each model that has pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.admin_pages import form_data

COUNTRIES = "/admin/partners/country/"
START = ("/admin/start/", "/admin/start/council/", "/admin/start/bodies/", "/admin/start/staff/")
OTHERS = ("/admin/", "/admin/budget/", "/admin/nowhere/", *START, "/admin/oleksandria_intl/council/add/")
"""Pages of no model; the last is refused even to those who may do everything."""
LOGIN = ("/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/accounts/inactive/")
ACCOUNT = (
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/password/change/",
    "/accounts/reauthenticate/",
    "/accounts/sessions/",
    "/accounts/logout/",
)
SAMPLE = (
    *OTHERS,
    "auth_user_factor",
    "oleksandria_intl_erasure_people",
    "oleksandria_intl_undostep_changelist",
    "oleksandria_intl_undostep_change",
    "partners_city_changelist",
    "budget_payment_changelist",
    "partners_city_add",
    "partners_agreement_change",
    "budget_measureline_change",
    "delegations_plannedvisit_change",
    "auth_user_change",
    "budget_measureline_history",
    "partners_city_simple_history",
    "budget_programcode_delete",
    "partners_country_import",
    "partners_country_export",
    "programs_program_workbook",
    "programs_edition_units",
)
"""A page of every kind, by its address or its name."""
KINDS = (
    "changelist add change history simple_history delete export import withdraw factor people table "
    "as_it_was next_year left_years desk workbook units"
).split()
OF_NO_ROW = ("changelist", "add", "export", "import", "people", "table", "workbook")


def pages(client: Client) -> dict[str, str]:
    """Return the addresses by their names; those that the client may not open, or that lead elsewhere, are left out."""
    found = {}
    for model in admin.site._registry:
        for kind in KINDS:
            if address := _address(model, kind):
                found[f"{model._meta.app_label}_{model._meta.model_name}_{kind}"] = address
    opening = {name: address for name, address in found.items() if client.get(address).status_code == 200}
    return {address: address for address in OTHERS} | opening


def _address(model: Any, kind: str) -> str:
    rows = model._default_manager
    row = rows.last() if kind == "factor" else rows.first()  # nobody resets their own
    keys = [] if kind in OF_NO_ROW else [row and row.pk]
    if kind == "simple_history":
        keys.append(row and hasattr(model, "history") and _record(model, row).pk)
    try:
        return (
            "" if None in keys else reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{kind}", args=keys)
        )
    except NoReverseMatch:
        return ""


def _record(model: Any, row: Any) -> Any:
    """Return a record of a row's history; a row that was brought in as a file has none yet."""
    found = model.history.filter(**{model._meta.pk.attname: row.pk})
    if not found.exists():
        model.history.bulk_history_create([row])
    return found.first()


def import_steps(client: Client) -> dict[str, str]:
    """Upload a file of countries that is in order, and one that is refused; return the addresses of their checks."""
    page = client.get(f"{COUNTRIES}export/")
    sent = client.post(f"{COUNTRIES}export/", form_data(page.context["form"]) | {"format": "csv"})
    table = b"".join(sent).decode("utf-8-sig")
    return {
        "import, in order": _uploaded(client, table.replace("Польща", "Республіка Польща")),
        "import, refused": _uploaded(client, table + "\r\n" + table.splitlines()[-1].replace(";", ";;")),
    }


def _uploaded(client: Client, table: str) -> str:
    page = client.get(f"{COUNTRIES}import/")
    file = SimpleUploadedFile("countries.csv", table.encode())
    answer: Any = client.post(f"{COUNTRIES}import/", form_data(page.context["form"]) | {"file": file})
    return str(answer["Location"])
