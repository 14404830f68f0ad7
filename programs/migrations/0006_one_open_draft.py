from django.db import migrations, models


def refuse_several_drafts(apps, schema_editor):
    """Name the programmes with more than one draft: a person has to say which of them goes on."""
    editions = apps.get_model("programs", "Edition").objects.filter(status__in=("draft", "published"))
    several = editions.values_list("program__slug").annotate(count=models.Count("pk")).filter(count__gt=1)
    if slugs := sorted(slug for slug, _count in several):
        raise RuntimeError(
            f"These programmes have more than one draft: {', '.join(slugs)}. "
            "Withdraw or delete all but one of each in the admin of the release before, then migrate again."
        )


class Migration(migrations.Migration):
    """One draft of a programme at a time: no two amendments race."""

    dependencies = [
        ("programs", "0005_stages_of_decisions"),
    ]

    operations = [
        migrations.RunPython(refuse_several_drafts, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ('draft', 'published'))), fields=('program',), name='edition_one_open_draft', violation_error_message='This programme has a draft already, and one at a time is worked on.'),
        ),
    ]
