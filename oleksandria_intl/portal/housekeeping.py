"""What interrupted work and time leave behind: files, records and sessions that nobody will ask for again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from oleksandria_intl import clock, search, shared_cache
from oleksandria_intl.backup.making import PART
from oleksandria_intl.backup.restoring import BEFORE
from oleksandria_intl.documents import keeping
from oleksandria_intl.models import IndexedKind, PasswordLink, UndoStep, UnsavedPost, WorkingCopy
from oleksandria_intl.tables import uploads
from programs.models import WordFile

AGE = timedelta(days=1)
"""What is younger may belong to an upload or an issuing under way."""
COPIES_KEPT_FOR = timedelta(days=90)
"""How long the backup of what was there before a restore is kept: as long as what lies in the bin."""
SCRATCH_FOLDERS = ("verifying-*", "upgrading-*")
"""The folders in which a backup is unpacked to be tried, or brought up to this release; they end with their command."""


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
    files = (_waiting_uploads, _orphans, _papers, _copies, _scratch_folders)
    rows = (_sessions, _links, _attempts, _steps, _unsaved, _word_files, _working_copies, _unknown_kinds)
    for found in (*files, *rows):
        yield from found()


def _waiting_uploads() -> Iterator[Leftover]:
    """Yield the uploads that nobody brought in, with their records."""
    for model in apps.get_models():
        if issubclass(model, uploads.Upload) and (count := model.objects.outdated().count()):
            yield Leftover(
                _("files that wait for their import for nearly a day: %(count)d") % {"count": count},
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


def _copies() -> Iterator[Leftover]:
    """Yield what lay here before restores of long ago, but for the last of it, and copies that were broken off."""
    folder = Path(settings.VAR_DIR) / BEFORE
    copies = sorted(folder.glob(f"{BEFORE}-*"), key=_written)
    for file in copies[:-1]:
        if _is_older(file, COPIES_KEPT_FOR):
            yield _file(_("a backup of what was there before a restore, older than 90 days: %(file)s"), file)
    for file in folder.glob(f".{BEFORE}-*{PART}"):
        if _is_older(file, AGE):
            yield _file(_("a backup that was broken off: %(file)s"), file)


def _scratch_folders() -> Iterator[Leftover]:
    """Yield the folders of commands that were killed; they hold whole copies of the database."""
    for pattern in SCRATCH_FOLDERS:
        for folder in Path(settings.VAR_DIR).glob(pattern):
            if _is_older(folder, AGE):
                sentence = _("a backup that was unpacked to be tried: %(file)s") % {"file": folder}
                yield Leftover(sentence, partial(shutil.rmtree, folder))


def _sessions() -> Iterator[Leftover]:
    """Yield what ended: sessions, and the notes of whose they were."""
    now = timezone.now()
    yield from _rows(_("expired sessions: %(count)d"), Session.objects.filter(expire_date__lt=now))
    going_on = Session.objects.filter(expire_date__gte=now).values("session_key")
    ended = UserSession.objects.filter(created_at__lt=now - AGE).exclude(session_key__in=going_on)
    yield from _rows(_("notes of sessions that ended: %(count)d"), ended)


def _links() -> Iterator[Leftover]:
    expired = PasswordLink.objects.filter(expires_at__lt=timezone.now())
    yield from _rows(_("links for a password that are good no more: %(count)d"), expired)


def _steps() -> Iterator[Leftover]:
    """Yield what is in the bin for longer than it can be brought back."""
    yield from _rows(_("deletions and changes that can be undone no more: %(count)d"), UndoStep.objects.outdated())


def _unsaved() -> Iterator[Leftover]:
    sentence = _("forms sent without a session that nobody came back for: %(count)d")
    yield from _rows(sentence, UnsavedPost.objects.outdated())


def _working_copies() -> Iterator[Leftover]:
    sentence = _("working copies that the portal need not know any more: %(count)d")
    yield from _rows(sentence, WorkingCopy.objects.outdated(clock.today()))


def _word_files() -> Iterator[Leftover]:
    """Yield the edited files that came back long ago; what was refused of them stays refused."""
    yield from _rows(
        _("edited Word files that came back more than 90 days ago: %(count)d"), WordFile.objects.outdated()
    )


def _attempts() -> Iterator[Leftover]:
    """Yield attempts to log in that count no more."""
    if count := shared_cache.count_outdated():
        sentence = _("attempts to log in that count no more: %(count)d") % {"count": count}
        yield Leftover(sentence, shared_cache.remove_outdated)


def _unknown_kinds() -> Iterator[Leftover]:
    """Yield what an earlier release found, and this one knows no more."""
    unknown = IndexedKind.objects.exclude(kind__in=search.KINDS)
    yield from _rows(_("kinds in the search index that are not there any more: %(count)d"), unknown)


def _rows(sentence: str, rows: models.QuerySet[Any]) -> Iterator[Leftover]:
    if count := rows.count():
        yield Leftover(sentence % {"count": count}, rows.delete)


def _old_files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder that nobody has written for a day."""
    for file in sorted(folder.rglob("*")):
        # What another process removes meanwhile is no leftover any more.
        with suppress(FileNotFoundError):
            if file.is_file() and _is_older(file, AGE):
                yield file


def _is_older(path: Path, age: timedelta) -> bool:
    return _written(path) < time.time() - age.total_seconds()


def _written(path: Path) -> float:
    return path.stat().st_mtime


def _file(sentence: str, file: Path) -> Leftover:
    return Leftover(sentence % {"file": file}, partial(file.unlink, missing_ok=True))
