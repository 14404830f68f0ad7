"""Hide the payees of earlier payments and commitments who are persons by words, or may be by the look of the name."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from budget.persons import Kind, kind_of
from budget.querysets.payees import payee_key


def hide(apps: Any, schema_editor: Any) -> None:
    """Ask about those who may be persons; until somebody answers the public sees no name."""
    payees = apps.get_model("budget", "Payee")
    for name in ("Payment", "Commitment"):
        rows = apps.get_model("budget", name).objects.filter(payee_is_person=False).exclude(payee_name="")
        for whom in list(rows.order_by().values("payee_code", "payee_name").distinct()):
            kind = kind_of(whom["payee_code"], whom["payee_name"])
            if kind not in (Kind.PERSON, Kind.PERHAPS):
                continue
            rows.filter(**whom).update(payee_is_person=True)
            if kind is Kind.PERHAPS:
                code, name_uk = whom["payee_code"], whom["payee_name"]
                row = {"code": code, "name": name_uk, "version": 1}
                payees.objects.get_or_create(key=payee_key(code, name_uk), defaults=row)


class Migration(migrations.Migration):
    dependencies = [("budget", "0014_payees")]

    operations = [migrations.RunPython(hide, migrations.RunPython.noop)]
