"""What an upgrade that broke off leaves: groups and collected static files of another version of the portal.

``database`` sees to tables of another version.
"""

from __future__ import annotations

import filecmp
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from oleksandria_intl import roles


def complaint() -> str:
    """Return in a sentence why a server in production must not start; nothing where it may.

    A developer's groups and files may be of many versions, and a database that is down now be back in a minute.
    """
    if settings.DEBUG or not settings.PUBLIC_HOSTS:
        return ""
    try:
        return _complaint_of_groups() or _complaint_of_static_files()
    except OperationalError:
        return ""
    finally:
        # The server's processes are forked from this one, and must not share its connection.
        connection.close()


def _complaint_of_groups() -> str:
    if not (differing := roles.differing()):
        return ""
    sentence = _(
        "The powers of these groups are not those of this version of the portal: %(names)s. Run “python manage.py "
        "sync_roles”."
    )
    return sentence % {"names": ", ".join(differing)}


def _complaint_of_static_files() -> str:
    if not is_collected_of_another_version():
        return ""
    return _(
        "The collected static files are not those of this version of the portal: run “python manage.py collectstatic "
        "--no-input”."
    )


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
