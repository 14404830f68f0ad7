"""The paper of a decision's votes: found by the decision's key and by its edition's, in the order of voting systems."""

from __future__ import annotations

from datetime import date, time

import pytest

from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import Heading, PageBreak, Paragraph, Table, text_of
from oleksandria_intl.documents.document import Document
from oleksandria_intl.models import Council, Decision
from oleksandria_intl.votes.documents import data_of, in_a_line, roll_call
from programs.models import Edition
from tests import factories

NAMES = {"Коваль Олена Іванівна": "absent", "Мороз Петро": "for"}


def lines(document: Document) -> list[str]:
    """Return what the paper says outside of its tables."""
    found = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(text_of(block.runs))
        if isinstance(block, Heading):
            found.append(block.text)
    return found


def test_the_paper_says_all_that_a_voting_system_prints(decision: Decision) -> None:
    Council.objects.update(region_genitive="Кіровоградської області")
    decision.session, decision.convocation, decision.draft_number = 48, 7, "01-03/390"
    decision.draft_date = date(2019, 12, 12)
    decision.save()
    factories.vote(decision, names=NAMES, number="15", held_at=time(11, 42, 7), sitting=2, session_kind="extraordinary")
    assert lines(roll_call(decision)) == [
        "Олександрійська міська рада",
        "Кіровоградської області",
        "Сорок восьма позачергова сесія сьомого скликання",
        "пленарне засідання № 2",
        "РЕЗУЛЬТАТИ ПОІМЕННОГО ГОЛОСУВАННЯ",
        "Про затвердження Програми розвитку співробітництва на 2020 рік",
        "«За основу і в цілому»",
        "Проєкт № 01-03/390 від 12.12.2019",
        "Голосування № 15, 20.12.2019 11:42:07",
        "Підтримали – 20, не підтримали – 3, утримались – 2, не голосували – 4, відсутні – 6",
        "Загальний склад ради з урахуванням голосу голови – 35, для прийняття потрібно – 18",
        "ПРИЙНЯТО",
    ]


def test_the_mayor_is_called_as_the_councils_acts_call_him(decision: Decision) -> None:
    factories.body("mayor", short_name_genitive="міського голови")
    factories.vote(decision)
    said = "Загальний склад ради з урахуванням голосу міського голови – 35, для прийняття потрібно – 18"
    assert said in lines(roll_call(decision))


def test_names_and_votes_stand_in_two_columns(decision: Decision) -> None:
    factories.vote(decision, names=NAMES)
    [table] = [block for block in roll_call(decision).blocks if isinstance(block, Table)]
    rows = [[text_of(cell.content[0].runs) for cell in row.cells] for group in table.groups for row in group.rows]  # type: ignore[union-attr]
    assert rows == [["Коваль Олена Іванівна", "ВІДСУТНЯ"], ["Мороз Петро", "ЗА"]]


def test_what_is_not_known_is_not_printed(decision: Decision) -> None:
    unknown = dict.fromkeys(("votes_against", "votes_abstained", "votes_not_voting", "votes_absent", "composition"))
    factories.vote(decision, is_adopted=False, **unknown)
    assert lines(roll_call(decision))[1:] == [
        "Чергова сесія",
        "РЕЗУЛЬТАТИ ГОЛОСУВАННЯ",
        "Про затвердження Програми розвитку співробітництва на 2020 рік",
        "«За основу і в цілому»",
        "Голосування 20.12.2019",
        "Підтримали – 20",
        "НЕ ПРИЙНЯТО",
    ]


def test_every_vote_begins_a_page_and_an_amendment_has_its_text(decision: Decision) -> None:
    factories.vote(decision, kind="basis")
    factories.vote(decision, order=2, kind="amendment", amendment="Доповнити пунктом 3.")
    factories.vote(decision, order=3, kind="whole-amended")
    paper = roll_call(decision)
    assert sum(isinstance(block, PageBreak) for block in paper.blocks) == 2
    said = lines(paper)
    assert [line for line in said if line.startswith("«")] == ["«За основу»", "«Поправка»", "«В цілому зі змінами»"]
    assert said[said.index("«Поправка»") + 1] == "Доповнити пунктом 3."


def test_without_a_vote_there_is_nothing_to_print(decision: Decision) -> None:
    with pytest.raises(papers.PaperNotFound):
        roll_call(decision)


@pytest.mark.parametrize("key", ["d/programme-2020", "2020/1"])
def test_the_decision_is_found_by_its_own_key_and_by_its_editions(edition: Edition, key: str) -> None:
    assert papers.get("roll-call").find(key, papers.Scope()) == edition.decision


@pytest.mark.parametrize("key", ["d/other", "2019/1", "d/"])
def test_a_key_that_names_no_decision_is_answered_with_a_sentence(edition: Edition, key: str) -> None:
    with pytest.raises(papers.PaperNotFound, match=key):
        papers.get("roll-call").find(key, papers.Scope())


def test_an_edition_without_a_decision_has_no_votes(edition: Edition) -> None:
    Edition.objects.update(decision=None)
    with pytest.raises(papers.PaperNotFound):
        papers.get("roll-call").find("2020/1", papers.Scope())


def test_the_data_have_the_votes_with_their_names(decision: Decision) -> None:
    factories.vote(decision, names=NAMES, held_at=time(11, 42, 7))
    [vote] = data_of(decision)["votes"]
    assert (vote["date"], vote["time"], vote["majority"], vote["counts"]["for"]) == ("2019-12-20", "11:42:07", 18, 20)
    assert vote["names"] == [
        {"name": "Коваль Олена Іванівна", "choice": "absent"},
        {"name": "Мороз Петро", "choice": "for"},
    ]


def test_the_extract_of_the_minutes_says_the_last_vote_in_a_line(decision: Decision) -> None:
    assert in_a_line(decision) == ""
    factories.vote(decision, kind="basis")
    factories.vote(decision, order=2, kind="whole", votes_for=21, votes_absent=None)
    assert in_a_line(decision) == "за – 21, проти – 3, утримались – 2, не голосували – 4."
