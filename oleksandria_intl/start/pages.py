"""What a step asks: forms whose empty fields the portal fills in from what was typed, and shows before it saves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.contrib.auth.models import User
from django.db import models
from django.forms.utils import ErrorDict
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_ROWS = 50
PROPOSED = gettext_lazy("The portal filled this in: read it, and correct it.")


class Section(NamedTuple):
    """A part of a page: its title, the form under it."""

    title: Any
    form: Any


class Handed(NamedTuple):
    """What the administrator is to hand over or know of a person who was let in."""

    person: User
    role: str
    address: str
    """The link that is shown once; empty where a letter is on its way."""


class Outcome(NamedTuple):
    """What a step did: the sentence that says so, where to go on, whom to hand a link to."""

    sentence: str
    link: str = ""
    handed: tuple[Handed, ...] = ()


class Proposing:
    """Adds to a form what it proposes for the fields that were left empty."""

    fields: dict[str, forms.Field]
    data: Any
    initial: Any
    add_prefix: Any

    def proposals(self) -> Mapping[str, str]:
        """Return what the typed text tells of other fields."""
        return {}

    def text(self, name: str) -> str:
        """Return what was typed into a field, each run of spaces as one."""
        return " ".join(str(self.data.get(self.add_prefix(name)) or "").split())

    def propose(self, *, with_optional: bool) -> bool:
        """Fill in what was left empty; say whether anything was."""
        data = self.data.copy()
        found = {
            name: value
            for name, value in self.proposals().items()
            if value and not self.text(name) and (with_optional or self.fields[name].required)
        }
        for name, value in found.items():
            data[self.add_prefix(name)] = value
            self.mark(name)
        self.data = data
        return bool(found)

    def mark(self, name: str) -> None:
        """Say at a field that the portal filled it in."""
        field = self.fields[name]
        before = format_html("{}<br>", field.help_text) if field.help_text else ""
        field.help_text = format_html("{}<strong>{}</strong>", before, PROPOSED)
        field.widget.attrs["class"] = "portal-proposed"


class RowForm(Proposing, forms.ModelForm):
    """A row to enter; one of which nothing was typed is left out."""

    asked: ClassVar[tuple[str, ...]] = ()
    """The fields of which one is typed where the row is meant."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing of the row was typed."""
        return not any(self.text(name) for name in self.asked)


class Page:
    """The forms of a step, as sent or as first shown."""

    template_after = ""
    """What stands after the forms, before the buttons."""
    more = False
    """Whether it has rows, so that there can be more of them."""

    def __init__(self, data: Any, by: User, site: str) -> None:
        self.data, self.by, self.site = data, by, site
        self.error = ""
        self.sections = list(self.build())

    def build(self) -> Iterator[Section]:
        """Yield the sections of the page."""
        raise NotImplementedError

    @property
    def forms(self) -> list[Any]:
        """The forms that something was typed into."""
        return [section.form for section in self.sections]

    @property
    def row_count(self) -> int:
        """How many rows the page shows, which the browser says again."""
        return len(self.sections)

    def propose(self, *, with_optional: bool) -> bool:
        """Fill in what was left empty; say whether anything was."""
        filled = [form.propose(with_optional=with_optional) for form in self.forms]
        return any(filled)

    def is_valid(self) -> bool:
        """Check all forms, so that all that is wrong is said at once."""
        valid = [form.is_valid() for form in self.forms]
        return all(valid)

    def save(self) -> Outcome:
        """Write what was entered; the caller's transaction is around it."""
        raise NotImplementedError

    def quiet(self) -> None:
        """Say nothing of what is wrong: the page is not sent yet, it is only to show more rows."""
        for section in self.sections:
            _hush(section.form)

    def has_errors(self) -> bool:
        """Whether something stands in the way."""
        return bool(self.error) or any(form.is_bound and form.errors for form in self.forms)


class RowsPage(Page):
    """Rows of one kind, as many as are needed."""

    more = True
    form_class: type[RowForm]
    row_title: Any = ""
    least = 4
    none_typed: Any = gettext_lazy("Nothing was typed: fill in a row, or go on to the next step.")

    def first_rows(self) -> list[dict[str, Any]]:
        """Return what the first rows begin with."""
        return []

    def build(self) -> Iterator[Section]:
        begun = [] if self.data is not None else self.first_rows()
        count = max(self._sent_count(), len(begun) + 1 if begun else self.least)
        for place in range(min(count, MOST_ROWS)):
            initial = begun[place] if place < len(begun) else None
            form = self.form_class(self.data, prefix=f"row-{place}", initial=initial)
            for name in initial or ():
                form.mark(name)
            yield Section(f"{self.row_title} {place + 1}", form)

    def _sent_count(self) -> int:
        """Return how many rows were sent, and how many more are wanted."""
        sent = str((self.data or {}).get("rows", ""))
        count = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 4 else 0
        return count + self.least if "more" in (self.data or {}) else count

    @property
    def forms(self) -> list[Any]:
        return [section.form for section in self.sections if not (section.form.is_bound and section.form.is_blank)]

    def is_valid(self) -> bool:
        if not self.forms:
            self.error = str(self.none_typed)
        meant = self.forms
        for section in self.sections:
            if section.form not in meant:
                _hush(section.form)
        return bool(self.forms) and super().is_valid() and not self._twice()

    def _twice(self) -> bool:
        """Say at a row that is one of those above again that it is."""
        seen: set[tuple[str, ...]] = set()
        for form in self.forms:
            typed = tuple(form.text(name).lower() for name in form.asked)
            if typed in seen:
                form.add_error(form.asked[0], _("This row stands above already."))
            seen.add(typed)
        return len(seen) < len(self.forms)


def _hush(form: Any) -> None:
    """Let a form that is not meant say nothing of its empty fields."""
    form._errors, form.cleaned_data = ErrorDict(), {}


def write(row: models.Model, by: User) -> None:
    """Save a row; its history says who."""
    row._history_user = by  # type: ignore[attr-defined]
    row.save()


def entered(rows: list[Any]) -> str:
    """Return the sentence that says by name what was entered."""
    return _("Entered: %(names)s.") % {"names": ", ".join(map(str, rows))}
