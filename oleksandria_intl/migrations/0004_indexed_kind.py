from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations.state import StateApps


def empty(apps: StateApps, schema_editor: object) -> None:
    """Empty the index: the next reader makes it anew."""
    apps.get_model("oleksandria_intl", "SearchEntry").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("oleksandria_intl", "0003_search_entry"),
    ]

    operations = [
        migrations.RunPython(empty, migrations.RunPython.noop),
        migrations.CreateModel(
            name="IndexedKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, unique=True, verbose_name="kind")),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("made_of", models.CharField(max_length=64, verbose_name="made of")),
            ],
            options={
                "verbose_name": "kind in the search index",
                "verbose_name_plural": "kinds in the search index",
                "ordering": ["order"],
            },
        ),
        migrations.RemoveField(
            model_name="searchentry",
            name="kind",
        ),
        migrations.RemoveField(
            model_name="searchentry",
            name="made_of",
        ),
        migrations.AddField(
            model_name="searchentry",
            name="indexed",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="entries",
                to="oleksandria_intl.indexedkind",
                verbose_name="kind",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, empty),
    ]
