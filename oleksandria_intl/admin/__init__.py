"""The admin pages of the house, and the base of everybody's."""

from . import act_papers, bin, council, decision, erasing, paper, population, publication, signed_copies, users, votes  # noqa: F401
