"""Which addresses may become links, on every page and in every paper."""

from __future__ import annotations

from urllib.parse import urlsplit

WEB = ("http", "https")
MAIL = "mailto"


def is_link(address: str) -> bool:
    """Whether an address is of the web or of e-mail, and nothing that a browser would run."""
    try:
        parts = urlsplit(address)
        host = parts.hostname and (parts.port or True)
    except ValueError:
        return False
    if not address.isprintable() or address != address.strip():
        return False
    return bool(host) if parts.scheme in WEB else parts.scheme == MAIL
