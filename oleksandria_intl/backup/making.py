"""Making a backup of the database and its files at one moment, while people work."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import IO, Any, NamedTuple

from django.conf import settings
from django.db import connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from oleksandria_intl import locks
from oleksandria_intl.database import known_migrations
from oleksandria_intl.models import ContentVersion, Council
from oleksandria_intl.release import release

from . import archive, encryption, files, natural, sequences
from .tables import Digest, Table, digest, tables, with_tables

LOCK = "backup"
PART = ".part"
SUFFIX = ".tar"


class Made(NamedTuple):
    """A backup that was made."""

    file: Path
    manifest: archive.Manifest

    @property
    def is_encrypted(self) -> bool:
        """Whether only the holder of the key can read it."""
        return self.file.suffix == encryption.SUFFIX


def make(folder: Path, *, prefix: str = "", using: str = "default") -> Made:
    """Make a backup in a folder, named by the moment; it is there whole or not at all.

    Raises ``Refused`` while another is made, ``OSError`` where it cannot be written.
    """
    with locks.held(LOCK) as is_mine:
        if not is_mine:
            raise archive.Refused(_("Another backup is being made."))
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        beginning = f"{prefix}{settings.PORTAL_NAMESPACE or 'portal'}"
        for left in folder.glob(f".{beginning}-*{PART}"):
            left.unlink()
        final = _free_name(folder, beginning)
        part = folder / f".{final.name}{PART}"
        try:
            manifest = _write(part, using)
            part.rename(final)
        finally:
            part.unlink(missing_ok=True)
        _sync_folder(folder)
        return Made(final, manifest)


def remove_older(made: Made, keep: int) -> list[Path]:
    """Remove the oldest backups of the portal beside one, so that so many are left; return those removed."""
    beginning = settings.PORTAL_NAMESPACE or "portal"
    moment = "[0-9]" * 8 + "-" + "[0-9]" * 6
    found = sorted(made.file.parent.glob(f"{beginning}-{moment}*{SUFFIX}*"))
    older = [file for file in found if file.name.endswith((SUFFIX, SUFFIX + encryption.SUFFIX))][:-keep]
    for file in older:
        file.unlink()
    return older


def _free_name(folder: Path, beginning: str) -> Path:
    end = SUFFIX + (encryption.SUFFIX if settings.BACKUP_KEY else "")
    moment = f"{timezone.localtime(timezone.now()):%Y%m%d-%H%M%S}"
    names = (f"{beginning}-{moment}{f'-{number}' if number > 1 else ''}{end}" for number in count(1))
    return next(file for name in names if not (file := folder / name).exists())


def _write(part: Path, using: str) -> archive.Manifest:
    """Write an archive for its owner alone, down to the disk; return its manifest."""
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        closing = encryption.encrypting(out, settings.BACKUP_KEY) if settings.BACKUP_KEY else nullcontext(out)
        with closing as stream, snapshot(using):
            manifest = _fill(archive.ArchiveWriter(stream), using)
        out.flush()
        os.fsync(out.fileno())
    return manifest


@contextmanager
def snapshot(using: str = "default") -> Iterator[None]:
    """Read the database as it is at one moment, whoever writes meanwhile; nobody waits for it."""
    connection: Any = connections[using]
    with ExitStack() as after:
        if connection.vendor == "sqlite":
            # A transaction that may write would keep all others from writing.
            after.callback(setattr, connection, "transaction_mode", connection.transaction_mode)
            connection.transaction_mode = "DEFERRED"
        is_outermost = not connection.in_atomic_block
        after.enter_context(transaction.atomic(using=using))
        if connection.vendor == "postgresql" and is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _fill(writer: archive.ArchiveWriter, using: str) -> archive.Manifest:
    """Write files, rows and the manifest that tells what they must be."""
    manifest = about(using)
    manifest["files"] = {}
    for name in files.named(using):
        # An upload that came in meanwhile is removed: its row is of the snapshot, its file of the past.
        with suppress(FileNotFoundError), files.place_of(name).open("rb") as file:
            size, sum_ = writer.add(f"files/{name}", file)
            manifest["files"][name] = {"size": size, "sha256": sum_}
    sums = {name: facts["sha256"] for name, facts in manifest["files"].items()}
    manifest["amiss"] = sorted(files.amiss(using, lambda name: sums.get(name, "")))
    manifest["tables"] = {table.label: _add_table(writer, table) for table in tables(using)}
    writer.finish(manifest)
    return manifest


def about(using: str) -> archive.Manifest:
    """Return what tells one backup from another."""
    council = Council.objects.using(using).first()
    version = ContentVersion.objects.using(using).first()
    connection = connections[using]
    return {
        "name": archive.NAME,
        "format": archive.FORMAT,
        "made_at": timezone.now().isoformat(),
        "release": release(),
        "database": connection.vendor,
        "council": {"code": council.code, "name": council.name_uk} if council else None,
        "migrations": sorted(known_migrations().intersection(MigrationRecorder(connection).applied_migrations())),
        "content": {"epoch": version.epoch, "number": version.number} if version else None,
        "natural": natural.NaturalKeys(using).names(),
        "sequences": sequences.last_given(using, with_tables()),
    }


def _add_table(writer: archive.ArchiveWriter, table: Table) -> dict[str, Any]:
    """Write a table by way of a file without a name, which nothing but this process can read or leave behind."""
    with tempfile.TemporaryFile(dir=settings.VAR_DIR) as spool:
        found = _compressed(table, spool)
        spool.seek(0)
        writer.add(f"tables/{table.label}.jsonl.gz", spool)
    return {"columns": table.columns, "rows": found.rows, "sha256": found.sha256}


def _compressed(table: Table, spool: IO[bytes]) -> Digest:
    with gzip.GzipFile(fileobj=spool, mode="wb", mtime=0) as packed:

        def kept() -> Iterator[bytes]:
            for line in table.lines():
                packed.write(line)
                yield line

        found = digest(kept())
    spool.flush()
    return found


def _sync_folder(folder: Path) -> None:
    """Let the name of a new file last; some network disks cannot be asked to."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def made_at(manifest: archive.Manifest) -> datetime:
    """Return the moment of a backup, in the portal's own time zone."""
    return timezone.localtime(datetime.fromisoformat(manifest["made_at"]))
