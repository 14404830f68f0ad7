"""The stock on its pages: what is left stands where it is chosen; what is refused is said, and nothing is lost."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from delegations import gifts
from delegations.gift_resources import GivingResource, PurchaseResource, StockItemResource
from delegations.models import Delegation, Giving, Purchase, StockItem, WriteOffAct
from tests.admin_pages import address, posted, shown
from tests.delegations import receptions
from tests.delegations.receptions import FIRST

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn(it_is: Any) -> None:
    it_is("2020-10-05")


@pytest.fixture
def given(albums: Purchase, stay: Delegation, clerk: User) -> Giving:
    return gifts.give(purchase=albums, quantity=4, to_whom="бургомістру", delegation=stay, on=FIRST, by=clerk)


def test_the_clerk_gives_no_more_than_is_left_and_keeps_what_was_typed(
    client: Client, clerk: User, given: Giving, stay: Delegation
) -> None:
    client.force_login(clerk)
    page = f"{address(Giving, 'add')}?purchase={given.purchase.pk}&delegation={stay.pk}"
    new = posted(client, page) | {"quantity": 7, "to_whom": "членам делегації"}
    answer = client.post(page, new)
    errors = answer.context["adminform"].form.errors
    assert list(errors) == ["quantity"]
    assert "6" in str(errors["quantity"])
    assert shown(answer)["to_whom"] == "членам делегації"
    assert client.post(page, new | {"quantity": 6}).status_code == 302
    item = StockItem.objects.with_stock().get()
    assert (item.bought, item.given, item.written_off, item.left) == (10, 10, 0, 0)  # type: ignore[attr-defined]
    listed = client.get(address(StockItem, "changelist")).content.decode()
    assert '<td class="field-left">0</td>' in listed


def test_an_act_is_begun_from_the_list_and_signed_on_its_page(client: Client, head: User, given: Giving) -> None:
    client.force_login(head)
    chosen = {"action": "write_off", "_selected_action": [given.pk]}
    answer = client.post(address(Giving, "changelist"), chosen)
    act = WriteOffAct.objects.get()
    page = address(WriteOffAct, "change", act.pk)
    assert answer["Location"] == page
    assert len(client.get(page).context["lacks"]) == 4
    receptions.commission(act)
    sign = reverse("admin:delegations_writeoffact_sign", args=[act.pk])
    refused = client.post(sign, {"on": "04.10.2020"})
    assert refused.context["form"].errors
    assert client.post(sign, {"on": "05.10.2020"})["Location"] == page
    act.refresh_from_db()
    assert act.signed_on
    assert client.get(page).context["sign_url"] == ""
    assert client.get(sign).status_code == 403
    assert client.post(address(Giving, "change", given.pk), {"quantity": 1}).status_code == 403
    assert client.post(address(Giving, "changelist"), chosen).status_code == 302
    assert WriteOffAct.objects.count() == 1


def test_the_paper_of_an_act_is_had_on_its_page(client: Client, clerk: User, given: Giving) -> None:
    act = gifts.begin_write_off(givings=[given], by=clerk)
    client.force_login(clerk)
    name = "admin:delegations_writeoffact_paper"
    assert "бургомістру" in client.get(reverse(name, args=[act.pk, "html"])).content.decode()
    assert client.get(reverse(name, args=[act.pk, "xlsx"])).status_code == 404


def test_a_purchase_says_what_is_left_where_it_is_chosen(client: Client, clerk: User, given: Giving) -> None:
    client.force_login(clerk)
    page = client.get(address(Purchase, "change", given.purchase.pk))
    assert page.context["left"] == 6
    assert [line.url for line in page.context["gifts"]["lines"]] == [address(Giving, "change", given.pk)]
    asked = {"app_label": "delegations", "model_name": "giving", "field_name": "purchase", "term": "альбом"}
    found = client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert ": 6 шт.)" in found[0]["text"]


def test_the_clerk_edits_the_stay_hour_by_hour_and_sees_the_gifts(
    client: Client, clerk: User, stay: Delegation, given: Giving
) -> None:
    client.force_login(clerk)
    page = address(Delegation, "change", stay.pk)
    answer = client.get(page)
    assert ["бургомістру" in line.more for line in answer.context["gifts"]["lines"]] == [True]
    prefix = "stay-2"
    hour = {f"{prefix}-on": "30.09.2020", f"{prefix}-starts_at": "12:00", f"{prefix}-name_uk": "Обід"}
    new = shown(answer) | hour | {"stay-TOTAL_FORMS": 3}
    late = client.post(page, new | {f"{prefix}-on": "02.10.2020"})
    inline = next(each for each in late.context["inline_admin_formsets"] if each.formset.prefix == "stay")
    assert list(inline.formset.errors[2]) == ["on"]
    assert client.post(page, new).status_code == 302
    assert [item.name_uk for item in stay.stay.all()] == ["Зустріч на вокзалі", "Обід", "Від’їзд"]
    trip = Delegation.objects.create(code="trip", direction="out", city=stay.city, purpose_uk="для участі")
    inlines = client.get(address(Delegation, "change", trip.pk)).context["inline_admin_formsets"]
    assert "stay" not in [each.formset.prefix for each in inlines]


def brought(kind: Any, content: bytes, clerk: User) -> Any:
    resource = kind(by=clerk, note="склад.csv")
    return resource.bring_in(resource.read(BytesIO(content)))


def test_the_stock_goes_out_as_files_and_comes_back(clerk: User, given: Giving) -> None:
    for kind in (StockItemResource, PurchaseResource, GivingResource):
        made = b"".join(kind().stream(kind().listed(None), "csv"))
        outcome = brought(kind, made, clerk)
        assert (outcome.refused, outcome.unchanged) == (0, 1), kind
    heads = {name: column.column_name for name, column in PurchaseResource().fields.items()}
    new = {"item": "album", "bought_on": "02.10.2020", "quantity": "5", "price": "240,50"}
    table = "\n".join(";".join(line) for line in ([heads[name] for name in new], new.values()))
    assert brought(PurchaseResource, table.encode(), clerk).created == 1
    assert Purchase.objects.latest("pk").amount * 2 == 2405
    heads = {name: column.column_name for name, column in GivingResource().fields.items()}
    more = {"purchase": given.purchase.record_key, "quantity": "7", "given_on": "02.10.2020", "event": "Свято"}
    more["to_whom"] = "гостям"
    table = "\n".join(";".join(line) for line in ([heads[name] for name in more], more.values()))
    refusals = brought(GivingResource, table.encode(), clerk).refusals
    assert [each.column for each in refusals] == [heads["quantity"]]
