"""What the checks read of an edition: each kind of row once, however many of them ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from django.db.models import prefetch_related_objects

from oleksandria_intl import filled_words, once
from oleksandria_intl.documents.blocks import Blocks
from oleksandria_intl.documents.markdown import blocks_from
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.models import DecisionPoint
from programs import sections
from programs.exchange import row_models
from programs.models import CityProfile, Edition, PassportRow, Section
from programs.texts import kinds_holding
from programs.words import words_of

MAY_BE_BLANK = ("___", "{")
"""What a text holds that leaves a blank: one for a pen, or a word in braces that may stand for one."""

READ: dict[Any, str] = {PassportRow: "passport", Section: "sections", CityProfile: "profiles", DecisionPoint: "points"}
"""The kinds of rows that are read whole, and the name by which they are known here."""


@dataclass(frozen=True)
class EditionTexts:
    """The rows of an edition whose texts are checked, and what they print."""

    edition: Edition

    @cached_property
    def words(self) -> Mapping[str, str]:
        """What the words in braces stand for."""
        return words_of(self.edition)

    @cached_property
    def passport(self) -> list[PassportRow]:
        """The rows of the passport."""
        return self._own(PassportRow.objects.filter(edition=self.edition))

    @cached_property
    def sections(self) -> list[Section]:
        """The sections and subsections, with their cities and footnotes."""
        return self._own(Section.objects.filter(edition=self.edition).prefetch_related("profiles", "footnotes"))

    @cached_property
    def profiles(self) -> list[CityProfile]:
        """The cities that the sections describe."""
        found = chain.from_iterable(section.profiles.all() for section in self.sections)
        return self._own(sorted(found, key=lambda row: (row.order, row.pk)))

    @cached_property
    def points(self) -> list[DecisionPoint]:
        """The points of the decision."""
        self.read_points()
        if self.edition.decision is None:
            return []
        decision = filled_words.given(self.edition.decision, self.words)
        found = list(decision.points.all())
        for point in found:
            point.decision = decision
        return found

    def read_points(self) -> None:
        """Let the decision know its points, so that nobody asks for them again."""
        if self.edition.decision is not None:
            prefetch_related_objects([self.edition.decision], "points")

    def is_said(self, section: Section) -> bool:
        """Whether anything is printed below the heading of a section, leaving its subsections aside."""
        kind = sections.KINDS.get(section.kind)
        return bool(self._text(section) or section.footnotes.all() or (kind and kind.is_said(section)))

    def _text(self, section: Section) -> Blocks:
        return blocks_from(expand(section.body_uk, self.words))

    def rows(self, model: Any) -> Iterable[Any]:
        """Return the rows of a kind; of a kind that nothing above holds only where a text of it may have a blank."""
        if model in READ:
            found: list[Any] = getattr(self, READ[model])
            return found
        return model._default_manager.filter(edition=self.edition) if model in self._with_blanks else ()

    @cached_property
    def _with_blanks(self) -> set[Any]:
        """The kinds of rows of which a text may have a blank, in one question to the database."""
        return kinds_holding(self.edition, MAY_BE_BLANK, [model for model in row_models() if model not in READ])

    def _own(self, rows: Iterable[Any]) -> list[Any]:
        """Return rows that know their edition as it is here, so that none of them asks for it."""
        found = list(rows)
        for row in found:
            row.edition = self.edition
        return found


def texts_once(edition: Edition) -> EditionTexts:
    """Return the texts of an edition, which all checks of one run share."""
    return once.made(EditionTexts, edition)
