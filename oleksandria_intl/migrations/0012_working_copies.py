"""The working copies that the portal gave out are remembered, so that it knows its own files again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("oleksandria_intl", "0011_running_list"),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkingCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='SHA-256')),
                ('kind', models.CharField(max_length=40, verbose_name='kind of paper')),
                ('key', models.CharField(max_length=100, verbose_name='of what')),
                ('title', models.CharField(max_length=500, verbose_name='title')),
                ('format', models.CharField(max_length=10, verbose_name='format')),
                ('made_on', models.DateField(verbose_name='made on')),
            ],
            options={
                'verbose_name': 'working copy',
                'verbose_name_plural': 'working copies',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['made_on'], name='working_copy_made_on')],
            },
        ),
    ]
