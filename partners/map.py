"""Maps that the server draws: from degrees to the numbers of SVG, the countries' shapes, the places of the marks.

The shapes are made once by ``.ci/map/make.py``, by the same projections. Numbers are text without a fraction:
a template would write a Ukrainian comma.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import NamedTuple, TypeAlias

SHAPES = Path(__file__).with_name("shapes.json")
HOME = "UA"
"""The country whose city has the partners."""
CENTRE = (50, 20)
"""Latitude and longitude of the middle of the map of Europe."""
ANTIPODES = -0.999
"""The cosine of so great a distance that a place lies beyond every frame, and nearly everywhere around it."""

Point: TypeAlias = "tuple[float, float]"
Projection: TypeAlias = "Callable[[float, float], Point]"


def lambert(latitude: float, longitude: float) -> Point:
    """Project degrees by Lambert's azimuthal equal-area projection; the Earth's radius is 1, y grows southwards."""
    middle, beside = radians(CENTRE[0]), radians(longitude - CENTRE[1])
    up = radians(latitude)
    towards = sin(middle) * sin(up) + cos(middle) * cos(up) * cos(beside)
    if towards < ANTIPODES:
        return 2.0, 2.0
    scale = sqrt(2 / (1 + towards))
    return scale * cos(up) * sin(beside), -scale * (cos(middle) * sin(up) - sin(middle) * cos(up) * cos(beside))


def equal_earth(latitude: float, longitude: float) -> Point:
    """Project degrees by the Equal Earth projection (Šavrič, Patterson, Jenny, 2018); y grows southwards."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = asin(sqrt(3) / 2 * sin(radians(latitude)))
    width = 9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1
    return 2 * sqrt(3) * radians(longitude) * cos(t) / (3 * width), -(a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t)


class Chart(NamedTuple):
    """A map: how it projects, and which part of the plane it shows."""

    key: str
    projection: Projection
    left: float
    top: float
    scale: float
    width: int
    height: int

    def place(self, latitude: float, longitude: float) -> Point:
        """Return where a point of the Earth lies on the map."""
        x, y = self.projection(latitude, longitude)
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def holds(self, x: float, y: float) -> bool:
        """Say whether a mark at a point of the map stands on it as a whole."""
        return MARK <= x <= self.width - MARK and MARK <= y <= self.height - MARK

    def shows(self, latitude: float, longitude: float) -> bool:
        """Say whether a mark there would stand on the map as a whole."""
        return self.holds(*self.place(latitude, longitude))


EUROPE = Chart("europe", lambert, left=-0.45, top=-0.40, scale=1330, width=1200, height=1010)
WORLD = Chart("world", equal_earth, left=-2.4, top=-1.33, scale=235, width=1200, height=565)

MARK = 20
"""The radius of a mark; on a phone it is drawn twice as large (site.css)."""
APART = 80
"""The least distance of two marks that can both be seen and touched, on a phone too."""
LETTER, LINE = 21, 34
"""How wide a letter of a name is, and how high its line."""
SIDES = [(0, 0)] + [(x * APART, y * APART) for y in (-1, 1, 0, -2, 2) for x in (0, 1, -1, 2, -2) if x or y]
"""Where a mark may stand whose own place is taken."""


class Name(NamedTuple):
    """Where the name beside a mark stands, and on which side of it."""

    x: str
    y: str
    anchor: str


class Mark(NamedTuple):
    """A numbered mark: the true place, where the mark stands, and its name where there is room."""

    number: int
    x: str
    y: str
    at_x: str
    at_y: str
    name: Name | None

    @property
    def is_aside(self) -> bool:
        """Whether the mark stands beside its true place, to which a line leads."""
        return (self.x, self.y) != (self.at_x, self.at_y)


class Box(NamedTuple):
    """What is taken of a map."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Say whether two boxes overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@cache
def shapes(key: str) -> dict[str, str]:
    """Return the countries of a map: a path of SVG by the country's ISO code."""
    found: dict[str, str] = json.loads(SHAPES.read_text(encoding="utf-8"))[key]
    return found


def marks(chart: Chart, places: Iterable[tuple[int, Point, str]]) -> Iterator[Mark]:
    """Yield the marks of numbered places (latitude, longitude) with their names, none upon another."""
    points = [(number, chart.place(*place), name) for number, place, name in places]
    stands: list[Point] = []
    for _number, (x, y), _name in points:
        stands.append(_free(chart, x, y, stands))
    taken = [Box(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in stands]
    for (number, (x, y), name), (at_x, at_y) in zip(points, stands, strict=True):
        beside = _beside(chart, at_x, at_y, len(name) * LETTER, taken)
        yield Mark(number, f"{x:.0f}", f"{y:.0f}", f"{at_x:.0f}", f"{at_y:.0f}", beside)


def _free(chart: Chart, x: float, y: float, taken: list[Point]) -> Point:
    """Return the nearest of the places around a point that no other mark has."""
    for aside, down in SIDES:
        at_x, at_y = x + aside, y + down
        is_free = all(abs(at_x - other[0]) >= APART or abs(at_y - other[1]) >= APART for other in taken)
        if is_free and chart.holds(at_x, at_y):
            return at_x, at_y
    return x, y


def _beside(chart: Chart, x: float, y: float, width: float, taken: list[Box]) -> Name | None:
    """Return where a name of this width finds room beside a mark, and take the room."""
    for side, anchor in ((1, "start"), (-1, "end")):
        near = x + side * (MARK + 8)
        left = near if side > 0 else near - width
        box = Box(left, y - LINE / 2, left + width, y + LINE / 2)
        if box.left >= 0 and box.right <= chart.width and not any(box.meets(other) for other in taken):
            taken.append(box)
            return Name(f"{near:.0f}", f"{y + LINE / 3:.0f}", anchor)
    return None
