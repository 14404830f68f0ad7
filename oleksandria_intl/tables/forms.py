"""The forms by which the rows of a list go out as files, and come back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

FORMATS = (
    ("xlsx", _("Excel (.xlsx): to be looked at, changed and imported again")),
    ("csv", _("CSV: semicolons, decimal commas, UTF-8")),
    ("json", _("JSON: for programs")),
)
MOST_MEGABYTES = 10


class TableForm(forms.Form):
    """Which table of the list; one alone is not asked about."""

    of = forms.ChoiceField(label=_("What"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, resources: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._resources = {each.name(): each for each in resources}
        field: Any = self.fields["of"]
        field.choices = [(name, resource().title) for name, resource in self._resources.items()]
        field.initial = next(iter(self._resources))
        if len(resources) == 1:
            field.widget = forms.HiddenInput()

    @property
    def chosen(self) -> Any:
        """The resource of the table that a valid form names."""
        return self._resources[self.cleaned_data["of"]]


class ExportForm(TableForm):
    """Which table of the list, and as what."""

    format = forms.ChoiceField(label=_("As what"), choices=FORMATS, initial="xlsx", widget=forms.RadioSelect)


class ImportForm(TableForm):
    """Which table a file is of, and the file."""

    file = forms.FileField(
        label=_("File"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        allow_empty_file=True,
        help_text=_("Excel (.xlsx) or CSV, up to 10 MB and 20,000 rows, with the columns of the export."),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is larger than any table."""
        file = self.cleaned_data["file"]
        if file.size > MOST_MEGABYTES * 1024 * 1024:
            sentence = gettext("The file is larger than %(most)d MB; split it.")
            raise forms.ValidationError(sentence % {"most": MOST_MEGABYTES})
        return file
