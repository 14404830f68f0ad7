"""Blocks as HTML."""

from __future__ import annotations

import re
from datetime import datetime, timezone

import pytest

from oleksandria_intl import __version__
from oleksandria_intl.documents.blocks import (
    Blocks,
    BulletList,
    Cell,
    Column,
    Contents,
    ContentsEntry,
    Heading,
    Landscape,
    Letterhead,
    LetterheadLine,
    NumberedList,
    PageBreak,
    Paragraph,
    Row,
    RowGroup,
    Run,
    Signature,
    Subject,
    Table,
    plain,
)
from oleksandria_intl.documents.document import Document, Issue
from oleksandria_intl.documents.html import render, render_blocks

TWO = (Column("Захід"), Column("Сума", align="right"))


def cell(text: str, *, rowspan: int = 1, colspan: int = 1) -> Cell:
    return Cell((Paragraph(plain(text)),), rowspan=rowspan, colspan=colspan)


def group(*rows: tuple[Cell, ...]) -> RowGroup:
    return RowGroup(tuple(map(Row, rows)))


def table(*groups: RowGroup, columns: tuple[Column, ...] = TWO) -> Blocks:
    return (Table(columns, groups),)


def spanning(rows: int, text: str) -> RowGroup:
    """Return a group whose first cell covers all its rows, each of them with the text."""
    first, *rest = [cell(f"{number}. {text}") for number in range(1, rows + 1)]
    return group((cell("Напрям", rowspan=rows), first), *((each,) for each in rest))


def test_value_cannot_become_markup() -> None:
    assert "<p>&lt;b&gt; &amp; &quot;</p>" in render_blocks((Paragraph(plain('<b> & "')),))


def test_title_and_author_are_escaped_in_the_head() -> None:
    page = render(Document("<1>", 'Рада "А"', (), datetime(2020, 1, 1, tzinfo=timezone.utc)))
    assert "<title>&lt;1&gt;</title>" in page
    assert 'name="author" content="Рада &quot;А&quot;"' in page


def test_page_carries_its_stylesheet_language_and_program() -> None:
    page = render(Document("Рішення", "Рада", (), datetime(2020, 1, 1, tzinfo=timezone.utc)))
    assert '<html lang="uk">' in page
    assert f'name="generator" content="oleksandria-intl {__version__}"' in page
    assert "@page landscape" in page


def test_fonts_of_the_page_are_asked_of_the_portal() -> None:
    page = render(Document("Рішення", "Рада", (), datetime(2020, 1, 1, tzinfo=timezone.utc)))
    assert 'url("/static/fonts/LiberationSerif-Regular.ttf")' in page


def test_fragment_names_its_language() -> None:
    assert render_blocks((), language="en").startswith('<article class="paper" lang="en">')


def test_line_feed_is_a_line_break() -> None:
    assert "перший<br>другий" in render_blocks((Paragraph(plain("перший\nдругий")),))


def test_run_keeps_its_look() -> None:
    runs = (Run("а", bold=True), Run("б", italic=True), Run("в", link="https://example.org/?a=1&b=2"))
    shown = render_blocks((Paragraph(runs),))
    assert '<strong>а</strong><em>б</em><a href="https://example.org/?a=1&amp;b=2">в</a>' in shown


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "/admin/", "data:text/html,x"])
def test_link_that_leads_elsewhere_is_plain_text(link: str) -> None:
    assert "<p>текст</p>" in render_blocks((Paragraph((Run("текст", link=link),)),))


def test_very_long_text_loses_nothing() -> None:
    text = " ".join(f"слово{number}" for number in range(20_000))
    assert re.sub("<[^>]+>", "", render_blocks((Paragraph(plain(text)),))).strip() == text


def test_a_working_copy_says_once_what_it_is_and_an_issued_paper_has_its_code() -> None:
    moment = datetime(2020, 1, 1, tzinfo=timezone.utc)
    draft = Document("Довідка", "Рада", (Paragraph(plain("Слова")),), moment)
    issued = draft.issued(Issue("bcdfghjkmn", moment, "https://intl.example.org/documents/bcdfghjkmn/"))
    assert [render(paper).count("робочий примірник") for paper in (draft, issued)] == [1, 0]
    assert "page-code" not in render_blocks(draft.blocks)
    assert "<p>intl.example.org/documents/bcdfghjkmn/</p></div>" in render(issued)


def test_heading_has_its_anchor() -> None:
    assert '<h1 class="level-1" id="goal">I. МЕТА</h1>' in render_blocks((Heading(1, "I. МЕТА", "goal"),))


def test_level_of_headings_is_never_skipped() -> None:
    shown = render_blocks((Heading(2, "а"), Heading(4, "б"), Heading(1, "в"), Heading(3, "г")))
    assert re.findall(r"<(h\d) class=\"level-(\d)\"", shown) == [
        ("h1", "2"),
        ("h2", "4"),
        ("h1", "1"),
        ("h2", "3"),
    ]


def test_headings_of_a_level_are_of_one_depth_whatever_stands_between_them() -> None:
    shown = render_blocks((Heading(2, "а"), Heading(4, "Мозир"), Heading(5, "Про місто"), Heading(4, "Жодіно")))
    assert re.findall(r"<h(\d)", shown) == ["1", "2", "3", "2"]


def test_words_of_a_heading_stay_apart_where_it_is_read_on_one_line() -> None:
    shown = render_blocks((Heading(1, "ПРОГРАМА\nРОЗВИТКУ", "a"), Subject("Про\nпрограму")), is_linked=True)
    assert "ПРОГРАМА <br>РОЗВИТКУ" in shown
    assert "на «ПРОГРАМА РОЗВИТКУ»" in shown
    assert "Про <br>програму" in shown


def test_points_below_a_head_that_looks_like_a_line_are_found_under_the_head_above() -> None:
    points = NumberedList(((Paragraph(plain("а")),),))
    shown = render_blocks((Heading(4, "Мозир", "city"), Heading(5, "Про місто"), points), is_linked=True)
    assert 'id="city_1"' in shown


def test_item_begins_beside_its_marker() -> None:
    items = ((Paragraph(plain("перше")), Paragraph(plain("далі"))),)
    assert "<ul><li>перше<p>далі</p></li></ul>" in render_blocks((BulletList(items),))


def test_numbered_list_begins_where_told() -> None:
    assert '<ol start="4"><li>а</li></ol>' in render_blocks((NumberedList(((Paragraph(plain("а")),),), start=4),))


def test_page_break_marks_what_follows_it() -> None:
    shown = render_blocks((PageBreak(), PageBreak(), Paragraph(plain("далі")), PageBreak()))
    assert shown.count("new-page") == 1
    assert '<div class="new-page"><p>далі</p></div>' in shown


def test_landscape_is_a_section() -> None:
    assert '<section class="landscape">\n<p>а</p>\n</section>' in render_blocks((Landscape((Paragraph(plain("а")),)),))


def test_letterhead_draws_the_emblem_without_fetching_it() -> None:
    shown = render_blocks((Letterhead((LetterheadLine("РІШЕННЯ", names_the_act=True),)),))
    assert "<svg" in shown
    assert "src=" not in shown
    assert '<p class="act">РІШЕННЯ</p>' in shown


def test_signature_is_one_line_of_post_and_name() -> None:
    text = re.sub("<[^>]+>", "", render_blocks((Signature("Міський голова", "Степан ЦАПЮК"),)))
    assert text.strip() == "Міський голова Степан\xa0ЦАПЮК"


def test_contents_take_the_page_from_the_anchor() -> None:
    columns = (Column("№ з/п"), Column("Назва"), Column("Сторінки"))
    entry = ContentsEntry("1.", (Paragraph(plain("Вступ")),), "intro")
    shown = render_blocks((Contents(columns, (entry,)),))
    assert '<a href="#intro">Вступ</a>' in shown
    assert 'data-target="#intro"' in shown


def test_head_and_column_numbers_repeat_together() -> None:
    shown = render_blocks((Table(TWO, (group((cell("а"), cell("1,0"))),), numbered_columns=True),))
    head = shown[shown.index("<thead>") : shown.index("</thead>")]
    assert head.count('<th scope="col">') == 2
    assert "<td>1</td><td>2</td>" in head


def test_table_without_heads_has_no_head_rows() -> None:
    columns = (Column(""), Column(""))
    assert "<thead>" not in render_blocks(table(group((cell("а"), cell("б"))), columns=columns))


def test_widths_of_columns_add_up_to_the_whole() -> None:
    columns = tuple(Column("а", width) for width in (1, 1, 1, 0.5, 2.2))
    shown = render_blocks(table(columns=columns))
    assert sum(map(int, re.findall(r'<col class="w(\d+)">', shown))) == 100


def test_no_style_attribute_breaks_a_strict_policy() -> None:
    assert "style=" not in render_blocks(table(spanning(3, "захід")))


def test_cell_stands_as_its_column_does() -> None:
    assert '<td class="right">300,0</td>' in render_blocks(table(group((cell("а"), cell("300,0")))))


def test_cell_beside_a_rowspan_stands_as_its_own_column_does() -> None:
    shown = render_blocks(table(group((cell("а", rowspan=2), cell("1,0")), (cell("2,0"),))))
    assert '<td class="right">2,0</td>' in shown


def test_cell_that_heads_its_row_says_so() -> None:
    heading = Cell((Paragraph(plain("Замовник")),), heads_row=True)
    assert '<th scope="row">Замовник</th>' in render_blocks(table(group((heading, cell("рада")))))


def test_short_row_is_filled_up() -> None:
    assert '<tr><td>а</td><td class="right"></td></tr>' in render_blocks(table(group((cell("а"),))))


def test_row_with_too_many_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="more cells than fit the 2 columns"):
        render_blocks(table(group((cell("а"), cell("б"), cell("в")))))


def test_group_that_fits_a_page_is_not_cut() -> None:
    shown = render_blocks(table(spanning(5, "захід")))
    assert 'rowspan="5">Напрям' in shown


def test_group_taller_than_a_page_is_cut_and_blanks_continue_its_spanning_cell() -> None:
    shown = render_blocks(table(spanning(60, "довгий захід " * 20)))
    assert 1 < shown.count('class="goes-on"') < 60
    assert shown.count("Напрям") == 1


def test_cut_group_loses_no_row() -> None:
    shown = render_blocks(table(spanning(60, "довгий захід " * 20)))
    assert re.findall(r">(\d+)\. довгий", shown) == [str(number) for number in range(1, 61)]


def test_spanning_cell_taller_than_a_page_covers_one_row() -> None:
    shown = render_blocks(table(group((cell("слово " * 3000, rowspan=2), cell("1,0")), (cell("2,0"),))))
    assert "rowspan" not in shown
    assert shown.count("слово") == 3000


def test_total_stands_with_the_row_before_it() -> None:
    shown = render_blocks(table(*(group((cell(text), cell("1,0"))) for text in ("а", "б", "ВСЬОГО"))))
    assert "<tr><td>б</td>" in shown[shown.rindex("<tbody>") :]


def test_points_are_pointed_at_by_their_printed_numbers_and_no_two_alike() -> None:
    inner = BulletList(((Paragraph(plain("а")),), (Paragraph(plain("б")),)))
    outer = NumberedList(((Paragraph(plain("перше")), inner), (Paragraph(plain("друге")),)))
    html = render_blocks((Heading(2, "МЕТА", anchor="section-aim"), outer, outer), is_linked=True)
    assert re.findall(r'<li id="([^"]+)"', html) == [
        *("section-aim_1", "section-aim_1.1", "section-aim_1.2", "section-aim_2"),
        *("section-aim_1_2", "section-aim_1.1_2", "section-aim_1.2_2", "section-aim_2_2"),
    ]
    assert html.count('aria-label="Посилання на пункт 1.2"') == 2
    assert "id=" not in render_blocks((outer,), is_linked=True)


def test_a_text_is_set_as_a_typist_sets_it() -> None:
    shown = render_blocks((Paragraph((Run("рада м. ", bold=True), Run("Олександрії, об'єднання <28> 5 грн"))),))
    assert "<p><strong>рада м.\xa0</strong>Олександрії, об’єднання &lt;28&gt; 5\xa0грн</p>" in shown


def test_only_what_might_break_is_kept_from_breaking() -> None:
    shown = render_blocks((Paragraph(plain("2021-2023, № з/п, код 01-03/390")),))
    assert '<span class="whole">2021–2023</span>, <span class="whole">№\xa0з/п</span>, код 01-03/390' in shown


def test_a_link_has_no_element_inside_that_a_pdf_would_not_tag() -> None:
    shown = render_blocks((Paragraph((Run("на 2021-2023 роки", link="#measures"),)),))
    assert '<a href="#measures">на\xa02021–2023\xa0роки</a>' in shown


def test_pages_carry_no_soft_hyphens() -> None:
    assert "\u00ad" not in render_blocks((Paragraph(plain("міжнародного співробітництва")),))
