"""What is made of a form without templates is what Django's templates make."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget, RelatedFieldWidgetWrapper
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.forms.utils import ErrorList
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.form_renderer import MAKERS, Renderer
from partners.models import Greeting

BLANK_LINES = re.compile(r"\n\s*\n")
HOSTILE = """"><script>'&"""
CHOICES = [
    ("", "—"),
    ("Group & co", [(1, mark_safe("<b>1</b>")), (2, HOSTILE)]),
    (1234567, 1234567),
    (HOSTILE, _("Yes")),
]
VALUES = (None, "", HOSTILE, 0, 1234567, date(2020, 2, 1), True, mark_safe("&amp;"), "рядок\nдругий")
ATTRIBUTES = {"id": "a", "class": HOSTILE, "required": True, "disabled": False, "maxlength": 1234, "data-x": None}
WIDGETS: list[forms.Widget] = [
    forms.TextInput(),
    forms.HiddenInput(),
    forms.NumberInput(),
    forms.EmailInput(),
    forms.URLInput(),
    forms.PasswordInput(render_value=True),
    forms.DateInput(),
    AdminDateWidget(),
    forms.TimeInput(),
    forms.CheckboxInput(),
    forms.Textarea(),
    forms.Select(choices=CHOICES),
    forms.SelectMultiple(choices=CHOICES),
    forms.NullBooleanSelect(),
]


class Form(forms.Form):
    """A form with what a label and errors can be."""

    required_css_class = "required"
    day = forms.DateField(label=_("Date"))
    words = forms.CharField(label=HOSTILE, required=False, widget=forms.HiddenInput)
    kinds = forms.MultipleChoiceField(label=mark_safe("<b>x</b>"), choices=CHOICES, widget=forms.CheckboxSelectMultiple)


def of_forms(renderer: Any) -> Iterator[str]:
    for form in (
        Form(renderer=renderer),
        Form({"kinds": HOSTILE}, renderer=renderer),
        Form(renderer=renderer, auto_id=""),
    ):
        yield str(form)
        yield from (field.label_tag(attrs={"class": HOSTILE}) + field.legend_tag() for field in form)


def test_it_is_the_renderer_of_all_forms() -> None:
    assert isinstance(get_default_renderer(), Renderer)


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_an_input_is_what_djangos_template_makes(widget: forms.Widget, value: Any) -> None:
    assert widget.template_name in MAKERS
    ours, theirs = (widget.render("a-b", value, ATTRIBUTES, each) for each in (Renderer(), DjangoTemplates()))
    assert ours == BLANK_LINES.sub("\n", theirs)


@pytest.mark.parametrize("powers", list(itertools.product([True, False], repeat=3)))
def test_a_choice_with_links_is_what_djangos_template_makes(powers: tuple[bool, ...]) -> None:
    field: Any = Greeting._meta.get_field("city")
    can = dict(zip(("can_add_related", "can_change_related", "can_view_related"), powers, strict=True))
    for box in (forms.Select(choices=CHOICES[:1]), forms.HiddenInput()):
        widget = RelatedFieldWidgetWrapper(box, field.remote_field, admin.site, **can)
        for name in ("city", HOSTILE, "rows-0-city"):
            context = widget.get_context(name, "[name]", {"id": name})
            ours, theirs = (each.render(widget.template_name, context) for each in (Renderer(), DjangoTemplates()))
            assert ours == theirs


def test_labels_and_errors_are_what_djangos_templates_make() -> None:
    assert list(of_forms(Renderer())) == list(of_forms(DjangoTemplates()))


@pytest.mark.parametrize("errors", [[], ["a", HOSTILE, mark_safe("<i>b</i>")]])
def test_a_list_of_errors_is_what_djangos_template_makes(errors: list[str]) -> None:
    lists = (ErrorList(errors, "here", each, "id_a") for each in (Renderer(), DjangoTemplates()))
    ours, theirs = ((str(each), each.as_ul()) for each in lists)
    assert ours == theirs
