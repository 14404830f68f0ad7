"""Content types and permissions: every database makes its own, so an archive knows them by name, not by key."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models

CONTENT_TYPE, PERMISSION = LABELS = ("contenttypes.contenttype", "auth.permission")

Key = list[str]
"""Of a content type: app and model; of a permission: app, model, codename."""


class NaturalKeys:
    """The natural keys of one database's content types and permissions."""

    def __init__(self, using: str, registry: Any = apps) -> None:
        self.using = using
        self.content_type, self.permission = (registry.get_model(label) for label in LABELS)

    def names(self) -> dict[str, list[Key]]:
        """Return all keys, those of permissions with their names, as an archive keeps them."""
        names = dict(self._rows(self.permission).values_list("pk", "name"))
        permissions = [[*key, names[pk]] for pk, key in self._keys[PERMISSION].items()]
        return {CONTENT_TYPE: sorted(self._keys[CONTENT_TYPE].values()), PERMISSION: sorted(permissions)}

    def create_missing(self, names: dict[str, list[Key]]) -> None:
        """Make the content types and permissions that an archive names and this database lacks."""
        for app, model in names[CONTENT_TYPE]:
            self._rows(self.content_type).get_or_create(app_label=app, model=model)
        known = {tuple(key) for key in self._keys[PERMISSION].values()}
        for app, model, codename, name in names[PERMISSION]:
            if (app, model, codename) not in known:
                of = self._rows(self.content_type).get(app_label=app, model=model)
                self._rows(self.permission).create(content_type_id=of.pk, codename=codename, name=name)
        self.__dict__.pop("_keys", None)
        self.__dict__.pop("_primary_keys", None)

    def key(self, label: str, pk: int | None) -> Key | None:
        """Return the natural key of a row."""
        return None if pk is None else self._keys[label][pk]

    def primary_key(self, label: str, key: Key | None) -> int | None:
        """Return the primary key that a row has here."""
        return None if key is None else self._primary_keys[label][tuple(key)]

    @cached_property
    def _keys(self) -> dict[str, dict[int, Key]]:
        types = {row.pk: [row.app_label, row.model] for row in self._rows(self.content_type)}
        permissions = self._rows(self.permission).values_list("pk", "content_type_id", "codename")
        return {CONTENT_TYPE: types, PERMISSION: {pk: [*types[of], name] for pk, of, name in permissions}}

    @cached_property
    def _primary_keys(self) -> dict[str, dict[tuple[str, ...], int]]:
        return {label: {tuple(key): pk for pk, key in keys.items()} for label, keys in self._keys.items()}

    def _rows(self, model: type[models.Model]) -> models.QuerySet[Any]:
        return models.QuerySet(model, using=self.using)
