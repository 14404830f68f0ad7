"""Issues get identifiers, those of before too; the council says whether papers print the code of their page."""

from datetime import datetime, timedelta

import django.utils.timezone
from django.db import migrations, models

import oleksandria_intl.models.paper

AT_ONCE = timedelta(minutes=1)
"""The files of an issue were written in one transaction, one after another."""


def identify_issues(apps, schema_editor):
    """Give every issue of before an identifier: files of one paper, written at once, each in another format."""
    rows = apps.get_model("oleksandria_intl", "IssuedPaper").objects.using(schema_editor.connection.alias)
    begun: dict[tuple[str, str, str], tuple[str, datetime]] = {}
    formats: dict[str, set[str]] = {}
    for paper in rows.order_by("issued_at", "pk"):
        name = (paper.kind, paper.key, paper.number)
        identifier, moment = begun.get(name, ("", paper.issued_at))
        if not identifier or paper.format in formats[identifier] or paper.issued_at - moment > AT_ONCE:
            identifier = oleksandria_intl.models.paper.new_identifier()
        begun[name] = identifier, paper.issued_at
        formats.setdefault(identifier, set()).add(paper.format)
        rows.filter(pk=paper.pk).update(identifier=identifier)


class Migration(migrations.Migration):
    dependencies = [("oleksandria_intl", "0002_marks_and_signatures")]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="has_page_code",
                field=models.BooleanField(
                    default=True,
                    help_text="At the end of the paper, with the address of its page on this portal.",
                    verbose_name="QR code on issued papers",
                ),
            )
            for name in ("council", "historicalcouncil")
        ),
        migrations.AddField(
            model_name="issuedpaper",
            name="identifier",
            field=models.CharField(
                default=oleksandria_intl.models.paper.new_identifier,
                editable=False,
                max_length=10,
                verbose_name="identifier of the issue",
            ),
        ),
        migrations.AlterField(
            model_name="issuedpaper",
            name="issued_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="issued at"
            ),
        ),
        migrations.RunPython(identify_issues, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="issuedpaper",
            constraint=models.CheckConstraint(
                condition=models.Q(("identifier__regex", "^[a-z]{10}$")), name="issued_paper_identifier_is_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="issuedpaper",
            constraint=models.UniqueConstraint(
                fields=("identifier", "format"), name="issued_paper_identifier_unique"
            ),
        ),
    ]
