"""The papers of delegations, as blocks."""

from . import advance_report, estimate, reception, stay, visit_costs, visit_report, write_off  # noqa: F401
