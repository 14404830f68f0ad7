"""The programme, its editions and the rows of an edition."""

from .codes import PermanentlyCoded, UsedCode, numbered
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
    Section,
)
from .word_file import RefusedWording, WordFile, WordProposal

__all__ = [
    "YEAR_VALIDATORS",
    "AgreedTotal",
    "CityProfile",
    "Edition",
    "EditionRow",
    "Footnote",
    "Indicator",
    "IndicatorValue",
    "OrderedRow",
    "PassportRow",
    "PermanentlyCoded",
    "Program",
    "RefusedWording",
    "Section",
    "UsedCode",
    "WordFile",
    "WordProposal",
    "numbered",
]
