"""The admin pages of the house, and the base of everybody's."""

from . import bin, council, decision, erasing, paper, users, votes  # noqa: F401
