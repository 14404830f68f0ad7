"""What every table of the portal shares: who changed it, which version it is, how it is found and sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, TypeVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

Row = TypeVar("Row", bound=models.Model)

code_validator = RegexValidator(
    r"^[a-z0-9][a-z0-9.\-]*\Z",
    _("Small Latin letters, digits, full stops and hyphens only, for example “1.2” or “mayor-2015”."),
)


class CodeField(models.CharField):
    """A permanent code of a row: letters, digits, full stops, hyphens."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {"verbose_name": _("code"), "max_length": 80, "validators": [code_validator]}
        super().__init__(*args, **(defaults | kwargs))


class KeyField(models.CharField):
    """A column made in Python from others, so that both databases search and sort Ukrainian alike.

    Filled before every save, by fixtures and bulk writes too.
    """

    def __init__(self, *sources: str, key: Callable[[str], str], **kwargs: Any) -> None:
        self.sources, self.key = sources, key
        made = {"editable": False, "blank": True, "serialize": False, "max_length": 1000, "default": ""}
        options: dict[str, Any] = made | kwargs
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super().deconstruct()
        return name, path, self.sources, kwargs | {"key": self.key}

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract:
            pre_save.connect(self._fill_raw, sender=cls)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = " ".join(filter(None, (getattr(model_instance, source) for source in self.sources)))
        value = self.key(text)[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value

    def _fill_raw(self, sender: type[models.Model], instance: models.Model, raw: bool, **kwargs: Any) -> None:
        """Fill the column of a row that a fixture brings: Django skips ``pre_save`` of its fields."""
        if raw and hasattr(instance, self.sources[0]):
            self.pre_save(instance, add=False)


class Recorded(models.Model):
    """A row whose every change is kept, and whose version tells whether somebody changed it meanwhile."""

    version = models.PositiveIntegerField(default=0, editable=False, serialize=False)
    history = HistoricalRecords(inherit=True)
    counted: ClassVar[Any] = None
    """A number of these rows in words, by ``count``: «6 описів міст»."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.version += 1
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "version"}
        super().save(*args, **kwargs)


class NaturalManager(models.Manager[Row]):
    """Finds a row by its natural key: ``natural_fields`` of its model, a foreign key by its own key."""

    use_in_migrations = False

    def get_by_natural_key(self, *parts: str) -> Row:
        """Return the row with this key."""
        lookups = natural_lookups(self.model)
        return self.get(**dict(zip(lookups, parts, strict=True)))

    def bulk_update(self, objs: Iterable[Row], fields: Iterable[str], batch_size: int | None = None) -> int:
        """Update the rows with their key columns and versions: Django asks no field for its ``pre_save`` value here."""
        rows = tuple(objs)
        keys = [field for field in self.model._meta.concrete_fields if isinstance(field, KeyField)]
        for row in rows:
            for key in keys:
                key.pre_save(row, add=False)
            if isinstance(row, Recorded):
                row.version += 1
        own = ["version"] if issubclass(self.model, Recorded) else []
        return super().bulk_update(rows, {*fields, *(key.name for key in keys), *own}, batch_size=batch_size)


def natural_lookups(model: type[models.Model], prefix: str = "") -> list[str]:
    """Return the lookups that a natural key's parts stand for: ``edition__number``, ``code``."""
    lookups: list[str] = []
    for name in model.natural_fields:  # type: ignore[attr-defined]
        related = model._meta.get_field(name).related_model
        lookups += natural_lookups(related, f"{prefix}{name}__") if related else [prefix + name]
    return lookups


class Natural(models.Model):
    """A row known by a natural key, in fixtures and in a programme's JSON alike."""

    natural_fields: ClassVar[tuple[str, ...]] = ("code",)
    name_fields: ClassVar[tuple[str, ...]] = ("name_uk", "title_uk", "label_uk")
    """The fields that may hold what staff call the row; where none does, it is called as ``str`` says."""
    json_key: ClassVar[str] = ""
    """The name of the list of these rows in a programme's JSON, for what travels with one."""
    json_children: ClassVar[tuple[str, ...]] = ()
    """The lists of rows that travel inside this one: a decision's points."""
    json_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that travel, and stand in public papers; never contacts, nor the office's own notes."""

    objects = NaturalManager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str, ...]:
        """Return the key's parts, those of a parent first."""
        parts: list[str] = []
        for name in self.natural_fields:
            value = getattr(self, name)
            parts += value.natural_key() if isinstance(value, Natural) else [str(value)]
        return tuple(parts)
