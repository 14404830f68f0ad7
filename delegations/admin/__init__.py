"""Admin pages of what is planned, and of delegations out and in."""

from . import delegations, gifts, planned, reports  # noqa: F401
