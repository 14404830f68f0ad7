"""The programme, its editions and the rows of an edition."""

from .codes import PermanentlyCoded, UsedCode, numbered
from .indicators import Indicator, IndicatorFact, IndicatorValue
from .kept import KeptPart
from .program import YEAR_VALIDATORS, Edition, Program
from .proposals import LeftAsIs
from .rows import AgreedTotal, EditionRow, OrderedRow, PassportRow, RegisterWord
from .text import CityProfile, Footnote, Section
from .word_file import RefusedWording, WordFile, WordProposal

__all__ = [
    "YEAR_VALIDATORS",
    "AgreedTotal",
    "CityProfile",
    "Edition",
    "EditionRow",
    "Footnote",
    "Indicator",
    "IndicatorFact",
    "IndicatorValue",
    "KeptPart",
    "LeftAsIs",
    "OrderedRow",
    "PassportRow",
    "PermanentlyCoded",
    "Program",
    "RefusedWording",
    "RegisterWord",
    "Section",
    "UsedCode",
    "WordFile",
    "WordProposal",
    "numbered",
]
