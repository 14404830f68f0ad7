"""The key of a person's drafts in the browser; the server alone can make it, and makes it for that person only."""

from __future__ import annotations

import base64
from typing import Any

from django.utils.crypto import salted_hmac

VERSION = 1
"""Part of the key; another number makes every draft in every browser unreadable."""


def draft_key(user: Any) -> str:
    """Return the key: 32 bytes, in base64; the same as long as SECRET_KEY is."""
    person = f"{VERSION}:{user.pk}:{int(user.date_joined.timestamp())}"
    return base64.b64encode(salted_hmac(__name__, person, algorithm="sha256").digest()).decode()
