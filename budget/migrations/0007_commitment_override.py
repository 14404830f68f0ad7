from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("budget", "0006_payment_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="commitment",
            name="override_reason",
            field=models.CharField(
                blank=True,
                help_text="Only for a commitment above what is granted and free, which article 48 of the Budget Code does not allow: who decided so, and why. Checks and reports name it. A later raise needs a reason of its own.",
                max_length=500,
                verbose_name="why above the free balance",
            ),
        ),
        migrations.AddField(
            model_name="historicalcommitment",
            name="override_reason",
            field=models.CharField(
                blank=True,
                help_text="Only for a commitment above what is granted and free, which article 48 of the Budget Code does not allow: who decided so, and why. Checks and reports name it. A later raise needs a reason of its own.",
                max_length=500,
                verbose_name="why above the free balance",
            ),
        ),
    ]
