"""The marks of the Word file that staff edit, by which each of its texts is led back to a row and a field."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from oleksandria_intl.documents import store
from oleksandria_intl.documents.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Contents,
    ContentsEntry,
    Footnotes,
    Heading,
    Source,
    Subject,
    plain,
)
from oleksandria_intl.documents.document import Issue
from oleksandria_intl.documents.sources import sourced, sourced_cells
from oleksandria_intl.documents.word import write_docx
from oleksandria_intl.documents.word.letters import text_of
from oleksandria_intl.documents.word.marks import Marks, marks_of, source_digest, text_digest
from oleksandria_intl.typesetting import compared
from tests.oleksandria_intl.documents.word_file import cell, paper, table, text

PAPER = "decision/2020/1"
BODY = Source("programs.section", "goals", "body_uk")
NAME = Source("budget.direction", "2", "name_uk")
BLOCKS: tuple[Block, ...] = (
    replace(text("Перший"), source=BODY),
    BulletList(((replace(text("точка"), source=BODY),), (replace(text("друга"), source=BODY),))),
    *sourced((Subject("Про затвердження"), Heading(2, "I. МЕТА", anchor="goals")), Source("programs.section", "goals")),
    table((cell("1."), *sourced_cells((cell("Захід"),), NAME), Cell(source=BODY))),
    Footnotes((("*", plain("Виноска")),), (NAME,)),
)


def marked(*blocks: Block) -> tuple[Any, Marks]:
    """Return the body of a marked file, and its marks."""
    marks = Marks(PAPER)
    content = write_docx(paper(*blocks), {"goals": 3}, marks)
    return docx.Document(BytesIO(content)).element.body, marks


def names(body: Any) -> dict[str, str]:
    """Return the text of the paragraph in which each mark begins."""
    return {mark.name: compared(text_of(each)) for each in body.iter(qn("w:p")) for mark in marks_of(each)}


def test_each_paragraph_list_point_heading_and_cell_has_one_mark() -> None:
    body, _marks = marked(*BLOCKS)
    found = [(text_of(each), len(list(marks_of(each)))) for each in body.iter(qn("w:p"))]
    assert {said for said, count in found if count == 1} >= {"Перший", "точка", "друга", "I. МЕТА", "Захід", "Сума", ""}
    assert [said for said, count in found if said and count != 1] == []


def test_a_mark_leads_back_to_its_row_and_field_and_the_place_within_it() -> None:
    body, marks = marked(*BLOCKS)
    of_body = [name for name in names(body) if marks.sources[name] == BODY]
    assert [name.split("_")[1:3] for name in of_body] == [[source_digest(PAPER, BODY), str(n)] for n in range(4)]
    assert [names(body)[name] for name in of_body] == ["Перший", "точка", "друга", ""]
    assert {names(body)[name] for name in marks.sources if marks.sources[name] == NAME} == {"Захід", "* Виноска"}


def test_words_of_the_form_name_no_row() -> None:
    body, marks = marked(*BLOCKS)
    found = sorted(names(body)[name] for name, source in marks.sources.items() if source is None)
    assert found == ["1.", "Захід", "Сума", "№ з/п"]


def test_a_mark_has_no_more_letters_than_word_keeps() -> None:
    long = Source("oleksandria_intl.decisionpoint", f"{'а' * 80}/1", "text")
    _body, marks = marked(*(replace(text(f"слово {number}"), source=long) for number in range(120)))
    assert len(marks.sources) == 120
    assert max(map(len, marks.sources)) <= 40


def test_a_mark_remembers_the_text_but_not_how_it_is_set() -> None:
    body, _marks = marked(replace(text("у 2020 - 2021 рр. п'ять"), source=BODY))
    (name,) = names(body)
    assert name.endswith(text_digest("у 2020\u00a0– 2021 рр. п’ять"))
    assert not name.endswith(text_digest("у 2020 - 2021 рр. шість"))


def test_numbers_of_pages_which_word_counts_have_no_mark() -> None:
    entry = ContentsEntry("I.", sourced((text("Мета"),), NAME), "goals", source=NAME)
    columns = (Column("№"), Column("Назва"), Column("С"))
    body, _marks = marked(Heading(2, "МЕТА", anchor="goals"), Contents(columns, (entry,)))
    assert sorted(names(body).values()) == ["1", "2", "3", "I.", "МЕТА", "Мета", "Назва", "С", "№"]


def test_the_file_says_which_paper_it_is_and_what_it_printed() -> None:
    def label(*blocks: Block) -> str:
        content = write_docx(paper(*blocks), {}, Marks(PAPER))
        return str(docx.Document(BytesIO(content)).core_properties.keywords)

    assert label(text("а")).startswith(f"{PAPER} ")
    assert label(text("а")) != label(text("б"))


def test_only_a_file_that_is_asked_for_with_marks_has_them() -> None:
    body = docx.Document(BytesIO(write_docx(paper(*BLOCKS), {}))).element.body
    assert names(body) == {}


def test_a_marked_file_prints_the_same() -> None:
    def bare(body: Any) -> list[str]:
        ends = {qn("w:bookmarkStart"), qn("w:bookmarkEnd")}
        return [f"{each.tag} {each.text} {dict(each.attrib)}" for each in body.iter() if each.tag not in ends]

    unmarked = docx.Document(BytesIO(write_docx(paper(*BLOCKS), {"goals": 3}))).element.body
    assert bare(marked(*BLOCKS)[0]) == bare(unmarked)


@pytest.fixture
def papers_folder(settings: Any, tmp_path: Any) -> None:
    settings.VAR_DIR = tmp_path


@pytest.mark.usefixtures("papers_folder")
def test_the_store_keeps_the_marked_file_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_pages", lambda name, document: {})
    monkeypatch.setattr(store, "_pdf", lambda document, name, pages: b"%PDF")
    issued = replace(paper(*BLOCKS), issue=Issue("a", datetime(2020, 1, 1, tzinfo=timezone.utc)))
    unmarked = store.rendered(issued, "docx")
    assert store.rendered(issued, "docx", marked_as=PAPER) != unmarked
    assert store.rendered(issued, "docx") == unmarked
    of_another_row = replace(issued, blocks=(replace(BLOCKS[0], source=NAME), *BLOCKS[1:]))
    assert store.rendered(of_another_row, "docx", marked_as=PAPER) != store.rendered(issued, "docx", marked_as=PAPER)
