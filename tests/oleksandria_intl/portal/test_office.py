"""The foot of every page names the council's own unit, and none where none is entered."""

from __future__ import annotations

from django.test import Client

from oleksandria_intl.models import Council, Unit
from programs.models import Edition


def foot(client: Client, address: str = "/about/") -> str:
    return client.get(address).content.decode().partition("<footer")[2]


def test_the_office_is_a_unit_of_the_council(client: Client, edition: Edition) -> None:
    Council.objects.update(office=Unit.objects.create(code="culture", name_uk="відділ культури", name_en="Culture"))
    assert "Відділ культури" in foot(client)
    assert "Culture" in foot(client, "/en/about/")


def test_where_no_office_is_entered_none_is_invented(client: Client, edition: Edition) -> None:
    assert "ідділ" not in foot(client)
    assert "Олександрія" in foot(client)
