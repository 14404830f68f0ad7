"""The house: the council, its people, its decisions, its papers."""

from .base import CodeField, KeyField, Natural, NaturalManager, Recorded
from .content import ContentTable, ContentTouch, ContentVersion, DataSetState
from .council import Body, Council
from .decision import Decision, DecisionPoint
from .erasure import Erasure
from .identity import PortalIdentity
from .login import PasswordLink
from .paper import IssuedPaper, PaperList
from .people import Official, Term, Unit
from .search import IndexedKind, SearchEntry
from .undo import UndoRow, UndoStep
from .unsaved import UnsavedPost
from .upload import TableUpload
from .working_copy import WorkingCopy

__all__ = [
    "Body",
    "CodeField",
    "ContentTable",
    "ContentTouch",
    "ContentVersion",
    "Council",
    "DataSetState",
    "Decision",
    "DecisionPoint",
    "Erasure",
    "IndexedKind",
    "IssuedPaper",
    "KeyField",
    "Natural",
    "NaturalManager",
    "Official",
    "PaperList",
    "PasswordLink",
    "PortalIdentity",
    "Recorded",
    "SearchEntry",
    "TableUpload",
    "Term",
    "UndoRow",
    "UndoStep",
    "Unit",
    "UnsavedPost",
    "WorkingCopy",
]
