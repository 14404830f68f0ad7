"""The house: the council, its people, its decisions, its papers."""

from .base import CodeField, KeyField, Natural, NaturalManager, Recorded
from .content import ContentTable, ContentTouch, ContentVersion, DataSetState
from .council import Body, Council
from .decision import Decision, DecisionPoint
from .erasure import Erasure
from .identity import PortalIdentity
from .login import PasswordLink
from .paper import IssuedPaper
from .people import Official, Term, Unit
from .search import IndexedKind, SearchEntry
from .signed_words import SignedWords, as_signed, forget_words, keep_words, words_of_signing
from .undo import UndoRow, UndoStep
from .unsaved import UnsavedPost
from .upload import TableUpload

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
    "PasswordLink",
    "PortalIdentity",
    "Recorded",
    "SearchEntry",
    "SignedWords",
    "TableUpload",
    "Term",
    "UndoRow",
    "UndoStep",
    "Unit",
    "UnsavedPost",
    "as_signed",
    "forget_words",
    "keep_words",
    "words_of_signing",
]
