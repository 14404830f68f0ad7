"""Admin pages of what is planned, and of delegations out and in."""

from . import delegations, estimate, gifts, planned, reports  # noqa: F401
