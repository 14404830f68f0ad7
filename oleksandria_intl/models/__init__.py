"""The house: the council, its people, its decisions, its papers."""

from .act_papers import Approval, ExplanatoryNote, MinutesExtract
from .base import CodeField, KeyField, Natural, NaturalManager, Recorded
from .body import Body
from .content import ContentTable, ContentTouch, ContentVersion, DataSetState
from .council import Council
from .decision import PUBLISHED_STAGES, SIGNED_STAGES, Decision, DecisionPoint, Stage
from .erasure import Erasure
from .identity import PortalIdentity
from .login import PasswordLink
from .paper import IssuedPaper, PaperList
from .people import Official, Term, Unit
from .picture import Picture
from .population import Population
from .publication import PublicationRule, SpecialDay
from .recorded_step import RecordedOnce, RecordedStep, RecordedStepQuerySet
from .search import IndexedKind, SearchEntry
from .signed_copy import SignedCopy
from .signed_words import SignedWords, as_signed, forget_words, keep_words, words_of_signing
from .step import DecisionStep, MistakenPaper
from .undo import UndoRow, UndoStep
from .unreminded import Unreminded
from .unsaved import UnsavedPost
from .upload import TableUpload
from .vote import Choice, Vote, VoteByName
from .working_copy import WorkingCopy

__all__ = [
    "PUBLISHED_STAGES",
    "SIGNED_STAGES",
    "Approval",
    "Body",
    "Choice",
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
    "PaperList",
    "PasswordLink",
    "Picture",
    "Population",
    "PortalIdentity",
    "PublicationRule",
    "Recorded",
    "RecordedOnce",
    "RecordedStep",
    "RecordedStepQuerySet",
    "SearchEntry",
    "SignedCopy",
    "SignedWords",
    "SpecialDay",
    "Stage",
    "TableUpload",
    "Term",
    "UndoRow",
    "UndoStep",
    "Unit",
    "Unreminded",
    "UnsavedPost",
    "Vote",
    "VoteByName",
    "WorkingCopy",
    "as_signed",
    "forget_words",
    "keep_words",
    "words_of_signing",
]
