"""The admin pages of directions, measures and their money."""

from . import measures, money  # noqa: F401
