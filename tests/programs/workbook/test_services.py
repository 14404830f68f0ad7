"""A workbook goes out and comes back: nothing changes; what is edited changes, and nothing else."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import User

from programs.models import Edition
from programs.workbook import making, services

pytestmark = pytest.mark.django_db


def test_the_programme_of_2020_goes_out_and_comes_back_without_a_change(
    programme_2020: Edition, administrator: User
) -> None:
    looked = services.look_at(file=BytesIO(making.filled(programme_2020)), edition=programme_2020, by=administrator)
    assert looked.book.refusals == []
    assert looked.book.notices == []
    assert looked.changes == []
    assert looked.is_same
