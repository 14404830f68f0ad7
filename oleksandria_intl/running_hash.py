"""The running hash of the list of issued papers: whoever kept an earlier list sees what was taken out of it since.

A paper's digest is the SHA-256 of its facts, one a line, in UTF-8; its running hash is the SHA-256 of the running hash
before it followed by its digest, both as 64 hexadecimal digits. All papers are in the list, also those that the public
may not see: of these it is shown the digest alone, so that the list stays the same whoever may see what.
"""

from __future__ import annotations

import hashlib
from datetime import timezone
from typing import Any

BEGINNING = "0" * 64
"""The running hash before the first paper."""
FACTS = ("place", "identifier", "kind", "key", "number", "title", "format", "size", "sha256", "issued_at")
"""What of a paper is in its digest, in this order."""


def moment_text(paper: Any) -> str:
    """Return when a paper was issued as the list says it: «2020-03-31T09:30:00.000000Z»."""
    return f"{paper.issued_at.astimezone(timezone.utc):%Y-%m-%dT%H:%M:%S.%fZ}"


def digest_of(paper: Any) -> str:
    """Return the digest of a paper that has its place."""
    lines = (moment_text(paper) if name == "issued_at" else str(getattr(paper, name)) for name in FACTS)
    return _sum("\n".join(lines))


def after(before: str, paper: Any) -> str:
    """Return the running hash of a paper, from the one before it."""
    return _sum(before + digest_of(paper))


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
