"""The Word file of a paper: what a clerk meets when opening it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timezone
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

import oleksandria_intl
from oleksandria_intl.documents.blocks import (
    ApprovalMark,
    Block,
    BulletList,
    Column,
    DraftMark,
    Footnotes,
    Heading,
    Landscape,
    Letterhead,
    LetterheadLine,
    NumberedList,
    PageBreak,
    PageCode,
    Paragraph,
    Requisites,
    Run,
    Signature,
    Subject,
    plain,
)
from oleksandria_intl.documents.document import Issue
from oleksandria_intl.documents.word import write_docx
from tests.oleksandria_intl.documents.word_file import cell, flagged, opened, paper, table, text

MOMENT = datetime(2020, 4, 1, 9, 30, tzinfo=timezone.utc)


def styles_of(word: WordFile) -> list[str]:
    return [paragraph.style.name for paragraph in word.paragraphs]


def test_running_text_is_set_as_the_standard_asks() -> None:
    normal = opened(text("Відповідно до закону")).styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    assert normal.paragraph_format.first_line_indent == pytest.approx(Mm(10), abs=Mm(0.02))
    assert normal.paragraph_format.line_spacing == Pt(16.1)


def test_the_speller_is_told_that_the_text_is_ukrainian() -> None:
    (lang,) = opened().styles.element.iter(qn("w:lang"))
    assert lang.get(qn("w:val")) == "uk-UA"


def test_requisites_have_styles_that_a_clerk_can_change() -> None:
    word = opened(
        DraftMark(("ПРОЄКТ",)),
        Letterhead((LetterheadLine("МІСЬКА РАДА"), LetterheadLine("РІШЕННЯ", names_the_act=True))),
        Requisites("12.12.2019", "№ 5", "м. Олександрія"),
        Subject("Про затвердження"),
        ApprovalMark(("ЗАТВЕРДЖЕНО",)),
        Signature("Міський голова", "Степан ЦАПЮК"),
        Footnotes((("*", plain("Окремо.")),)),
    )
    assert styles_of(word) == [
        "Проєкт", "Герб", "Бланк", "Назва виду документа", "Реквізити",
        "Заголовок до тексту", "Гриф затвердження", "Підпис під документом", "Виноска",
    ]  # fmt: skip


def test_no_paragraph_style_is_used_that_the_file_does_not_define() -> None:
    word = opened(text("а"), Paragraph(plain("б"), align="right"), table((cell("в", align="justify"),)))
    defined = {style.style_id for style in word.styles}
    used = {style.get(qn("w:val")) for style in word.element.iter(qn("w:pStyle"))}
    assert len(used) >= 4
    assert used <= defined


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_a_heading_is_a_heading_to_word(level: int) -> None:
    word = opened(Heading(level, "I. ВСТУП"), text("Текст"))  # type: ignore[arg-type]
    style = word.paragraphs[0].style
    assert style.name == f"Heading {level}"
    assert style.paragraph_format.keep_with_next
    assert style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level - 1)


def test_date_place_and_number_stand_on_one_line() -> None:
    (line,) = opened(Requisites("12.12.2019", "№ 5", "м. Олександрія")).paragraphs
    assert line.text == "12.12.2019\tм.\xa0Олександрія\t№\xa05"
    assert len(line.style.paragraph_format.tab_stops) == 2


def test_the_name_in_a_signature_begins_125_mm_from_the_margin() -> None:
    (line,) = opened(Signature("Міський голова", "Степан ЦАПЮК")).paragraphs
    (stop,) = line.style.paragraph_format.tab_stops
    assert line.text == "Міський голова\tСтепан\xa0ЦАПЮК"
    assert stop.position == pytest.approx(Mm(125), abs=Mm(0.02))


def test_what_begins_a_page_has_no_space_above_it() -> None:
    first, _, second, _ = opened(Heading(2, "I"), text("а"), PageBreak(), Heading(2, "II"), text("б")).paragraphs
    assert (first.paragraph_format.space_before, second.paragraph_format.space_before) == (0, 0)


def test_the_approval_mark_of_a_turned_sheet_takes_its_right_part() -> None:
    mark = ApprovalMark(("ЗАТВЕРДЖЕНО",))
    upright, turned = opened(mark, Landscape((mark,))).paragraphs
    assert upright.style.paragraph_format.left_indent == pytest.approx(Mm(100), abs=Mm(0.02))
    assert upright.paragraph_format.left_indent is None
    assert turned.paragraph_format.left_indent == pytest.approx(Mm(187), abs=Mm(0.02))


def test_only_the_word_of_a_draft_mark_is_bold() -> None:
    word, registered = opened(DraftMark(("ПРОЄКТ", "№ 5"))).paragraphs
    assert (word.runs[0].bold, registered.runs[0].bold) == (True, None)


def test_a_mark_stands_at_the_head_of_every_further_page_at_its_right_end() -> None:
    word = docx.Document(
        BytesIO(write_docx(replace(paper(text("а"), Landscape((text("б"),))), mark="проміжні дані"), {}))
    )
    upright, turned = word.sections
    heads = [upright.header, turned.header]
    assert [head.paragraphs[0].text for head in heads] == ["\t2\tпроміжні дані"] * 2
    ends = [max(stop.position for stop in head.paragraphs[0].paragraph_format.tab_stops) for head in heads]
    assert ends == pytest.approx([Mm(170), Mm(257)], abs=Mm(0.02))


def test_a_long_post_is_broken_before_it_reaches_the_name() -> None:
    post = "Начальник управління стратегічного планування Олександрійської міської ради"
    (line,) = opened(Signature(post, "Олена ПЕТРЕНКО")).paragraphs
    lines = line.text.split("\n")
    assert len(lines) == 2
    assert all(len(part.split("\t")[0]) <= 42 for part in lines)
    assert lines[-1].endswith("\tОлена\xa0ПЕТРЕНКО")


def test_a_signature_is_not_parted_from_the_text_above_it() -> None:
    first, last, _ = opened(text("1"), text("2"), Signature("Голова", "Степан ЦАПЮК")).paragraphs
    assert last.paragraph_format.keep_with_next
    assert not first.paragraph_format.keep_with_next


def test_the_emblem_has_its_size_and_a_name_for_those_who_hear_it() -> None:
    word = opened(Letterhead((LetterheadLine("МІСЬКА РАДА"),)))
    (emblem,) = word.inline_shapes
    assert (emblem.width, emblem.height) == (Mm(12), Mm(17))
    assert emblem._inline.docPr.get("descr") == "Малий Державний Герб України"


def test_a_picture_begins_where_its_paragraph_does() -> None:
    (code,) = opened(text("1"), PageCode("https://rada.example/documents/a/")).inline_shapes
    assert (code._inline.get("distL"), code._inline.get("distR")) == ("0", "0")


def test_two_letterheads_do_not_share_the_number_of_a_picture() -> None:
    head = Letterhead((LetterheadLine("МІСЬКА РАДА"),))
    first, second = opened(head, head).inline_shapes
    assert first._inline.docPr.id != second._inline.docPr.id


def test_wide_blocks_turn_their_pages_and_only_theirs() -> None:
    word = opened(text("а"), Landscape((text("б"),)), Landscape((text("в"),)), text("г"))
    assert [section.page_width for section in word.sections] == pytest.approx(
        [Mm(210), Mm(297), Mm(297), Mm(210)], abs=Mm(0.02)
    )


def test_a_sheet_that_would_be_blank_is_not_made() -> None:
    turned = Landscape((PageBreak(), table((cell("1"),)), PageBreak()))
    word = opened(PageBreak(), text("а"), PageBreak(), turned, PageBreak(), turned, PageBreak())
    assert len(word.sections) == 3
    assert not flagged(word.element, "w:pageBreakBefore")


def test_page_breaks_mark_what_follows_and_add_no_blank_page() -> None:
    word = opened(text("а"), PageBreak(), PageBreak(), text("б"))
    assert [p.paragraph_format.page_break_before for p in word.paragraphs] == [None, True]


def test_a_paper_without_blocks_is_a_file_that_opens() -> None:
    assert [paragraph.text for paragraph in opened().paragraphs] == [""]


def test_the_first_page_has_no_number_and_the_later_ones_have() -> None:
    word = opened(text("а"), Landscape((text("б"),)), text("в"))
    first, *later = word.sections
    assert first.different_first_page_header_footer
    assert first.first_page_header.is_linked_to_previous
    assert [flagged(first.header._element, "w:instrText")] == [True]
    assert not any(section.different_first_page_header_footer for section in later)
    assert all(section.header.is_linked_to_previous for section in later)


def test_every_page_of_a_working_copy_says_what_it_is() -> None:
    first, *later = opened(text("а"), Landscape((text("б"),)), text("в")).sections
    assert first.first_page_footer.paragraphs[0].text == first.footer.paragraphs[0].text == "робочий примірник"
    assert all(section.footer.is_linked_to_previous for section in later)


def test_an_issued_paper_ends_with_the_code_of_its_page_and_has_no_foot() -> None:
    address = "https://intl.example.org/documents/bcdfghjkmn/"
    word = opened(text("а"), Landscape((text("б"),)), issue=Issue("bcdfghjkmn", MOMENT, address))
    end, code, under = word.paragraphs[-3:]
    assert under.text == "intl.example.org/documents/bcdfghjkmn/"
    (drawn,) = word.inline_shapes
    assert (drawn.width, drawn.height) == (Mm(20), Mm(20))
    assert address in drawn._inline.docPr.get("descr")
    assert flagged(end._p, "w:keepNext")
    assert code.style.paragraph_format.keep_with_next
    assert len(word.sections) == 2, "the code stands on the last sheet"
    assert all(section.footer.is_linked_to_previous for section in word.sections)


def test_every_numbered_list_counts_from_its_own_start() -> None:
    items = ((text("перший"),), (text("другий"),))
    word = opened(NumberedList(items), NumberedList(items, start=7))
    numbering = word.part.numbering_part.element
    used = [p._p.pPr.numPr.numId.val for p in word.paragraphs]
    starts = [numbering.num_having_numId(number).lvlOverride_lst[0].startOverride.val for number in used]
    assert starts == [1, 1, 7, 7]
    assert used[0] == used[1] != used[2] == used[3]


def test_a_list_within_a_list_stands_one_level_deeper() -> None:
    inner = NumberedList(((text("вкладений"),),))
    outer, deeper = opened(NumberedList(((text("перший"), inner),))).paragraphs
    assert (outer._p.pPr.numPr.ilvl.val, deeper._p.pPr.numPr.ilvl.val) == (0, 1)


def test_items_of_a_plain_list_have_a_dash() -> None:
    word = opened(BulletList(((text("освіта;"),),)))
    number = word.styles["List Bullet"].element.pPr.numPr.numId.val
    definition = word.part.numbering_part.element.num_having_numId(number).abstractNumId.val
    marks = {d.get(qn("w:abstractNumId")): d for d in word.part.numbering_part.element.iter(qn("w:abstractNum"))}
    first_level = next(marks[str(definition)].iter(qn("w:lvlText")))
    assert styles_of(word) == ["List Bullet"]
    assert first_level.get(qn("w:val")) == "–"


@pytest.mark.parametrize("address", ["https://olex.gov.ua/a", "http://olex.gov.ua", "mailto:office@olex.gov.ua"])
def test_the_web_and_mail_are_linked(address: str) -> None:
    (paragraph,) = opened(Paragraph((Run("тут", link=address),))).paragraphs
    assert [link.address for link in paragraph.hyperlinks] == [address]
    assert paragraph.text == "тут"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "javascript://olex.gov.ua/%0aalert(1)",
        "file://olex.gov.ua/c",
        "java\x00script:alert(1)",
        "file:///etc/passwd",
        "//olex.gov.ua",
        "http://[",
        "https:",
    ],
)
def test_any_other_address_stays_plain_text(address: str) -> None:
    word = opened(Paragraph((Run("тут", link=address),)))
    assert word.paragraphs[0].text == "тут"
    assert not flagged(word.element, "w:hyperlink")
    assert not any(relation.is_external for relation in word.part.rels.values())


def test_an_address_with_spaces_and_cyrillic_is_one_that_word_can_open() -> None:
    (paragraph,) = opened(Paragraph((Run("тут", link="https://olex.gov.ua/мій план"),))).paragraphs
    expected = "https://olex.gov.ua/%D0%BC%D1%96%D0%B9%20%D0%BF%D0%BB%D0%B0%D0%BD"
    assert paragraph.hyperlinks[0].address == expected


def test_characters_that_xml_forbids_are_dropped() -> None:
    word = opened(text("Оле\x00кс\x0bандрія\ud800 😀\uffff"), Heading(2, "\x1fI. ВСТУП"))
    assert [paragraph.text for paragraph in word.paragraphs] == ["Олександрія 😀", "I. ВСТУП"]


def test_a_line_feed_is_a_line_break() -> None:
    (paragraph,) = opened(Paragraph((Run("ПРОГРАМА\nрозвитку"),))).paragraphs
    assert paragraph.text == "ПРОГРАМА\nрозвитку"
    assert flagged(paragraph._p, "w:br")


def test_bold_and_italic_stay_so() -> None:
    runs = opened(Paragraph((Run("а", bold=True), Run("б", italic=True), Run("в")))).paragraphs[0].runs
    assert [(run.bold, run.italic) for run in runs] == [(True, None), (None, True), (None, None)]


def test_the_same_paper_is_the_same_file() -> None:
    blocks = (Letterhead((LetterheadLine("РАДА"),)), text("а"), Landscape((table((cell("1"),)),)))
    assert write_docx(paper(*blocks), {}) == write_docx(paper(*blocks), {})


def test_no_entry_of_the_archive_tells_when_it_was_written() -> None:
    with ZipFile(BytesIO(write_docx(paper(text("а")), {}))) as archive:
        dates = {entry.date_time for entry in archive.infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_says_whose_paper_it_is_and_of_what_moment() -> None:
    about = opened(text("а")).core_properties
    moment = datetime(2019, 12, 12, 10, 30, tzinfo=timezone.utc)
    assert (about.title, about.language, about.revision) == ("Про затвердження Програми", "uk-UA", 1)
    assert about.author == about.last_modified_by == "Олександрійська міська рада"
    assert about.created == about.modified == moment


def test_the_file_says_which_version_of_the_portal_made_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oleksandria_intl, "__version__", "7.8.9")
    with ZipFile(BytesIO(write_docx(paper(text("а")), {}))) as archive:
        assert b"<Application>oleksandria-intl 7.8.9</Application>" in archive.read("docProps/app.xml")


def test_nothing_of_the_library_s_template_is_left() -> None:
    with ZipFile(BytesIO(write_docx(paper(text("а")), {}))) as archive:
        names = archive.namelist()
        everything = b"".join(archive.read(name) for name in names).lower()
    assert not [name for name in names if "theme" in name or "thumbnail" in name]
    assert b"python-docx" not in everything
    assert b"en-us" not in everything


def test_python_docx_is_loaded_with_the_first_file_only() -> None:
    code = "import sys, oleksandria_intl.documents.word; sys.exit('docx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def soft_hyphens(*blocks: Block) -> int:
    return sum(1 for _ in opened(*blocks).element.iter(qn("w:softHyphen")))


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (text("співробітництво"), 4),
        (BulletList(((text("співробітництво"),),)), 4),
        (Footnotes((("*", plain("співробітництво")),)), 4),
        (table((cell("співробітництво", align="center"),)), 4),
        (Heading(2, "співробітництво"), 0),
        (Paragraph(plain("співробітництво"), align="center"), 0),
        (Subject("співробітництво"), 0),
        (ApprovalMark(("співробітництво",)), 0),
        (Signature("начальник", "співробітництво"), 0),
        (table(columns=(Column("співробітництво"),)), 0),
    ],
)
def test_words_of_running_text_alone_are_divided(block: Block, expected: int) -> None:
    assert soft_hyphens(block) == expected


def test_word_divides_nothing_by_itself() -> None:
    settings = ZipFile(BytesIO(write_docx(paper(text("а")), {}))).read("word/settings.xml").decode()
    assert "autoHyphenation" not in settings
    assert 'consecutiveHyphenLimit w:val="2"' in settings


def test_what_stands_together_in_two_looks_is_not_parted() -> None:
    (line,) = opened(Paragraph((Run("рада м. ", bold=True), Run("Олександрії, п'ять")))).paragraphs
    assert [run.text for run in line.runs] == ["рада м.\xa0", "Олександрії, п’ять"]


def test_neither_a_range_nor_an_abbreviation_is_parted() -> None:
    (line,) = opened(text("2021-2023, з/п, 01-03/390")).paragraphs
    assert line.text == "2021–\u200d\ufeff2023, з/\u200d\ufeffп, 01-03/390"
