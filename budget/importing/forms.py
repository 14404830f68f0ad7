"""The form by which a file of payments is uploaded: of which programme, and what of it may enter."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.deviations import editions_at_hand
from budget.models import EconomicCode, ImportBatch, ProgramCode, SpendingUnit
from oleksandria_intl.admin.fields import AmountField
from oleksandria_intl.tables.outcome import ImportRefused
from programs.choosing import programs_to_choose

if TYPE_CHECKING:
    from .filters import Filters

MEGABYTE = 1 << 20
MOST_BYTES = 50 * MEGABYTE
FILTERS = ("payers", "program_codes", "economic_codes")

Choices = list[tuple[str, str]]


def payer_choices() -> Choices:
    """Return the spending units by their ЄДРПОУ."""
    units = SpendingUnit.objects.order_by("name_uk").values_list("register_code", "name_uk")
    return [(code, f"{name}, {code}") for code, name in units]


def code_choices(model: Any) -> Choices:
    """Return the codes of a table with their names."""
    return [(code, f"{code} {name}") for code, name in model.objects.values_list("code", "name_uk")]


class ProgramChoice(forms.ModelChoiceField):
    """A programme by its years and in few words."""

    def label_from_instance(self, program: Any) -> str:
        """Return how the programme is called here."""
        return str(program.short_title)


class SomeOf(forms.MultipleChoiceField):
    """Boxes to tick; none means what goes without saying."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **options)


class ImportForm(forms.Form):
    """A file of payments and what of it may enter."""

    program = ProgramChoice(programs_to_choose(), label=_("Programme"), empty_label=None)
    file = forms.FileField(
        label=_("File of payments"),
        help_text=_(
            "CSV or JSON from spending.gov.ua (E-data), the completed Excel template, or a statement of the treasury "
            "or a bank: Excel, CSV, DBF, XML. Up to 20 000 rows and 50 MB."
        ),
        error_messages={"empty": _("The file is empty.")},
    )
    total = AmountField(
        label=_("Total of the file, UAH"),
        required=False,
        max_digits=16,
        decimal_places=2,
        help_text=_(
            "If you know it: the total of all rows of the file, those of other payers included. "
            "If the total differs, nothing is imported."
        ),
    )
    is_whole = forms.BooleanField(
        label=_("All or nothing"),
        required=False,
        initial=True,
        help_text=_("If a single row is refused, nothing of the file is imported."),
    )
    payers = SomeOf(
        label=_("Payers"), choices=payer_choices, help_text=_("Rows of other payers are skipped. None ticked: all.")
    )
    program_codes = SomeOf(
        label=_("КПКВКМБ"),
        choices=partial(code_choices, ProgramCode),
        help_text=_("None ticked: those under which the programme has appropriations."),
    )
    economic_codes = SomeOf(
        label=_("КЕКВ"), choices=partial(code_choices, EconomicCode), help_text=_("None ticked: all.")
    )

    filters: Filters

    def about_file(self) -> list[forms.BoundField]:
        """Return the inputs about the file as a whole."""
        return [self[name] for name in ("program", "file", "total", "is_whole")]

    def about_rows(self) -> list[forms.BoundField]:
        """Return the inputs that say which rows may enter."""
        return [self[name] for name in FILTERS]

    def clean_file(self) -> UploadedFile:
        """Refuse what is too big."""
        upload: UploadedFile = self.cleaned_data["file"]
        if (upload.size or 0) > MOST_BYTES:
            sentence = gettext(
                "The file is larger than %(most)d MB. Ask the administrator to import it with the "
                "command “manage.py import_spending”, or split the file."
            )
            raise ValidationError(sentence % {"most": MOST_BYTES // MEGABYTE})
        return upload

    def clean(self) -> dict[str, Any]:
        """Find out what may enter; all payers are the same as none in particular."""
        from .filters import Filters  # takes long to load

        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        asked = {name: cleaned[name] for name in FILTERS}
        if len(asked["payers"]) == len(payer_choices()):
            asked["payers"] = []
        try:
            self.filters = Filters.of(cleaned["program"], **asked)
        except ImportRefused as error:
            self.add_error(None, str(error))
        return cleaned


def initial_of(asked: QueryDict) -> dict[str, Any]:
    """Return what the form begins with: what the address says, or the programme at hand and all payers."""
    if "program" in asked:
        single = {name: asked.get(name, "") for name in ("program", "total")}
        return single | {"is_whole": "is_whole" in asked} | {name: asked.getlist(name) for name in FILTERS}
    edition = next(iter(editions_at_hand()), None)
    return {"program": edition.program_id if edition else None, "payers": _keys(payer_choices())}


def asked_again(batch: ImportBatch) -> str:
    """Return the query by which the form begins as it was filled in for a file."""
    query = QueryDict(mutable=True)
    query["program"] = str(batch.program_id)
    if isinstance(batch.total, Decimal):
        query["total"] = f"{batch.total}".replace(".", ",")
    if batch.is_whole:
        query["is_whole"] = "on"
    for name in FILTERS:
        query.setlist(name, batch.filters.get(name, []))
    if not batch.filters.get("payers"):
        query.setlist("payers", _keys(payer_choices()))
    return query.urlencode()


def _keys(choices: Iterable[tuple[str, str]]) -> list[str]:
    return [key for key, _name in choices]
