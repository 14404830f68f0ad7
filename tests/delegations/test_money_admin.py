"""The pages of a delegation's money: sums as one types, costs, per diem, commitments, payments; who may what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import translation

from budget.models import Payment
from delegations.models import Advance, Delegation, EstimateLine, PerDiemNorm
from delegations.money import commit_estimate
from programs.models import Edition
from tests import factories
from tests import trip_money as trips
from tests.admin_pages import address, posted
from tests.spending import grant, pay


@pytest.fixture
def trip(edition: Edition) -> Delegation:
    """A trip whose estimate takes 600 and 300 of 1 000 granted."""
    grant("1.2", 1_000, economic_code=trips.TRAVEL_CODE)
    row = trips.trip()
    trips.line(row, 600)
    trips.line(row, 300, participant=row.participants.first())
    return row


def page(trip: Delegation, name: str, **kwargs: Any) -> str:
    return reverse(f"admin:delegations_delegation_{name}", kwargs={"pk": trip.pk, **kwargs})


def text(answer: Any) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def typed(trip: Delegation, *lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"lines-TOTAL_FORMS": len(lines), "measure": trip.measure_id, "period_start": "28.09.2020"}
    for number, line in enumerate(lines):
        data |= {f"lines-{number}-{name}": value for name, value in line.items()}
    return data | fields


def test_the_server_reckons_what_is_typed_and_says_what_is_free(client: Client, clerk: User, trip: Delegation) -> None:
    client.force_login(clerk)
    ask = f"{reverse('admin:delegations_delegation_sums')}?row={trip.pk}"
    source = trips.source().pk
    norm = {"source": source, "norm": "42,00", "currency": "EUR", "rate": "32,9564", "persons": 2, "percent": 55}
    lines = [norm, {"source": source, "amount": "1 000"}, {"source": source, "amount": "much"}]
    gone = {"source": source, "amount": "5000", "DELETE": "on"}
    with translation.override("en"):
        answer = client.post(ask, typed(trip, *lines, gone)).json()
    assert answer["lines"] == {"lines-0": "1\u00a0522,59\u00a0грн", "lines-1": "1\u00a0000\u00a0грн"}
    assert answer["total"] == "2\u00a0522,59\u00a0грн"
    assert [source["isAbove"] for source in answer["sources"]] == [True]
    assert "1\u00a0000\u00a0грн" in answer["sources"][0]["words"]
    fitting = client.post(ask, typed(trip, {"source": source, "amount": "999"})).json()
    assert [source["isAbove"] for source in fitting["sources"]] == [False]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"lines-TOTAL_FORMS": "²", "measure": "x", "period_start": "31.02.2020"},
        {"lines-TOTAL_FORMS": "9" * 30, "lines-0-source": "9" * 30, "measure": "9" * 30, "row": "x"},
        {"lines-TOTAL_FORMS": "1", "lines-0-source": "1", "lines-0-norm": "9" * 12, "lines-0-rate": "9" * 8},
    ],
)
def test_whatever_is_typed_is_answered(client: Client, clerk: User, trip: Delegation, sent: dict[str, str]) -> None:
    client.force_login(clerk)
    ask = reverse("admin:delegations_delegation_sums")
    assert client.post(ask, sent).status_code == client.get(ask, sent).status_code == 200


def test_the_page_of_costs_shows_them_side_by_side_and_what_is_above(
    client: Client, clerk: User, trip: Delegation
) -> None:
    trips.line(trip, 200)
    Advance.objects.create(participant=trip.participants.last(), amount=450)
    client.force_login(clerk)
    shown = text(client.get(page(trip, "money")))
    assert "1 100,00" in shown
    assert "<td>1 000,00</td>" in shown
    assert "450,00" in shown
    assert 'class="portal-error">' in text(client.get(address(Delegation, "change", trip.pk)))
    # The clerk neither commits nor sees payments in a page of their own.
    assert page(trip, "per_diem") in shown
    assert page(trip, "commit") not in shown


def test_per_diem_is_reckoned_from_its_page_or_what_is_missing_is_said(
    client: Client, clerk: User, trip: Delegation
) -> None:
    client.force_login(clerk)
    sent = {"source": trips.source().pk, "rate_on": "28.09.2020"}
    assert "28.09.2020, Польща" in text(client.post(page(trip, "per_diem"), sent))
    PerDiemNorm.objects.create(
        country=trip.city.country, in_force_from=date(2011, 2, 2), amount=Decimal(42), currency="EUR"
    )
    assert not trip.lines.filter(kind="per-diem").exists()
    assert "EUR" in text(client.post(page(trip, "per_diem"), sent))
    answer = client.post(page(trip, "per_diem"), sent | {"rate_EUR": "32,9564"})
    assert answer["Location"] == page(trip, "money")
    lines = trip.lines.filter(kind="per-diem")
    assert [(line.days, line.amount) for line in lines] == [(5, Decimal("6920.84"))] * 2
    assert {line.history.get().history_user for line in lines} == {clerk}
    assert "Польща: 42,00 EUR × 100 % × 5 × 32,9564" in text(client.get(page(trip, "spent")))


def test_the_estimate_is_edited_around_what_was_reckoned(client: Client, clerk: User, trip: Delegation) -> None:
    trips.line(trip, kind="per-diem", norm=Decimal(42), participant=trip.participants.first())
    client.force_login(clerk)
    change = address(Delegation, "change", trip.pk)
    data = posted(client, change) | {"lines-0-spent": "40,50", "lines-1-amount": "310", "lines-TOTAL_FORMS": 4}
    new = {"kind": "other", "source": trips.source().pk, "currency": "UAH", "rate": "1", "persons": 1, "days": 1}
    for number in (2, 3):
        data |= {f"lines-{number}-{name}": value for name, value in (new | {"amount": number}).items()}
    client.post(change, data)
    known: list[Any] = [(600, Decimal("40.50")), (310, None), (42, None), (2, None), (3, None)]
    assert list(trip.lines.values_list("amount", "spent")) == known


def test_the_head_commits_a_changed_estimate_with_a_reason_once_the_order_is_issued(
    client: Client, head: User, trip: Delegation
) -> None:
    client.force_login(head)
    assert client.post(page(trip, "commit"))["Location"] == page(trip, "money")
    trip = trips.ordered(trip)
    commit_estimate(delegation=trip, by=head)
    trips.line(trip, 200)
    assert "1 000" in text(client.post(page(trip, "commit")))
    client.post(page(trip, "commit"), {"reason": "Рішення голови № 5"})
    (commitment,) = trip.measure.commitments.all()
    assert (commitment.amount, commitment.override_reason) == (1_100, "Рішення голови № 5")


def test_the_accountant_confirms_payments_that_are_proposed(client: Client, accountant: User, trip: Delegation) -> None:
    commit_estimate(delegation=trip, by=accountant)
    known = {"on": date(2020, 9, 20), "economic_code": trips.TRAVEL_CODE}
    payment = pay("1.2", 500, purpose="Квитки до Мозиря", **known)
    sponsors = pay("1.2", 5, purpose="Квитки до Мозиря", source_code="sponsors", **known)
    client.force_login(accountant)
    shown = text(client.get(page(trip, "payments")))
    assert f'value="{payment.pk}" id="payment-{payment.pk}" checked aria' in shown
    assert f'value="{sponsors.pk}" id="payment-{sponsors.pk}" disabled aria' in shown
    client.post(page(trip, "payments"), {"payment": [sponsors.pk]})
    answer = client.post(page(trip, "payments"), {"payment": [payment.pk, "x", "9" * 30]})
    assert answer["Location"] == page(trip, "money")
    assert [row.commitment is None for row in Payment.objects.order_by("pk")] == [False, True]
    assert "500,00" in text(client.get(page(trip, "money")))


def test_the_clerk_confirms_no_payments(client: Client, clerk: User, trip: Delegation) -> None:
    client.force_login(clerk)
    assert "submit" not in text(client.get(page(trip, "payments"))).partition('id="content-main"')[2]
    assert client.post(page(trip, "payments"), {"payment": []}).status_code == 403
    assert client.post(page(trip, "commit")).status_code == 403


def test_a_report_on_an_advance_is_downloaded_or_it_is_said_why_there_is_none(
    client: Client, clerk: User, trip: Delegation, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.papers_of_one_line(monkeypatch)
    client.force_login(clerk)
    assert "Коваль О." in client.get(page(trip, "advance", place=1, format="docx")).content.decode()
    assert client.get(page(trip, "advance", place=2, format="pdf"))["Location"] == page(trip, "money")
    assert client.get(page(trip, "advance", place=1, format="html")).status_code == 404


def test_an_advance_is_entered_from_the_costs_of_the_trip_and_leads_back(
    client: Client, clerk: User, trip: Delegation
) -> None:
    client.force_login(clerk)
    costs = reverse("admin:delegations_delegation_money", args=[trip.pk])
    add = f"{address(Advance, 'add')}?participant={trip.participants.all()[0].pk}"
    assert add in client.get(costs).content.decode()
    assert client.post(add, posted(client, add) | {"amount": "100"})["Location"] == costs
    page = address(Advance, "change", Advance.objects.get().pk)
    assert client.post(page, posted(client, page) | {"amount": "200"})["Location"] == costs


def test_an_advance_of_nobody_is_refused_in_a_sentence(client: Client, head: User, trip: Delegation) -> None:
    client.force_login(head)
    answer = client.post(address(Advance, "add"), {"amount": "100", "reported_on": "2020-10-07"})
    assert answer.context["adminform"].form.errors["participant"]
    assert not Advance.objects.exists()


def test_a_line_offers_the_members_of_its_delegation_alone(client: Client, clerk: User, trip: Delegation) -> None:
    other = trips.trip("other")
    client.force_login(clerk)
    form = client.get(address(Delegation, "change", trip.pk)).context["inline_admin_formsets"]
    fields = next(each.formset.form.base_fields for each in form if each.formset.prefix == "lines")
    assert set(fields["participant"].queryset) == set(trip.participants.all())
    assert other.participants.count() == 2
    assert EstimateLine.objects.count() == 2
