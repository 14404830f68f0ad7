from django.db import migrations

GUARDED = ("budget_responsible", "budget_funding", "delegations_plannedvisit", "delegations_conference")
LINKS = {
    ("budget", "Responsible"): ("unit",),
    ("budget", "Funding"): ("source",),
    ("delegations", "PlannedVisit"): ("city__country",),
    ("delegations", "Conference"): ("city__country",),
}


def copy_words(apps, schema_editor):
    """Copy into the rows of editions adopted before what adoption copies now: what their pages show today.

    Their rows are frozen, and adoption has not been there to do it: without this a name that changes in a register
    would go on changing them.
    """
    connection = schema_editor.connection
    lift_guards(connection)
    for (app, name), links in LINKS.items():
        model = apps.get_model(app, name)
        rows = model._base_manager.using(connection.alias).filter(edition__status="adopted").select_related(*links)
        changed = [(row, words_of(row)) for row in rows]
        for row, words in changed:
            for field, value in words.items():
                setattr(row, field, value)
        if changed:
            fields = list(changed[0][1])
            model._base_manager.using(connection.alias).bulk_update([row for row, _words in changed], fields)


def lift_guards(connection):
    """Drop the triggers that refuse to change a frozen row; ``post_migrate`` makes them anew."""
    with connection.cursor() as cursor:
        for table in GUARDED:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_guard_update")
            else:
                cursor.execute(f"DROP FUNCTION IF EXISTS {table}_guard_update() CASCADE")


def words_of(row):
    """Return what adoption would copy into a row."""
    if hasattr(row, "unit_id"):
        unit = row.unit
        return {"unit_name_uk": unit.name_uk if unit else "", "unit_name_en": unit.name_en if unit else ""}
    if hasattr(row, "source_id"):
        source = row.source
        return {
            "source_name_uk": source.name_uk,
            "source_name_en": source.name_en,
            "source_order": source.order,
        }
    if row.city is None:
        return dict.fromkeys(("city_formal_name", "city_name_uk", "city_name_en"), "")
    city, country = row.city, row.city.country
    is_known = city.name_en and country.name_en
    return {
        "city_formal_name": f"Місто {city.name_uk}, {country.formal_name_uk}",
        "city_name_uk": f"{city.name_uk}, {country.name_uk}",
        "city_name_en": f"{city.name_en}, {country.name_en}" if is_known else "",
    }


class Migration(migrations.Migration):

    dependencies = [
        ('budget', '0004_words_as_adopted'),
        ("delegations", "0002_words_as_adopted"),
    ]

    operations = [
        migrations.RunPython(copy_words, migrations.RunPython.noop),
    ]
