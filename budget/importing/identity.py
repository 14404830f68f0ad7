"""By what a payment is known again."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from budget.payment_keys import document_key, payee_key
from oleksandria_intl.tables.sources import normal

from .dialects import Values
from .rows import PaymentFile

LONGEST_KEY = 100
_E_DATA_ID = normal("id")
_ROW_FACTS = (
    "paid_on",
    "document",
    "amount",
    "payee_code",
    "payee_name",
    "program_code",
    "economic_code",
    "purpose",
)
_SEPARATOR = "\x1f"
_OWN_KEYS = ("row-", "portal-")
"""How keys begin that no source gave."""


def has_id(key: str) -> bool:
    """Whether a payment with this key, or a row, has an id that its source gave it."""
    return not key.startswith(_OWN_KEYS)


class Identities:
    """Gives the rows of one file their keys: the same row of the same file has the same key whenever it comes."""

    def __init__(self, file: PaymentFile) -> None:
        self._file = file
        self._rows: dict[str, int] = {}
        self._like: dict[bytes, int] = {}
        self._twins: dict[int, tuple[int, int]] = {}

    def key(self, values: Values, payer_code: str) -> str:
        """Return E-data's id, the portal's own key as exported, or else one made of what the row says."""
        if given := values.get("record_id"):
            return f"edata-{given}" if self._is_e_data else given
        facts = _SEPARATOR.join((payer_code, *(str(values.get(name) or "") for name in _ROW_FACTS)))
        digest = sha256(facts.encode())
        count = self._like[digest.digest()] = self._like.get(digest.digest(), 0) + 1
        return f"row-{digest.hexdigest()}-{count}"

    def twin_of(self, row: int, facts: dict[str, Any], key: str) -> int | None:
        """Return the first row of the file that says the same, but for the record's id and the document's zeros.

        Of two rows with ids the purpose too is the same: the source knows why it lists them both.
        """
        whose = payee_key(facts.get("payee_code", ""), facts.get("payee_name", ""))
        what = facts["amount"], document_key(facts.get("document", "")), facts["paid_on"], facts.get("payer_id")
        alike = hash((what, whose, facts.get("program_code_id"), facts.get("economic_code_id")))
        purpose = hash(facts.get("purpose")) if has_id(key) else 0
        first, first_purpose = self._twins.setdefault(alike, (row, purpose))
        is_other = purpose and first_purpose and purpose != first_purpose
        return None if first == row or is_other else first

    def first_row_of(self, key: str, row: int) -> int:
        """Return the first row of the file with this key."""
        return self._rows.setdefault(key, row)

    @property
    def _is_e_data(self) -> bool:
        """Whether the column of ids is that of spending.gov.ua."""
        table = self._file.table
        return normal(table.heads[table.places["record_id"]]) == _E_DATA_ID
