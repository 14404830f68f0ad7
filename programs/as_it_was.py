"""An edition as it was at a moment, put together again from the history of its rows.

Whatever builds papers asks the database for an edition's rows. So the rows of the moment are written beside those of
today, as a draft of another programme, in a transaction that is always rolled back: no guard is lifted, no row of today
is touched, and nothing stays. Their keys are those of the rows themselves, moved by ``SHIFT``.
Registers (cities, units, officials, sources) are those of today, but for what was deleted since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oleksandria_intl import clock, papers
from oleksandria_intl.documents import store
from oleksandria_intl.documents.blocks import Blocks, DraftMark, Landscape
from oleksandria_intl.documents.document import Document
from oleksandria_intl.models import Decision, DecisionPoint
from programs.changes import histories
from programs.exchange import row_models
from programs.models import Edition, EditionRow, Program

SHIFT = 2**62
"""What is taken from a row's key for the row as it was: the order stays, and no key of today is met."""
SCRATCH = "as-it-was"
EDITION = "edition"


class NotInHistory(papers.PaperNotFound):
    """History does not reach the moment, or the rows of it do not fit together; the message says so."""


@dataclass(frozen=True)
class AsItWas:
    """An edition at a moment, readable while the block of ``reconstructed`` lasts."""

    edition: Edition
    guessed: list[str] = field(default_factory=list)
    """Rows that were there, but whose history begins later: they stand as it first knows them."""
    left_out: list[str] = field(default_factory=list)
    """Rows whose history hangs on a row that it does not know."""


@contextmanager
def reconstructed(edition: Edition, moment: datetime) -> Iterator[AsItWas]:
    """Write an edition's rows as they were into a draft of their own, and take all of it back at the end of the block.

    Raises ``NotInHistory``.
    """
    if moment > timezone.now():
        raise NotInHistory(_("This moment is still to come."))
    with transaction.atomic():
        try:
            found = _Reconstruction(edition, moment).write()
        except IntegrityError:
            raise NotInHistory(_("The rows of that moment do not fit together: somebody was writing them.")) from None
        yield found
        transaction.set_rollback(True)


def paper(kind: papers.PaperKind, edition: Edition, moment: datetime, format: str) -> bytes:
    """Return a working copy of a paper of an edition as it was, marked as that; raises ``PaperNotFound``."""
    if kind.of != EDITION:
        raise papers.PaperNotFound(_("Only the papers of an edition are made as of a moment."))
    with reconstructed(edition, moment) as then:
        if format == "json":
            return papers.as_json(kind.data(then.edition))
        document = marked(kind.build(then.edition), moment)
    return store.rendered(document, format)


def marked(document: Document, moment: datetime) -> Document:
    """Return a paper that says of which moment it is, in its title, above its first line and on every further page."""
    words = words_of(moment)
    return replace(
        document,
        title=f"{document.title} ({words})",
        blocks=_headed(document.blocks, words),
        mark=", ".join(filter(None, (document.mark, words))),
        dated=moment,
    )


def words_of(moment: datetime) -> str:
    """Return what a paper says of its moment: «станом на 01.03.2020, 12:00, з історії»."""
    return f"станом на {timezone.localtime(moment):%d.%m.%Y, %H:%M}, з історії"


def _headed(blocks: Blocks, words: str) -> Blocks:
    """Return blocks with the words in the mark that they begin with, or in a mark of their own."""
    first, others = (blocks[0], blocks[1:]) if blocks else (None, ())
    if isinstance(first, Landscape):
        return (Landscape(_headed(first.blocks, words)), *others)
    if isinstance(first, DraftMark):
        return (replace(first, lines=(*first.lines, words)), *others)
    return (DraftMark((words,)), *blocks)


def moment_of(text: str) -> datetime:
    """Return the moment of «2020-03-01T12:00» or «2020-03-01» in Kyiv; raises ``ValueError``."""
    there = datetime.fromisoformat(text)
    return there if timezone.is_aware(there) else moment_at(there.date(), there.time() if "T" in text else None)


def moment_at(day: date, at: time | None) -> datetime:
    """Return a moment in Kyiv: of a day without a time its end, of today without a time now."""
    if at is None and day == clock.today():
        return timezone.now()
    return timezone.make_aware(datetime.combine(day, at or time.max), timezone.get_default_timezone())


def last_records(records: Any, moment: datetime) -> dict[int, Any]:
    """Return of every row the last record of its history by a moment, by the row's key; deletions among them."""
    known = records.filter(history_date__lte=moment).latest_of_each().order_by("history_date", "history_id")
    return {record.id: record for record in known}


class _Reconstruction:
    """Writes an edition as it was: the edition, its decision with its points, its rows."""

    def __init__(self, edition: Edition, moment: datetime) -> None:
        self.today, self.moment = edition, moment
        self.histories = dict(histories(edition))
        self.there: dict[type[models.Model], dict[int, EditionRow]] = {}
        self.guessed: list[str] = []
        self.left_out: list[str] = []

    def write(self) -> AsItWas:
        """Write all of it; the edition that comes back has its own programme, state and decision in memory alone."""
        then = self._edition()
        then.decision = self._decision(then.decision_id) if then.decision_id else None
        for model in row_models():
            self._write_rows(model)
        return AsItWas(then, self.guessed, self.left_out)

    def _edition(self) -> Edition:
        record = last_records(self.histories[Edition], self.moment).get(self.today.pk)
        if record is None or record.history_type == "-":
            raise NotInHistory(self._beginning())
        program = Program(pk=self.key_of(self.today.program_id), slug=f"{SCRATCH}-{self.today.program_id}")
        then: Edition = record.instance
        then.pk = self.key_of(then.pk)
        _insert(Program, [program])
        stored = copy(then)
        stored.program, stored.status = program, Edition.Status.DRAFT
        stored.decision, stored.base, stored.frozen = None, None, ""
        _insert(Edition, [stored])
        then.program = self.today.program
        return then

    def _beginning(self) -> str:
        first = self.histories[Edition].order_by("history_date").first()
        if first is None:
            return _("The edition has no history: it was brought in without one, and nobody has changed it since.")
        begins = f"{timezone.localtime(first.history_date):%d.%m.%Y, %H:%M}"
        return _("The history of this edition begins on %(begins)s.") % {"begins": begins}

    def _decision(self, pk: int) -> Decision | None:
        """Return the decision, which lies in the database as a mere row for its points to hang on."""
        then = next(iter(self._rows(Decision, Decision.history.filter(id=pk), Decision.objects.filter(pk=pk))), None)
        if then is None:
            return None
        self._bring_back_registers([then])
        then.pk = self.key_of(pk)
        _insert(Decision, [Decision(pk=then.pk, code=f"{SCRATCH}-{pk}", body_id=then.body_id)])
        points = self._rows(
            DecisionPoint, DecisionPoint.history.filter(decision=pk), DecisionPoint.objects.filter(decision=pk)
        )
        for point in points:
            point.pk, point.decision_id = self.key_of(point.pk), then.pk
        _insert(DecisionPoint, points)
        return then

    def _write_rows(self, model: type[EditionRow]) -> None:
        today = model._default_manager.filter(edition=self.today)
        rows = self._rows(model, self.histories[model], today)
        self.there[model] = {row.pk: row for row in rows}
        fitting = [row for row in rows if self._takes_links(row)]
        self._bring_back_registers(fitting)
        for row in fitting:
            row.pk, row.edition_id = self.key_of(row.pk), self.key_of(self.today.pk)
        _insert(model, fitting)

    def _rows(self, model: type[Any], records: Any, today: Any) -> list[Any]:
        """Return the rows of a kind as they were, those among them whose history begins later."""
        known = last_records(records, self.moment)
        later: dict[int, Any] = {}
        for record in records.exclude(id__in=known).order_by("history_date", "history_id"):
            later.setdefault(record.id, record)
        guessed = [record.instance for record in later.values() if record.history_type != "+"]
        guessed += today.exclude(pk__in=[*known, *later])
        self.guessed += map(_named, guessed)
        return [record.instance for record in known.values() if record.history_type != "-"] + guessed

    def _takes_links(self, row: EditionRow) -> bool:
        """Lead a row's links to the rows as they were; say whether all that it needs are there."""
        for link in row._meta.concrete_fields:
            key, related = getattr(row, link.attname), link.related_model
            if key is None or not (isinstance(related, type) and issubclass(related, EditionRow)):
                continue
            if key not in self.there[related] and not link.null:
                self.left_out.append(_named(row))
                del self.there[type(row)][row.pk]
                return False
            setattr(row, link.attname, self.key_of(key) if key in self.there[related] else None)
        return True

    def _bring_back_registers(self, rows: Iterable[models.Model]) -> None:
        """Write the rows of registers that were deleted since, as they were last."""
        named: dict[tuple[Any, str], set[Any]] = defaultdict(set)
        for row in rows:
            for link in row._meta.concrete_fields:
                related: Any = link.related_model
                if related and not issubclass(related, (Edition, EditionRow)):
                    named[related, link.target_field.attname].add(getattr(row, link.attname))  # type: ignore[attr-defined]
        for (model, name), keys in named.items():
            there = model._base_manager.filter(**{f"{name}__in": keys}).values_list(name, flat=True)
            self._bring_back(model, name, keys - {None, *there})

    def _bring_back(self, model: Any, name: str, keys: set[Any]) -> None:
        for key in keys:
            if record := model.history.filter(**{name: key}).order_by("history_date", "history_id").last():
                _insert(model, [record.instance])
                self._bring_back_registers([record.instance])

    @staticmethod
    def key_of(key: int) -> int:
        """Return the key of a row as it was."""
        return key - SHIFT


def _insert(model: type[models.Model], rows: list[Any]) -> None:
    """Write rows without history, in the order of their keys."""
    model._base_manager.bulk_create(sorted(rows, key=lambda row: row.pk))


def _named(row: Any) -> str:
    return f"{row._meta.verbose_name}: {getattr(row, 'code', '') or row.pk}"
