"""What a payment is made of, and by what heads the files of others name it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from oleksandria_intl.tables import values
from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.tables.sources import normal

from . import codes

Values = dict[str, Any]
"""A payment as its row says it, by field; a field is missing where the file has no column for it."""


class MissingColumns(UnreadableFile):
    """The file is no table of payments as E-data or the template make it; it may be one of another make."""


class Column(NamedTuple):
    """A field of a payment: its head and width in the portal's template, how it is read, how others call it."""

    field: str
    head: str
    width: int
    read: Callable[[Any], object] | None = None
    """None for a text, and for the amount, whose reader remembers the file's decimal mark."""
    longest: int = 0
    """Characters that the portal keeps of a text."""
    others: tuple[str, ...] = ()
    """The heads of spending.gov.ua (E-data), and other names that people give to the same column."""


COLUMNS = (
    Column("record_id", "Код запису", 14, longest=100, others=("id",)),
    Column("paid_on", "Дата", 12, values.day, others=("trans_date", "Дата платежу")),
    Column("amount", "Сума, грн", 15, others=("Сума",)),
    Column("payer_code", "Платник, ЄДРПОУ", 14, values.register_code, others=("payer_edrpou", "ЄДРПОУ платника")),
    Column("payer_name", "Платник", 30, longest=300, others=("Назва платника",)),
    Column(
        "payee_code",
        "Одержувач, код",
        14,
        values.register_code,
        others=("recipt_edrpou", "Одержувач, ЄДРПОУ", "Отримувач, ЄДРПОУ", "ЄДРПОУ одержувача", "ЄДРПОУ отримувача"),
    ),
    Column(
        "payee_name",
        "Одержувач",
        34,
        longest=300,
        others=("recipt_name", "Отримувач", "Назва одержувача", "Назва отримувача"),
    ),
    Column("purpose", "Призначення", 50, longest=5000, others=("payment_details", "Призначення платежу")),
    Column("document", "Документ", 13, longest=60, others=("doc_number", "Номер документа")),
    Column("program_code", "КПКВКМБ", 13, codes.program_code, others=("kpk", "КПК")),
    Column("economic_code", "КЕКВ", 10, codes.economic_code, others=("kekv",)),
    Column("source", "Джерело", 24, values.label_code, others=("Джерело фінансування",)),
    Column("measure", "Захід", 26, values.label_code),
    Column("commitment", "Зобов’язання", 16, longest=100),
    Column("contract", "Договір", 16, longest=100, others=("contract_number",)),
    Column("prozorro_id", "Prozorro", 24, longest=60, others=("contract_id", "Ідентифікатор Prozorro")),
    Column("corrects", "Виправляє запис", 18, longest=100),
)
"""The fields in the order of the portal's own template and exports."""

HEAD_OF = {column.field: column.head for column in COLUMNS}

ASIDE = ("doc_v_date", "doc_date", "amount_cop", "currency")
"""Columns of E-data that are no field, but say something of one: the date, where the cash's is empty; the amount."""

STATUSES = ("status", "doc_vob_name", "payment_type")
"""Columns that may say that a payment was returned or cancelled: of a bank's or a treasury's table, of E-data."""

_STATUS_HEADS = ("Статус", "Стан", "Статус платежу", "Стан платежу", "Тип операції", "Вид операції", "state")
NAMES = {"payer_code": "payer_name", "program_code": "program_name", "economic_code": "economic_name"}
"""The columns that say what a code is called."""
NAMES_OF_CODES = {
    "program_name": ("Назва КПКВКМБ", "Найменування КПКВКМБ", "Назва КПК", "kpk_name"),
    "economic_name": ("Назва КЕКВ", "Найменування КЕКВ", "kekv_name"),
}
"""Columns that are no field, read for a code that the portal does not know."""

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

FIELD_OF = {normal(head): each.field for each in COLUMNS for head in (each.field, each.head, *each.others)}
FIELD_OF |= {normal(head): head for head in (*ASIDE, *STATUSES)}
FIELD_OF |= {normal(head): "status" for head in _STATUS_HEADS}
FIELD_OF |= {normal(head): name for name, heads in NAMES_OF_CODES.items() for head in heads}
"""The field, or the column of ``ASIDE``, that a head in its normal form names."""

_MARKS_OF_E_DATA = {normal(head) for head in ("trans_date", "recipt_name", "recipt_edrpou", "payment_details")}
_MARKS_OF_TEMPLATE = set(map(normal, HEAD_OF.values()))
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
        columns = "; ".join(map(title, missing))
        raise MissingColumns(message % {"dialect": dialect, "columns": columns}, dialect=dialect)


def _with_substitutes(group: Sequence[str]) -> set[str]:
    return {*group, *(other for field in group for other in INSTEAD.get(field, ()))}


def title(group: Sequence[str]) -> str:
    """Return the heads of fields of which one is enough."""
    return _(" or ").join(f"«{HEAD_OF[field]}»" for field in group)


def sought() -> str:
    """Return the columns that a file of payments must have, to say what was looked for."""
    return "; ".join(map(title, REQUIRED))
