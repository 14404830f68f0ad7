"""A small portal with one of everything that a backup must bring back, and what tells two states of it apart."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.core.files.base import ContentFile
from django.db import connections

from oleksandria_intl import guards, roles
from oleksandria_intl.backup import making, restoring
from oleksandria_intl.backup.opening import opened
from oleksandria_intl.backup.tables import Digest, tables
from oleksandria_intl.models import IssuedPaper
from programs.models import Edition
from tests import factories


def fill() -> Edition:
    """Make a portal with an adopted edition, its papers, and a member of staff with a power of her own."""
    edition = factories.edition(status="draft")
    factories.everything(edition)
    oksana = factories.person("oksana", roles.CLERK, "Оксана Діловод")
    oksana.user_permissions.add(Permission.objects.get(codename="view_issuedpaper"))
    for format in ("pdf", "docx"):
        issue(f"програма-{edition.pk}.{format}", f"{format} програми".encode(), by=oksana)
    edition.frozen, edition.status = '{"б": 1, "а": 2}', "adopted"
    edition.save()
    connections["default"].check_constraints()
    return edition


def issue(name: str, content: bytes, *, by: User | None = None) -> IssuedPaper:
    """Issue a paper with these bytes."""
    return IssuedPaper.objects.create(
        kind="decision",
        key="2020/1",
        title="Рішення",
        format=name.rpartition(".")[2],
        file=ContentFile(content, name),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        issued_by=by,
    )


def state(using: str = "default", media: Path | None = None) -> dict[str, Any]:
    """Return the digests of all rows, the sums of all issued papers as they lie, and the guards that are missing."""
    folder = media or Path(settings.MEDIA_ROOT)
    papers = IssuedPaper.objects.using(using).values_list("file", flat=True)
    return {
        "rows": rows(using),
        "papers": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in papers},
        "unguarded": guards.missing(using),
    }


def rows(using: str = "default") -> dict[str, Digest]:
    """Return the digests of all tables; what waits to be checked is checked first, as by the end of a transaction."""
    connections[using].check_constraints()
    return {table.label: table.digest() for table in tables(using)}


def backup(folder: Path) -> Path:
    """Make a backup; return its file."""
    return making.make(folder).file


def restore(file: Path, identities: str = "") -> Path | None:
    """Restore a backup; return that of what was there."""
    with opened(file, identities=identities) as archive:
        return restoring.restore(archive)
