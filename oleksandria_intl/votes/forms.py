"""The form by which votes by name come in: a table that was pasted, or read from a file into the same box."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.tables.outcome import Refusal
from oleksandria_intl.votes.files import MOST_ROWS, text_of
from oleksandria_intl.votes.reading import Reading, Voting, read_pasted

MOST_MEGABYTES = 5
LONGEST_TABLE = 1_000_000


class NamesForm(forms.Form):
    """A table with votes by name, and which of its rows is meant where it has several votes."""

    file = forms.FileField(
        label=_("File of the voting system"),
        required=False,
        max_length=200,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.json,.txt"}),
        help_text=_("Excel (.xlsx), CSV or JSON with DPList, up to 5 MB; the table appears in the box below."),
    )
    table = forms.CharField(
        label=_("Table"),
        required=False,
        max_length=LONGEST_TABLE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 15, "class": "vLargeTextField", "spellcheck": "false"}),
        help_text=_("Two columns, name and vote, or a column for each member: copied from Word or Excel."),
    )
    row = forms.TypedChoiceField(
        label=_("Which vote"), required=False, coerce=int, empty_value=None, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        self._unreadable = ""
        if files and (file := files.get("file")):
            data = data.copy()
            data["table"], data["row"] = self._text_of(file), ""
        super().__init__(data)
        field: Any = self.fields["row"]
        field.choices = [(voting.row, _named(voting)) for voting in self.reading.votings]
        if len(self.reading.votings) < 2:
            field.widget = forms.HiddenInput()

    def _text_of(self, file: Any) -> str:
        """Return the table of a file; nothing, and why, where it cannot be read."""
        try:
            if file.size > MOST_MEGABYTES * 1024 * 1024:
                raise UnreadableFile(gettext("The file is larger than %(most)d MB.") % {"most": MOST_MEGABYTES})
            return text_of(file)
        except UnreadableFile as error:
            self._unreadable = str(error)
            return ""

    @cached_property
    def reading(self) -> Reading:
        """What the table says."""
        text = self.data.get("table", "")
        return read_pasted(text) if len(text) <= LONGEST_TABLE and text.count("\n") < MOST_ROWS else Reading([], [])

    @property
    def voting(self) -> Voting | None:
        """The vote that is meant: the only one, else the one that was chosen."""
        votings = self.reading.votings
        if len(votings) == 1:
            return votings[0]
        return next((voting for voting in votings if voting.row == self.cleaned_data.get("row")), None)

    @property
    def refusals(self) -> list[Refusal]:
        """What is refused of the table; of one with several votes, in the row of the one that is meant."""
        if len(self.reading.votings) < 2:
            return self.reading.refusals
        return [refusal for refusal in self.reading.refusals if self.voting and refusal.row == self.voting.row]

    def clean_file(self) -> None:
        """Say what is wrong with the file; its table stands in the box."""
        if self._unreadable:
            raise forms.ValidationError(self._unreadable)

    def clean_table(self) -> str:
        """Refuse what holds no vote."""
        text: str = self.cleaned_data["table"]
        if self._unreadable:
            return text
        if not text.strip():
            raise forms.ValidationError(gettext("Paste a table, or choose a file."))
        if text.count("\n") >= MOST_ROWS:
            raise forms.ValidationError(gettext("The table has more than %(most)d rows.") % {"most": MOST_ROWS})
        if not self.reading.votings and not self.reading.refusals:
            raise forms.ValidationError(gettext("Nothing in this table says how anybody voted: ЗА, ПРОТИ."))
        return text


def _named(voting: Voting) -> str:
    label = voting.label or gettext("without a title")
    return gettext("row %(row)d: %(label)s") % {"row": voting.row, "label": label}
