"""The papers of delegations, as blocks."""

from . import reception, stay, visit_report, write_off  # noqa: F401
