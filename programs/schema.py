"""The JSON Schema of a programme's JSON, made from the models; ``schema.json`` holds it for others."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import override

from oleksandria_intl.models import Council, Natural
from programs.exchange import SCHEMA_NAME, exchanged_fields, reference_models, row_models
from programs.models import Edition, Program

Schema = dict[str, Any]
DATE_PATTERN = r"^\d{4}-\d\d-\d\d$"


def schema() -> Schema:
    """Return the schema; descriptions are English, as its readers may be anywhere."""
    with override("en"):
        rows = {model.json_key: _list(_row(model)) for model in row_models()}
        references = {model.json_key: _list(_row(model)) for model in reference_models()}
        edition = _row(Edition)
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "A local target programme with everything that its council adopts",
            "description": (
                "Amounts are strings of hryvnias with two decimals. Links are codes: of a row of the programme "
                "its code, of a register its key, parts joined by “/” (“tsapiuk/mayor”). "
                "What is empty may be left out."
            ),
            "type": "object",
            "additionalProperties": False,
            "required": ["form", "council", "references", "program", "edition"],
            "properties": {
                "form": {"const": SCHEMA_NAME},
                "council": _row(Council),
                "references": {"type": "object", "additionalProperties": False, "properties": references},
                "program": _row(Program),
                "edition": edition,
                **rows,
            },
        }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _row(model: type[Natural]) -> Schema:
    """Return the schema of a model's row."""
    fields = list(exchanged_fields(model))
    properties = {field.name: _value(field) for field in fields}
    for name in model.json_children:
        relation: Any = model._meta.get_field(name)
        properties[name] = _list(_row(relation.related_model))
    return {
        "type": "object",
        "description": (model.__doc__ or "").strip().splitlines()[0],
        "additionalProperties": False,
        "required": [field.name for field in fields if _is_required(field)],
        "properties": properties,
    }


def _is_required(field: Any) -> bool:
    return not (field.many_to_many or field.blank or field.null or field.has_default())


def _value(field: Any) -> Schema:
    """Return the schema of a field's value, described in the form's words."""
    described = {"description": " - ".join(filter(None, (str(field.verbose_name), str(field.help_text))))}
    if field.many_to_many:
        return _list({"type": "string"}) | described
    return _type(field) | described


def _type(field: Any) -> Schema:
    """Return the type of a field's value; a closed list of codes is given whole."""
    if field.choices and not callable(field.choices) and isinstance(field, models.CharField):
        return {"enum": [code for code, _label in field.flatchoices if code]}
    if isinstance(field, models.DecimalField):
        return {"type": "string", "pattern": rf"^-?\d+(\.\d{{1,{field.decimal_places}}})?$"}
    if isinstance(field, models.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, models.DateField):
        return {"type": "string", "format": "date", "pattern": DATE_PATTERN}
    if isinstance(field, models.IntegerField):
        return {"type": "integer", "minimum": 0}
    most = {"maxLength": field.max_length} if field.max_length and not field.is_relation else {}
    return {"type": "string", **most}
