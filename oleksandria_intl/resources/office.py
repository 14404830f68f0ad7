"""Units, officials, inhabitants and special days as files of the staff."""

from __future__ import annotations

from oleksandria_intl.models import Official, Population, SpecialDay, Term, Unit

from .importing import ImportedResource


class UnitResource(ImportedResource):
    """Units that answer for measures."""

    coded = "code"

    class Meta:
        model = Unit
        import_id_fields = Unit.natural_fields
        fields = ("name_uk", "name_en", "code")


class OfficialResource(ImportedResource):
    """Officials; their posts are a table of their own."""

    coded = "code"
    called_by = ("surname", "given_name", "patronymic")

    class Meta:
        model = Official
        import_id_fields = Official.natural_fields
        fields = ("surname", "given_name", "patronymic", "name_en", "code")


class TermResource(ImportedResource):
    """Who held which post, and when: the same post from another day is another term."""

    of_list = "official"
    coded = "code"
    called_by = ("post_uk", "since")
    scope = "official"

    class Meta:
        model = Term
        import_id_fields = Term.natural_fields
        fields = ("official", "post_uk", "since", "until", "post_en", "phone", "code")


class PopulationResource(ImportedResource):
    """How many inhabitants the community had on a day."""

    class Meta:
        model = Population
        import_id_fields = Population.natural_fields
        fields = ("on", "number", "source")


class SpecialDayResource(ImportedResource):
    """Days that are free, or working days, against the calendar."""

    class Meta:
        model = SpecialDay
        import_id_fields = SpecialDay.natural_fields
        fields = ("day", "is_working", "note")
