"""The admin pages of programmes, and the base of the pages of an edition's rows."""

from programs.word_file import admin as word_file  # noqa: F401

from . import content, edition, indicators  # noqa: F401
