"""The codes that every council begins with: КЕКВ, КПКВКМБ, sources of funding, countries (``fixtures/codes.json``)."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from oleksandria_intl import locks


def load_missing() -> Counter[type[models.Model]]:
    """Create the codes that are not there, and return how many of each kind; those that are stay as they are."""
    made: Counter[type[models.Model]] = Counter()
    with locks.one_transaction_at_a_time("codes"):
        for row in rows():
            model: Any = apps.get_model(row["model"])
            values = row["fields"]
            _code, is_new = model.objects.get_or_create(code=values["code"], defaults=values)
            made[model] += is_new
    return made


def sentence(made: Counter[type[models.Model]]) -> str:
    """Say how many codes of each kind were created."""
    counted = [str(model.counted % {"count": count}) for model, count in made.items() if count]  # type: ignore[attr-defined]
    if not counted:
        return _("All codes are there already; nothing was changed.")
    return _("Codes added: %(counted)s.") % {"counted": ", ".join(counted)}


def rows() -> list[dict[str, Any]]:
    """Return the codes as the fixture lists them."""
    file = Path(settings.BASE_DIR) / "fixtures" / "codes.json"
    found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return found
