"""What the portal writes on this machine: whose it is, and who else may read it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from .values import refuse, text

OTHERS = 0o007
"""The rights of those who are neither the owner nor of the owner's group."""
UMASK = 0o027
WRITTEN = ("db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm", "media", "papers", "locks", "before-restore")
"""What lies in VAR_DIR and is not for others."""
SHORTEST_SECRET = 50
"""Characters, as Django's own check wants them (security.W009)."""


def folder(name: str, default: Path) -> Path:
    """Return the folder of a variable; refuse one whose place depends on where a command is started."""
    value = text(name)
    if value and not Path(value).is_absolute():
        refuse(f"{name} is {value!r}: set it to a path from the root, like /var/lib/portal.")
    return Path(value) if value else default


def made(name: str, folder: Path) -> Path:
    """Make a folder within that of a variable, if need be; refuse one that is not for this user to write to.

    Root could write everywhere, and leave files that the portal's own user cannot.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        owner = folder.stat().st_uid
    except OSError as error:
        refuse(f"{name}: {folder} cannot be made or opened ({error.strerror}). Let {_user()} own it, or set {name}.")
    if owner != os.geteuid():
        refuse(
            f"{name}: {folder} belongs to {_user(owner)}, and {_user()} runs this. Run it as {_user(owner)} "
            f"(sudo -u {_user(owner)} ...), or set {name} to a folder that {_user()} owns."
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        refuse(f"{name}: {folder} is not writable. Let {_user()} write to it (chmod u+rwx), or set {name}.")
    return folder


def close_to_others(name: str, folder: Path) -> None:
    """Take the rights of others from what lies in the folder; refuse what another user left there."""
    for each in WRITTEN:
        try:
            facts = (folder / each).stat()
        except FileNotFoundError:
            continue
        if facts.st_uid != os.geteuid():
            refuse(
                f"{name}: {folder / each} belongs to {_user(facts.st_uid)}, and {_user()} runs this. Give everything "
                f"to one user: chown -R {_user()} {folder}"
            )
        if facts.st_mode & OTHERS:
            (folder / each).chmod(facts.st_mode & ~OTHERS & 0o7777)


def write_for_ourselves() -> None:
    """Let what this process writes be read by its user and group alone, and written by its user."""
    os.umask(os.umask(UMASK) | UMASK)


def is_root() -> bool:
    """Whether the process may do everything on this machine."""
    return os.geteuid() == 0


def _user(number: int | None = None) -> str:
    """Return the name of a user, of who runs this unless another is asked for."""
    from pwd import getpwuid

    number = os.geteuid() if number is None else number
    try:
        return getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"


def secret_key(file: Path, *, public: bool) -> str:
    """Return SECRET_KEY; where the portal answers this machine only, one kept in a file will do.

    A portal with public host names must be given its secret, so that all its machines share it.
    """
    key = text("SECRET_KEY")
    if public and len(key) < SHORTEST_SECRET:
        refuse(
            f"SECRET_KEY is {'too short' if key else 'not set'}, and ALLOWED_HOSTS makes this portal public. Set it to "
            f"{SHORTEST_SECRET} random characters or more: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    if key:
        return key
    if not file.exists():
        _write_once(file, secrets.token_urlsafe(50))
    return file.read_text(encoding="utf-8").strip()


def _write_once(file: Path, content: str) -> None:
    """Write the file for its owner alone; of two processes that try, the first wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(content, encoding="utf-8")
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
