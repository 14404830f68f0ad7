"""Tables of the portal as files: what is exported and imported by the staff, and published as open data.

Loaded when a file is made or read, not with Django: django-import-export takes a fifth of a second.
"""

from .columns import Column, InfoColumn
from .exporting import RecordedResource
from .importing import ImportedResource
from .outcome import Outcome

__all__ = [
    "Column",
    "ImportedResource",
    "InfoColumn",
    "Outcome",
    "RecordedResource",
]
