"""Whether a server may start: database, groups and collected static files are those of this version of the portal."""

from __future__ import annotations

import filecmp
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from oleksandria_intl import database, roles


def complaint() -> str:
    """Return in a sentence why a server must not start; nothing where it may.

    A database that is down now may be back in a minute. What an upgrade that broke off leaves is looked for in
    production only: a developer's groups and files are of many versions.
    """
    try:
        return database.complaint() or (_half_done() if settings.PUBLIC_HOSTS and not settings.DEBUG else "")
    except OperationalError:
        return ""
    finally:
        # The server's processes are forked from this one, and must not share its connection.
        connection.close()


def _half_done() -> str:
    if differing := roles.differing():
        sentence = _(
            "The powers of these groups are not those of this version of the portal: %(names)s. Run “python manage.py "
            "sync_roles”."
        )
        return sentence % {"names": ", ".join(differing)}
    if is_collected_of_another_version():
        return _(
            "The collected static files are not those of this version of the portal: run “python manage.py "
            "collectstatic --no-input”."
        )
    return ""


def is_collected_of_another_version() -> bool:
    """Whether static files were collected, and one of this version is missing there or differs."""
    folder = Path(settings.STATIC_ROOT)
    if not any(folder.iterdir()):
        return False
    sources: dict[str, str] = {}
    for finder in get_finders():
        for name, storage in finder.list([]):
            # Of two files of the same name the first is collected.
            sources.setdefault(name, storage.path(name))
    return any(not _is_same(Path(source), folder / name) for name, source in sources.items())


def _is_same(source: Path, collected: Path) -> bool:
    try:
        return filecmp.cmp(source, collected, shallow=False)
    except FileNotFoundError:
        return False
