"""What collected static files are called, and which of them are compressed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Static files, collected compressed and under names with a hash of their content, which browsers keep for good.

    A file that was not collected keeps the name that it has: a style may be missing then, but the page is there.
    """

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """Return the name with a hash, or the name itself where the file was not collected."""
        hashed: str = self.hashed_files.get(self.hash_key(self.clean_name(unquote(name))), name)
        return hashed

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress what is asked for: by their own names that are the fonts of papers alone, which stay as issued."""
        yield from super().compress_files(
            path for path in paths if path not in self.hashed_files or path.startswith("fonts/")
        )
