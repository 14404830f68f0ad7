"""Lines of a calendar that phones and mail programs subscribe to (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable

MOST_OCTETS = 75
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar(lines: Iterable[str], *, product: str, name: str) -> str:
    """Return a calendar around the lines of its events."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//oleksandria-intl//{product}//UK", "CALSCALE:GREGORIAN"]
    whole = [*head, f"X-WR-CALNAME:{name.translate(ESCAPES)}", *lines, "END:VCALENDAR"]
    return "".join(f"{folded(line)}\r\n" for line in whole)


def folded(line: str) -> str:
    """Return the line broken so that no part is longer than 75 octets and no letter is torn apart (3.1)."""
    parts, part, octets = [], "", 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > MOST_OCTETS:
            parts.append(part)
            part, octets = " ", 1
        part, octets = part + letter, octets + size
    return "\r\n".join([*parts, part])
