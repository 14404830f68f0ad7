"""The admin pages of the house, and the base of everybody's."""

from . import (  # noqa: F401
    act_papers,
    bin,
    council,
    decision,
    erasing,
    paper,
    pictures,
    population,
    publication,
    signed_copies,
    users,
    votes,
)
