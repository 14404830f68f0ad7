"""Amounts of money as people and programmes write them, exactly to the kopiyka."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from .cells import Cell, Wrong, plain_text

THOUSANDS = " \u00a0\u2007\u2009\u202f'’"
"""What may stand between thousands: spaces of every width and apostrophes."""
MINUS = "−-"
MOST_DIGITS = 12
"""An amount is below a trillion hryvnias."""
KOPIYKA = Decimal("0.01")

_AMOUNT = re.compile(
    rf"([+{MINUS}]?)([0-9]+|[0-9]{{1,3}}(?:([{THOUSANDS}])[0-9]{{3}}(?:\3[0-9]{{3}})*))(?:([.,])([0-9]{{1,2}}))?"
)
_CURRENCY = re.compile(
    r"\s*(?:грн|гривень|гривні|гривня|UAH|₴)\.?\s*(?:([0-9]{1,2})\s*коп(?:ійок|ійки|ійка)?\.?)?$", re.I
)
"""What may stand behind an amount: «грн», and kopiykas in words of their own."""
_KOPIYKAS = re.compile(r"-?[0-9]{1,14}(?:\.0+)?")
_NOT_DIGITS = re.compile("[^0-9]")
_GROUPED_BOTH_WAYS = re.compile(r"[0-9]\.[0-9].*,|[0-9],[0-9].*\.|,[0-9]+,|\.[0-9]+\.")
_TOO_FINE = re.compile(rf"[{MINUS}]?[0-9{THOUSANDS}]+[.,][0-9]{{3,}}")


class Amounts:
    """Reads the amounts of one file, whose decimal mark is a comma or a dot, the same in all its rows."""

    def __init__(self) -> None:
        self.row = 0
        """The row that is being read; its owner says so."""
        self._mark = ""
        self._marked_in = 0

    def read(self, cell: Cell) -> Decimal | None:
        """Return hryvnias, nothing for an empty cell; raise ``Wrong``."""
        if type(cell) is str:
            found = _AMOUNT.fullmatch(cell) or _AMOUNT.fullmatch(self._bare(cell))
            if found:
                return self._written(found)
            _refuse_unless_empty(cell)
            return None
        return None if cell is None else _exact(cell)

    def _written(self, found: re.Match[str]) -> Decimal:
        sign, whole, separator, mark, part = found.groups()
        if mark and mark != self._mark:
            self._remember(mark)
        digits = _NOT_DIGITS.sub("", whole) if separator else whole
        if len(digits) > MOST_DIGITS and len(digits.lstrip("0")) > MOST_DIGITS:
            raise _too_large()
        minus = "-" if sign and sign in MINUS else ""
        return Decimal(f"{minus}{digits}.{part or '00':0<2}")

    def _bare(self, cell: str) -> str:
        """Return the number without its currency: «12 грн 5 коп.» is «12,05»."""
        text = cell.strip().removeprefix("'")
        found = _CURRENCY.search(text)
        if not found or not text[: found.start()]:
            return text
        small = f"{self._mark or ','}{found[1]:0>2}" if found[1] else ""
        return text[: found.start()] + small

    def _remember(self, mark: str) -> None:
        if self._mark:
            message = _(
                "The decimal mark is “%(mark)s” here and “%(first)s” in row %(row)d; use one in the whole file."
            )
            raise Wrong(message % {"mark": mark, "first": self._mark, "row": self._marked_in})
        self._mark, self._marked_in = mark, self.row


def kopiykas(cell: Cell) -> Decimal | None:
    """Return hryvnias of a whole number of kopiykas, nothing for an empty cell."""
    text = plain_text(cell)
    if not text:
        return None
    if not _KOPIYKAS.fullmatch(text):
        raise Wrong(_("Kopiykas must be a whole number."))
    return Decimal(text.partition(".")[0]).scaleb(-2)


def _exact(cell: Cell) -> Decimal:
    if not isinstance(cell, (int, Decimal)):
        plain_text(cell)
        raise Wrong(_("This is not an amount."))
    amount = Decimal(cell)
    if not amount.is_finite() or amount.as_tuple().exponent > 0:  # type: ignore[operator]
        raise _not_an_amount()
    if amount.adjusted() >= MOST_DIGITS:
        raise _too_large()
    rounded = amount.quantize(KOPIYKA)
    if rounded != amount:
        raise _too_fine()
    return rounded


def _refuse_unless_empty(text: str) -> None:
    """Say why the text is no amount."""
    text = text.strip()
    if not text:
        return
    if text.startswith("("):
        raise Wrong(_("An amount in brackets is ambiguous; write a return with a minus: -12,00."))
    if _GROUPED_BOTH_WAYS.search(text):
        raise Wrong(_("The amount is ambiguous: separate thousands with a space and kopiykas with a comma: 1 234,50."))
    raise _too_fine() if _TOO_FINE.fullmatch(text) else _not_an_amount()


def _not_an_amount() -> Wrong:
    return Wrong(_("This is not an amount; write it as 1234,50."))


def _too_fine() -> Wrong:
    return Wrong(_("An amount has at most two digits after the decimal mark."))


def _too_large() -> Wrong:
    return Wrong(_("The amount is a trillion hryvnias or more."))
