"""The geometry of charts."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from oleksandria_intl.charts import NARROW, WIDE, bars, line_chart, scale, stack

AMOUNTS = st.decimals(-(10**9), 10**9, places=2)
MONTHS = [str(month) for month in range(1, 13)]


def amounts(*numbers: int) -> list[Decimal]:
    return [Decimal(number) for number in numbers]


def test_bars_share_one_scale_whose_end_is_the_largest_amount() -> None:
    large, small = bars([(Decimal(180), Decimal(90), Decimal(300)), (Decimal(30), Decimal(0), None)])
    assert (large.frame, large.filled, large.mark) == ("60", "30", "100")
    assert (small.frame, small.filled, small.mark) == ("10", "0", "")


def test_a_bar_of_nothing_has_neither_frame_nor_mark_and_of_less_than_nothing_no_length() -> None:
    nothing, returned = bars([(None, None, None), (Decimal(100), Decimal(-5), None)])
    assert (nothing.frame, nothing.filled, nothing.mark) == ("", "0", "")
    assert returned.filled == "0"


def test_bars_of_no_money_at_all_are_empty() -> None:
    assert [bar.filled for bar in bars([(None, None, Decimal(0))])] == ["0"]
    assert bars([]) == []


def test_the_segments_of_a_bar_follow_one_another_and_fill_it() -> None:
    large, small, nothing = stack([Decimal(97), Decimal(3), None])
    assert (large.start, large.length, large.middle, large.has_room) == ("0", "97", "48.5", True)
    assert (small.start, small.length, small.middle, small.has_room) == ("97", "3", "98.5", False)
    assert (nothing.start, nothing.length) == ("100", "0")
    assert [segment.length for segment in stack([None, Decimal(-1)])] == ["0", "0"]


@given(st.lists(AMOUNTS))
def test_a_scale_holds_every_amount_and_zero_in_few_even_steps(values: list[Decimal]) -> None:
    lines = scale(values)
    assert lines[0] <= min([*values, Decimal(0)])
    assert lines[-1] >= max([*values, Decimal(0)])
    assert 2 <= len(lines) <= 7
    assert len({after - before for before, after in pairwise(lines)}) == 1


def test_a_scale_has_round_numbers() -> None:
    assert scale(amounts(411_500)) == amounts(0, 100_000, 200_000, 300_000, 400_000, 500_000)


@given(st.lists(AMOUNTS, min_size=1, max_size=40), st.integers(0, 40))
def test_every_point_of_a_line_chart_lies_within_it(plan: list[Decimal], known: int) -> None:
    names = [str(number) for number in range(len(plan))]
    for frame in (WIDE, NARROW):
        chart = line_chart(plan, plan[:known], names, frame)
        for point in chart.planned.points + chart.actual.points:
            assert frame.left <= Decimal(point.x) <= frame.end
            assert frame.top <= Decimal(point.y) <= frame.floor
            assert point.label_y == "" or 0 < Decimal(point.label_y) <= frame.height
        assert chart.labels[-1].text == names[-1]


def test_a_larger_amount_stands_higher_and_later() -> None:
    chart = line_chart(amounts(0, 50, 100), amounts(0, 25), MONTHS[:3], WIDE)
    assert [point.x for point in chart.planned.points] == ["52", "380", "708"]
    assert [point.y for point in chart.planned.points] == ["292", "166", "40"]
    assert chart.planned.path == "52,292 380,166 708,40"
    assert [point.y for point in chart.actual.points] == ["292", "229"]


def test_only_the_last_amount_of_each_line_is_written() -> None:
    chart = line_chart(amounts(0, 50, 100), amounts(0, 25), MONTHS[:3], WIDE)
    for line in (chart.planned, chart.actual):
        assert [bool(point.label_y) for point in line.points] == [False] * (len(line.points) - 1) + [True]


def test_two_amounts_close_to_one_another_are_written_on_either_side_of_the_lines() -> None:
    for plan, fact in ((100, 99), (99, 100)):
        chart = line_chart(amounts(0, plan), amounts(0, fact), MONTHS[:2], WIDE)
        higher, lower = sorted(
            (chart.planned.points[-1], chart.actual.points[-1]), key=lambda point: point.value, reverse=True
        )
        assert Decimal(higher.label_y) < Decimal(higher.y) < Decimal(lower.y) < Decimal(lower.label_y)


def test_a_narrow_chart_leaves_out_names_that_have_no_room() -> None:
    wide, narrow = (line_chart(amounts(*range(12)), [], MONTHS, frame) for frame in (WIDE, NARROW))
    assert [label.text for label in wide.labels] == MONTHS
    assert [label.text for label in narrow.labels] == ["2", "4", "6", "8", "10", "12"]


def test_a_chart_of_one_month_has_one_point() -> None:
    chart = line_chart(amounts(0), amounts(0), ["1"], NARROW)
    assert len(chart.planned.points) == 1
    assert len(chart.labels) == 1
