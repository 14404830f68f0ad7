"""Makes ``partners/shapes.json``, the countries of the maps of partner cities; run again, it makes the same bytes.

    usage: python .ci/map/make.py        (asks npm for two packages; ends in a second or two)

Sources: Natural Earth 1:50m, public domain (naturalearthdata.com), as TopoJSON in npm ``world-atlas`` 2.0.2 (ISC);
the ISO 3166-1 codes in npm ``i18n-iso-countries`` 7.14.0 (MIT).

Natural Earth draws Crimea as a part of Russia, as every of its resolutions does: that polygon is moved to Ukraine, and
the line at Perekop is dissolved. A shape without an ISO code of its own goes to the state in which ISO 3166 counts it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from partners.map import EUROPE, SHAPES, WORLD, Chart  # noqa: E402 - found by the line above

ATLAS, CODES = "world-atlas@2.0.2", "i18n-iso-countries@7.14.0"
SIMFEROPOL = (44.95, 34.10)
WITHOUT_CODE = {"Kosovo": "RS", "N. Cyprus": "CY", "Somaliland": "SO"}
LEFT_OUT = {"AQ"}
DETAIL = {"europe": (1.8, 32), "world": (1.4, 13)}
"""How far a simplified line may stray, and the least area of an island; in the map's units."""
CRIMEA = (32.3, 36.7, 44.3, 46.3)
"""From west to east, from south to north: here the coast stays as it is, so that Sevastopol lies within it."""
FINE = {"UA"}
"""Whose shape on the map of the world has a fraction of the unit, for the same reason."""
MARGIN = 12
"""So far beyond the map's frame are shapes cut off, so that the cut is not seen."""

Line = list[tuple[float, float]]
Ring = list[int]
"""Numbers of arcs, as TopoJSON writes them: ``~n`` is arc ``n`` backwards."""


def main() -> None:
    """Write the shapes of both maps."""
    with tempfile.TemporaryDirectory() as folder:
        atlas = json.loads(unpacked(ATLAS, "countries-50m.json", Path(folder)))
        codes = {number: code for code, _three, number, *_ in json.loads(unpacked(CODES, "codes.json", Path(folder)))}
    lines = list(decoded(atlas))
    countries = mended(atlas["objects"]["countries"]["geometries"], codes, lines)
    made = {chart.key: dict(drawn(chart, countries, lines)) for chart in (EUROPE, WORLD)}
    SHAPES.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")


def unpacked(package: str, name: str, folder: Path) -> str:
    """Return a file of an npm package."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        file: Any = archive.extractfile(f"package/{Path(name).name}")
        text: str = file.read().decode()
        return text


def decoded(atlas: dict[str, Any]) -> Iterator[Line]:
    """Yield the atlas's arcs as points of longitude and latitude."""
    (wide, high), (left, low) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        x = y = 0
        points: Line = []
        for right, up in arc:
            x, y = x + right, y + up
            points.append((x * wide + left, y * high + low))
        yield unbroken(points)


def unbroken(line: Line) -> Line:
    """Return a line that crosses the 180th meridian as one that goes on beyond it."""
    points = line[:1]
    for right, up in line[1:]:
        points.append((right + 360 * round((points[-1][0] - right) / 360), up))
    return points


def mended(geometries: Iterable[dict[str, Any]], codes: dict[str, str], lines: list[Line]) -> dict[str, list[Ring]]:
    """Return every country's rings by its ISO code, each territory in the state that it belongs to."""
    polygons: dict[str, list[list[Ring]]] = {}
    for each in geometries:
        code = codes.get(each.get("id", "")) or WITHOUT_CODE.get(each["properties"]["name"])
        if code and code not in LEFT_OUT:
            parts = each["arcs"] if each["type"] == "MultiPolygon" else [each["arcs"]]
            polygons.setdefault(code, []).extend(parts)
    [crimea] = [part for part in polygons["RU"] if is_within(SIMFEROPOL, [walked(part[0], lines)])]
    polygons["RU"].remove(crimea)
    polygons["UA"].append(crimea)
    return {code: dissolved(parts, lines) for code, parts in polygons.items()}


def dissolved(polygons: list[list[Ring]], lines: list[Line]) -> list[Ring]:
    """Return the rings around polygons, without the lines that two of them share."""
    rings = [ring for polygon in polygons for ring in polygon]
    used = {arc for ring in rings for arc in ring}
    shared = {arc for arc in used if ~arc in used}
    whole = [ring for ring in rings if not shared.intersection(ring)]
    return whole + stitched(
        [arc for ring in rings if shared.intersection(ring) for arc in ring if arc not in shared], lines
    )


def stitched(arcs: list[int], lines: list[Line]) -> list[Ring]:
    """Return rings of loose arcs, each of which begins where another ends."""
    starts = {walked([arc], lines)[0]: arc for arc in arcs}
    rings = []
    while starts:
        ring = [starts.popitem()[1]]
        while (end := walked([ring[-1]], lines)[-1]) in starts:
            ring.append(starts.pop(end))
        rings.append(ring)
    return rings


def walked(ring: Ring, lines: list[Line]) -> Line:
    """Return the points along a ring."""
    points: Line = []
    for arc in ring:
        along = lines[arc] if arc >= 0 else lines[~arc][::-1]
        points += along[1:] if points else along
    return unbroken(points)


def drawn(chart: Chart, countries: dict[str, list[Ring]], lines: list[Line]) -> Iterator[tuple[str, str]]:
    """Yield the countries that are on a map with their paths; borders are simplified once for both neighbours."""
    stray, least = DETAIL[chart.key]
    plain = [[line[place] for place in kept(flat(line, chart), 0.1 if is_crimean(line) else stray)] for line in lines]
    for code in sorted(countries):
        rings = [
            rounded(cut(flat(walked(ring, plain), chart), chart), chart is WORLD and code in FINE)
            for ring in countries[code]
        ]
        rings = sorted((ring for ring in rings if len(ring) > 2), key=area, reverse=True)
        if large := [ring for place, ring in enumerate(rings) if area(ring) >= (least if place else 1)]:
            yield code, "".join(map(path, large))


def is_crimean(line: Line) -> bool:
    """Say whether a line is about Crimea alone."""
    west, east, south, north = CRIMEA
    return all(west <= right <= east and south <= up <= north for right, up in line)


def flat(line: Line, chart: Chart) -> Line:
    """Return a line of degrees as one of the map's units."""
    return [chart.place(up, right) for right, up in line]


def kept(line: Line, stray: float, first: int = 0) -> list[int]:
    """Return the places of the points that a line keeps when simplified by Douglas and Peucker."""
    if len(line) < 3:
        return list(range(first, first + len(line)))
    far, place = max((distance(point, line[0], line[-1]), place) for place, point in enumerate(line[1:-1], 1))
    if far <= stray:
        return [first, first + len(line) - 1]
    return kept(line[: place + 1], stray, first)[:-1] + kept(line[place:], stray, first + place)


def distance(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return how far a point is from a stretch of line."""
    (x, y), (right, down) = start, (end[0] - start[0], end[1] - start[1])
    length = right**2 + down**2
    along = max(0.0, min(1.0, ((point[0] - x) * right + (point[1] - y) * down) / length)) if length else 0.0
    return float(((point[0] - x - along * right) ** 2 + (point[1] - y - along * down) ** 2) ** 0.5)


def cut(ring: Line, chart: Chart) -> Line:
    """Return what of a ring is near the map, by Sutherland and Hodgman."""
    for axis, limit, sign in (
        (0, -MARGIN, 1),
        (0, chart.width + MARGIN, -1),
        (1, -MARGIN, 1),
        (1, chart.height + MARGIN, -1),
    ):
        kept: Line = []
        for place, point in enumerate(ring):
            before = ring[place - 1]
            inside, was_inside = (sign * (each[axis] - limit) >= 0 for each in (point, before))
            if inside != was_inside:
                share = (limit - before[axis]) / (point[axis] - before[axis])
                kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
            if inside:
                kept.append(point)
        ring = kept
    return ring


def rounded(ring: Line, is_fine: bool) -> Line:
    """Return a ring of whole numbers, or of tenths, no point twice in a row."""
    points = [(round(x, 1), round(y, 1)) if is_fine else (round(x), round(y)) for x, y in ring]
    return [point for place, point in enumerate(points) if point != points[place - 1]]


def area(ring: Line) -> float:
    """Return the area within a ring."""
    return abs(sum(x * ring[place - 1][1] - y * ring[place - 1][0] for place, (x, y) in enumerate(ring))) / 2


def is_within(place: tuple[float, float], rings: list[Line]) -> bool:
    """Say whether a place (latitude, longitude) is inside of rings of longitude and latitude."""
    up, right = place
    crossed = 0
    for ring in rings:
        for (x, y), (next_x, next_y) in zip(ring, ring[1:] + ring[:1], strict=True):
            crossed += (y > up) != (next_y > up) and right < (next_x - x) * (up - y) / (next_y - y) + x
    return crossed % 2 == 1


def path(ring: Line) -> str:
    """Return a ring as a path of SVG: from its first point by steps."""
    steps = [(x - ring[place][0], y - ring[place][1]) for place, (x, y) in enumerate(ring[1:])]
    numbers = " ".join(number(value) for step in steps for value in step).replace(" -", "-")
    return f"M{number(ring[0][0])} {number(ring[0][1])}l{numbers}z"


def number(value: float) -> str:
    """Return a number as short as SVG can read it."""
    return f"{round(value, 1):g}".replace("-0.", "-.")


if __name__ == "__main__":
    main()
