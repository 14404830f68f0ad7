"""The checker of lines itself: it names each kind of forbidden end, and no other."""

from __future__ import annotations

import pytest

from tests.line_breaks import WITHIN, Line, faults, kinds, paragraphs

FORBIDDEN = {
    "after an abbreviation": ["рада м. | Олександрії", "смт | Пантаївка", "і т. | ч. транспорт"],
    "after №": ["рішення № | 875"],
    "after a word of one letter": ["живе в | місті", "СПІВРОБІТНИЦТВА В | МІСТІ"],
    "before a unit": ["на 2020 | рік", "2016–2020 | рр.", "30 | тис. грн", "97,5 | %"],
    "inside a sum": ["30 тис. | грн"],
    "between day and month": ["28 | червня", "«28» | грудня", "5 | лютого"],
    "inside a name": ["О. | П. Цапюк", "С. | ЦАПЮК"],
    "before a surname": ["голова Степан | ЦАПЮК"],
    "before initials": ["голова Цапюк | С. А."],
    "inside a number": ["сума 30 | 000,50"],
    "inside a decimal": ["1 392, | 5"],
    "inside a year": ["2021-202 | 5"],
    "inside a range or a code": ["2021– | 2023", "№ з/ | п", "01-03/ | 390", "45- | р"],
    "before a stroke": ["290001122 | /3"],
    "inside an abbreviation": ["і т. | д. Потім", "та | ін. міст"],
    "where no word is divided": ["конку\u00ad | рсах", "презе\u00ad | нтаційних"],
}


@pytest.mark.parametrize(("kind", "lines"), [(kind, lines) for kind, each in FORBIDDEN.items() for lines in each])
def test_a_forbidden_end_is_named(kind: str, lines: str) -> None:
    assert kind in kinds(*lines.split(" | "))


def test_every_kind_is_tried() -> None:
    assert FORBIDDEN.keys() == {*WITHIN, "where no word is divided"}


@pytest.mark.parametrize(
    "lines",
    [
        "у місті. | Далі", "2020 | 125 осіб", "міста- | побратими", "кон\u00ad | курсах", "Рада | ООН", "року | № 5",
        "рішення | від 5", "пункти 1, | 2",
    ],
)  # fmt: skip
def test_an_end_that_is_allowed_is_not_named(lines: str) -> None:
    assert list(kinds(*lines.split(" | "))) == []


@pytest.mark.parametrize("hyphen", ["\u00ad", "-"])
def test_a_third_division_in_a_row_is_named(hyphen: str) -> None:
    lines = ["кон\u00ad", "курсах міста-", f"побратими тре{hyphen}", "нінгів"]
    assert faults(lines[1:], hyphen) == []
    assert faults(lines, hyphen) == [f"hyphens in a row: «побратими тре{hyphen} | нінгів»"]


def test_a_compound_may_be_parted_at_its_hyphen() -> None:
    assert faults(["кон\u00ad", "курсах кон\u00ad", "курсах соціально-", "економічних"]) == []


def line(text: str, left: float, top: float) -> Line:
    return Line(text, left, top, left + 50, top + 12)


def test_a_line_is_followed_by_the_one_below_it_and_not_by_its_neighbour() -> None:
    lines = [
        line("м.", 0, 0),
        line("28", 100, 0),
        line("Олександрія", 0, 14),
        line("осіб", 100, 14),
        line("кінець", 0, 60),
    ]
    texts = [[each.text for each in paragraph] for paragraph in paragraphs(lines, ())]
    assert texts == [["м.", "Олександрія"], ["28", "осіб"], ["кінець"]]


def test_lines_on_two_sides_of_a_rule_are_not_of_one_cell() -> None:
    rule = Line("", 0, 13, 60, 13.5)
    assert len(list(paragraphs([line("28", 0, 0), line("червня", 0, 14)], [rule]))) == 2
