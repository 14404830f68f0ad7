"""Choices in the forms of the admin: none shows more than a reader can look through, and each says what it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin, RelatedFieldWidgetWrapper
from django.contrib.auth.models import User
from django.test import Client, RequestFactory

from budget.models import FundingSource, MeasureLine
from delegations.admin.estimate import MemberField
from delegations.models import Advance, Delegation, Participant, PlannedVisit
from oleksandria_intl.admin.base import ReadOnlyAdmin
from programs.admin.choices import MOST_OPTIONS, EditionChoiceField
from programs.models import Edition, EditionRow
from tests import factories
from tests.admin_pages import address

FEW = {FundingSource: "a council has a handful of sources", Participant: "the members of one delegation"}
"""Tables of which a plain list offers every row."""


def fields() -> Iterator[tuple[str, Any]]:
    """Yield every choice of every form of the admin that is no box to look rows up in."""
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True, is_staff=True)
    for model, page in admin.site._registry.items():
        is_edited = page.has_add_permission(request) or page.has_change_permission(request)
        if isinstance(page, ReadOnlyAdmin) or not is_edited:
            continue
        shown = [page.get_form(request)]
        shown += [made.form for made, _inline in page.get_formsets_with_inlines(request)]
        for form in shown:
            for name, field in form.base_fields.items():
                widget = field.widget.widget if isinstance(field.widget, RelatedFieldWidgetWrapper) else field.widget
                is_list = isinstance(widget, forms.Select) and not isinstance(widget, AutocompleteMixin)
                if is_list:
                    yield f"{model._meta.label}: {form._meta.model.__name__}.{name}", field


@pytest.mark.django_db
def test_no_list_of_the_admin_grows_without_end() -> None:
    found = []
    for where, field in fields():
        if isinstance(field, (EditionChoiceField, MemberField)):
            continue  # these offer no more than they should, as is tested below
        rows = getattr(field, "queryset", None)
        if rows is None:
            found += [where] if len(list(getattr(field, "choices", ()))) > MOST_OPTIONS else []
        elif not issubclass(rows.model, EditionRow) and rows.model not in FEW:
            found.append(where)
    assert found == []


def test_of_many_rows_of_an_edition_one_is_looked_for_within_it(client: Client, clerk: User, edition: Edition) -> None:
    client.force_login(clerk)
    page = address(PlannedVisit, "add")
    assert "data-within" not in client.get(page).content.decode()
    line = MeasureLine.objects.filter(edition=edition).latest("pk")
    for number in range(MOST_OPTIONS):
        factories.measure(edition, f"1.{number + 10}", order=number + 10)
    other = factories.edition("2021", years=(2021, 2021))
    assert f'data-within="{edition.pk}"' in client.get(f"{page}?edition={edition.pk}").content.decode()
    asked = {"app_label": "delegations", "model_name": "plannedvisit", "field_name": "measure_line"}
    for each in (edition, other):
        answer = client.get("/admin/autocomplete/", asked | {"term": line.name_uk[:8], "edition": each.pk}).json()
        keys = [int(row["id"]) for row in answer["results"]]
        assert keys
        assert {row.edition for row in MeasureLine.objects.filter(pk__in=keys)} == {each}


def test_an_edition_is_offered_while_it_changes_and_says_which_it_is(
    client: Client, clerk: User, edition: Edition
) -> None:
    client.force_login(clerk)
    form = client.get(address(PlannedVisit, "add")).context["adminform"].form
    labels = [label for _value, label in form.fields["edition"].choices]
    assert labels == ["2020: розвитку співробітництва, редакція 1, чернетка"]
    Edition.objects.filter(pk=edition.pk).update(status="withdrawn")
    form = client.get(address(PlannedVisit, "add")).context["adminform"].form
    assert list(form.fields["edition"].choices) == []


def test_a_member_is_offered_with_the_trip_and_those_of_the_trip_that_was_asked_for(
    client: Client, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("delegations.admin.estimate.MOST_MEMBERS", 1)
    client.force_login(administrator)
    first, second = (
        Participant.objects.create(delegation=Delegation.objects.create(code=code, **trip), name_uk=name, post_uk="п")
        for code, name in (("one", "Іван"), ("two", "Олена"))
        for trip in [{"direction": "out", "kind": "visit", "place_words": f"до міста {code}", "purpose_uk": "мета"}]
    )

    def offered(query: str) -> list[str]:
        form = client.get(address(Advance, "add") + query).context["adminform"].form
        return [str(label) for value, label in form.fields["participant"].choices if value]

    assert offered("") == [f"Олена: {second.delegation}"]
    assert offered(f"?participant={first.pk}") == [f"Іван: {first.delegation}"]
    assert offered("?participant=x") == offered("")


def test_among_many_drafts_an_edition_is_looked_for(
    client: Client, clerk: User, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("programs.admin.rows.MOST_OPTIONS", 0)
    client.force_login(clerk)
    html = client.get(address(PlannedVisit, "add")).content.decode()
    assert 'data-field-name="edition"' in html
