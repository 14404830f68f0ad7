"""The forms by which the annex of a budget decision comes in: the table with its decision, and the answers."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminIntegerFieldWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.admin.base import measure_label
from budget.admin.deciding import DayAndNumber
from budget.annex_changes import Terms, called
from budget.annex_reading import FUNDS, Annex, AnnexRow, as_text, read_annex
from budget.models import FundingSource, Measure, SpendingUnit
from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.tables.forms import MOST_MEGABYTES
from programs.models import YEAR_VALIDATORS

LEFT_OUT = "-"
"""The answer that a row's name is none of the programme."""
MOST_LETTERS = 500_000


class AnnexForm(DayAndNumber):
    """The decision, its annex, and what the annex itself does not say; all of it stays where something is refused."""

    year = forms.IntegerField(
        label=_("Budget year"),
        required=False,
        validators=YEAR_VALIDATORS,
        widget=AdminIntegerFieldWidget,
        help_text=_("Left empty, the year of the decision."),
    )
    sums = forms.ChoiceField(
        label=_("What the sums say"),
        choices=[
            ("whole", _("what is granted in all: the annex is a new version")),
            ("changes", _("what is added or taken back")),
        ],
        initial="whole",
        widget=forms.RadioSelect,
    )
    table = forms.CharField(
        label=_("The table"),
        required=False,
        max_length=MOST_LETTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "class": "vLargeTextField"}),
        help_text=_("Copy it in Excel or Word with the heads of its columns, and paste it here."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("Excel (.xlsx) or CSV; its table then stands above, and may be changed there."),
    )
    unit = forms.ModelChoiceField(SpendingUnit.objects.all(), label=_("Spending unit"))
    general = forms.ModelChoiceField(FundingSource.objects.all(), label=_("Source of the general fund"), required=False)
    special = forms.ModelChoiceField(FundingSource.objects.all(), label=_("Source of the special fund"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("decided_on", "decision_number"):
            self.fields[name].required = True
        units = list(SpendingUnit.objects.all()[:2])
        self.fields["unit"].initial = units[0].pk if len(units) == 1 else None
        for fund in FUNDS:
            found = (source.pk for source in FundingSource.objects.all() if source.fund == fund)
            self.fields[fund].initial = next(found, None)

    def clean_file(self) -> Any:
        """Refuse a file that is larger than any table."""
        file = self.cleaned_data["file"]
        if file and file.size > MOST_MEGABYTES * 1024 * 1024:
            raise ValidationError(gettext("The file is larger than %(most)d MB; split it.") % {"most": MOST_MEGABYTES})
        return file

    def clean(self) -> dict[str, Any]:
        """Read the table, that of the file first, and keep it as text."""
        cleaned: Any = super().clean()
        self.annex = Annex()
        file = cleaned.get("file")
        try:
            if file:
                cleaned["table"] = as_text(file)
                self.data = {**self.data.dict(), "table": cleaned["table"]}  # type: ignore[attr-defined]
            self.annex = read_annex(BytesIO((cleaned.get("table") or "").encode()))
        except UnreadableFile as error:
            self.add_error("file" if file else "table", str(error))
        return cleaned

    @property
    def terms(self) -> Terms:
        """What the annex itself does not say, as a valid form answers it."""
        cleaned = self.cleaned_data
        return Terms(
            year=cleaned["year"] or cleaned["decided_on"].year,
            unit=cleaned["unit"],
            is_whole=cleaned["sums"] == "whole",
            sources={fund: cleaned[fund] for fund in FUNDS if cleaned[fund]},
        )


class AnswersForm(forms.Form):
    """What has to be asked of an annex, once for each kind of question."""

    codes = forms.ChoiceField(
        choices=[("add", _("enter them")), ("skip", _("leave their rows out"))],
        widget=forms.RadioSelect,
        required=False,
        label=_("Codes that the portal does not have"),
    )
    missing = forms.ChoiceField(
        choices=[("withdraw", _("take it back")), ("keep", _("leave it as it is"))],
        widget=forms.RadioSelect,
        required=False,
        label=_("What is granted and the annex does not name"),
    )

    def __init__(self, *args: Any, names: list[AnnexRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measures = [
            (str(each.pk), f"{measure_label(each)} ({each.program.years_short})")
            for each in Measure.objects.named().order_by("-program", "code")
        ]
        choices = [("", "---------"), (LEFT_OUT, _("leave the row out")), *measures] if names else []
        self.names = {f"name-{place}": called(row) for place, row in enumerate(names)}
        for row, (field, name) in zip(names, self.names.items(), strict=True):
            label = gettext("“%(name)s”, row %(row)d") % {"name": name, "row": row.number}
            self.fields[field] = forms.ChoiceField(
                choices=choices, required=False, label=label, help_text=_("Which measure is it?")
            )

    @property
    def measures(self) -> dict[str, int | None]:
        """The measures by the names that were answered; None where the row is to be left out."""
        said = {name: self.cleaned_data.get(field) for field, name in self.names.items()}
        return {name: None if answer == LEFT_OUT else int(answer) for name, answer in said.items() if answer}

    def answered(self, name: str, yes: str) -> bool | None:
        """Return whether a question was answered with yes; None where it was not answered."""
        answer = self.cleaned_data.get(name)
        return answer == yes if answer else None
