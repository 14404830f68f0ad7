"""The geometry of charts: from amounts to the numbers that SVG draws; pure functions, no words and no colours.

Numbers are text with a full stop: a template would write a Ukrainian comma.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import accumulate
from typing import NamedTuple

NOTHING = Decimal(0)
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
"""What a step between two lines of a scale may be, times a power of ten."""
MOST_STEPS = 5
ABOVE, BELOW, HALF_LETTER = -12, 26, 4
"""How far from a point its value stands, and from a line of the scale the foot of its letters."""
ROOM = 36
"""The least distance of two lines' ends at which the lower one's value stands above it."""
LEAST_ROOM = 5
"""The least per cent of a bar in which a number has room."""


class Bar(NamedTuple):
    """A bar that may be filled, a bar within it that is, and a mark; lengths in per cent of the chart's width."""

    frame: str
    """Empty where there is no frame."""
    filled: str
    mark: str
    """Empty where there is no mark."""


def bars(rows: Iterable[tuple[Decimal | None, Decimal | None, Decimal | None]]) -> list[Bar]:
    """Return bars of rows of three amounts (frame, filled, mark) on one scale."""
    drawn = list(rows)
    longest = max((amount for row in drawn for amount in row if amount), default=NOTHING)
    return [
        Bar(_share(frame, longest), _share(filled, longest) or "0", _share(mark, longest))
        for frame, filled, mark in drawn
    ]


def _share(amount: Decimal | None, longest: Decimal) -> str:
    """Return an amount in per cent of the longest; below zero there is no length."""
    if amount is None or longest <= 0:
        return ""
    return _number(100 * max(amount, NOTHING) / longest)


class Segment(NamedTuple):
    """A part of a bar that is cut into parts; lengths in per cent of its width."""

    start: str
    length: str
    middle: str
    has_room: bool
    """Whether a number can stand in it, on a phone too."""


def stack(amounts: Iterable[Decimal | None]) -> list[Segment]:
    """Return the segments of one bar, in order; what is nothing or less has no length."""
    lengths = [max(amount or NOTHING, NOTHING) for amount in amounts]
    whole = sum(lengths, NOTHING) or Decimal(1)
    starts = accumulate(lengths, initial=NOTHING)
    return [_segment(100 * start / whole, 100 * amount / whole) for start, amount in zip(starts, lengths, strict=False)]


def _segment(start: Decimal, length: Decimal) -> Segment:
    return Segment(_number(start), _number(length), _number(start + length / 2), length >= LEAST_ROOM)


class Point(NamedTuple):
    """A place on a chart, with what is shown there."""

    x: str
    y: str
    value: Decimal
    label_y: str = ""
    """Where the value is written; empty where it is not."""


class Line(NamedTuple):
    """A line through its points, in order."""

    points: list[Point]

    @property
    def path(self) -> str:
        """The points as a polyline has them."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)


class Tick(NamedTuple):
    """A line of the scale, and the value that it stands for."""

    y: str
    label_y: str
    value: Decimal


class Label(NamedTuple):
    """What is written under the chart at a place."""

    x: str
    text: str


class Frame(NamedTuple):
    """How large a chart is, in the units of its own text, and what room its labels take."""

    width: int
    height: int
    left: int = 52
    right: int = 12
    top: int = 40
    bottom: int = 28
    label_width: int = 40

    @property
    def end(self) -> int:
        """Where the lines end on the right."""
        return self.width - self.right

    @property
    def floor(self) -> int:
        """Where the chart ends below."""
        return self.height - self.bottom

    @property
    def label_y(self) -> int:
        """The line on which the labels under the chart stand."""
        return self.height - 8

    @property
    def tick_x(self) -> int:
        """Where the values of the scale end."""
        return self.left - 8


WIDE = Frame(width=720, height=320)
NARROW = Frame(width=320, height=240)


class LineChart(NamedTuple):
    """Two lines over the same row of labels: what was to be, and what was as far as known."""

    frame: Frame
    ticks: list[Tick]
    labels: list[Label]
    planned: Line
    actual: Line


def line_chart(planned: Sequence[Decimal], actual: Sequence[Decimal], names: Sequence[str], frame: Frame) -> LineChart:
    """Return the chart of two rows of amounts, of which the second may be shorter; the last of each is written."""
    values = scale([*planned, *actual])
    low, high = values[0], values[-1]

    def x(index: int) -> Decimal:
        return frame.left + (frame.end - frame.left) * Decimal(index) / max(len(planned) - 1, 1)

    def y(value: Decimal) -> Decimal:
        return frame.floor - (frame.floor - frame.top) * (value - low) / (high - low)

    def line(row: Sequence[Decimal], shift: int) -> Line:
        points = [Point(_number(x(index)), _number(y(value)), value) for index, value in enumerate(row)]
        return Line([*points[:-1], *(last._replace(label_y=_number(y(last.value) + shift)) for last in points[-1:])])

    ends = [y(row[-1]) for row in (planned, actual) if row]
    under = ABOVE if abs(ends[0] - ends[-1]) > ROOM else BELOW
    is_above = bool(actual) and actual[-1] > planned[-1]
    ticks = [Tick(_number(y(value)), _number(y(value) + HALF_LETTER), value) for value in values]
    labels = [Label(_number(x(index)), names[index]) for index in _labelled(len(planned), frame)]
    shifts = (under, ABOVE) if is_above else (ABOVE, under)
    return LineChart(frame, ticks, labels, line(planned, shifts[0]), line(actual, shifts[1]))


def _labelled(count: int, frame: Frame) -> range:
    """Return which of the labels have room, counted back from the last."""
    step = -(-count * frame.label_width // (frame.end - frame.left)) or 1
    return range((count - 1) % step, count, step)


def scale(values: Iterable[Decimal]) -> list[Decimal]:
    """Return the values of a scale's lines: round numbers from zero, or from below it, to the largest or above."""
    drawn = [NOTHING, *values]
    low, high = min(drawn), max(drawn)
    step = _step((high - low) or Decimal(1))
    first = int((low / step).to_integral_value(ROUND_FLOOR))
    last = int((high / step).to_integral_value(ROUND_CEILING))
    return [step * number for number in range(first, max(last, first + 1) + 1)]


def _step(range_: Decimal) -> Decimal:
    """Return the least round step that covers a range in few steps."""
    power = Decimal(10) ** ((range_ / MOST_STEPS).adjusted())
    return next(step * power for step in STEPS if step * power * MOST_STEPS >= range_)


def _number(value: Decimal) -> str:
    """Return a number as SVG writes it, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")
