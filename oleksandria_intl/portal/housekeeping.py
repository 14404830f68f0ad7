"""What interrupted work and time leave behind: files, records and sessions that nobody will ask for again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from oleksandria_intl.documents import keeping
from oleksandria_intl.models import UndoStep, UnsavedPost
from oleksandria_intl.tables import uploads

AGE = timedelta(days=1)
"""What is younger may belong to an upload or an issuing under way."""


class Leftover(NamedTuple):
    """Something that may go: in words, and how it is removed."""

    sentence: str
    remove: Callable[[], Any]


class EmptyDatabase(Exception):
    """Nobody has ever worked with this database: it is hardly the one that the files belong to."""


def leftovers() -> Iterator[Leftover]:
    """Yield all that may go; raises ``EmptyDatabase``."""
    if not User.objects.exists():
        raise EmptyDatabase
    yield from _waiting_uploads()
    yield from _orphans()
    yield from _papers()
    yield from _sessions()
    yield from _steps()
    yield from _unsaved()


def _waiting_uploads() -> Iterator[Leftover]:
    """Yield the uploads that nobody brought in, with their records."""
    for model in apps.get_models():
        if issubclass(model, uploads.Upload) and (count := model.objects.outdated().count()):
            yield Leftover(
                _("files that wait for their import for more than a day: %(count)d") % {"count": count},
                partial(uploads.sweep, model),
            )


def _orphans() -> Iterator[Leftover]:
    """Yield the files of uploads and issued papers that no row names."""
    folder = Path(settings.MEDIA_ROOT)
    named = _named_files()
    for file in _old_files(folder):
        if file.relative_to(folder).as_posix() not in named:
            yield _file(_("no row names it: %(file)s"), file)


def _named_files() -> set[str]:
    """Return the names of all files that rows of any table have, or had by their histories."""
    return {
        name
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField)
        for rows in (model._base_manager.all(), *([model.history.all()] if hasattr(model, "history") else []))
        for name in rows.values_list(field.attname, flat=True).iterator()
    }


def _papers() -> Iterator[Leftover]:
    """Yield left drafts of papers, and kept papers above the size allowed."""
    for file in keeping.outdated():
        yield _file(_("a paper that can be made again: %(file)s"), file)


def _sessions() -> Iterator[Leftover]:
    expired = Session.objects.filter(expire_date__lt=timezone.now())
    if count := expired.count():
        yield Leftover(_("expired sessions: %(count)d") % {"count": count}, expired.delete)


def _steps() -> Iterator[Leftover]:
    """Yield what is in the bin for longer than it can be brought back."""
    outdated = UndoStep.objects.outdated()
    if count := outdated.count():
        yield Leftover(
            _("deletions and changes that can be undone no more: %(count)d") % {"count": count}, outdated.delete
        )


def _unsaved() -> Iterator[Leftover]:
    outdated = UnsavedPost.objects.outdated()
    if count := outdated.count():
        yield Leftover(
            _("forms sent without a session that nobody came back for: %(count)d") % {"count": count}, outdated.delete
        )


def _old_files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder that nobody has written for a day."""
    before = time.time() - AGE.total_seconds()
    for file in sorted(folder.rglob("*")):
        # What another process removes meanwhile is no leftover any more.
        with suppress(FileNotFoundError):
            if file.is_file() and file.stat().st_mtime < before:
                yield file


def _file(sentence: str, file: Path) -> Leftover:
    return Leftover(sentence % {"file": file}, lambda: file.unlink(missing_ok=True))
