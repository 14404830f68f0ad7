"""Admin pages of what is planned, and of delegations out and in."""

from . import delegations, estimate, planned, reports  # noqa: F401
