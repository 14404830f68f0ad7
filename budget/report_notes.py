"""What a report says under its tables: every note is a registration, so that a new one is one function."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from budget.reports import Report

Note = Callable[[Report], Iterable[str]]

NOTES: list[Note] = []


def register(note: Note) -> Note:
    """Add a note: a function that yields its sentences in Ukrainian, none where there is nothing to say."""
    NOTES.append(note)
    return note


def sentences(report: Report) -> list[str]:
    """Return every sentence that the registered notes have for a report, in the order of registration."""
    return [sentence for note in NOTES for sentence in note(report)]
