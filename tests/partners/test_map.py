"""The maps: whose land is whose, and marks that can be told apart."""

from __future__ import annotations

import gzip
import re

import pytest

from partners import map as maps
from partners.map import EUROPE, SHAPES, WORLD, Chart, Mark, marks, shapes

SIMFEROPOL, SEVASTOPOL, KERCH, DZHANKOI = (44.95, 34.10), (44.6, 33.53), (45.35, 36.4), (45.71, 34.39)
KYIV, WARSAW, MADRID, BEIJING, BRASILIA = (50.45, 30.52), (52.23, 21.0), (40.42, -3.7), (39.9, 116.4), (-15.8, -47.9)
CHARTS = pytest.mark.parametrize("chart", [EUROPE, WORLD], ids=lambda chart: chart.key)


def rings(path: str) -> list[list[tuple[float, float]]]:
    """Return the points of a path's rings."""
    found = []
    for text in path.split("M")[1:]:
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", text)]
        points = [(numbers[0], numbers[1])]
        for right, down in zip(numbers[2::2], numbers[3::2], strict=True):
            points.append((points[-1][0] + right, points[-1][1] + down))
        found.append(points)
    return found


def is_within(x: float, y: float, path: str) -> bool:
    """Say whether a point of the map is within a path."""
    crossed = 0
    for ring in rings(path):
        for (left, up), (right, down) in zip(ring, ring[1:] + ring[:1], strict=True):
            crossed += (up > y) != (down > y) and x < (right - left) * (y - up) / (down - up) + left
    return crossed % 2 == 1


def countries_at(chart: Chart, place: tuple[float, float]) -> list[str]:
    """Return the codes of the countries in whose shapes a place lies."""
    return [code for code, path in shapes(chart.key).items() if is_within(*chart.place(*place), path)]


def told(chart: Chart, *places: tuple[float, float], name: str = "Ярочин") -> list[Mark]:
    return list(marks(chart, [(number, place, name) for number, place in enumerate(places, 1)]))


@CHARTS
@pytest.mark.parametrize("place", [SIMFEROPOL, SEVASTOPOL, KERCH, DZHANKOI])
def test_crimea_is_ukraine_and_nobody_elses(chart: Chart, place: tuple[float, float]) -> None:
    assert countries_at(chart, place) == ["UA"]


@CHARTS
def test_no_border_is_drawn_at_perekop(chart: Chart) -> None:
    """Crimea and the mainland are one shape, not two that touch."""
    [around] = [ring for ring in rings(shapes(chart.key)["UA"]) if is_within(*chart.place(*KYIV), closed(ring))]
    assert is_within(*chart.place(*SIMFEROPOL), closed(around))


def closed(ring: list[tuple[float, float]]) -> str:
    """Return a ring as a path again."""
    steps = [(x - ring[place][0], y - ring[place][1]) for place, (x, y) in enumerate(ring[1:])]
    return f"M{ring[0][0]} {ring[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps)


@pytest.mark.parametrize(
    ("chart", "place", "code"),
    [
        (EUROPE, WARSAW, "PL"),
        (EUROPE, MADRID, "ES"),
        (WORLD, WARSAW, "PL"),
        (WORLD, BEIJING, "CN"),
        (WORLD, BRASILIA, "BR"),
    ],
)
def test_shapes_lie_where_marks_are_put(chart: Chart, place: tuple[float, float], code: str) -> None:
    assert countries_at(chart, place) == [code]


def test_far_lands_are_on_the_map_of_the_world_alone() -> None:
    assert EUROPE.shows(*WARSAW)
    assert not EUROPE.shows(*BEIJING)
    assert WORLD.shows(*BEIJING)
    assert not WORLD.shows(-80, 0)


@pytest.mark.parametrize("place", [(90, 0), (-90, 0), (0, 180), (0, -180), (-50, -160)])
def test_there_is_no_place_that_cannot_be_projected(place: tuple[float, float]) -> None:
    assert not EUROPE.shows(*place)
    assert isinstance(WORLD.shows(*place), bool)


def test_the_shapes_are_small() -> None:
    assert len(gzip.compress(SHAPES.read_bytes())) < 15_000


def test_marks_keep_apart_and_lead_to_their_true_place() -> None:
    first, second, third = told(EUROPE, WARSAW, WARSAW, (52.3, 21.1))
    assert not first.is_aside
    assert second.is_aside
    assert (second.x, second.y) == (first.x, first.y)
    stands = [(int(mark.at_x), int(mark.at_y)) for mark in (first, second, third)]
    for place, (x, y) in enumerate(stands):
        for other_x, other_y in stands[:place]:
            assert abs(x - other_x) >= maps.APART - 1 or abs(y - other_y) >= maps.APART - 1


def test_a_crowd_beyond_all_room_is_still_marked() -> None:
    crowd = told(EUROPE, *[WARSAW] * 60)
    assert [mark.number for mark in crowd] == list(range(1, 61))


def test_a_name_stands_where_there_is_room_or_not_at_all() -> None:
    [alone] = told(EUROPE, WARSAW)
    assert alone.name.anchor == "start"
    [at_the_edge] = told(EUROPE, (40.4, 49.9))
    assert at_the_edge.name.anchor == "end"
    [long] = told(EUROPE, WARSAW, name="Я" * 80)
    assert long.name is None


def test_numbers_of_svg_have_no_comma() -> None:
    for mark in told(EUROPE, WARSAW, (52.3, 21.1)):
        assert re.fullmatch(r"\d+ \d+ \d+ \d+", f"{mark.x} {mark.y} {mark.at_x} {mark.at_y}")
