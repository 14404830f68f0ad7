"""All that the portal holds of a person: for the page, for the export, for the question before erasing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.models import HistoricalChanges

from oleksandria_intl.documents.blocks import Column, Row
from oleksandria_intl.documents.cells import text_cell
from oleksandria_intl.documents.sheets import Sheet
from oleksandria_intl.models import KeyField

from .people import KINDS, Holding, Person
from .table import HISTORY_USER, TABLE, Fate, Rule, fields_of, links_to, rule_of


class HeldField(NamedTuple):
    """A field of a row that holds something of the person, with what stood there before."""

    name: str
    label: str
    value: str
    earlier: list[str]
    rule: Rule


class HeldRow(NamedTuple):
    """A row that holds something of the person."""

    model: str
    pk: int
    kind: str
    title: str
    url: str
    """The address of its page in the admin; empty where it is deleted."""
    fields: list[HeldField]
    records: int
    """How many records its history has."""
    kept_because: Any


class Link(NamedTuple):
    """How many rows point at the person in one way."""

    name: str
    rows: int
    rule: Rule


class Report(NamedTuple):
    """All that the portal holds of a person."""

    person: Person
    rows: list[HeldRow]
    links: list[Link]

    def as_data(self) -> dict[str, Any]:
        """Return the report as plain data."""
        return {
            "kind": str(KINDS[self.person.kind].title),
            "name": self.person.name,
            "about": self.person.about,
            "as_of": timezone.localtime(timezone.now()).isoformat(timespec="seconds"),
            "rows": [
                {
                    "table": row.kind,
                    "row": f"{row.model} {row.pk}",
                    "title": row.title,
                    "records_of_history": row.records,
                    "fields": [
                        {
                            "field": field.name,
                            "name": field.label,
                            "value": field.value,
                            "earlier": field.earlier,
                            "fate": field.rule.fate.name.lower(),
                            "why": str(field.rule.why),
                        }
                        for field in row.fields
                    ],
                }
                for row in self.rows
            ],
            "links": [{"name": link.name, "rows": link.rows, "why": str(link.rule.why)} for link in self.links],
        }

    def as_sheet(self) -> Sheet:
        """Return the report as a sheet: a line for each field."""
        heads = (_("Table"), _("Row"), _("Field"), _("Value"), _("Before"), _("What becomes of it"), _("Why"))
        lines = [*self._field_lines(), *self._link_lines()]
        rows = (Row(tuple(map(text_cell, line))) for line in lines)
        return Sheet(self.person.name, tuple(Column(head) for head in heads), rows)

    def _field_lines(self) -> Iterator[tuple[str, ...]]:
        for row in self.rows:
            for field in row.fields:
                fate = str(field.rule.fate.value)
                before = "; ".join(field.earlier)
                yield row.kind, row.title, field.label, field.value, before, fate, str(field.rule.why)

    def _link_lines(self) -> Iterator[tuple[str, ...]]:
        for link in self.links:
            yield link.name, "", "", str(link.rows), "", str(link.rule.fate.value), str(link.rule.why)


def report_on(person: Person) -> Report:
    """Return all that the portal holds of a person."""
    holdings = person.holdings()
    return Report(person, [_held_row(each) for each in holdings], list(_links(holdings)))


def _held_row(holding: Holding) -> HeldRow:
    records = list(holding.history() or ())
    row = holding.row
    shown = row or (records[0].instance if records else None)
    meta = holding.model._meta
    fields = [each for each in fields_of(holding.model, *Fate) if not (each.primary_key or _is_made(each))]
    return HeldRow(
        meta.label_lower,
        holding.pk,
        capfirst(str(meta.verbose_name)),
        str(shown),
        _address(holding) if row else "",
        [_held_field(field, shown, records) for field in fields],
        len(records),
        holding.kept_because,
    )


def _held_field(field: Any, row: Any, records: list[Any]) -> HeldField:
    rule = rule_of(field)
    assert rule, "only fields of the table are asked for"
    value = _value(field, row)
    before = dict.fromkeys(_value(field, record) for record in records)
    earlier = [each for each in before if each not in ("", value)]
    if field.name == "password":
        value, earlier = _("not shown"), []
    return HeldField(field.name, capfirst(str(field.verbose_name)), value, earlier, rule)


def _value(field: Any, row: Any) -> str:
    value = getattr(row, field.attname)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if hasattr(value, "hour"):
        return f"{timezone.localtime(value):%d.%m.%Y %H:%M}"
    return f"{value:%d.%m.%Y}" if hasattr(value, "month") else "" if value is None else str(value)


def _address(holding: Holding) -> str:
    meta = holding.model._meta
    try:
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[holding.pk])
    except NoReverseMatch:
        return ""


def _links(holdings: list[Holding]) -> Iterator[Link]:
    """Yield in which ways other rows point at these, how often, and whether that is kept."""
    own = {each.model for each in holdings}
    counts: Counter[tuple[str, Rule]] = Counter()
    for model in own:
        keys = [each.pk for each in holdings if each.model is model]
        for field in links_to(model):
            rule = rule_of(field)
            is_copy = issubclass(field.model, HistoricalChanges) and field.name != HISTORY_USER
            if rule and field.model not in own and not is_copy:
                rows = field.model._base_manager.filter(Q(**{f"{field.attname}__in": keys}))
                counts[_link_name(field), rule] += rows.count()
    yield from (Link(name, count, rule) for (name, rule), count in counts.most_common() if count)


def _link_name(field: Any) -> str:
    if field.name == HISTORY_USER:
        return _("Changes in history: %(rows)s") % {"rows": field.model.instance_type._meta.verbose_name_plural}
    if field.model._meta.auto_created:
        return _rows_name(field.model)
    return f"{_rows_name(field.model)}: {field.verbose_name}"


def _rows_name(model: Any) -> str:
    """Return what a model's rows are called; what joins two models goes by the one that the person is joined to."""
    if model._meta.auto_created:
        model = model._meta.concrete_fields[-1].related_model
    return capfirst(str(model._meta.verbose_name_plural))


def rules_by_model() -> list[tuple[str, list[tuple[str, Rule]]]]:
    """Return the table for its page: the fields of each model that is installed, by their names."""
    tables: dict[str, list[tuple[str, Rule]]] = {}
    for label, rule in TABLE.items():
        model_label, name = label.rsplit(".", 1)
        if model_label == "history":
            tables.setdefault(_("History of all rows"), []).append((_("who changed it"), rule))
        elif (model := _installed(model_label)) and not _is_made(field := model._meta.get_field(name)):
            tables.setdefault(_rows_name(model), []).append((_field_name(field), rule))
    return list(tables.items())


def _is_made(field: Any) -> bool:
    """Whether the portal makes the field of others, and counts it on: nobody reads it."""
    return isinstance(field, KeyField) or field.name == "version"


def _field_name(field: Any) -> str:
    """Return what a field is called; what joins two models has only the names of both."""
    named = field.related_model._meta if field.model._meta.auto_created else field
    return capfirst(str(named.verbose_name))


def _installed(label: str) -> Any:
    try:
        return apps.get_model(label)
    except LookupError:
        return None
