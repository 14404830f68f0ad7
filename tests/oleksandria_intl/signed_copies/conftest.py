"""A decision that was signed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile

from oleksandria_intl.models import Decision, SignedCopy
from oleksandria_intl.signed_copies import services
from programs.models import Edition
from tests.signatures import scan

Attach = Callable[..., SignedCopy]


@pytest.fixture
def decision(edition: Edition, settings: Any, tmp_path: Path) -> Decision:
    """The decision on the programme of 2020, № 1000 of 20.12.2019, which everybody may read."""
    settings.MEDIA_ROOT = tmp_path
    assert edition.decision
    day = {"period_start": date(2019, 12, 20), "period_end": date(2019, 12, 20), "period_precision": "day"}
    Decision.objects.filter(pk=edition.decision.pk).update(number="1000", **day)
    Edition.objects.update(status="published")
    return Decision.objects.get(pk=edition.decision.pk)


@pytest.fixture
def attach(decision: Decision, secretary: User) -> Attach:
    """Have the secretary attach a file."""

    def attached(content: bytes | None = None, **options: Any) -> SignedCopy:
        file = SimpleUploadedFile("scan.pdf", scan() if content is None else content)
        return services.attach(**{"decision": decision, "file": file, "by": secretary} | options)

    return attached
