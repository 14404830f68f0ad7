"""The papers of delegations, as blocks."""

from . import visit_report  # noqa: F401
