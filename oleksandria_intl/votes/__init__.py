"""Votes of the council: read from tables, recorded by name, checked, printed, shown to the public."""
