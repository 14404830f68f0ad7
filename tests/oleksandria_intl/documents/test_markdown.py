"""Long texts as the clerk writes or pastes them: nothing gets lost, nothing gets executed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oleksandria_intl.documents import html
from oleksandria_intl.documents.blocks import (
    Block,
    Blocks,
    BulletList,
    Heading,
    Inline,
    NumberedList,
    Paragraph,
    Run,
    Table,
    plain,
    text_of,
)
from oleksandria_intl.documents.markdown import blocks_from, inline_from


def runs(blocks: Blocks) -> Iterator[Inline]:
    """Yield every run of text in the blocks, heads of tables too."""
    for block in blocks:
        yield from _runs(block)


def _runs(block: Block) -> Iterator[Inline]:
    if isinstance(block, Paragraph):
        yield block.runs
    elif isinstance(block, Heading):
        yield plain(block.text)
    elif isinstance(block, (BulletList, NumberedList)):
        for item in block.items:
            yield from runs(item)
    elif isinstance(block, Table):
        yield from (plain(column.head) for column in block.columns)
        for group in block.groups:
            for row in group.rows:
                for cell in row.cells:
                    yield from runs(cell.content)


def words(text: str) -> str:
    """Return what the blocks of a text say."""
    return "\n".join(map(text_of, runs(blocks_from(text))))


def paragraph(text: str) -> Inline:
    (only,) = blocks_from(text)
    assert isinstance(only, Paragraph)
    return only.runs


def test_an_empty_line_parts_paragraphs_and_a_line_end_does_not() -> None:
    assert words("Перший\nрядок.\n\nДругий.") == "Перший рядок.\nДругий."


def test_asterisks_make_bold_and_italic() -> None:
    assert paragraph("**жирно** і *косо*") == (
        Run("жирно", bold=True),
        Run(" і "),
        Run("косо", italic=True),
    )


@pytest.mark.parametrize(
    "text",
    [
        "від «___» грудня 2019 року № ___",
        "«___» грудня «___» січня",
        "№ ___(___)",
        "_____ О. Прізвище _____",
        "__А__ і _Б_",
    ],
)
def test_underscores_are_blanks_to_fill_in(text: str) -> None:
    assert words(text) == text


def test_spaces_at_a_lines_start_mean_nothing() -> None:
    assert words("Початок\n\n        Відступ із Word") == "Початок\nВідступ із Word"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b>жирно</b>",
        "<img src='http://example.org/a.png'>",
        "![герб](file:///etc/passwd)",
        "&lt;b&gt; &amp; &copy;",
        "<http://example.org>",
        "`код`",
        "<!-- примітка -->",
        "<div>\n\nблок\n\n</div>",
    ],
)
def test_what_looks_like_html_is_text(text: str) -> None:
    assert words(text).replace("\n", "\n\n") == text
    assert {run.link for each in runs(blocks_from(text)) for run in each} == {""}


@pytest.mark.parametrize("text", ["пункт [3](додається)", "[а](javascript:alert(1))", "[б](file:///etc/passwd)"])
def test_what_is_no_address_on_paper_is_no_link(text: str) -> None:
    assert paragraph(text) == (Run(text),)


@pytest.mark.parametrize("address", ["https://example.org/a", "http://example.org", "mailto:rada@example.org"])
def test_an_address_on_paper_is_a_link(address: str) -> None:
    assert paragraph(f"[сайт]({address})") == (Run("сайт", link=address),)


def test_of_an_image_on_the_web_only_a_link_is_left() -> None:
    assert paragraph("![герб](http://example.org/a.png)") == (
        Run("!"),
        Run("герб", link="http://example.org/a.png"),
    )


def test_a_list_of_dashes_is_a_list() -> None:
    (found,) = blocks_from("- освіта;\n- культура.")
    assert isinstance(found, BulletList)
    assert len(found.items) == 2


def test_a_numbered_list_starts_where_the_text_starts_it() -> None:
    (found,) = blocks_from("3. третє\n4. четверте")
    assert isinstance(found, NumberedList)
    assert (found.start, len(found.items)) == (3, 2)


def test_a_list_may_stand_inside_a_list() -> None:
    (found,) = blocks_from("1. раз\n   - а\n   - б\n2. два")
    assert isinstance(found, NumberedList)
    assert isinstance(found.items[0][1], BulletList)


def test_a_table_is_a_table() -> None:
    (found,) = blocks_from("| Місто | Рік |\n| --- | --- |\n| Мозир | 2002 |")
    assert isinstance(found, Table)
    assert [column.head for column in found.columns] == ["Місто", "Рік"]
    assert words("| Місто | Рік |\n| --- | --- |\n| Мозир | 2002 |") == "Місто\nРік\nМозир\n2002"


@pytest.mark.parametrize("rule", ["|-|-|", "-|-", "| :- | -: |", "|---|---|  "])
def test_a_cell_that_no_head_stands_over_is_not_lost(rule: str) -> None:
    (found,) = blocks_from(f"| А | Б |\n{rule}\n| раз | два |\n| три | чотири | п'ять | шість |")
    assert isinstance(found, Table)
    assert [column.head for column in found.columns] == ["А", "Б", "", ""]
    assert {len(group.rows[0].cells) for group in found.groups} == {4}
    assert "шість" in words(f"| А | Б |\n{rule}\n| раз | два |\n| три | чотири | п'ять | шість |")


def test_what_follows_a_table_after_an_empty_line_does_not_widen_it() -> None:
    table, after = blocks_from("|А|Б|\n|-|-|\n|1|2|\n\nа | б | в | г")
    assert isinstance(table, Table)
    assert len(table.columns) == 2
    assert isinstance(after, Paragraph)


def test_text_within_many_signs_of_quotation_is_not_lost() -> None:
    assert words(">" * 150 + " кінець").endswith("кінець")


def test_a_heading_inside_a_text_is_the_smallest() -> None:
    (found,) = blocks_from("# Назва")
    assert found == Heading(4, "Назва", align="left")


def test_a_note_of_one_line_has_its_look_too() -> None:
    assert inline_from("Окремо *визначається*") == (Run("Окремо "), Run("визначається", italic=True))


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


CYRILLIC = "абвгґеєиіїйяАБВГҐЕЄИІЇЙЯ"
MARKS = " \n\t*_-+#>|`~!()[]{}<>&;:.,\\/'\"=«»–’"


@given(st.text(alphabet=CYRILLIC + MARKS, max_size=200))
def test_no_letter_is_ever_lost_or_moved(text: str) -> None:
    assert letters(words(text)) == letters(text)


@given(st.lists(st.text(alphabet=CYRILLIC + "|-: \\", max_size=30), min_size=3, max_size=8))
def test_no_letter_of_any_table_is_lost(lines: list[str]) -> None:
    text = "\n".join([lines[0], "|-|-|", *lines[1:]])
    assert letters(words(text)) == letters(text)


@given(st.text(max_size=200))
def test_whatever_is_written_no_markup_comes_of_it(text: str) -> None:
    shown = html.render_blocks(blocks_from(text))
    for tag in ("<script", "<img", "<iframe", "<style", "<svg", "<object", "<link", '="javascript:'):
        assert tag not in shown.lower()


@given(st.text(alphabet="<>/abis=\"' \n&;", max_size=100))
def test_every_sign_that_html_knows_is_escaped(text: str) -> None:
    shown = html.render_blocks(blocks_from(text))
    known = r"</?(article|p|ul|ol|li|strong|em|h1|br|div|table|colgroup|col|thead|tbody|tr|th|td|span|a)\b"
    assert all(re.match(known, tag) for tag in re.findall(r"<[^>]*>", shown))
