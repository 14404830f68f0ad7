"""The programme, its editions and the rows of an edition."""

from .codes import PermanentlyCoded, UsedCode, numbered
from .program import YEAR_VALIDATORS, Edition, Program
from .proposals import LeftAsIs
from .rows import (
    AgreedTotal,
    CityProfile,
    EditionRow,
    Footnote,
    Indicator,
    IndicatorValue,
    OrderedRow,
    PassportRow,
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
    "LeftAsIs",
    "OrderedRow",
    "PassportRow",
    "PermanentlyCoded",
    "Program",
    "Section",
    "UsedCode",
    "numbered",
]
