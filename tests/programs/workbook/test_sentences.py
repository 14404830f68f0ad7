"""What ``load_program`` says of files that it cannot read is Ukrainian throughout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe{}", b"PK\x03\x04", None])
def test_a_file_that_cannot_be_read_is_answered_in_ukrainian(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "f"
    if content is not None:
        file.write_bytes(content)
    with translation.override("uk"), pytest.raises(CommandError) as refused:
        call_command("load_program", str(file))
    said = str(refused.value).replace(str(file), "")
    assert set(re.findall(r"[A-Za-z]+", said)) <= {"JSON", "UTF", "Excel"}, said
