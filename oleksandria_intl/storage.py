"""Where uploads and issued papers lie."""

from __future__ import annotations

import os
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """A folder of files that are there whole or not at all: what breaks off halfway leaves nothing behind."""

    def _save(self, name: str, content: Any) -> str:
        """Write a draft and link it under a free name, which is returned; raises ``OSError``."""
        folder = Path(self.path(name)).parent
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{uuid.uuid4().hex}.draft"
        try:
            with draft.open("xb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
            if self.file_permissions_mode is not None:
                draft.chmod(self.file_permissions_mode)
            return self._linked(draft, name)
        finally:
            draft.unlink(missing_ok=True)

    def _linked(self, draft: Path, name: str) -> str:
        while True:
            with suppress(FileExistsError):
                os.link(draft, self.path(name))
                return name.replace("\\", "/")
            name = self.get_available_name(name)
