"""The house: the council, its people, its decisions, its papers."""

from .act_papers import Approval, ExplanatoryNote, MinutesExtract
from .base import CodeField, KeyField, Natural, NaturalManager, Recorded
from .content import ContentTable, ContentTouch, ContentVersion, DataSetState
from .council import Body, Council
from .decision import PUBLISHED_STAGES, SIGNED_STAGES, Decision, DecisionPoint, Stage
from .erasure import Erasure
from .identity import PortalIdentity
from .login import PasswordLink
from .paper import IssuedPaper
from .people import Official, Term, Unit
from .search import IndexedKind, SearchEntry
from .signed_words import SignedWords, as_signed, forget_words, keep_words, words_of_signing
from .step import DecisionStep, MistakenPaper
from .undo import UndoRow, UndoStep
from .unsaved import UnsavedPost
from .upload import TableUpload

__all__ = [
    "PUBLISHED_STAGES",
    "SIGNED_STAGES",
    "Approval",
    "Body",
    "CodeField",
    "ContentTable",
    "ContentTouch",
    "ContentVersion",
    "Council",
    "DataSetState",
    "Decision",
    "DecisionPoint",
    "DecisionStep",
    "Erasure",
    "ExplanatoryNote",
    "IndexedKind",
    "IssuedPaper",
    "KeyField",
    "MinutesExtract",
    "MistakenPaper",
    "Natural",
    "NaturalManager",
    "Official",
    "PasswordLink",
    "PortalIdentity",
    "Recorded",
    "SearchEntry",
    "SignedWords",
    "Stage",
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
