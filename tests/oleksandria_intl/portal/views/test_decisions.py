"""The public decisions: which there are, what their pages say, their files."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from budget.models import ClosingReport
from oleksandria_intl.models import Decision, DecisionStep, ExplanatoryNote, IssuedPaper
from partners.models import Agreement
from programs.models import Edition
from tests import factories, spending
from tests.public_pages import headings, page
from tests.seed import programme_2020

__all__ = ["programme_2020"]


@pytest.fixture
def twinning(db: None) -> Decision:
    """The decision that authorises the mayor to sign an agreement with a city abroad."""
    return factories.twinning()


def adopted(decision: Decision, number: str = "77", day: date = date(2026, 3, 27)) -> Decision:
    known = {"number": number, "period_start": day, "period_end": day, "period_precision": "day"}
    Decision.objects.filter(pk=decision.pk).update(**known)
    return decision


def listed(client: Client, address: str = "/decisions/") -> list[str]:
    return [row.code for row, _words in client.get(address).context["decisions"]]


# Which are public


def test_a_decision_without_a_programme_is_public_once_it_has_its_number(stranger: Client, twinning: Decision) -> None:
    assert listed(stranger) == []
    for address in ("", "decision.pdf", "decision.docx", "explanatory-note.pdf"):
        assert stranger.get(f"/decisions/twinning/{address}").status_code == 404
    adopted(twinning)
    assert listed(stranger) == ["twinning"]
    assert headings(page(stranger, "/decisions/twinning/")) == ["Про встановлення побратимських відносин"]


def test_the_decision_of_an_edition_is_public_when_the_edition_is(stranger: Client, edition: Edition) -> None:
    code = edition.decision.code
    for status, is_public in (("draft", False), ("published", True), ("adopted", True)):
        Edition.objects.filter(pk=edition.pk).update(status=status)
        assert (code in listed(stranger)) is is_public
        assert stranger.get(f"/decisions/{code}/").status_code == (200 if is_public else 404)


def test_a_number_does_not_show_the_decision_of_an_edition_that_nobody_may_see(
    stranger: Client, edition: Edition
) -> None:
    adopted(edition.decision)
    assert listed(stranger) == []
    assert stranger.get(f"/decisions/{edition.decision.code}/decision.pdf").status_code == 404


def test_the_executive_committees_decision_is_public_once_it_is_made(stranger: Client, programme_2020: Edition) -> None:
    prior = programme_2020.decision.prior
    assert stranger.get(f"/decisions/{prior.code}/").status_code == 404
    adopted(prior, "15", date(2019, 12, 5))
    html = page(stranger, f"/decisions/{prior.code}/")
    assert headings(html) == [
        "Про затвердження Програми розвитку міжнародного співробітництва м. Олександрії на 2020 рік"
    ]
    assert "№\xa015" in page(stranger, f"/decisions/{programme_2020.decision.code}/")


def test_the_newest_stands_first_and_a_draft_by_the_day_of_its_publication(
    stranger: Client, twinning: Decision, edition: Edition
) -> None:
    adopted(twinning)
    other = adopted(factories.twinning("older"), "5", date(2026, 1, 9))
    Edition.objects.filter(pk=edition.pk).update(status="published", published_on=date(2026, 2, 1))
    assert listed(stranger) == [twinning.code, edition.decision.code, other.code]
    Edition.objects.filter(pk=edition.pk).update(published_on=None)
    assert listed(stranger)[-1] == edition.decision.code, "what has no day stands last"


def test_the_list_has_pages(stranger: Client, db: None) -> None:
    for number in range(21):
        adopted(factories.twinning(f"twinning-{number}"), str(number + 1))
    assert len(listed(stranger)) == 20
    assert len(listed(stranger, "/decisions/?page=2")) == 1


def test_the_list_asks_the_database_no_more_often_for_more_decisions(stranger: Client, db: None) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(stranger, "/decisions/")
        return len(asked)

    factories.edition(status="published")
    adopted(factories.twinning("first"))
    few = queries()
    for year in (2021, 2022, 2023):
        factories.edition(str(year), years=(year, year), status="published")
        adopted(factories.twinning(f"twinning-{year}"), str(year))
    assert queries() == few


# What a page says


@pytest.fixture
def introduced(programme_2020: Edition) -> Edition:
    """The programme of 2020, whose decision has all papers of its path."""
    factories.papers_of(programme_2020.decision)
    return programme_2020


def test_the_page_says_what_was_decided_who_brought_it_in_and_where_it_stands(
    stranger: Client, introduced: Edition
) -> None:
    html = page(stranger, "/decisions/programme-2020/")
    for said in (
        "Затвердити Програму розвитку міжнародного співробітництва",
        "МІСЬКА РАДА ВИРІШИЛА:",
        str(introduced.decision.developer),
        introduced.decision.speaker.post_uk,
        introduced.decision.speaker.official.surname,
        "Рекомендувати міській раді прийняти рішення в цілому.",
        "01-03/390",
        "12 грудня 2019",
        "17 грудня 2019",
    ):
        assert said in html, said
    assert "Доповнити кошторис" not in html, "a remark of the office's own log"


def test_the_page_says_how_far_a_draft_has_come_and_where_it_turned_back(stranger: Client, introduced: Edition) -> None:
    decision = introduced.decision
    Decision.objects.filter(pk=decision.pk).update(stage="returned", planned_session_on=date(2019, 12, 20))
    stages = {"stage_before": "session", "stage_after": "returned"}
    DecisionStep.objects.create(decision=decision, step="returned", on=date(2019, 12, 18), **stages)
    html = page(stranger, "/en/decisions/programme-2020/")
    assert "returned with remarks" in html
    assert "18 December 2019" in html
    assert "20 December 2019" in html


def test_the_vote_is_shown_on_the_page(stranger: Client, introduced: Edition) -> None:
    factories.vote(introduced.decision)
    assert 'class="vote"' in page(stranger, "/decisions/programme-2020/")


def test_phones_and_notes_of_the_office_stay_there(stranger: Client, introduced: Edition) -> None:
    executor = introduced.decision.executor
    executor.phone = "7-77-99"
    executor.save()
    assert "7-77-99" not in page(stranger, "/decisions/programme-2020/")


def test_a_page_in_english_says_what_it_has_in_ukrainian_alone(stranger: Client, introduced: Edition) -> None:
    html = page(stranger, "/en/decisions/programme-2020/")
    assert "Some of this page is available in Ukrainian only." in html
    assert "Developer of the draft" in html


def test_a_decision_that_is_only_referred_to_says_that_its_text_is_not_here(
    stranger: Client, twinning: Decision
) -> None:
    twinning.points.all().delete()
    Decision.objects.filter(pk=twinning.pk).update(preamble="")
    adopted(twinning)
    html = page(stranger, "/en/decisions/twinning/")
    assert "only the requisites of this decision" in html
    assert "decision.pdf" not in html
    assert stranger.get("/decisions/twinning/decision.pdf").status_code == 404


def test_the_page_leads_to_the_programme_and_its_text_in_force(stranger: Client, introduced: Edition) -> None:
    assert 'href="/programs/2020/text/"' in page(stranger, "/decisions/programme-2020/")
    adopted(introduced.decision)
    Edition.objects.filter(pk=introduced.pk).update(status="adopted", in_force_from=date(2020, 1, 1))
    html = page(stranger, "/decisions/programme-2020/")
    assert 'href="/programs/2020/"' in html
    assert 'href="/programs/2020/text/?on=2020-01-01"' in html


def test_the_page_leads_to_the_agreement_that_was_authorised(stranger: Client, twinning: Decision) -> None:
    adopted(twinning)
    city = factories.city()
    agreement = Agreement.objects.create(
        code="mozyr", kind="agreement", title_uk="Угода про дружбу", state="signed", authorised_by=twinning
    )
    agreement.parties.create(city=city)
    html = page(stranger, "/decisions/twinning/")
    assert "Угода про дружбу" in html
    assert f'href="/partners/{city.slug}/"' in html


def test_the_page_leads_to_the_money_that_was_granted_and_to_the_report_that_was_taken_note_of(
    stranger: Client, edition: Edition
) -> None:
    Edition.objects.filter(pk=edition.pk).update(status="adopted")
    granted = spending.grant("1.1", 40_000).decision
    assert 'href="/budget/2020/"' in page(stranger, f"/decisions/{granted.code}/")
    closing = adopted(factories.decision("closing"), "7", date(2021, 2, 1))
    ClosingReport.objects.create(program=edition.program, decision=closing)
    assert 'href="/budget/2020/report/"' in page(stranger, "/decisions/closing/")


def test_the_files_as_they_were_issued_are_listed(stranger: Client, twinning: Decision) -> None:
    adopted(twinning)
    issued = issue("d/twinning")
    html = page(stranger, "/decisions/twinning/")
    assert f"/documents/{issued.pk}/{issued.file_name}" in html
    assert issued.sha256 in html


def issue(key: str, **fields: Any) -> IssuedPaper:
    facts = {"kind": "decision", "title": "Рішення", "format": "pdf", "size": 4, "sha256": "a" * 64}
    return IssuedPaper.objects.create(key=key, file="papers/2026/decision.pdf", **facts | fields)


# Files


def test_the_decision_and_its_note_are_had_as_files(
    stranger: Client, twinning: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "oleksandria_intl.documents.store.rendered", lambda document, format, **marks: document.title.encode()
    )
    adopted(twinning)
    for format in ("pdf", "docx"):
        answer = stranger.get(f"/decisions/twinning/decision.{format}")
        assert answer.content.decode() == "Рішення «Про встановлення побратимських відносин»"
    assert stranger.get("/decisions/twinning/explanatory-note.pdf").status_code == 404, "nobody has written it"
    ExplanatoryNote.objects.create(decision=twinning, goal="Дружба.")
    assert "Пояснювальна записка" in stranger.get("/decisions/twinning/explanatory-note.pdf").content.decode()
    assert "/decisions/twinning/explanatory-note.pdf" in page(stranger, "/decisions/twinning/")


def test_the_decision_of_an_edition_is_the_same_file_by_both_addresses(stranger: Client, edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(status="published")
    by_code = stranger.get(f"/decisions/{edition.decision.code}/decision.docx")
    by_programme = stranger.get("/programs/2020/decision.docx")
    assert by_code.content == by_programme.content
    assert by_code["Content-Disposition"] == by_programme["Content-Disposition"]


# Where the titles lead from


@pytest.mark.parametrize("address", ["/", "/programs/2020/", "/programs/2020/decisions/", "/decisions/"])
def test_the_title_of_a_decision_leads_to_its_page(stranger: Client, edition: Edition, address: str) -> None:
    Edition.objects.filter(pk=edition.pk).update(status="published")
    assert f'href="/decisions/{edition.decision.code}/"' in page(stranger, address)


def test_the_list_of_documents_says_the_number_of_the_act_whose_last_paper_it_is(
    stranger: Client, twinning: Decision, edition: Edition
) -> None:
    issue(edition.key, sha256="b" * 64)
    adopted(edition.decision, "875", date(2019, 12, 24))
    Edition.objects.filter(pk=edition.pk).update(status="adopted")
    issue(edition.key, sha256="c" * 64)
    issue("d/twinning", sha256="d" * 64)
    adopted(twinning)
    issued = {paper.sha256[0]: paper.shown_number for paper in stranger.get("/documents/").context["issued"]}
    assert issued == {"b": "", "c": "875", "d": "77"}


def test_a_plan_is_as_of_no_later_day_than_its_last(stranger: Client, edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(status="published")
    for address in ("/", "/programs/2020/"):
        assert "станом на 31 грудня 2020" in page(stranger, address)
