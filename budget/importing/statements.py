"""Statements of treasuries and banks: by what heads they are known, and what their columns say of a payment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from budget.models import StatementSource
from oleksandria_intl.tables.cells import UnreadableFile, Wrong
from oleksandria_intl.tables.outcome import ImportRefused
from oleksandria_intl.tables.sources import normal

from .dialects import COLUMNS, NAMES_OF_CODES, Values

DEBIT, CREDIT, AMOUNT = "debit", "credit", "amount"
BACK = "повернення"
"""What is written as the state of a row by which money came back."""
BY_ACCOUNT = "by_account"
"""Marks the rows whose side of the account says where the money went, whatever words the purpose has."""

WORDS = {
    "paid_on": "дата операції, дата проведення, дата проводки, дата, дата документа, date, data, dat, trandate, "
    "dateoper, datdoc, datedoc, odate, ddate",
    DEBIT: "дебет, дт, сума дебет, дебет грн, оборот дебет, debit, debet, dt, sumdt, dtsum, sumd",
    CREDIT: "кредит, кт, сума кредит, кредит грн, оборот кредит, credit, kredit, kt, ct, sumkt, ktsum, sumk",
    AMOUNT: "сума, сума грн, сума операції, сума платежу, sum, summa, suma, amount",
    "document": "номер документа, документ, номер, ном док, № док, № документа, n док, ndoc, docnum, numdoc, nd, "
    "number, num",
    "payee_name": "контрагент, кореспондент, назва контрагента, назва кореспондента, одержувач, отримувач, "
    "найменування контрагента, найменування кореспондента, namekor, kname, nameb, corrname, namecor",
    "payee_code": "єдрпоу контрагента, єдрпоу кореспондента, код кореспондента, код контрагента, єдрпоу, код єдрпоу, "
    "окпо, okpo, okpokor, okpob, kokpo, corrokpo, edrpou",
    "payer_name": "платник, власник рахунку, розпорядник",
    "payer_code": "єдрпоу платника, код платника, єдрпоу розпорядника",
    "purpose": "призначення платежу, призначення, зміст операції, зміст, nazn, naznach, purpose, details",
    "program_code": "кпкв, кпк, кпкввк, кпквк, кпквкмб, kpkv, kpk, kpkvk",
    "economic_code": "кекв, kekv",
    "record_id": "референс, ід операції, код операції, reference, ref, id",
}
"""How treasuries and banks call what a payment is made of."""

_FACT_OF = {normal(word): fact for fact, words in WORDS.items() for word in words.split(",")}
TITLES = {
    **{column.field: column.head for column in COLUMNS},
    DEBIT: "Дебет",
    CREDIT: "Кредит",
    **{name: heads[0] for name, heads in NAMES_OF_CODES.items()},
}
"""How the facts are called to whoever says which column is which."""


class Statement(NamedTuple):
    """A remembered source of statements, ready to read its files."""

    name: str
    side: str
    columns: Mapping[str, str]
    """By fact, the head in its normal form."""
    constants: Mapping[str, str]
    """What holds for every row that does not say it."""

    def places(self, heads: Sequence[str]) -> dict[str, int] | None:
        """Return where the facts stand among the heads; None where one is not there."""
        found = {normal(head): place for place, head in reversed(list(enumerate(heads)))}
        if not set(self.columns.values()) <= found.keys():
            return None
        return {fact: found[head] for fact, head in self.columns.items()}

    def settle(self, found: Values, *, says_return: bool) -> None:
        """Turn the sides of the account into the amount of a payment: negative where money came back.

        What came in without having been paid is negative, too, and has no ``status``. Raises ``Wrong``.
        """
        debit, credit = found.pop(DEBIT, None) or None, found.pop(CREDIT, None) or None
        if debit is not None and credit is not None:
            raise Wrong(_("A row stands on one side of the account; here both sides are filled in."))
        out, back = (credit, debit) if self.side == StatementSource.Side.CREDIT else (debit, credit)
        if self.side in (StatementSource.Side.POSITIVE, StatementSource.Side.NEGATIVE):
            out = found.get(AMOUNT) or None
            if out is not None and self.side == StatementSource.Side.NEGATIVE:
                out = -out
        elif out is not None and out < 0:
            says_return = True  # red: taken off the side that it was written on
        amount: Decimal | None = -back if out is None and back is not None else out
        found[AMOUNT], found[BY_ACCOUNT] = amount, True
        if amount is not None and amount < 0 and says_return:
            found["status"] = BACK
        for name, value in self.constants.items():
            found[name] = found.get(name) or value


class UnknownColumns(UnreadableFile):
    """A statement whose columns nobody has explained yet; it may be kept and asked about."""

    def __init__(self, heads: Sequence[str], samples: Sequence[Sequence[str]], dialect: str) -> None:
        sentence = _(
            "The file was read (%(dialect)s) and looks like a statement, but nobody has said yet what its columns "
            "mean: %(heads)s. Upload it on the page “Payments from a file”, which asks for them once."
        )
        named = ", ".join(f"«{head}»" for head in heads if head)
        super().__init__(sentence % {"dialect": dialect, "heads": named}, dialect=dialect)
        self.heads, self.samples = heads, samples


def remembered(name: str = "") -> list[Statement]:
    """Return the sources that were explained, or the one of this name; raise ``ImportRefused`` where there is none."""
    rows: Any = StatementSource.objects.select_related("payer")
    found = [_statement(row) for row in rows if name in ("", row.name)]
    if name and not found:
        names = ", ".join(f"«{row.name}»" for row in rows) or "–"
        message = _("There is no source of statements “%(name)s”; there are: %(names)s.")
        raise ImportRefused(message % {"name": name, "names": names})
    return found


def _statement(row: StatementSource) -> Statement:
    constants = {
        "payer_code": row.payer.register_code if row.payer else "",
        "program_code": row.program_code_id or "",
        "economic_code": row.economic_code_id or "",
    }
    return Statement(row.name, row.side, row.columns, {name: value for name, value in constants.items() if value})


def known_heads(statements: Iterable[Statement]) -> set[str]:
    """Return the heads by which the table of a statement is found in its file."""
    return set(_FACT_OF).union(*(statement.columns.values() for statement in statements))


def proposed(heads: Sequence[str]) -> dict[int, str]:
    """Return what each column seems to say, by its place: each fact once, the surest word first."""
    found: dict[int, str] = {}
    for place, head in enumerate(heads):
        fact = _FACT_OF.get(normal(head))
        if fact and fact not in found.values():
            found[place] = fact
    return found


def looks_like_one(heads: Sequence[str]) -> bool:
    """Whether the columns seem to name a day and a sum."""
    facts = set(proposed(heads).values())
    return "paid_on" in facts and bool(facts & {DEBIT, CREDIT, AMOUNT}) and len(facts) > 2
