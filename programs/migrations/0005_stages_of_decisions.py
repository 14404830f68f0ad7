"""Give the decisions that were signed before the portal knew their path the stage that is known of them.

A number says that a decision is no draft; whether and when it was published nobody recorded. The decision of an edition
that the council has not adopted stays a draft, whatever number somebody typed.
"""

from typing import Any

from django.db import migrations


def name_signed(apps: Any, schema_editor: Any) -> None:
    using = schema_editor.connection.alias
    unadopted = apps.get_model("programs", "Edition").objects.using(using).exclude(status="adopted")
    open_drafts = unadopted.filter(decision__isnull=False).values("decision")
    decisions = apps.get_model("oleksandria_intl", "Decision").objects.using(using)
    decisions.exclude(number="").exclude(pk__in=open_drafts).update(stage="signed")


class Migration(migrations.Migration):

    dependencies = [
        ("programs", "0004_parts_of_adopted_editions"),
        ("oleksandria_intl", "0013_path_of_decisions"),
    ]

    operations = [migrations.RunPython(name_signed, migrations.RunPython.noop)]
