from django.db import migrations, models


class Migration(migrations.Migration):
    """The text as adopted travels in fixtures; no column changes."""

    dependencies = [
        ('programs', '0002_kind_and_numbering'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name=model,
                    name='frozen',
                    field=models.TextField(blank=True, default='', editable=False, verbose_name='text as adopted'),
                )
                for model in ('edition', 'historicaledition')
            ],
        ),
    ]
