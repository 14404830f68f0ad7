"""Archives that only the holder of a key can read: age (age-encryption.org), by pyrage, as a stream."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyrage
from django.utils.translation import gettext as _

from .archive import Refused

MARK = b"age-encryption.org/v1\n"
SUFFIX = ".age"


@contextmanager
def encrypting(out: IO[bytes], recipient: str) -> Iterator[IO[bytes]]:
    """Yield a stream whose bytes are written encrypted for an age recipient («age1…»); raises ``Refused``."""
    try:
        to = [pyrage.x25519.Recipient.from_str(recipient)]
    except pyrage.RecipientError:
        raise Refused(_("BACKUP_KEY is no public key of age: a letter of it is wrong.")) from None
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as source, ThreadPoolExecutor(1) as beside:
        done = beside.submit(_encrypt, source, out, to)
        try:
            with os.fdopen(writing, "wb") as stream:
                yield stream
        except BrokenPipeError:
            done.result()  # raises what broke it
            raise
        done.result()


def _encrypt(source: IO[bytes], out: IO[bytes], to: list[pyrage.x25519.Recipient]) -> None:
    try:
        pyrage.encrypt_io(source, out, to)
    finally:
        # Whoever writes must not wait for a reader that has failed.
        source.close()


def is_encrypted(file: IO[bytes]) -> bool:
    """Say whether a file is encrypted; reads from its beginning, and leaves it there."""
    file.seek(0)
    mark = file.read(len(MARK))
    file.seek(0)
    return mark == MARK


def decrypt(file: IO[bytes], out: IO[bytes], identities: str) -> None:
    """Write a file decrypted by the keys of a file of identities («AGE-SECRET-KEY-1…»); raises ``Refused``."""
    if not identities:
        raise Refused(_("The backup is encrypted: say where its key lies (--identity FILE or BACKUP_IDENTITY_FILE)."))
    try:
        lines = Path(identities).read_text(encoding="utf-8").splitlines()
        keys = [pyrage.x25519.Identity.from_str(line.strip()) for line in lines if line.startswith("AGE-SECRET-KEY-")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError):
        keys = []
    if not keys:
        raise Refused(_("No key of age can be read from %(file)s.") % {"file": identities})
    try:
        pyrage.decrypt_io(file, out, keys)
    except (pyrage.DecryptError, OSError):
        raise Refused(_("The backup cannot be decrypted: it is damaged, or was encrypted for another key.")) from None
