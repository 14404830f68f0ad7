"""Inputs that clerks expect: amounts with a comma, long texts with a preview."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.admin import naming
from oleksandria_intl.admin.options import named_once
from oleksandria_intl.words_in_braces import NOTHING, Offer

NAMING = ["admin/js/autocomplete.js", "admin/choices.js"]
"""The script that makes a choice's box, and after it the one that names the box."""
MOST_SHOWN = 40
"""So much of a wrong key is said again."""
NUMBER = re.compile(r"-?\d+([.,]\d+)?")


class AmountInput(forms.TextInput):
    """A text box for a number written the Ukrainian way."""

    def __init__(self, decimal_places: int = 2) -> None:
        self.decimal_places = decimal_places
        super().__init__({"inputmode": "decimal", "class": "portal-amount", "autocomplete": "off"})

    def format_value(self, value: Any) -> str:
        """Return a number as «45000,00», and text that was typed as it was typed."""
        if isinstance(value, Decimal):
            return f"{value:.{self.decimal_places}f}".replace(".", ",")
        return "" if value is None else str(value)


class AmountField(forms.DecimalField):
    """A number as clerks write it: «45 000,50», «45000.5», «30 000 грн»."""

    default_error_messages = {
        "invalid": _("This is not a number. Write it with digits and a comma, for example 45 000,50."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"widget": AmountInput(options.get("decimal_places") or 0)})

    def to_python(self, value: Any) -> Any:
        """Return the number; raises ``ValidationError`` with a sentence for the clerk."""
        if isinstance(value, Decimal) or value in self.empty_values:
            return super().to_python(value)
        text = re.sub(r"\s|грн\.?$", "", str(value).strip())
        if not NUMBER.fullmatch(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text.replace(",", "."))


class TextBox(AdminTextareaWidget):
    """A box for a text of several lines."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return what was typed with lines ended as in the database: browsers send them ended with CR LF."""
        text = super().value_from_datadict(data, files, name)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


EDITOR: dict[str, Any] = {
    "bar": _("Text tools"),
    "text": _("Text"),
    "bold": _("Bold (Ctrl+B)"),
    "italic": _("Italic (Ctrl+I)"),
    "heading": _("Heading"),
    "bullets": _("List with dashes"),
    "numbers": _("Numbered list"),
    "sink": _("One level down (Alt+Shift+→)"),
    "lift": _("One level up (Alt+Shift+←)"),
    "table": _("Insert a table"),
    "addRow": _("+ row"),
    "addColumn": _("+ column"),
    "dropRow": _("− row"),
    "dropColumn": _("− column"),
    "dropTable": _("Remove the table"),
    "word": _("{ } Word"),
    "words": _("Words that the portal fills in"),
    "undo": _("Undo (Ctrl+Z)"),
    "redo": _("Redo (Ctrl+Y)"),
    "source": _("Markup"),
    "preview": _("As on paper"),
    "failed": _("The preview could not be made. Your text is not affected."),
}
"""What the editor of long texts says."""


class MarkdownInput(TextBox):
    """A tall box for Markdown; with JavaScript it becomes an editor that shows the text as Word would."""

    class Media:
        css: ClassVar[Any] = {"all": ["admin/editor.css"]}
        js: ClassVar[Any] = [Script("admin/editor/editor.js", type="module")]

    def __init__(self, offered: Callable[[], Offer] = lambda: NOTHING) -> None:
        super().__init__({"rows": 14, "class": "portal-markdown"})
        self.offered = offered

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the script what its buttons say, which words in braces there are, where the preview is made."""
        context = super().get_context(name, value, attrs)
        offer = self.offered()
        context["widget"]["attrs"] |= {
            "data-preview-url": reverse("admin:preview"),
            "data-labels": json.dumps({key: str(label) for key, label in EDITOR.items()}, ensure_ascii=False),
            "data-row": offer.row,
            "data-words": json.dumps(offer.words, ensure_ascii=False),
        }
        return context


class KeyedChoice(AutocompleteMixin):
    """A choice of rows by their names, which answers a key that cannot be one with a sentence."""

    find: Callable[[Any, str], list[Any]] | None = None
    """Returns the rows of this choice that a name may mean; given it, one chooses without scripts, too."""
    called = ""
    """What the field is called."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        """Have the list open within the page's main part, where those who listen look for it."""
        return {**super().build_attrs(base_attrs, extra_attrs), "data-dropdown-parent": "#content-start"}

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        """Have an input for a name beside the list, with the name that means no row."""
        listed = super().render(name, value, attrs, renderer)  # type: ignore[misc]
        unknown = [text for text in map(naming.unquoted, self._texts(value)) if text and not self._meant_by(text)]
        return listed + naming.box(self, name, "\n".join(unknown)) if self.find else listed

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the keys of what was chosen and of what was named; a name that is not one row's in quotes."""
        box: Any = self
        chosen = super().value_from_datadict(data, files, name)  # type: ignore[misc]
        lines = str(data.get(f"{name}{naming.NAMED}", "")).splitlines() if self.find else []
        named = [self._key_of(line.strip()) for line in lines if line.strip()]
        if box.allow_multiple_selected:
            return [*chosen, *named]
        return named[0] if named else chosen

    def _key_of(self, text: str) -> str:
        box: Any = self
        found = self._meant_by(text)
        link = box.field.remote_field.get_related_field()
        return str(getattr(found[0], link.attname)) if len(found) == 1 else naming.quoted(text)

    def _meant_by(self, text: str) -> list[Any]:
        return self.find(self, text) if self.find else []

    def _texts(self, value: Any) -> list[str]:
        return [str(each) for each in (value if isinstance(value, (list, tuple)) else [value])]

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        """Show the chosen rows, and those that a name may mean.

        Django asks the database for whatever was posted, and stumbles over letters. Boxes of many rows on one page
        ask for a row that several of them chose once.
        """
        box: Any = self
        remote = box.field.remote_field
        link = remote.get_related_field()
        keys = [str(key) for key in value if is_key(link, key) and str(key) not in box.choices.field.empty_values]
        found = named_once(box.choices, link.attname, keys)
        is_empty = not box.is_required and not box.allow_multiple_selected
        empty = [box.create_option(name, "", "", False, 0)] if is_empty else []
        options = [box.create_option(name, key, label, True, place) for place, (key, label) in enumerate(found, 1)]
        meant = [row for text in map(naming.unquoted, value) if text for row in self._meant_by(text)]
        for place, row in enumerate(meant, len(options) + 1):
            label = box.choices.field.label_from_instance(row)
            options.append(box.create_option(name, getattr(row, link.attname), label, False, place))
        return [(None, empty + options, 0)]


class RowsChoice(KeyedChoice, AutocompleteSelectMultiple):
    """A choice of several rows."""

    class Media:
        js = NAMING


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows; a key that cannot be one is refused before the database is asked for all of them."""

    def _check_values(self, value: Any) -> Any:
        pk: Any = self.queryset.model._meta.pk  # type: ignore[union-attr]
        wrong = [key for key in value if not is_key(pk, key)]
        if wrong:
            code = "invalid_choice" if naming.unquoted(str(wrong[0])) else "invalid_pk_value"
            text = str(wrong[0])[:MOST_SHOWN]
            raise ValidationError(self.error_messages[code], code=code, params={"pk": text, "value": text})
        return super()._check_values(value)  # type: ignore[misc]


class RowChoice(KeyedChoice, AutocompleteSelect):
    """A choice of one row."""

    forwarded = ""
    """Another input of the form, whose value narrows the choice."""
    within: Any = None
    """The primary key of the edition whose rows alone are looked for."""

    class Media:
        js = ["admin/js/jquery.init.js", "admin/forward.js", *NAMING]

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        """Tell the script which input narrows the choice."""
        attrs: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)
        narrowed = {"data-forward": self.forwarded, "data-within": self.within}
        return attrs | {name: value for name, value in narrowed.items() if value}


def is_key(field: Any, value: Any) -> bool:
    """Whether a posted text can be a value of a key field at all."""
    try:
        field.clean(value, None)
    except ValidationError:
        return False
    return "\x00" not in str(value)
