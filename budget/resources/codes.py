"""Reference tables as files."""

from __future__ import annotations

from budget.importing.codes import economic_code, program_code
from budget.models import EconomicCode, FundingSource, ProgramCode, SpendingUnit

from .base import MoneyFileResource


class ProgramCodeResource(MoneyFileResource):
    """КПКВКМБ."""

    readers = {"code": program_code}

    class Meta:
        model = ProgramCode
        import_id_fields = ("code",)
        fields = ("code", "name_uk", "name_en")


class EconomicCodeResource(MoneyFileResource):
    """КЕКВ."""

    readers = {"code": economic_code}

    class Meta:
        model = EconomicCode
        import_id_fields = ("code",)
        fields = ("code", "name_uk", "name_en")


class SpendingUnitResource(MoneyFileResource):
    """Spending units."""

    class Meta:
        model = SpendingUnit
        import_id_fields = ("register_code",)
        fields = ("register_code", "name_uk", "name_en")


class FundingSourceResource(MoneyFileResource):
    """Sources of funding."""

    class Meta:
        model = FundingSource
        import_id_fields = ("code",)
        fields = ("code", "order", "name_uk", "name_en")
