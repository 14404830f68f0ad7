"""The menu of the admin: the tables that the reader may see, by the office's work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import ModelAdmin
from django.urls import NoReverseMatch, reverse

from oleksandria_intl.work import Work

LAST = 1000
"""The place of what does not say its place."""


def group_of(pages: ModelAdmin[Any]) -> Work:
    """Return the part of the office's work that a model's pages belong to."""
    group: Work = getattr(pages, "group", Work.MORE)
    return group


def place_of(pages: ModelAdmin[Any]) -> int:
    """Return where a model stands among others."""
    place: int = getattr(pages, "place", LAST)
    return place


def page_of(model: Any, pk: Any) -> str:
    """Return where a row is worked on: its desk where it has one, else its form."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    try:
        return reverse(f"{name}_desk", args=[pk])
    except NoReverseMatch:
        return reverse(f"{name}_change", args=[pk])


def grouped(apps: Iterable[Any], registry: Any, path: str) -> list[dict[str, Any]]:
    """Return Django's list of apps and their models as one of the office's work; the reader is at an address."""
    models = sorted(
        (model for app in apps for model in app["models"]), key=lambda each: place_of(registry[each["model"]])
    )
    groups = ((work, [each for each in models if group_of(registry[each["model"]]) is work]) for work in Work)
    return [_entry(work, found, path) for work, found in groups if found]


def _entry(work: Work, models: list[Any], path: str) -> dict[str, Any]:
    """Return a group in the form of Django's entry of an app."""
    is_here = any(model["admin_url"] and path.startswith(model["admin_url"]) for model in models)
    return {
        "name": work.label,
        "app_label": work.value,
        "app_url": reverse("admin:work", args=[work.value]),
        "has_module_perms": True,
        "models": models,
        "is_folded": work.is_folded,
        "is_open": is_here or not work.is_folded,
    }
