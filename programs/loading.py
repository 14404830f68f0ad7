"""Bringing in a programme from JSON: creates what is missing, changes nothing that exists, all or nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from oleksandria_intl.models import Council, Decision, Natural, Stage
from oleksandria_intl.papers import as_json
from oleksandria_intl.ukrainian import shortened
from programs.adoption import copy_words, keep_papers, keep_parts
from programs.exchange import (
    SCHEMA_NAME,
    SCHEMA_VERSION,
    dump,
    exchanged_fields,
    reference_models,
    row_models,
    self_links,
)
from programs.models import Edition, EditionRow, Program, numbered
from programs.schema import DATE_PATTERN

SCHEMA = Path(__file__).with_name("schema.json")
MOST_PROBLEMS = 20
UNKEPT = re.compile("[\x00\ud800-\udfff]")
WANTED = {
    "string": _lazy("text in quotation marks"),
    "integer": _lazy("a whole number"),
    "boolean": _lazy("true or false"),
    "array": _lazy("a list in square brackets"),
    "object": _lazy("names and values in braces"),
    DATE_PATTERN: _lazy("a date such as “2020-05-31”"),
    "None": SCHEMA_NAME,
}
"""What a place of the form holds, by the type or pattern of its schema."""


class LoadError(ValueError):
    """The programme cannot come in; ``problems`` are sentences that name the place."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load(data: Any) -> Edition:
    """Create the programme, its edition and what they refer to and the database lacks.

    Raises ``LoadError``; nothing is written then.
    """
    refuse_older_version(data)
    refuse_bad_form(data)
    refuse_other_council(data["council"])
    refuse_known_program(data["program"]["slug"])
    with transaction.atomic():
        loader = _Loader()
        if Council.objects.current() is None:
            loader.create(Council, data["council"], "council")
        for model in reference_models():
            for place, values in _listed(data["references"], f"references.{model.json_key}", model.json_key):
                loader.create_missing(model, values, place)
        program = loader.create(Program, data["program"], "program")
        loader.refuse_problems()
        # An adopted edition takes no more rows: it is a draft until all of them are there.
        draft = {**data["edition"], "status": Edition.Status.DRAFT}
        edition = loader.create(Edition, draft, "edition", program=program)
        loader.refuse_problems()
        for row_model in row_models():
            listed, links = _listed(data, row_model.json_key, row_model.json_key), self_links(row_model)
            # Those first that others of their kind may be part of.
            for place, values in sorted(listed, key=lambda row: any(link in row[1] for link in links)):
                loader.create(row_model, values, place, edition=edition)
        loader.refuse_problems()
        loader.give_status(edition, data["edition"].get("status", Edition.Status.DRAFT))
        loader.give_stages(edition)
        loader.refuse_problems()
        if not edition.is_draft:
            _keep_papers(edition)
    return edition


def refuse_known_program(slug: str) -> None:
    """Raise ``LoadError`` for a programme that is there, saying what it is and what to do instead."""
    known = Edition.objects.filter(program__slug=slug).order_by("-number").first()
    if known is None and not Program.objects.filter(slug=slug).exists():
        return
    sentences = [_("The programme “%(slug)s” is here already; nothing of it is changed from a file.") % {"slug": slug}]
    if known is not None:
        draft = _("To change this draft, bring its Excel workbook in on its page in the admin, or type there.")
        adopted = _("To change what was adopted, choose “Make changes” on its page: that begins an amendment.")
        shown = f"{known.key}: {known.titled()} ({known.get_status_display()})."
        sentences += [shown, adopted if known.is_frozen else draft]
    free = next(code for code in numbered(slug) if not Program.objects.filter(slug=code).exists())
    beside = _("To bring this one in beside it, give it another “slug” in the file, for example “%(free)s”.")
    raise LoadError([*sentences, beside % {"free": free}])


def _keep_papers(edition: Edition) -> None:
    """Keep the papers of an edition that came in adopted; raises ``LoadError`` where there is no room for them."""
    try:
        keep_papers(edition, by=None)
    except ValidationError as error:
        raise LoadError(error.messages) from error


def refuse_older_version(data: Any) -> None:
    """Raise ``LoadError`` for a file of an earlier version of the form."""
    name = SCHEMA_NAME.rpartition("/")[0]
    form = data.get("form") if isinstance(data, dict) else None
    if form in [f"{name}/{earlier}" for earlier in range(1, SCHEMA_VERSION)]:
        sentence = _("The file has an earlier format, %(form)s; this portal reads %(name)s: make the file anew.")
        raise LoadError([sentence % {"form": form, "name": SCHEMA_NAME}])


def refuse_other_council(values: dict[str, Any]) -> None:
    """Raise ``LoadError`` if the portal is another council's: by the code where both have one, else by the name."""
    here = Council.objects.current()
    if here is None:
        return
    code, name = values.get("code", ""), values["name_uk"]
    is_same = code == here.code if code and here.code else name == here.name_uk
    if not is_same:
        sentence = _("This is the portal of %(here)s, and the file is of %(there)s: a portal serves one council.")
        raise LoadError([sentence % {"here": _called(here.name_uk, here.code), "there": _called(name, code)}])


def _called(name: str, code: str) -> str:
    """Return a council's name in quotation marks, with its register code."""
    return _("“%(name)s” (%(code)s)") % {"name": name, "code": code} if code else _("“%(name)s”") % {"name": name}


def _listed(data: dict[str, Any], path: str, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for place, values in enumerate(data.get(key, ())):
        yield f"{path}[{place}]", values


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def refuse_bad_form(data: Any) -> None:
    """Raise ``LoadError`` with the places where the data is not of the form of ``schema.json``."""
    errors = sorted(_validator().iter_errors(data), key=lambda error: [str(part) for part in error.absolute_path])
    if errors:
        problems = dict.fromkeys(f"{_place(error.absolute_path)}: {_sentence(error)}" for error in errors)
        raise LoadError(list(problems)[:MOST_PROBLEMS])
    if places := list(_unkept(data)):
        why = _("the text holds a character that cannot be kept: a zero byte or half of a pair.")
        raise LoadError([f"{place}: {why}" for place in places[:MOST_PROBLEMS]])


def _unkept(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[str]:
    """Yield the places of texts that no database keeps."""
    if isinstance(data, str) and UNKEPT.search(data):
        yield _place(path)
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for part, value in inside:
        yield from _unkept(value, (*path, part))


def _sentence(error: Any) -> str:
    """Say in the reader's language what is wrong at a place."""
    value = shortened(json.dumps(error.instance, ensure_ascii=False))
    if error.validator == "required":
        missing = ", ".join(name for name in error.validator_value if name not in error.instance)
        return _("missing: %(names)s.") % {"names": missing}
    if error.validator == "additionalProperties":
        unknown = ", ".join(name for name in error.instance if name not in error.schema["properties"])
        return _("unknown names: %(names)s.") % {"names": unknown}
    if error.validator == "enum":
        return _("%(value)s is not one of %(list)s.") % {"value": value, "list": ", ".join(error.validator_value)}
    if error.validator == "maxLength":
        return _("the text is longer than %(most)d characters.") % {"most": error.validator_value}
    expected = WANTED.get(str(error.schema.get("pattern") or error.schema.get("type")))
    return _("%(value)s does not fit here; expected: %(expected)s.") % {
        "value": value,
        "expected": expected or _("an amount as text, such as “45000.00”"),
    }


def _place(path: Any) -> str:
    """Return a place in the JSON as «measures[3].amount»."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.lstrip(".") or _("the file")


class _Loader:
    """Creates rows from their JSON, and gathers what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.decisions: list[Decision] = []
        """Those that came in."""

    def refuse_problems(self) -> None:
        """Raise ``LoadError`` if anything was wrong."""
        if self.problems:
            raise LoadError(self.problems[:MOST_PROBLEMS])

    def give_status(self, edition: Edition, status: str) -> None:
        """Set the status that the edition came with; what was adopted is frozen as it came."""
        edition.status = status
        if edition.is_frozen:
            copy_words(edition)
            edition.frozen = as_json(dump(edition)).decode()
            keep_parts(edition)
        self._saved(edition, "edition")

    def give_stages(self, edition: Edition) -> None:
        """Call the decisions that came with a number signed, but for that of a draft; no more is known of them."""
        for decision in self.decisions:
            if decision.number and not (edition.is_draft and decision.pk == edition.decision_id):
                decision.stage = Stage.SIGNED
                decision.save()

    def create_missing(self, model: type[Natural], values: dict[str, Any], place: str) -> None:
        """Create a register's row unless its key is there already."""
        try:
            _linked(model, "/".join(str(values[name]) for name in model.natural_fields), None)
        except ObjectDoesNotExist:
            self.create(model, values, place)

    def create(self, model: Any, values: dict[str, Any], place: str, **given: models.Model) -> Any:
        """Create a row from its JSON; what is wrong with it is gathered under its place."""
        row = model(**given)
        lists: dict[Any, list[models.Model]] = {}
        for field in exchanged_fields(model):
            if field.name in values:
                self._set(row, field, values[field.name], place, lists)
        if self._saved(row, place):
            for field, related in lists.items():
                getattr(row, field.name).set(related)
            self._create_children(row, values, place)
            if isinstance(row, Decision):
                self.decisions.append(row)
        return row

    def _set(self, row: Any, field: Any, value: Any, place: str, lists: dict[Any, list[models.Model]]) -> None:
        """Set a field of a row; a link is looked up by its key."""
        try:
            if field.many_to_many:
                lists[field] = [_linked(field.related_model, key, row) for key in value]
            elif field.is_relation:
                setattr(row, field.name, _linked(field.related_model, value, row))
            else:
                setattr(row, field.attname, field.to_python(value))
        except ObjectDoesNotExist:
            name = field.related_model._meta.verbose_name
            self.problems.append(
                _("%(place)s.%(field)s: there is no %(name)s “%(key)s”.")
                % {"place": place, "field": field.name, "name": name, "key": value}
            )
        except ValidationError as error:
            self.problems += [f"{place}.{field.name}: {message}" for message in error.messages]

    def _saved(self, row: Any, place: str) -> bool:
        """Check a row and save it; say whether that went well."""
        if any(problem.startswith(f"{place}.") for problem in self.problems):
            return False
        try:
            if isinstance(row, EditionRow):
                row.take_edition()
            row.full_clean()
            row.save()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                field = "" if name == "__all__" else f".{name}"
                self.problems += [f"{place}{field}: {message}" for message in messages]
            return False
        return True

    def _create_children(self, row: Any, values: dict[str, Any], place: str) -> None:
        for name in row.json_children:
            relation = row._meta.get_field(name)
            for child_place, child in _listed(values, f"{place}.{name}", name):
                self.create(relation.related_model, child, child_place, **{relation.field.name: row})


def _linked(model: Any, key: str, row: Any) -> Any:
    """Return the row that a key names; a code of an edition row is looked up within the row's edition."""
    if issubclass(model, EditionRow):
        return model._default_manager.get(edition=row.edition, code=key)
    parts = key.split("/")
    try:
        return model._default_manager.get_by_natural_key(*parts)
    except (ValueError, ValidationError):
        raise model.DoesNotExist from None
