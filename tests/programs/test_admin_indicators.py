"""The pages of what became of indicators."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client

from programs.models import Edition, Indicator, IndicatorFact
from tests.admin_pages import address, posted


def test_the_accountant_chooses_an_indicator_and_states_a_fact_once_a_day(
    client: Client, accountant: User, edition: Edition
) -> None:
    Indicator.objects.create(edition=edition, code="visits", name_uk="Візити", unit_uk="од.")
    client.force_login(accountant)
    page = address(IndicatorFact, "add")
    assert "Візити, од." in client.get(page).content.decode()
    typed = posted(client, page) | {
        "indicator": "2020/visits",
        "on": "31.12.2020",
        "value": "2,5",
        "reason": "Карантин",
    }
    assert client.post(page, typed).status_code == 302
    row = IndicatorFact.objects.get()
    assert (row.program, row.indicator, str(row.value)) == (edition.program, "visits", "2.50")
    again = client.post(page, typed)
    assert (again.status_code, IndicatorFact.objects.count()) == (200, 1)
    assert "Карантин" in again.content.decode()
    change = address(IndicatorFact, "change", row.pk)
    assert client.post(change, posted(client, change) | {"value": "3"}).status_code == 302
    row.refresh_from_db()
    assert (row.indicator, row.value) == ("visits", 3)
    assert "Візити" in client.get(address(IndicatorFact, "changelist")).content.decode()
    sent = client.post(address(IndicatorFact, "export"), {"of": "indicatorfact", "format": "csv"})
    assert "2020 рік;visits;Візити;31.12.2020;3" in b"".join(sent.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


def test_an_indicator_that_the_programme_has_not_is_refused(client: Client, clerk: User, edition: Edition) -> None:
    client.force_login(clerk)
    page = address(IndicatorFact, "add")
    answer = client.post(page, posted(client, page) | {"indicator": "2020/9", "on": "31.12.2020", "value": "2"})
    assert "indicator" in answer.context["adminform"].form.errors
    row = IndicatorFact(program=edition.program, indicator="9", on="2020-12-31", value=1)
    with pytest.raises(ValidationError, match=r"[“«]9[”»]"):
        row.full_clean()
