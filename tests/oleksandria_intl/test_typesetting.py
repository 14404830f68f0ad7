"""What a typist sees to: spaces that do not break, apostrophes, dashes between numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oleksandria_intl.documents.blocks import Run
from oleksandria_intl.typesetting import compared, might_break, typeset, typeset_text, unbroken, with_apostrophes
from oleksandria_intl.ukrainian import APOSTROPHES, NBSP

TYPED = st.text("аврік мсгнтдпО СЦАПЮК20 135-–—.,№/'’ʼ`\xa0\n«»%й" + "\u2010", max_size=40)
PIECES = st.lists(
    st.sampled_from(
        "м. № ст. 28 червня 2016-2020 рр. 30 000 тис. грн О. П. Цапюк Степан ЦАПЮК т. д. і в міг би – р. Інгулець "
        "97,5 % п'ять з/п 01-03/390 «28» вул. 5 10".split()
    ),
    max_size=8,
).map(" ".join)


@pytest.mark.parametrize(
    "kept",
    [
        "рада м.~Олександрії", "до с.~Звенигородка", "смт~Пантаївка", "вул.~Перемоги", "№~875", "№~з/п",
        "ст.~26 Закону", "п.~3 рішення", "р.~Інгулець", "і~т.~д.", "у~т.~ч.", "М.~ОЛЕКСАНДРІЇ",
        "в~місті", "В~МІСТІ", "І~в~селі", "й~надалі", "міг~би знати", "хто~ж",
        "2020~рік", "2020~року", "2021 і~2022~роки", "2016–2020~рр.", "2020~р. Потім", "30~грн",
        "5~тис.~грн", "2~млн~осіб", "97,5~%", "на~2020~рік", "від~24~грудня 2019~року",
        "28~червня", "«28»~червня", "«___»~грудня",
        "О.~П.~Цапюк", "С.~ЦАПЮК", "Цапюк~С.~А.", "Степан~ЦАПЮК", "ЦАПЮК~С.~А.",
        "30~000,50", "1~234~567", "мова~– скарб",
    ],
)  # fmt: skip
def test_what_stands_together_is_not_parted(kept: str) -> None:
    assert typeset_text(kept.replace("~", " ").replace("–2020", "-2020")) == kept.replace("~", NBSP)


@pytest.mark.parametrize(
    "text", ["за містом. Далі", "12.05.2020 рішення", "Олександрійська рада", "зам. голови", "рік 2020 настав"]
)
def test_other_spaces_break(text: str) -> None:
    assert typeset_text(text) == text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2021-2023", "2021–2023"), ("(2016-2020)", "(2016–2020)"), ("5-10 осіб", "5–10\xa0осіб"),
        ("2016 - 2020", "2016\xa0– 2020"),
    ],
)  # fmt: skip
def test_a_dash_stands_between_the_ends_of_a_range(typed: str, printed: str) -> None:
    assert typeset_text(typed) == printed


@pytest.mark.parametrize(
    "code",
    [
        "01-03/390", "7-15-33", "12-05-2020", "2020-05", "05235-71533", "290001122/3", "№\xa05-12", "тел. 7-1533",
        "вул.\xa0Перемоги, 10-12", "ДСТУ 1500-2018", "45-р", "вересень-жовтень", "міста-побратими", "10-5", "1.2-1.4",
    ],
)  # fmt: skip
def test_a_code_keeps_its_hyphens(code: str) -> None:
    assert "–" not in typeset_text(code)


@pytest.mark.parametrize("apostrophe", sorted(map(chr, APOSTROPHES)))
def test_every_apostrophe_between_letters_is_printed_as_one(apostrophe: str) -> None:
    assert typeset_text(f"п{apostrophe}ять") == with_apostrophes(f"п{apostrophe}ять") == "п’ять"


@pytest.mark.parametrize("text", ["'слово'", "‘слово’", "5' широти"])
def test_a_quotation_mark_is_no_apostrophe(text: str) -> None:
    assert typeset_text(text) == text


def test_what_stands_together_may_be_in_two_looks() -> None:
    runs = (Run("рада м. ", bold=True), Run("Олександрії, 28"), Run(" червня", italic=True), Run(" п"), Run("'ять"))
    assert typeset(runs) == (
        Run("рада м.\xa0", bold=True), Run("Олександрії, 28"), Run("\xa0червня", italic=True), Run(" п"), Run("’ять"),
    )  # fmt: skip


@given(TYPED | PIECES)
def test_setting_twice_is_setting_once(text: str) -> None:
    assert typeset_text(typeset_text(text)) == typeset_text(text)


@given(TYPED | PIECES)
def test_nothing_but_spaces_apostrophes_and_hyphens_changes(text: str) -> None:
    allowed = {" ": NBSP, "-": "–", "\u2010": "-–"} | dict.fromkeys(map(chr, APOSTROPHES), "’")
    for before, after in zip(text, typeset_text(text), strict=True):
        assert after == before or after in allowed[before]


@given(st.lists(PIECES, max_size=4))
def test_looks_make_no_difference_to_what_is_set(texts: list[str]) -> None:
    inline = tuple(Run(text, bold=bool(place % 2)) for place, text in enumerate(texts))
    assert "".join(run.text for run in typeset(inline)) == typeset_text("".join(texts))
    assert [(len(run.text), run.bold) for run in typeset(inline)] == [(len(run.text), run.bold) for run in inline]


@pytest.mark.parametrize("whole", ["2021–2023", "з/п", "280/97-ВР", "45-р", "01-03/390", "COVID-19"])
def test_a_range_a_code_and_an_abbreviation_are_one_piece(whole: str) -> None:
    assert list(unbroken(f"перед {whole}, далі")) == [("перед ", False), (whole, True), (", далі", False)]


@pytest.mark.parametrize("text", ["міста-побратими", "доходи/видатки", "вересень-жовтень 2020"])
def test_words_joined_by_a_hyphen_or_a_stroke_are_not(text: str) -> None:
    assert not any(whole for _, whole in unbroken(text))


@given(PIECES)
def test_pieces_are_the_whole_text(text: str) -> None:
    assert "".join(piece for piece, _ in unbroken(text)) == text


@pytest.mark.parametrize(
    ("whole", "expected"), [("01-03/390", False), ("2021–2023", True), ("45-р", True), ("з/п", True)]
)
def test_a_line_does_not_break_between_digits(whole: str, expected: bool) -> None:
    assert might_break(whole) is expected


@given(TYPED)
def test_a_text_is_compared_without_all_that_typesetting_sets(text: str) -> None:
    assert compared(typeset_text(text)) == compared(text)


@pytest.mark.parametrize("other", ["п’ять — шість", "п'ять - шість", "пʼ\u00adять\u00a0– шість ", "п`ять  −\nшість"])
def test_dashes_apostrophes_and_spaces_make_no_other_text(other: str) -> None:
    assert compared(other) == compared("п'ять - шість")
    assert compared(other) != compared("п'ять, шість")
