"""The scripts and styles of inline rows: those that Django finds by asking every row."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from delegations.models import Delegation
from oleksandria_intl.admin.inline_rows import InlineRows
from programs.models import Edition
from tests import trip_money as trips
from tests.admin_pages import address


@pytest.mark.parametrize("name", ["add", "change"])
def test_they_are_the_same_as_if_every_row_was_asked(client: Client, clerk: User, edition: Edition, name: str) -> None:
    client.force_login(clerk)
    trip = trips.trip()
    found = client.get(address(Delegation, name, *([trip.pk] if name == "change" else []))).context
    inlines = found["inline_admin_formsets"]
    assert inlines
    for rows in inlines:
        assert isinstance(rows, InlineRows)
        asked = super(InlineRows, rows).media
        assert str(rows.media) == str(asked)
