from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("budget", "0008_closed_periods"),
    ]

    operations = [
        migrations.AddField(
            model_name="importbatch",
            name="reason",
            field=models.CharField(blank=True, max_length=500, verbose_name="reason for changing a closed period"),
        ),
    ]
