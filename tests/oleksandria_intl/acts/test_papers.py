"""The papers beside a decision: note, approval sheet, conclusion, extract, the executive committee's decision."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from oleksandria_intl import papers
from oleksandria_intl.acts import extracts
from oleksandria_intl.documents import blocks as b
from oleksandria_intl.models import Body, Decision, DecisionStep, ExplanatoryNote, MinutesExtract, Term
from programs.models import Edition
from tests import factories

BESIDE = ("executive-decision", "explanatory-note", "approval-sheet", "committee-conclusion", "extract")


@pytest.fixture
def introduced(programme_2020: Edition) -> Edition:
    """The programme of 2020 with all papers of its path."""
    factories.papers_of(programme_2020.decision)
    return programme_2020


def made(kind: str, key: str) -> Any:
    paper = papers.get(kind)
    return paper.build(paper.find(key, papers.Scope()))


def said(kind: str, key: str) -> str:
    """Return a paper's blocks as text that can be looked through."""
    return repr(made(kind, key).blocks)


def heads(kind: str, key: str) -> list[str]:
    return [block.text for block in made(kind, key).blocks if isinstance(block, b.Heading)]


def signed(kind: str, key: str = "d/twinning") -> list[str]:
    return [block.name for block in made(kind, key).blocks if isinstance(block, b.Signature)]


@pytest.mark.parametrize("kind", BESIDE)
def test_every_paper_is_found_by_the_programme_the_edition_and_the_decisions_code(
    introduced: Edition, kind: str
) -> None:
    blocks = made(kind, "2020").blocks
    assert blocks == made(kind, "2020/1").blocks == made(kind, "d/programme-2020").blocks


@pytest.mark.parametrize("kind", BESIDE)
def test_every_paper_comes_as_data(introduced: Edition, kind: str) -> None:
    paper = papers.get(kind)
    data = json.loads(papers.content(paper, paper.find("2020/1", papers.Scope()), "json"))
    assert data["subject"]


@pytest.mark.parametrize("kind", BESIDE)
def test_a_key_of_nothing_is_answered_with_a_sentence(introduced: Edition, kind: str) -> None:
    with pytest.raises(papers.PaperNotFound, match="There is no decision “2019/1”"):
        papers.get(kind).find("2019/1", papers.Scope())


# The decision of the executive committee


def test_the_executive_decision_has_its_own_key(introduced: Edition) -> None:
    paper = papers.get("executive-decision")
    assert paper.key_of(paper.find("2020/1", papers.Scope())) == "d/programme-2020-executive"
    assert paper.find("d/programme-2020-executive", papers.Scope()).body.kind == "executive"


def test_a_draft_without_one_says_how_it_is_begun(twinning: Decision) -> None:
    with pytest.raises(papers.PaperNotFound, match="begin it on the decision's page"):
        made("executive-decision", "d/twinning")


# The explanatory note


def test_the_note_says_what_was_written_and_else_what_the_programme_says(introduced: Edition) -> None:
    text = said("explanatory-note", "2020/1")
    assert "співпраця з містами-побратимами триває" in text
    assert "Налагодження ефективної співпраці" in text, "the passport's goal"
    assert "Результати реалізації заходів Програми" in text, "the passport's outcomes"
    assert heads("explanatory-note", "2020/1")[1:] == [
        "1. Підстава й обґрунтування",
        "2. Мета",
        "3. Правові засади",
        "4. Фінансово-економічне обґрунтування",
        "5. Очікувані результати",
        "6. Розробник, доповідач",
    ]


def test_what_was_written_stands_instead_of_what_is_proposed(introduced: Edition) -> None:
    ExplanatoryNote.objects.update(goal="Мета {Програми}.")
    text = said("explanatory-note", "2020/1")
    assert f"Мета {introduced.titled('Програми')}." in text
    assert "Налагодження ефективної співпраці" not in text


def test_a_text_of_the_note_knows_where_it_comes_from(introduced: Edition) -> None:
    sources = [getattr(block, "source", None) for block in made("explanatory-note", "2020/1").blocks]
    assert "grounds" in [source.field for source in sources if source]


def test_the_note_has_the_sums_by_source_and_year(programme_2021_2023: Edition) -> None:
    blocks = made("explanatory-note", "2021-2023").blocks
    (table,) = [block for block in blocks if isinstance(block, b.Table)]
    assert [column.head for column in table.columns][1:] == ["2021 рік", "2022 рік", "2023 рік", "Усього"]
    assert len(table.groups) == 3, "two sources and their total"
    assert table.groups[-1].rows[0].is_total


def test_of_a_decision_without_a_programme_the_note_has_room_to_write(twinning: Decision) -> None:
    blocks = made("explanatory-note", "d/twinning").blocks
    assert [block for block in blocks if isinstance(block, b.Paragraph)].count(b.Paragraph(b.plain("_____"))) == 6
    assert not any(isinstance(block, b.Table) for block in blocks)


# The approval sheet


def test_the_sheet_has_a_row_for_everybody_who_is_asked(introduced: Edition) -> None:
    (table,) = [block for block in made("approval-sheet", "2020/1").blocks if isinstance(block, b.Table)]
    assert len(table.groups) == Term.objects.count()
    cells = [b.text_of(cell.content[0].runs) if cell.content else "" for cell in table.groups[0].rows[0].cells]
    assert cells == [
        "1.",
        "Міський голова",
        "13.12.2019",
        "С. ЦАПЮК",
        "Погоджено із зауваженням: уточнити строки заходів.",
    ]


def test_who_has_not_approved_yet_has_room_for_it(introduced: Edition) -> None:
    introduced.decision.approvals.update(approved_on=None)
    (table,) = [block for block in made("approval-sheet", "2020/1").blocks if isinstance(block, b.Table)]
    assert all(not group.rows[0].cells[2].content for group in table.groups)


@pytest.mark.parametrize("ask", ["build", "data"])
def test_a_sheet_without_rows_is_not_printed(twinning: Decision, ask: str) -> None:
    with pytest.raises(papers.PaperNotFound, match="no rows yet"):
        getattr(papers.get("approval-sheet"), ask)(twinning)


# The conclusion of a standing committee


def committee(code: str = "finance", **fields: Any) -> Body:
    names = {"name_uk": "Постійна комісія", "short_name": "постійна комісія", "act_name": "висновок"}
    genitive = {"name_genitive": "постійної комісії", "short_name_genitive": "постійної комісії"}
    return Body.objects.create(code=code, kind="standing", **names, **genitive, **fields)


def concluded(decision: Decision, body: Body, text: str = "Підтримати.", **fields: Any) -> DecisionStep:
    stages = {"stage_before": "committees", "stage_after": "committees"}
    return DecisionStep.objects.create(
        decision=decision, step="conclusion", body=body, conclusion=text, **stages, **fields
    )


def test_a_conclusion_says_who_concluded_what_and_when(introduced: Edition) -> None:
    text = said("committee-conclusion", "2020/1")
    for expected in ("від 17 грудня 2019 року", "№ 12", "ВИСНОВОК", "Рекомендувати міській раді", "Доповнити кошторис"):
        assert expected in text


def test_of_several_conclusions_one_is_named(twinning: Decision) -> None:
    for code in ("finance", "law"):
        concluded(twinning, committee(code), f"Висновок {code}.")
    with pytest.raises(papers.PaperNotFound, match="name one: d/twinning/finance, d/twinning/law"):
        made("committee-conclusion", "d/twinning")
    assert "Висновок law." in said("committee-conclusion", "d/twinning/law")
    assert "Висновок finance." not in said("committee-conclusion", "d/twinning/law")


def test_the_last_conclusion_of_a_committee_counts(twinning: Decision) -> None:
    finance = committee()
    concluded(twinning, finance, "Відхилити.")
    concluded(twinning, finance, "Підтримати.")
    assert "Відхилити" not in said("committee-conclusion", "d/twinning")


def test_a_conclusion_that_was_taken_back_is_none(twinning: Decision) -> None:
    mistaken = concluded(twinning, committee())
    stages = {"stage_before": "committees", "stage_after": "committees"}
    DecisionStep.objects.create(decision=twinning, step="taken-back", takes_back=mistaken, reason="Помилка", **stages)
    with pytest.raises(papers.PaperNotFound, match="No standing committee has concluded"):
        made("committee-conclusion", "d/twinning")


def test_a_committee_that_has_not_concluded_gets_a_blank_form(twinning: Decision) -> None:
    committee()
    text = said("committee-conclusion", "d/twinning/finance")
    assert "№ _____" in text
    assert "від «___» _____ 20__ року" in text


def test_a_committee_that_is_none_is_answered_with_a_sentence(twinning: Decision) -> None:
    with pytest.raises(papers.PaperNotFound, match="There is no standing committee “council”"):
        made("committee-conclusion", "d/twinning/council")


def test_the_head_who_was_in_the_post_on_the_day_signs(twinning: Decision) -> None:
    finance = committee(head=Term.objects.get())
    concluded(twinning, finance, on=date(2015, 10, 1))
    assert signed("committee-conclusion") == ["____________", "____________"], "in the post since November 2015"
    concluded(twinning, finance, on=date(2026, 3, 20))
    assert signed("committee-conclusion") == ["Степан ЦАПЮК", "____________"]


# The extract of the minutes


def test_an_extract_says_what_was_heard_said_decided_voted_and_who_certifies_it(introduced: Edition) -> None:
    assert heads("extract", "2020/1") == [
        "ВИТЯГ З ПРОТОКОЛУ",
        "СЛУХАЛИ:",
        "ВИСТУПИЛИ:",
        "ВИРІШИЛИ:",
        "ГОЛОСУВАЛИ:",
        "Згідно з оригіналом",
    ]
    text = said("extract", "2020/1")
    assert "№ 67" in text
    assert f"Затвердити {introduced.titled('Програму')}" in text
    assert "Доповідач – " in text


def test_what_was_heard_stands_as_it_was_written_down(twinning: Decision) -> None:
    MinutesExtract.objects.create(decision=twinning, heard="Інформацію про угоду.")
    assert "Інформацію про угоду." in said("extract", "d/twinning")
    assert heads("extract", "d/twinning").count("ВИСТУПИЛИ:") == 0


def test_the_vote_is_left_blank_until_an_app_says_it(twinning: Decision, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "за\\xa0___, проти\\xa0___" in said("extract", "d/twinning")
    monkeypatch.setattr(extracts, "_votes", [lambda decision: "", lambda decision: "за – 26, проти – 1"])
    assert "за – 26, проти – 1." in said("extract", "d/twinning")


def test_the_day_of_certification_is_printed_once_it_is_known(twinning: Decision) -> None:
    MinutesExtract.objects.create(decision=twinning, certified_by=Term.objects.get())
    assert "«___» _____ 20__ року" in said("extract", "d/twinning")
    MinutesExtract.objects.update(certified_on=date(2026, 4, 1))
    assert "1 квітня 2026 року" in said("extract", "d/twinning")
    assert "Степан ЦАПЮК" in said("extract", "d/twinning")
