"""The programme, its editions and the rows of an edition."""

from .codes import PermanentlyCoded, UsedCode, numbered
from .kept import KeptPart
from .program import YEAR_VALIDATORS, Edition, Program
from .rows import (
    AgreedTotal,
    CityProfile,
    EditionRow,
    Footnote,
    Indicator,
    IndicatorValue,
    OrderedRow,
    PassportRow,
    RegisterWord,
    Section,
)

__all__ = [
    "YEAR_VALIDATORS",
    "AgreedTotal",
    "CityProfile",
    "Edition",
    "EditionRow",
    "Footnote",
    "Indicator",
    "IndicatorValue",
    "KeptPart",
    "OrderedRow",
    "PassportRow",
    "PermanentlyCoded",
    "Program",
    "RegisterWord",
    "Section",
    "UsedCode",
    "numbered",
]
