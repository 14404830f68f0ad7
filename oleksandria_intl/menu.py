"""The menu of the admin: the tables that the reader may see, by the office's work."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language

from oleksandria_intl.work import Work

LAST = 1000
"""The place of what does not say its place."""
SIDEBARS = 256
"""Rendered menus that a process keeps, of 20 kB each: one for each role and table that the reader is at."""


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


class Table(NamedTuple):
    """A model's pages in the menu, as far as they are the same for everybody."""

    pages: ModelAdmin[Any]
    name: str
    list_address: str | None
    add_address: str | None


def grouped(registry: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """Return what the reader may see by the office's work, in the form of Django's list of apps."""
    tables = _tables(tuple(registry.values()), get_language(), get_script_prefix())
    models = [entry for table in tables if (entry := _entry(table, request))]
    groups = ((work, [each for each in models if group_of(registry[each["model"]]) is work]) for work in Work)
    return [_group(work, found, request.path) for work, found in groups if found]


@lru_cache
def _tables(registered: tuple[ModelAdmin[Any], ...], language: str, prefix: str) -> list[Table]:
    """Return all tables in the order of work, those of one place by their apps' names and their own."""
    tables = [
        Table(
            pages, str(capfirst(pages.opts.verbose_name_plural)), _address(pages, "changelist"), _address(pages, "add")
        )
        for pages in registered
    ]
    return sorted(tables, key=lambda each: (place_of(each.pages), _app_of(each.pages), each.name))


def _app_of(pages: ModelAdmin[Any]) -> str:
    return str(pages.opts.app_config.verbose_name).lower()


def _address(pages: ModelAdmin[Any], kind: str) -> str | None:
    with suppress(NoReverseMatch):
        return reverse(f"admin:{pages.opts.app_label}_{pages.opts.model_name}_{kind}")
    return None


def _entry(table: Table, request: HttpRequest) -> dict[str, Any] | None:
    """Return a table in the form of Django's entry of a model, or nothing where the reader has no right to it."""
    if not table.pages.has_module_permission(request):
        return None
    powers = table.pages.get_model_perms(request)
    if True not in powers.values():
        return None
    return {
        "model": table.pages.model,
        "name": table.name,
        "object_name": table.pages.opts.object_name,
        "perms": powers,
        "admin_url": table.list_address if powers["change"] or powers["view"] else None,
        "add_url": table.add_address if powers["add"] else None,
        "view_only": not powers["change"],
    }


def _group(work: Work, models: list[Any], path: str) -> dict[str, Any]:
    """Return a group in the form of Django's entry of an app."""
    is_here = any(model["admin_url"] and path.startswith(model["admin_url"]) for model in models)
    return {
        "name": str(work.label),
        "app_label": work.value,
        "app_url": reverse("admin:work", args=[work.value]),
        "has_module_perms": True,
        "models": models,
        "is_folded": work.is_folded,
        "is_open": is_here or not work.is_folded,
    }


class ShownTable(NamedTuple):
    """What the sidebar shows of a table."""

    name: str
    object_name: str
    admin_url: str | None
    add_url: str | None


class ShownGroup(NamedTuple):
    """What the sidebar shows of a group."""

    name: str
    app_label: str
    app_url: str
    is_folded: bool
    is_open: bool
    models: tuple[ShownTable, ...]


Shown = TypeVar("Shown", ShownTable, ShownGroup)


def sidebar(groups: Iterable[dict[str, Any]], path: str) -> SafeString:
    """Return the menu that stands beside every page; what shows the same at the same place is rendered once."""
    shown = tuple(_shown(ShownGroup, {**group, "models": _shown_tables(group)}) for group in groups)
    tables = (table.admin_url for group in shown for table in group.models)
    return _rendered(shown, next((each for each in tables if each and path.startswith(each)), path), get_language())


def _shown_tables(group: dict[str, Any]) -> tuple[ShownTable, ...]:
    return tuple(_shown(ShownTable, model) for model in group["models"])


def _shown(kind: type[Shown], entry: dict[str, Any]) -> Shown:
    return kind(*(entry[field] for field in kind._fields))


@lru_cache(SIDEBARS)
def _rendered(shown: tuple[ShownGroup, ...], here: str, language: str) -> SafeString:
    return render_to_string("admin/menu.html", {"app_list": shown, "here": here})
