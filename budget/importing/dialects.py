"""What a payment is made of, and by what heads the files of others name it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from django.utils.translation import gettext as _

from oleksandria_intl.tables import values
from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.tables.sources import normal

from . import codes


class Values(TypedDict, total=False):
    """A payment as its row says it; a field is missing where the file has no column for it."""

    record_id: str
    paid_on: date
    amount: Decimal
    payer_code: str
    payer_name: str
    payee_code: str
    payee_name: str
    purpose: str
    document: str
    program_code: str
    economic_code: str
    source: str
    measure: str
    commitment: str
    contract: str
    prozorro_id: str
    corrects: str


TEMPLATE_COLUMNS: tuple[tuple[str, str], ...] = (
    ("record_id", "Код запису"),
    ("paid_on", "Дата"),
    ("amount", "Сума, грн"),
    ("payer_code", "Платник, ЄДРПОУ"),
    ("payer_name", "Платник"),
    ("payee_code", "Одержувач, ЄДРПОУ"),
    ("payee_name", "Одержувач"),
    ("purpose", "Призначення"),
    ("document", "Документ"),
    ("program_code", "КПКВКМБ"),
    ("economic_code", "КЕКВ"),
    ("source", "Джерело"),
    ("measure", "Захід"),
    ("commitment", "Зобов’язання"),
    ("contract", "Договір"),
    ("prozorro_id", "Prozorro"),
    ("corrects", "Виправляє запис"),
)
"""The fields with their heads, in the order of the portal's own template and exports."""

HEAD_OF = dict(TEMPLATE_COLUMNS)

E_DATA = {
    "id": "record_id",
    "trans_date": "paid_on",
    "amount": "amount",
    "payer_edrpou": "payer_code",
    "payer_name": "payer_name",
    "recipt_edrpou": "payee_code",
    "recipt_name": "payee_name",
    "payment_details": "purpose",
    "doc_number": "document",
    "kpk": "program_code",
    "kekv": "economic_code",
    "contract_id": "prozorro_id",
    "contract_number": "contract",
}
"""The heads of spending.gov.ua that are fields of ours."""

OTHERS = {
    "Дата платежу": "paid_on",
    "Сума": "amount",
    "Отримувач": "payee_name",
    "Отримувач, ЄДРПОУ": "payee_code",
    "ЄДРПОУ платника": "payer_code",
    "ЄДРПОУ одержувача": "payee_code",
    "ЄДРПОУ отримувача": "payee_code",
    "Назва платника": "payer_name",
    "Назва одержувача": "payee_name",
    "Назва отримувача": "payee_name",
    "Призначення платежу": "purpose",
    "Номер документа": "document",
    "КПК": "program_code",
    "Джерело фінансування": "source",
    "Ідентифікатор Prozorro": "prozorro_id",
}
"""Other names that people give to the same columns."""

ASIDE = ("doc_v_date", "doc_date", "amount_cop", "currency")
"""Columns of E-data that are no field, but say something of one: the date, where the cash's is empty; the amount."""

LONGEST = {
    "record_id": 100,
    "payer_name": 300,
    "payee_name": 300,
    "purpose": 5000,
    "document": 60,
    "commitment": 100,
    "contract": 100,
    "prozorro_id": 60,
    "corrects": 100,
}
"""Characters that the portal keeps of each text."""

REQUIRED = (
    ("paid_on",),
    ("amount",),
    ("payer_code", "payer_name"),
    ("payee_code", "payee_name"),
    ("record_id", "document"),
)
"""By what a payment is known; of each group one is enough."""

INSTEAD = {"paid_on": ("doc_v_date", "doc_date"), "amount": ("amount_cop",)}
"""Columns that stand in for a field."""

READERS: dict[str, Callable[[Any], object]] = {
    "paid_on": values.day,
    "payer_code": values.register_code,
    "payee_code": values.register_code,
    "program_code": codes.program_code,
    "economic_code": codes.economic_code,
    "source": values.label_code,
    "measure": values.label_code,
    **{field: values.text_reader(longest) for field, longest in LONGEST.items()},
}
"""How each field is read, but for the amount, whose reader remembers the file's decimal mark."""

FIELD_OF = {
    **{normal(field): field for field, _head in TEMPLATE_COLUMNS},
    **{normal(head): field for field, head in TEMPLATE_COLUMNS},
    **{normal(head): field for names in (E_DATA, OTHERS) for head, field in names.items()},
    **{normal(head): head for head in ASIDE},
}
"""The field, or the column of ``ASIDE``, that a head in its normal form names."""

_MARKS_OF_E_DATA = {normal(head) for head in ("trans_date", "recipt_name", "recipt_edrpou", "payment_details")}
_MARKS_OF_TEMPLATE = {normal(head) for _field, head in TEMPLATE_COLUMNS}
_CUMULATIVE = {normal("FUND_TYP"), normal("FAKT_AMT")}


def recognised(heads: Iterable[str]) -> dict[str, int]:
    """Return the places of the fields that the heads name; raise ``UnreadableFile`` where two name one field."""
    places: dict[str, int] = {}
    named: dict[str, str] = {}
    for place, head in enumerate(heads):
        field = FIELD_OF.get(normal(head))
        if field is None:
            continue
        if field in places:
            message = _("The columns “%(first)s” and “%(second)s” mean the same; leave one of them.")
            raise UnreadableFile(message % {"first": named[field], "second": head.strip()})
        places[field], named[field] = place, head.strip()
    return places


def origin(heads: Iterable[str]) -> str:
    """Say whose columns these are, if that is known."""
    names = {normal(head) for head in heads}
    if names & _MARKS_OF_E_DATA:
        return "E-data"
    return _("the portal's template") if len(names & _MARKS_OF_TEMPLATE) > len(names) // 2 else ""


def refuse_other_data(heads: Sequence[str], dialect: str) -> None:
    """Refuse what is known to be no list of payments, however well it reads."""
    if {normal(head) for head in heads} >= _CUMULATIVE:
        message = _(
            "The file was read (%(dialect)s), but these are not payments: they are cumulative expenditures of "
            "openbudget.gov.ua (FAKT_AMT by economic code and fund, FUND_TYP), without the date, the payee and the "
            "document of each payment. Download the payments from spending.gov.ua."
        )
        raise UnreadableFile(message % {"dialect": dialect}, dialect=dialect)


def refuse_missing(places: Iterable[str], dialect: str) -> None:
    """Refuse columns by which no payment could be known."""
    have = set(places)
    missing = [group for group in REQUIRED if not have.intersection(_with_substitutes(group))]
    if missing:
        message = _("The file was read (%(dialect)s), but it lacks columns of payments: %(columns)s.")
        raise UnreadableFile(message % {"dialect": dialect, "columns": "; ".join(map(title, missing))}, dialect=dialect)


def _with_substitutes(group: Sequence[str]) -> set[str]:
    return {*group, *(other for field in group for other in INSTEAD.get(field, ()))}


def title(group: Sequence[str]) -> str:
    """Return the heads of fields of which one is enough."""
    return _(" or ").join(f"«{HEAD_OF[field]}»" for field in group)


def sought() -> str:
    """Return the columns that a file of payments must have, to say what was looked for."""
    return "; ".join(map(title, REQUIRED))
