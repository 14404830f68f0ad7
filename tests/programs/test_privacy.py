"""What travels in a programme's JSON, and inside its PDF, is listed field by field; the office's own stays at home."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from oleksandria_intl import papers
from oleksandria_intl.documents.carried import attachments
from oleksandria_intl.models import Council, Decision, Natural, Term, Unit
from partners.models import Agreement, City, Country
from programs.exchange import exchanged_fields
from programs.models import Edition, Section
from tests import factories

PRIVATE = {
    "Council": {
        "email",
        "phone",
        "address_uk",
        "address_en",
        "data_officer",
        "data_since",
        "latitude",
        "longitude",
        "explanation_threshold",
        "report_columns",
        "office",
        "has_page_code",
        "shows_entrepreneur_codes",
    },
    "Agreement": {"note", "scan", "scan_is_public"},
    "City": {"dormant_since", "dormant_why_uk", "dormant_why_en", "other_names"},
    "Country": {"suspended_since", "suspended_why_uk", "suspended_why_en", "suspended_source"},
    "FundingSource": {"fund"},
    "Body": {"head"},
    "Decision": {
        "draft_published_on",
        "in_force_from",
        "in_force_reason",
        "planned_session_on",
        "publication_link",
        "published_on",
        "signed_on",
        "stage",
    },
    "Term": {"phone"},
}
"""What the office keeps for itself, or says of its portal alone: the path of a decision is what was recorded here."""
OF_THE_DATABASE = {"id", "version", "edition", "program", "base", "frozen", "agreement", "decision", "measure"}
"""Keys, counters and links that the place in the JSON says; of whose models, see below."""


def travelling() -> list[type[Natural]]:
    """Return the models of which anything travels."""
    return [model for model in apps.get_models() if issubclass(model, Natural) and model.json_fields]


@pytest.mark.parametrize("model", travelling(), ids=lambda model: model.__name__)
def test_every_field_travels_or_is_named_here_as_one_that_does_not(model: type[Natural]) -> None:
    fields: list[Any] = [*model._meta.concrete_fields, *model._meta.many_to_many]
    names = {field.name for field in fields}
    made_by_the_portal = {field.name for field in fields if not field.serialize}
    made_by_the_portal |= {*getattr(model, "register_words", ())}
    stays = names - set(model.json_fields) - made_by_the_portal
    assert stays - OF_THE_DATABASE == PRIVATE.get(model.__name__, set())
    assert set(model.json_fields) <= names


@pytest.mark.parametrize("model", travelling(), ids=lambda model: model.__name__)
def test_no_note_phone_mail_or_contact_travels(model: type[Natural]) -> None:
    words = ("note", "phone", "email", "mail", "contact", "address", "officer")
    links = {field.name for field in exchanged_fields(model) if field.is_relation}
    assert not [name for name in set(model.json_fields) - links if any(word in name for word in words)]


def marked(rows: Iterable[models.Model]) -> Iterator[tuple[str, str, bool]]:
    """Plant a mark in every text of rows; yield where it is, the mark, and whether it is to travel."""
    for row in rows:
        texts = [
            field for field in row._meta.concrete_fields if isinstance(field, (models.CharField, models.TextField))
        ]
        for field in texts:
            is_free = field.editable and not (field.choices or field.unique or field.name in ("code", "slug"))
            if is_free and (field.max_length or 1000) >= 30:
                mark = f"mark-{row._meta.model_name}-{field.name}"[: field.max_length]
                mark = f"https://{mark}" if isinstance(field, models.URLField) else mark
                type(row)._default_manager.filter(pk=row.pk).update(**{field.name: mark})
                yield f"{row._meta.label}.{field.name}", mark, field.name in row.json_fields  # type: ignore[attr-defined]


@pytest.fixture
def edition(db: None) -> Edition:
    """An edition with a row of every kind, all of whose registers are referred to."""
    edition = factories.edition(status="published")
    made = factories.everything(edition)
    day = date(2019, 12, 24)
    Decision.objects.update(
        developer=Unit.objects.get(),
        speaker=Term.objects.get(),
        period_start=day,
        period_end=day,
        period_precision="day",
    )
    source = "https://example.org/"
    Country.objects.update(suspended_since=day, suspended_why_uk="Війна", suspended_source=source)
    City.objects.update(dormant_since=day, dormant_why_uk="Ніхто не відповідає")
    made["agreement"].parties.create(order=2, name_uk="Повіт")
    made["agreement"].areas.set(apps.get_model("partners", "Area").objects.all())
    return edition


def test_a_mark_in_every_text_of_every_model_comes_out_only_where_it_is_listed(edition: Edition) -> None:
    rows = [row for model in travelling() if (row := model._default_manager.order_by("-pk").first())]
    assert {type(row) for row in rows} >= {Council, Agreement, City, Section, Decision}
    marks = list(marked(rows))
    paper = papers.get("decision")
    written = papers.content(paper, Edition.objects.of_key("2020/1"), "json").decode()
    (carried,) = attachments(papers.content(paper, Edition.objects.of_key("2020/1"), "pdf")).values()
    for text in (written, carried.decode()):
        found = set(_values(json.loads(text)))
        assert {place for place, mark, _travels in marks if mark in found} == {
            place for place, _mark, travels in marks if travels
        }


def _values(data: Any) -> Iterator[Any]:
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for each in inside:
        yield from _values(each)
    if isinstance(data, str):
        yield data
