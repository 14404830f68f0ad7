"""By what a payment is known again."""

from __future__ import annotations

from hashlib import sha256

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


class Identities:
    """Gives the rows of one file their keys: the same row of the same file has the same key whenever it comes."""

    def __init__(self, file: PaymentFile) -> None:
        self._file = file
        self._rows: dict[str, int] = {}
        self._like: dict[bytes, int] = {}

    def key(self, values: Values, payer_code: str) -> str:
        """Return E-data's id, the portal's own key as exported, or else one made of what the row says."""
        if given := values.get("record_id"):
            return f"edata-{given}" if self._is_e_data else given
        facts = _SEPARATOR.join((payer_code, *(str(values.get(name) or "") for name in _ROW_FACTS)))
        digest = sha256(facts.encode())
        count = self._like[digest.digest()] = self._like.get(digest.digest(), 0) + 1
        return f"row-{digest.hexdigest()}-{count}"

    def first_row_of(self, key: str, row: int) -> int:
        """Return the first row of the file with this key."""
        return self._rows.setdefault(key, row)

    @property
    def _is_e_data(self) -> bool:
        """Whether the column of ids is that of spending.gov.ua."""
        table = self._file.table
        return normal(table.heads[table.places["record_id"]]) == _E_DATA_ID
