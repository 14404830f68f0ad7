"""Why a step cannot be undone, each reason in a sentence; all raise ``ValidationError``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import router
from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from oleksandria_intl.models import UndoRow, UndoStep
from oleksandria_intl.undo.recording import Act

NEEDED = {Act.ADDED: ("delete",), Act.CHANGED: ("change",), Act.DELETED: ("add", "delete")}
"""The rights without which nobody undoes what was done to a row: whoever brings back must be able to delete again."""


def refuse_if_over(step: UndoStep) -> None:
    """Refuse what was undone before, and what is too old."""
    if step.undone_at is not None:
        raise ValidationError(
            _("%(who)s undid this already, on %(when)s.")
            % {"who": name_of(step.undone_by), "when": moment(step.undone_at)}
        )
    if step.is_outdated:
        raise ValidationError(_("It is too late: deletions can be undone for 90 days, changes for one day."))


def refuse_without_rights(rows: Iterable[UndoRow], by: User) -> None:
    """Refuse those who might not do by hand what undoing does."""
    lacking = sorted({str(model._meta.verbose_name_plural) for model in _models_without_rights(rows, by)})
    if lacking:
        sentence = _("Your role does not give the right to do this with: %(rows)s.")
        raise ValidationError(sentence % {"rows": ", ".join(lacking)})


def may_undo(rows: Iterable[UndoRow], by: Any) -> bool:
    """Whether a person has all the rights that undoing needs."""
    return next(_models_without_rights(rows, by), None) is None


def _models_without_rights(rows: Iterable[UndoRow], by: Any) -> Iterator[Any]:
    for model, act in {(row.model_class, Act(row.act)) for row in rows if not row.is_link}:
        names = (get_permission_codename(action, model._meta) for action in NEEDED[act])
        if not all(by.has_perm(f"{model._meta.app_label}.{name}") for name in names):
            yield model


def refuse_if_changed_since(rows: Sequence[UndoRow]) -> None:
    """Refuse to undo what somebody has built upon: their work would be lost."""
    there = _there(rows)
    for row in rows:
        found = there.get(row.key)
        if row.act == Act.DELETED:
            if found is not None:
                raise ValidationError(_("“%(row)s” is there already.") % {"row": row.label})
        elif found is None or getattr(found, "version", None) != row.version:
            raise ValidationError(_changed_sentence(row))
    _refuse_if_rows_were_added_to(rows)


def _there(rows: Iterable[UndoRow]) -> dict[tuple[str, str], Any]:
    """Return the rows under the kept keys, locked."""
    keys: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        keys[row.model].append(row.row_pk)
    return {
        (label, str(found.pk)): found
        for label, pks in keys.items()
        for found in apps.get_model(label)._base_manager.select_for_update().filter(pk__in=pks)
    }


def _changed_sentence(row: UndoRow) -> str:
    model = row.model_class
    records = model.history.filter(**{model._meta.pk.attname: row.row_pk}) if hasattr(model, "history") else None
    last = records.select_related("history_user").first() if records is not None else None
    return _("%(who)s changed “%(row)s” since, on %(when)s: what they wrote would be lost.") % {
        "who": name_of(last and last.history_user),
        "row": row.label,
        "when": moment(last.history_date if last else timezone.now()),
    }


def _refuse_if_rows_were_added_to(rows: Sequence[UndoRow]) -> None:
    """Refuse to delete an added row to which others were added since."""
    added = {row.key: row for row in rows if row.act == Act.ADDED and not row.is_link}
    for row in added.values():
        for other in _going_with(row):
            if (other._meta.label_lower, str(other.pk)) not in added:
                names = {"row": row.label, "other": other}
                raise ValidationError(_("“%(other)s” was added to “%(row)s” since, and would be lost.") % names)


def _going_with(row: UndoRow) -> Iterator[Any]:
    """Yield what would go along with a row, or keep it from going, kind by kind in the order of their names."""
    collector = Collector(using=router.db_for_write(row.model_class))
    try:
        collector.collect(row.model_class._base_manager.filter(pk=row.row_pk))
    except ProtectedError as error:
        yield from sorted(error.protected_objects, key=str)
    except RestrictedError as error:
        yield from sorted(error.restricted_objects, key=str)
    else:
        for model, along in collector.data.items():
            if not model._meta.auto_created:
                yield from sorted(along, key=str)


class Link(NamedTuple):
    """What a row points at: the row of a kind whose column has this value, mostly its key."""

    model: str
    column: str
    value: str


def links_of(row: UndoRow) -> Iterator[Link]:
    """Yield what a kept row points at."""
    for column in row.model_class._meta.concrete_fields:
        value = row.values.get(column.attname)
        if column.is_relation and value is not None:
            yield Link(column.related_model._meta.label_lower, column.target_field.attname, str(value))


def by_link(rows: Iterable[UndoRow]) -> dict[Link, UndoRow]:
    """Return the deleted rows by everything that another may point at them by."""
    return {
        Link(row.model, column, str(value)): row
        for row in rows
        if row.act == Act.DELETED
        for column, value in row.values.items()
    }


def refuse_if_parents_are_gone(rows: Sequence[UndoRow]) -> None:
    """Refuse rows that point at rows which are neither there nor coming back with them."""
    coming = by_link(rows)
    asked: dict[tuple[str, str], dict[str, UndoRow]] = defaultdict(dict)
    for row in rows:
        for link in links_of(row):
            if link not in coming:
                asked[link.model, link.column].setdefault(link.value, row)
    for (label, column), by_value in asked.items():
        there = existing(label, column, by_value)
        for value, row in by_value.items():
            if value not in there:
                raise ValidationError(_gone_sentence(row, Link(label, column, value)))


def existing(label: str, column: str, values: Iterable[str]) -> dict[str, Any]:
    """Return the rows of a kind that are there, by a column that has one of these values."""
    model: Any = apps.get_model(label)
    return {str(getattr(row, column)): row for row in model._base_manager.filter(**{f"{column}__in": list(values)})}


def _gone_sentence(row: UndoRow, link: Link) -> str:
    model = apps.get_model(link.model)
    names = {"row": row.label, "kind": model._meta.verbose_name}
    deletion = UndoStep.objects.deleting(model, link.value).first() if link.column == model._meta.pk.attname else None
    if deletion is None:
        return _("“%(row)s” belongs to a row that is gone: %(kind)s.") % names
    names["other"] = deletion.label
    return _("“%(row)s” belongs to a row that is in the bin, too. Bring that back first: %(kind)s “%(other)s”.") % names


def name_of(user: Any) -> str:
    """Return what a person is called."""
    return (user.get_full_name() or user.get_username()) if user else _("Somebody outside these pages")


def moment(when: Any) -> str:
    """Return a day and time in words."""
    return date_format(timezone.localtime(when), "DATETIME_FORMAT")
