"""What commands write beside a table's file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from oleksandria_intl import papers


def write_metadata(kind: papers.PaperKind, subject: Any, file: Path) -> None:
    """Write what is said of a paper's CSV beside its file, where programs look for it (CSV on the Web)."""
    file.with_name(f"{file.name}-metadata.json").write_bytes(papers.csv_metadata(kind, subject, file.name))
