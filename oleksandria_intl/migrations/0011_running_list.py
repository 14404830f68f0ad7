"""Issued papers stand in one list with a running hash; those of before are put into it in the order of their issue."""

from django.db import migrations, models

from oleksandria_intl.running_hash import BEGINNING, after

GUARD = "oleksandria_intl_issuedpaper_guard_update"


def put_into_list(apps, schema_editor):
    """Give every issued paper its place and running hash.

    The database refuses to change an issued paper: its guard goes until it is installed anew after all migrations.
    What was issued is not changed, only said of it what was not said before.
    """
    alias = schema_editor.connection.alias
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {GUARD}() CASCADE")
    else:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {GUARD}")
    rows = apps.get_model("oleksandria_intl", "IssuedPaper").objects.using(alias)
    place, running_hash = 0, BEGINNING
    for place, paper in enumerate(rows.order_by("pk").iterator(), 1):
        paper.place = place
        running_hash = after(running_hash, paper)
        rows.filter(pk=paper.pk).update(place=place, running_hash=running_hash)
    if place:
        ending = apps.get_model("oleksandria_intl", "PaperList").objects.using(alias)
        ending.create(last_place=place, running_hash=running_hash)


class Migration(migrations.Migration):
    dependencies = [("oleksandria_intl", "0010_words_of_signed_decisions")]

    operations = [
        migrations.CreateModel(
            name="PaperList",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("last_place", models.PositiveIntegerField(default=0, verbose_name="number of papers")),
                (
                    "running_hash",
                    models.CharField(default=BEGINNING, max_length=64, verbose_name="running hash"),
                ),
            ],
            options={
                "verbose_name": "list of issued papers",
                "verbose_name_plural": "lists of issued papers",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="paper_list_is_one_row")
                ],
            },
        ),
        migrations.AddField(
            model_name="issuedpaper",
            name="place",
            field=models.PositiveIntegerField(editable=False, null=True, verbose_name="place in the list"),
        ),
        migrations.AddField(
            model_name="issuedpaper",
            name="running_hash",
            field=models.CharField(default="", editable=False, max_length=64, verbose_name="running hash"),
            preserve_default=False,
        ),
        migrations.RunPython(put_into_list, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="issuedpaper",
            name="place",
            field=models.PositiveIntegerField(editable=False, unique=True, verbose_name="place in the list"),
        ),
        migrations.AddConstraint(
            model_name="issuedpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("running_hash__regex", "^[0-9a-f]{64}$")), name="issued_paper_running_hash_is_one"
            ),
        ),
    ]
