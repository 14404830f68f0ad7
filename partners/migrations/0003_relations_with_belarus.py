"""Says of Belarus, where a portal has it, since when and why relations are suspended: as ``fixtures/codes.json`` does."""

import json
from pathlib import Path

from django.conf import settings
from django.db import migrations

FIELDS = ("suspended_since", "suspended_why_uk", "suspended_why_en", "suspended_source")


def mark_countries(apps, schema_editor):
    rows = json.loads((Path(settings.BASE_DIR) / "fixtures" / "codes.json").read_text(encoding="utf-8"))
    for fields in (row["fields"] for row in rows if row["model"] == "partners.country"):
        if fields.get("suspended_since"):
            known = {name: fields[name] for name in FIELDS}
            countries = apps.get_model("partners", "Country").objects.using(schema_editor.connection.alias)
            countries.filter(code=fields["code"], suspended_since=None).update(**known)


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_agreements_have_a_life")]

    operations = [migrations.RunPython(mark_countries, migrations.RunPython.noop)]
