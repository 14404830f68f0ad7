"""Ten edits made in LibreOffice, recorded as tracked changes or not, come back as ten proposals."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from programs.models import Edition
from tests import libreoffice
from tests.programs.word_file.files import accept, found_in, marked, taken, texts
from tests.programs.word_file.ten_edits import TEN

pytestmark = pytest.mark.office


@pytest.mark.parametrize("records", [False, True], ids=["typed over", "tracked"])
def test_ten_edits_made_in_libreoffice_come_back_each_at_its_field(
    programme_2020: Edition, clerk: User, tmp_path: Path, records: bool
) -> None:
    file = libreoffice.edited(marked(programme_2020), TEN, tmp_path, records=records)
    proposals = taken(programme_2020, BytesIO(file), clerk)
    assert found_in(proposals) == [(edit.field, edit.placement) for edit in TEN]
    accept(proposals)
    now, wanted = texts(marked(programme_2020)), texts(file)
    assert [(one, other) for one, other in zip(now, wanted, strict=True) if one != other] == []


def test_a_file_that_libreoffice_only_saved_proposes_nothing(
    programme_2020: Edition, clerk: User, tmp_path: Path
) -> None:
    assert taken(programme_2020, BytesIO(libreoffice.edited(marked(programme_2020), [], tmp_path)), clerk) == []
