"""The portal of a city's international cooperation office."""

__version__ = "1.5.1"
"""Of the portal as a whole; the newest heading of CHANGELOG.md."""
