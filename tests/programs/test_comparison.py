"""The comparison of an amendment: exactly what was changed, text beside text, money was, change, is."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import Blocks, Cell, Table, text_of
from programs.amending import amend
from programs.comparison import NOT_AN_AMENDMENT, Comparison, comparison
from programs.models import Edition, Section
from tests import factories
from tests.programs.amendments import (
    DECEMBER,
    MAY,
    NEW_MEASURE,
    NEW_WORDS,
    OLD_WORDS,
    adopted,
    changed,
    with_five_changes,
)

NBSP = "\u00a0"


@pytest.fixture
def amendment(programme_2020: Edition, head: User, quick_papers: None) -> Edition:
    """The programme of 2020, adopted as № 1000, and a draft with the five changes."""
    return with_five_changes(adopted(programme_2020, "1000", DECEMBER, head), head)


def said(cell: Cell) -> str:
    """Return the words of a cell."""
    texts = [text_of(block.runs) if hasattr(block, "runs") else str(block) for block in cell.content]
    return " ".join(texts).replace(NBSP, " ")


def tables(blocks: Blocks) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def rows(table: Table) -> list[tuple[str, ...]]:
    """Return the words of a table's rows."""
    return [tuple(map(said, row.cells)) for group in table.groups for row in group.rows]


def test_it_names_exactly_what_was_changed(amendment: Edition) -> None:
    assert Comparison(amendment).names() == [
        "розділ III «Сучасний стан міжнародного співробітництва в місті»",
        f"захід «{NEW_MEASURE}»",
        "захід «Забезпечення участі делегацій Олександрійської міської ради у міжнародних заходах та для…»",
        "захід «Виготовлення для учасників міжнародних заходів, зустрічей та візитів презентаційних…»",
        "запланований візит «Місто Тервел, Республіка Болгарія, серпень 2020 року»",
    ]


def test_money_stands_as_it_was_the_change_and_as_it_is_with_totals(amendment: Edition) -> None:
    _texts, money = tables(Comparison(amendment).blocks())
    assert [(row[0], *row[2:]) for row in rows(money) if len(row) > 1] == [
        ("3", "300,0", "-50,0", "250,0"),
        ("4", "45,0", "+50,0", "95,0"),
        ("", "580,0", "0,0", "580,0"),
        ("5", "120,0", "-120,0", "–"),
        ("", "300,0", "-120,0", "180,0"),
    ]


def test_a_text_stands_beside_what_it_is_to_be_and_new_words_are_bold(amendment: Edition) -> None:
    texts = tables(Comparison(amendment).blocks())[0]
    old, new = texts.groups[0].rows[1].cells
    assert (OLD_WORDS in said(old), NEW_WORDS in said(new)) == (True, True)
    block: Any = new.content[0]
    assert [run.text.strip() for run in block.runs if run.bold] == ["сталого і взаємовигідного"]


def test_of_a_long_text_the_paragraphs_that_differ_are_shown(db: None, head: User) -> None:
    edition = factories.edition()
    Section.objects.create(edition=edition, order=1, title_uk="Вступ", body_uk="Один.\n\nДва.\n\nТри.")
    Edition.objects.filter(pk=edition.pk).update(status="adopted")
    draft = with_body(Edition.objects.of_key("2020/1"), head, "Один.\n\nДва дні.\n\nТри.\n\nЧотири.")
    (texts,) = tables(Comparison(draft).blocks())
    assert rows(texts)[1:] == [("Два.", "Два дні."), ("", "Чотири.")]


def with_body(edition: Edition, by: User, text: str) -> Edition:
    """Return an amendment with another text of its section."""
    draft = amend(edition=edition, by=by)
    changed(Section.objects.get(edition=draft), body_uk=text)
    return draft


def test_what_is_cancelled_is_to_be_struck_out(amendment: Edition) -> None:
    found = rows(tables(Comparison(amendment).blocks())[0])
    place = next(number for number, row in enumerate(found) if "Тервел" in row[0])
    assert found[place + 1] == ("Термін: серпень 2020 року", "Виключити.")


def test_what_is_new_stands_beside_nothing(amendment: Edition) -> None:
    found = rows(tables(Comparison(amendment).blocks())[0])
    place = next(number for number, row in enumerate(found) if NEW_MEASURE in row[0])
    assert found[place + 1 : place + 3] == [("Відсутнє.", NEW_MEASURE), ("", "відділ внутрішньої політики")]


def test_the_paper_says_to_which_draft_it_belongs(amendment: Edition) -> None:
    document = comparison(amendment)
    heads = [text_of(block.runs) for block in document.blocks if hasattr(block, "runs")]
    assert heads[0].startswith("до проєкту рішення міської ради «Про внесення змін до рішення міської ради")
    assert document.mark.startswith("ПРОЄКТ")


def test_the_paper_of_what_was_adopted_names_its_decision_and_what_was_before(amendment: Edition, head: User) -> None:
    before = [column.head for column in tables(comparison(amendment).blocks)[0].columns]
    document = comparison(adopted(amendment, "1100", MAY, head))
    after = [column.head for column in tables(document.blocks)[0].columns]
    assert (before[0], after[0]) == ("Чинна редакція", "Попередня редакція")
    heads = [text_of(block.runs) for block in document.blocks if hasattr(block, "runs")]
    assert heads[0].startswith("до рішення міської ради від 5 травня 2020 року № 1100 «Про внесення")


def test_an_edition_that_amends_nothing_has_no_comparison(programme_2020: Edition) -> None:
    with pytest.raises(papers.PaperNotFound, match=str(NOT_AN_AMENDMENT)):
        comparison(programme_2020)


def test_an_amendment_without_changes_says_so(db: None, head: User) -> None:
    document = comparison(amend(edition=factories.edition(status="adopted"), by=head))
    assert "Змін немає." in [text_of(block.runs) for block in document.blocks if hasattr(block, "runs")]
