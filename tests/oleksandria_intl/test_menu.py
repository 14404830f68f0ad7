"""The menu is by the office's work: every table stands in a group, sidebar and breadcrumbs follow it."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from oleksandria_intl.work import Work
from tests import factories
from tests.admin_pages import address

FRONT = reverse("admin:index")


def test_every_table_stands_in_a_group() -> None:
    missing = [type(pages).__name__ for pages in admin.site._registry.values() if not hasattr(pages, "group")]
    assert missing == []
    groups = {pages.group for pages in admin.site._registry.values()}  # type: ignore[attr-defined]
    assert groups == set(Work)


def test_the_menu_names_each_table_once_in_the_order_of_work(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    menu = client.get(FRONT).context["app_list"]
    assert [group["app_label"] for group in menu] == [work.value for work in Work]
    assert [str(group["name"]) for group in menu][:5] == ["Програма", "Кошти", "Візити", "Партнери", "Рішення"]
    shown = [model["model"] for group in menu for model in group["models"]]
    assert len(shown) == len(set(shown)) > 60


def test_the_menu_shows_what_the_reader_may_see(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    page = client.get(FRONT).content.decode()
    assert reverse("admin:partners_city_changelist") in page
    assert reverse("admin:budget_importbatch_changelist") not in page
    assert reverse("admin:auth_user_changelist") not in page


def test_the_sidebar_folds_what_is_rarely_used_and_opens_it_where_the_reader_is(client: Client, head: User) -> None:
    client.force_login(head)
    countries, cities = (client.get(reverse(f"admin:partners_{name}_changelist")) for name in ("country", "city"))
    assert countries.content.decode().count("<details open>") == 1
    assert "<details open>" not in cities.content.decode()
    assert cities.content.decode().count("<details>") == 2
    # Django's filter of the sidebar looks for the names in such cells.
    assert f'<th scope="row" id="partners-city"><a href="{cities.request["PATH_INFO"]}"' in cities.content.decode()


@pytest.mark.parametrize("kind", ["changelist", "change", "add", "history", "delete"])
def test_breadcrumbs_lead_to_the_group(client: Client, head: User, kind: str) -> None:
    city = factories.city()
    client.force_login(head)
    keys = [] if kind in ("changelist", "add") else [city.pk]
    page = client.get(address(type(city), kind, *keys)).content.decode()
    group = reverse("admin:work", args=["partners"])
    assert f'<a href="{group}">Партнери</a>' in page
    assert f'<a href="{reverse("admin:app_list", args=["partners"])}"' not in page


def test_a_group_has_a_page_of_its_own(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    page = client.get(reverse("admin:work", args=["partners"])).content.decode()
    assert reverse("admin:partners_agreement_changelist") in page
    assert reverse("admin:budget_payment_changelist") not in page.partition("<main")[2]
    assert client.get(reverse("admin:work", args=["nothing"])).status_code == 404
    client.logout()
    assert client.get(reverse("admin:work", args=["partners"])).status_code == 302
