"""The papers of delegations, as blocks."""

from . import advance_report, estimate, visit_costs, visit_report  # noqa: F401
