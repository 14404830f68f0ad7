"""The lines of the admin's forms are those of Django's template, with the same inputs, labels, help and errors."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import django.contrib.admin
import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import Fieldset
from django.forms import modelform_factory
from django.template import Context, Engine

from oleksandria_intl.admin.form_lines import line
from oleksandria_intl.models import Vote

TEMPLATE = Path(django.contrib.admin.__file__).parent / "templates/admin/includes/fieldset.html"


def squeezed(text: str) -> str:
    """Return HTML without the blanks beside its tags."""
    return re.sub(r"\s*([<>])\s*", r"\1", text)


class Form(forms.Form):
    """A form with a field of each look."""

    name = forms.CharField(label="«Name» & co", help_text="A <b>name</b>.")
    is_shown = forms.BooleanField(required=False, help_text="Shown.")
    year = forms.IntegerField(label="Year", required=False)
    day = forms.DateField(required=False, label="")
    key = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.mark.parametrize("data", [None, {"year": "<b>", "day": "tomorrow"}])
def test_lines_are_those_of_djangos_template(data: dict[str, str] | None) -> None:
    lines = ("name", "is_shown", ("year", "is_shown"), ("name", "day", "key"), "key", "day")
    fieldset = Fieldset(Form(data), "Heading", fields=lines, model_admin=admin.site._registry[Vote])
    theirs = Engine().from_string(TEMPLATE.read_text(encoding="utf-8")).render(Context({"fieldset": fieldset}))
    ours = "".join(map(line, fieldset))
    assert len(ours) > 1500
    assert squeezed(ours) in squeezed(theirs)


@pytest.mark.django_db
def test_a_field_that_is_only_read_is_as_in_djangos_template() -> None:
    form = modelform_factory(Vote, fields=["amendment"])(instance=Vote(order=7, amendment="<b>"))
    given: Any = {"fields": ("order", ("amendment", "order")), "readonly_fields": ("order",)}
    fieldset = Fieldset(form, "", model_admin=admin.site._registry[Vote], **given)
    theirs = Engine().from_string(TEMPLATE.read_text(encoding="utf-8")).render(Context({"fieldset": fieldset}))
    assert squeezed("".join(map(line, fieldset))) in squeezed(theirs)
    assert '<div class="readonly">7</div>' in squeezed(theirs)
