"""The base of the admin pages: every page opens, the lock, search, Ukrainian."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from programs.models import Edition
from tests import factories

PAGES = [model for model in admin.site._registry if model._meta.app_label != "auth"]


def address(model: type, page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model._meta.label)
def test_every_page_of_every_model_opens(model: type, client: Client, administrator: User, edition: Edition) -> None:
    factories.everything(edition)
    client.force_login(administrator)
    pages = [address(model, "changelist"), address(model, "changelist") + "?q=а"]
    if admin.site._registry[model].has_add_permission(None) if model._meta.model_name == "issuedpaper" else True:
        pages.append(address(model, "add"))
    for row in model._default_manager.all()[:1]:
        pages += [address(model, page, row.pk) for page in ("change", "history", "delete")]
    for page in pages:
        assert client.get(page).status_code == 200, page
