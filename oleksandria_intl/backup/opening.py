"""Opening a backup: all that can be wrong with it is found before anything is touched."""

from __future__ import annotations

import hashlib
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from oleksandria_intl.database import known_migrations
from oleksandria_intl.models import Council

from . import encryption
from .archive import FORMAT, PIECE, Archive, Refused
from .tables import Digest, digest, tables
from .upgrading import upgraded


@contextmanager
def opened(path: Path, *, identities: str = "") -> Iterator[Archive]:
    """Yield a whole archive of this release; one of an older release is brought up to this one beside the portal.

    ``identities`` is the file with the keys of an encrypted one. Raises ``Refused``.
    """
    with ExitStack() as closing:
        try:
            file: IO[bytes] = closing.enter_context(path.open("rb"))
        except OSError as error:
            raise Refused(_("%(file)s cannot be read: %(error)s.") % {"file": path, "error": error.strerror}) from None
        if encryption.is_encrypted(file):
            plain = closing.enter_context(tempfile.TemporaryFile(dir=settings.VAR_DIR))
            encryption.decrypt(file, plain, identities)
            file = plain
        archive = Archive(file)
        _refuse_newer(archive)
        _refuse_changed(archive)
        if _migrations(archive) != known_migrations():
            archive = closing.enter_context(upgraded(archive))
        _refuse_other_columns(archive)
        yield archive


def refuse_foreign(archive: Archive) -> None:
    """Raise ``Refused`` for a backup of another council: by the code where both have one, else by the name."""
    here, there = Council.objects.current(), archive.manifest["council"]
    if here is None or there is None:
        return
    is_same = here.code == there["code"] if here.code and there["code"] else here.name_uk == there["name"]
    if not is_same:
        sentence = _("This is the portal of “%(here)s”, and the backup is of “%(there)s”: a portal serves one council.")
        raise Refused(sentence % {"here": here.name_uk, "there": there["name"]})


def _migrations(archive: Archive) -> set[tuple[str, str]]:
    return {(app, name) for app, name in archive.manifest["migrations"]}


def _refuse_newer(archive: Archive) -> None:
    if archive.manifest["format"] > FORMAT or not _migrations(archive) <= known_migrations():
        raise Refused(_("The backup was made by a newer release of the portal: install that release first."))


def _refuse_changed(archive: Archive) -> None:
    """Raise ``Refused`` unless rows and files are those that the manifest lists."""
    try:
        for label, facts in archive.manifest["tables"].items():
            if digest(archive.lines(label)) != Digest(facts["rows"], facts["sha256"]):
                raise _broken(label)
        for name, facts in archive.manifest["files"].items():
            if _sha256(archive.opened(name)) != facts["sha256"]:
                raise _broken(name)
    except (KeyError, EOFError, OSError, zlib.error) as error:
        raise _broken(str(error)) from None


def _sha256(file: IO[bytes]) -> str:
    sum_ = hashlib.sha256()
    while piece := file.read(PIECE):
        sum_.update(piece)
    return sum_.hexdigest()


def _refuse_other_columns(archive: Archive) -> None:
    here = {table.label: table.columns for table in tables("default")}
    there = {label: facts["columns"] for label, facts in archive.manifest["tables"].items()}
    if here != there:
        names = sorted(label for label in {*here, *there} if here.get(label) != there.get(label))
        raise Refused(
            _("The backup has other tables than this release of the portal: %(names)s.") % {"names": ", ".join(names)}
        )


def _broken(what: str) -> Refused:
    return Refused(_("The backup is damaged: “%(what)s” is not as it was written.") % {"what": what})
