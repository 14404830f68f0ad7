"""Votes in the admin: entered by hand, read from a table, beside what does not agree."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oleksandria_intl.models import Council, Decision, Vote
from tests import factories
from tests.admin_pages import address, posted, shown
from tests.budget.importing.files import workbook

PASTED = "Коваль Олена Іванівна\tЗА\nМороз Петро\tВІДСУТНІЙ"
WIDE = [
    ["№", "Питання", "Коваль", "Мороз", "Лис"],
    [1, "Про бюджет", "ЗА", "ЗА", "ПРОТИ"],
    [2, "Про міста", "ЗА", "ЗА", "ЗА"],
]


@pytest.fixture
def vote(decision: Decision) -> Vote:
    return factories.vote(decision)


@pytest.fixture
def office(client: Client, secretary: User) -> Client:
    """The browser of the secretary."""
    client.force_login(secretary)
    return client


def names_page(vote: Vote) -> str:
    return address(Vote, "names", vote.pk)


def names(vote: Vote) -> list[tuple[str, str]]:
    return list(vote.names.values_list("name", "choice"))


def published(vote: Vote) -> None:
    known: Any = {"period_start": date(2019, 12, 20), "period_end": date(2019, 12, 20), "period_precision": "day"}
    Decision.objects.update(number="1", stage="published", **known)
    vote.refresh_from_db()


def test_the_secretary_records_a_vote_whatever_its_outcome(office: Client, decision: Decision) -> None:
    Council.objects.update(composition=34)
    page = f"{address(Vote, 'add')}?decision={decision.pk}"
    data = posted(office, page)
    assert data["composition"] == "34"
    data |= {"held_on": "20.12.2019", "held_at": "11:42:07", "votes_for": "17", "_continue": "1"}
    answer = office.post(page, data, follow=True)
    vote = Vote.objects.get()
    assert (vote.moment, vote.has_majority, vote.is_adopted) == ("20.12.2019 11:42:07", False, True)
    assert any("17" in finding.sentence for finding in answer.context["findings"])


def test_the_next_vote_goes_after_the_last(office: Client, vote: Vote) -> None:
    page = f"{address(Vote, 'add')}?decision={vote.decision_id}"
    assert office.post(page, posted(office, page) | {"held_on": "2019-12-20"}).status_code == 302
    assert Vote.objects.latest("pk").order == 2


def test_an_amendment_needs_its_text_and_nothing_else_has_one(office: Client, vote: Vote) -> None:
    page = address(Vote, "change", vote.pk)
    data = posted(office, page)
    assert "amendment" in office.post(page, data | {"kind": "amendment"}).context["adminform"].form.errors
    assert "amendment" in office.post(page, data | {"amendment": "Доповнити."}).context["adminform"].form.errors


def test_a_correction_is_of_a_vote_on_the_same_decision(office: Client, vote: Vote) -> None:
    other = factories.vote(factories.decision("other"))
    page = address(Vote, "change", vote.pk)
    data = posted(office, page) | {"corrects": other.pk}
    assert "corrects" in office.post(page, data).context["adminform"].form.errors


def test_a_pasted_table_is_shown_before_it_is_recorded(office: Client, vote: Vote) -> None:
    answer = office.post(names_page(vote), {"table": PASTED})
    assert answer.context["lines"] == [("Коваль Олена Іванівна", "ЗА"), ("Мороз Петро", "ВІДСУТНІЙ (-НЯ)")]
    assert names(vote) == []
    office.post(names_page(vote), {"table": PASTED, "_record": "1"})
    assert names(vote) == [("Коваль Олена Іванівна", "for"), ("Мороз Петро", "absent")]


def test_what_is_refused_is_shown_by_row_and_column_and_nothing_comes_in(office: Client, vote: Vote) -> None:
    answer = office.post(names_page(vote), {"table": f"{PASTED}\nЛис\tможливо", "_record": "1"})
    assert [(refusal.row, refusal.value) for refusal in answer.context["refusals"]] == [(3, "можливо")]
    assert "можливо</textarea>" in answer.content.decode()
    assert names(vote) == []


def upload(office: Client, vote: Vote, name: str, content: bytes) -> Any:
    return office.post(names_page(vote), {"table": "", "file": SimpleUploadedFile(name, content)})


def test_a_file_appears_in_the_box(office: Client, vote: Vote) -> None:
    answer = upload(office, vote, "votes.csv", "Коваль;ЗА\nМороз;ПРОТИ".encode())
    assert answer.context["form"].data["table"] == "Коваль\tЗА\nМороз\tПРОТИ"
    assert answer.context["lines"] == [("Коваль", "ЗА"), ("Мороз", "ПРОТИ")]


def test_of_a_wide_file_one_row_is_chosen(office: Client, vote: Vote) -> None:
    answer = upload(office, vote, "votes.xlsx", workbook(WIDE))
    form = answer.context["form"]
    assert [value for value, _label in form.fields["row"].choices] == [2, 3]
    assert "lines" not in answer.context
    office.post(names_page(vote), {"table": form.data["table"], "row": "2", "_record": "1"})
    assert names(vote) == [("Коваль", "for"), ("Мороз", "for"), ("Лис", "against")]


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"", b"PK\x03\x04broken"])
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(office: Client, vote: Vote, content: bytes) -> None:
    answer = upload(office, vote, "votes.xlsx", content)
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]


@pytest.mark.parametrize("table", ["", "Коваль\tМороз", "Коваль\tЗА\n" * 2001])
def test_a_box_without_votes_is_refused_in_a_sentence(office: Client, vote: Vote, table: str) -> None:
    assert office.post(names_page(vote), {"table": table, "_record": "1"}).context["form"].errors["table"]
    assert names(vote) == []


def test_a_published_vote_is_looked_at_and_not_changed(office: Client, vote: Vote) -> None:
    published(vote)
    answer = office.get(address(Vote, "change", vote.pk))
    assert not answer.context["has_change_permission"]
    assert office.get(address(Vote, "delete", vote.pk)).status_code == 403
    page = office.get(address(Decision, "change", vote.decision_id)).content.decode()
    assert 'name="votes-0-votes_for"' not in page


def test_names_of_a_published_decision_come_in_once(office: Client, vote: Vote) -> None:
    published(vote)
    assert office.post(names_page(vote), {"table": PASTED, "_record": "1"}).status_code == 302
    assert office.get(names_page(vote)).status_code == 403


def test_the_paper_is_looked_at_from_the_vote(office: Client, vote: Vote) -> None:
    paper = office.get(address(Vote, "paper", vote.pk, "html"))
    assert "РЕЗУЛЬТАТИ ГОЛОСУВАННЯ" in paper.content.decode()
    assert office.get(address(Vote, "paper", vote.pk, "exe")).status_code == 404


def test_the_votes_stand_on_the_decisions_page(office: Client, vote: Vote) -> None:
    page = address(Decision, "change", vote.decision_id)
    data = shown(office.get(page))
    data |= {
        "votes-TOTAL_FORMS": "2",
        "votes-1-kind": "whole",
        "votes-1-held_on": "21.12.2019",
        "votes-1-votes_for": "18",
    }
    assert office.post(page, data).status_code == 302
    assert list(Vote.objects.values_list("order", "kind")) == [(1, "basis-and-whole"), (2, "whole")]


def test_the_clerk_sees_votes_and_enters_none(client: Client, clerk: User, vote: Vote) -> None:
    client.force_login(clerk)
    assert client.get(address(Vote, "change", vote.pk)).status_code == 200
    assert client.get(names_page(vote)).status_code == 403
