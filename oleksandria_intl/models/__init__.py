"""The house: the council, its people, its decisions, its papers."""

from .base import CodeField, KeyField, Natural, NaturalManager, Recorded
from .council import Body, Council, Official, Term, Unit
from .decision import Decision, DecisionPoint
from .paper import IssuedPaper
from .search import IndexedKind, SearchEntry
from .upload import TableUpload

__all__ = [
    "Body",
    "CodeField",
    "Council",
    "Decision",
    "DecisionPoint",
    "IndexedKind",
    "IssuedPaper",
    "KeyField",
    "Natural",
    "NaturalManager",
    "Official",
    "Recorded",
    "SearchEntry",
    "TableUpload",
    "Term",
    "Unit",
]
