"""Indicators as a table."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.auth.models import User
from django.test import Client

from programs.grids.pages import grid_url
from programs.models import Edition, Indicator, IndicatorValue
from tests.admin_pages import address
from tests.grid_pages import Sheet


def test_indicators_are_typed_with_their_values_and_chosen_by_the_names_of_choices(
    client: Client, clerk: User, edition: Edition
) -> None:
    client.force_login(clerk)
    sheet = Sheet(client, grid_url(edition, "indicators"))
    sheet.type(1, indicator__name_uk="Делегації", indicator__unit_uk="од.", indicator__kind="product", value__2020="12")
    sheet.type(2, indicator__name_uk="Учасники", indicator__unit_uk="осіб", indicator__kind="Якості", value__2020="7,5")
    assert sheet.save() == []
    assert list(Indicator.objects.values_list("name_uk", "kind", "order")) == [
        ("Делегації", "product", 1),
        ("Учасники", "quality", 2),
    ]
    assert list(IndicatorValue.objects.values_list("value", flat=True)) == [Decimal(12), Decimal("7.5")]
    sheet.type(1, indicator__unit_uk="")
    [refusal] = sheet.save()
    assert refusal.startswith("Рядок 1, стовпець «")


def test_the_edition_and_the_list_lead_to_the_table(client: Client, clerk: User, edition: Edition) -> None:
    client.force_login(clerk)
    table = grid_url(edition, "indicators")
    assert table in client.get(address(Edition, "change", edition.pk)).content.decode()
    assert table in client.get(address(Indicator, "changelist")).content.decode()
