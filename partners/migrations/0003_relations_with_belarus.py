"""Says of Belarus, where a portal has it, since when and why relations are suspended: as ``fixtures/codes.json`` does."""

from django.db import migrations

SUSPENDED = {
    "suspended_since": "2022-03-02",
    "suspended_why_uk": "Генеральна Асамблея ООН засудила причетність Білорусі до незаконного застосування сили "
    "проти України (резолюція ES-11/1 від 02.03.2022, пункт 10)",
    "suspended_why_en": "The UN General Assembly deplored the involvement of Belarus in the unlawful use of force "
    "against Ukraine (resolution ES-11/1 of 2 March 2022, paragraph 10)",
    "suspended_source": "https://docs.un.org/en/A/RES/ES-11/1",
}


def mark_belarus(apps, schema_editor):
    countries = apps.get_model("partners", "Country").objects.using(schema_editor.connection.alias)
    countries.filter(code="BY", suspended_since=None).update(**SUSPENDED)


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_agreements_have_a_life")]

    operations = [migrations.RunPython(mark_belarus, migrations.RunPython.noop)]
