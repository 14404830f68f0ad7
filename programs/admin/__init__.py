"""The admin pages of programmes, and the base of the pages of an edition's rows."""

from . import content, edition  # noqa: F401
