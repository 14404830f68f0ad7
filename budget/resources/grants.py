"""What the city's budget grants, and its allotment by month, as files."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budget.models import Allotment, Appropriation
from budget.querysets import MoneySum
from oleksandria_intl import ukrainian
from oleksandria_intl.resources import InfoColumn

from .base import MoneyResource, OfMeasureResource
from .info import decision_words, demonstration, named_measure


class KeepsMonths(OfMeasureResource):
    """Rows that must leave the months of every appropriation adding up to it, or without any."""

    def finish(self) -> None:
        """Refuse appropriations of the file whose months do not add up."""
        concerned = {self.appropriation_of(each.instance): each.row for each in self.touched}
        for key, amount, months in uneven(concerned):
            words = {"months": ukrainian.hryvnias(months), "granted": ukrainian.hryvnias(amount)}
            sentence = _(
                "The months add up to %(months)s, but the appropriation is %(granted)s: all of it is allotted by "
                "month, or nothing. Change the amount together with its months on the appropriation's page."
            )
            self.refuse(concerned[key], self.fields["amount"].column_name, None, sentence % words)

    def appropriation_of(self, row: Any) -> int:
        """Return the primary key of the appropriation that a row concerns."""
        raise NotImplementedError


def uneven(appropriations: Any) -> Iterator[tuple[int, Decimal, Decimal]]:
    """Yield the appropriations whose months do not add up: primary key, amount, sum of the months."""
    rows = Appropriation.objects.filter(pk__in=list(appropriations)).order_by()
    summed = rows.annotate(months=MoneySum("allotments__amount")).exclude(Q(months=None) | Q(months=F("amount")))
    yield from summed.values_list("pk", "amount", "months")


class AppropriationResource(KeepsMonths, MoneyResource):
    """Appropriations."""

    measure_name = named_measure()
    decision_words = InfoColumn(
        gettext_lazy("Decision: day and number (for information)"), lambda row: decision_words(row.decision)
    )
    mark = demonstration()

    class Meta:
        model = Appropriation
        fields = (
            "record_key",
            "measure",
            "measure_name",
            "year",
            "decision",
            "decision_words",
            "unit",
            "source",
            "program_code",
            "economic_code",
            "amount",
            "note",
            "mark",
        )

    def appropriation_of(self, row: Any) -> int:
        """Return the appropriation itself."""
        return int(row.pk)


class AllotmentResource(KeepsMonths):
    """What each month of an appropriation may spend."""

    of_list = "appropriation"
    measure_link = "appropriation__measure"
    heads = {"appropriation": gettext_lazy("Record key of the appropriation")}
    fetched_with = ("appropriation__measure", "appropriation__decision")
    measure_name = named_measure()
    decision_words = InfoColumn(
        gettext_lazy("Decision: day and number (for information)"),
        lambda row: decision_words(row.appropriation.decision),
    )
    year = InfoColumn(gettext_lazy("Year (for information)"), lambda row: row.appropriation.year)

    class Meta:
        model = Allotment
        import_id_fields = ("appropriation", "month")
        fields = ("appropriation", "measure_name", "decision_words", "year", "month", "amount")

    def appropriation_of(self, row: Any) -> int:
        """Return the appropriation whose month it is."""
        return int(row.appropriation_id)
