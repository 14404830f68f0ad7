"""An edition as it was at a moment: its data, its papers, and that nothing of it stays."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from budget.models import Direction, Funding, MeasureLine
from oleksandria_intl import guards, papers
from oleksandria_intl.documents import store
from oleksandria_intl.models import ContentVersion, Decision, DecisionPoint
from partners.models import AgreementParty, City, Country, Greeting, TimelineNote
from programs.as_it_was import NotInHistory, marked, moment_at, moment_of, paper, reconstructed
from programs.changes import changed_days
from programs.exchange import dump, row_models
from programs.models import CityProfile, Edition, Indicator, PassportRow, Section, UsedCode
from tests import clock, factories
from tests.reading import of_html
from tests.snapshots import ours

MARCH, APRIL, MAY = (clock.moment(f"2020-{month:02}-01") for month in (3, 4, 5))
STAYS = (*ours(), UsedCode)


@pytest.fixture
def march(edition_of_march: Edition) -> dict[str, Any]:
    """The data of the draft on the first of March; in April the clerk rewrote all of it."""
    return dump(edition_of_march)


@pytest.fixture
def edition_of_march(db: None, it_is: Callable[[str], None]) -> Edition:
    """The draft as it was written in February, a row of every kind in it."""
    it_is("2020-02-01")
    edition = factories.edition()
    factories.everything(edition)
    Edition.objects.get().save()
    it_is("2020-03-01")
    return Edition.objects.get()


def rewrite(edition: Edition, it_is: Callable[[str], None]) -> None:
    """In April: change a row of each kind, delete one, add one, rename the programme and the decision."""
    it_is("2020-04-01")
    for model in row_models():
        model._default_manager.filter(edition=edition).order_by("-pk").first().save()
    section = Section.objects.get()
    section.body_uk = "Інший текст."
    section.save()
    CityProfile.objects.get().delete()
    MeasureLine.objects.get(code="1.1").delete()
    Direction.objects.create(edition=edition, order=3, name_uk="Напрям 3")
    edition.name_uk = "дружби"
    edition.save()
    decision = Decision.objects.get()
    decision.subject = "Про дружбу"
    decision.save()
    DecisionPoint.objects.get(order=1).delete()


def counts() -> list[int]:
    """Return how many rows and records of history each table has, and the number of the content's version."""
    tables = [*STAYS, *(model.history.model for model in row_models())]  # type: ignore[attr-defined]
    return [*(model._base_manager.count() for model in tables), ContentVersion.objects.get().number]


def then(edition: Edition, moment: datetime) -> dict[str, Any]:
    """Return the data of an edition as it was."""
    with reconstructed(edition, moment) as found:
        return dump(found.edition)


def said(sentence: str) -> str:
    """Return the pattern of a sentence in the reader's language."""
    return re.escape(gettext(sentence))


def printed(edition: Edition, kind: str) -> str:
    """Return the words of a paper of the first of March."""
    return of_html(paper(papers.get(kind), edition, MARCH, "html")).replace("\N{NO-BREAK SPACE}", " ")


def test_every_row_stands_as_it_was(
    march: dict[str, Any], edition_of_march: Edition, it_is: Callable[[str], None]
) -> None:
    rewrite(edition_of_march, it_is)
    it_is("2020-05-01")
    assert then(edition_of_march, MARCH) == march


def test_after_the_last_change_it_is_what_it_is(edition_of_march: Edition, it_is: Callable[[str], None]) -> None:
    rewrite(edition_of_march, it_is)
    it_is("2020-05-02")
    assert then(edition_of_march, MAY) == dump(Edition.objects.get())


def test_nothing_of_it_stays(edition_of_march: Edition, it_is: Callable[[str], None]) -> None:
    rewrite(edition_of_march, it_is)
    edition_of_march.status = "withdrawn"
    edition_of_march.save()
    before = counts()
    then(edition_of_march, MARCH)
    assert counts() == before


def test_nothing_of_it_stays_where_the_paper_cannot_be_made(edition_of_march: Edition) -> None:
    before = counts()
    with pytest.raises(ZeroDivisionError), reconstructed(edition_of_march, MARCH):
        raise ZeroDivisionError
    assert counts() == before


def test_an_adopted_edition_is_shown_as_the_draft_that_it_was(
    march: dict[str, Any], edition_of_march: Edition, it_is: Callable[[str], None]
) -> None:
    rewrite(edition_of_march, it_is)
    edition_of_march.status, edition_of_march.in_force_from = "adopted", date(2020, 4, 1)
    edition_of_march.save()
    it_is("2020-05-01")
    with reconstructed(edition_of_march, MARCH) as found:
        assert found.edition.is_draft
        assert dump(found.edition) == march
    with reconstructed(edition_of_march, APRIL + timedelta(hours=1)) as found:
        assert not found.edition.is_draft


def test_an_edition_without_a_decision_is_shown(edition_of_march: Edition, it_is: Callable[[str], None]) -> None:
    with guards.lifted():
        Edition.objects.get().history.update(decision_id=None)
    with reconstructed(edition_of_march, MARCH) as found:
        assert found.edition.decision is None


def test_a_city_that_was_deleted_since_is_there_with_its_country(
    march: dict[str, Any], edition_of_march: Edition, it_is: Callable[[str], None]
) -> None:
    rewrite(edition_of_march, it_is)
    for model in reversed(row_models()):
        model._default_manager.filter(edition=edition_of_march).delete()
    for beside in (AgreementParty, Greeting, TimelineNote):
        beside._default_manager.all().delete()
    City.objects.get().delete()
    Country.objects.get().delete()
    it_is("2020-05-01")
    assert then(edition_of_march, MARCH)["city_profiles"] == march["city_profiles"]
    assert not City.objects.exists()


def test_before_its_history_begins_nothing_is_known(edition_of_march: Edition) -> None:
    with pytest.raises(NotInHistory, match=re.escape("01.02.2020, 12:00")):
        then(edition_of_march, clock.moment("2020-01-31"))


def test_an_edition_without_history_is_not_guessed(edition_of_march: Edition) -> None:
    with guards.lifted():
        Edition.history.all().delete()
    with pytest.raises(
        NotInHistory,
        match=said("The edition has no history: it was brought in without one, and nobody has changed it since."),
    ):
        then(edition_of_march, MARCH)


def test_a_moment_to_come_is_refused(edition_of_march: Edition) -> None:
    with pytest.raises(NotInHistory, match=said("This moment is still to come.")):
        then(edition_of_march, APRIL)


def test_a_row_whose_history_begins_later_stands_as_it_first_knows_it_and_is_named(
    edition_of_march: Edition, it_is: Callable[[str], None]
) -> None:
    with guards.lifted():
        Section.history.all().delete()
    rewrite(edition_of_march, it_is)
    it_is("2020-05-01")
    with reconstructed(edition_of_march, MARCH) as found:
        assert [row["title_uk"] for row in dump(found.edition)["sections"]] == ["Вступ"]
        assert found.guessed == ["розділ: 1"]


def test_a_row_without_any_history_is_named_too(edition_of_march: Edition) -> None:
    with guards.lifted():
        PassportRow.history.all().delete()
    with reconstructed(edition_of_march, MARCH) as found:
        assert len(dump(found.edition)["passport"]) == 1
        assert found.guessed == ["рядок паспорта: 1"]


def test_a_row_that_hangs_on_what_history_does_not_know_is_left_out_and_named(edition_of_march: Edition) -> None:
    with guards.lifted():
        MeasureLine.history.filter(code="1.1").update(history_type="-")
    with reconstructed(edition_of_march, MARCH) as found:
        assert "1.1-2020-city" not in {row["code"] for row in dump(found.edition)["funding"]}
        assert any("1.1-2020-city" in name for name in found.left_out)


def test_rows_that_do_not_fit_together_are_refused_in_a_sentence(edition_of_march: Edition) -> None:
    before = counts()
    with guards.lifted():
        Funding.history.all().update(code="1")
    with pytest.raises(
        NotInHistory, match=said("The rows of that moment do not fit together: somebody was writing them.")
    ):
        then(edition_of_march, MARCH)
    assert counts() == before


@pytest.mark.parametrize("kind", ["decision", "passport", "cost-estimate"])
def test_every_paper_says_of_which_moment_it_is(kind: str, edition_of_march: Edition) -> None:
    content = printed(edition_of_march, kind)
    assert "станом на 01.03.2020, 12:00, з історії" in content
    assert "ПРОЄКТ" in content
    assert "робочий примірник" in content


def test_the_words_stand_in_the_title_and_on_every_further_page(edition_of_march: Edition) -> None:
    with reconstructed(edition_of_march, MARCH) as found:
        document = marked(papers.get("decision").build(found.edition), MARCH)
    assert document.title.endswith("(станом на 01.03.2020, 12:00, з історії)")
    assert document.mark == "ПРОЄКТ, станом на 01.03.2020, 12:00, з історії"
    assert document.dated == MARCH


def test_what_was_adopted_has_no_other_mark(edition_of_march: Edition) -> None:
    with guards.lifted():
        Edition.history.all().update(status="adopted", in_force_from=date(2020, 2, 1))
    content = printed(edition_of_march, "passport")
    assert "станом на 01.03.2020, 12:00, з історії" in content
    assert "ПРОЄКТ" not in content


def test_only_papers_of_an_edition_are_made(edition_of_march: Edition) -> None:
    with pytest.raises(papers.PaperNotFound, match=said("Only the papers of an edition are made as of a moment.")):
        paper(papers.get("execution-report"), edition_of_march, MARCH, "html")


def test_the_command_writes_the_paper_as_of_a_moment(
    edition_of_march: Edition, it_is: Callable[[str], None], tmp_path: Path
) -> None:
    rewrite(edition_of_march, it_is)
    for name, options in (("then", {"as_of": MARCH}), ("now", {})):
        call_command("document", "decision", "2020/1", output=tmp_path / f"{name}.json", **options)
    assert "Інший текст." not in (tmp_path / "then.json").read_text(encoding="utf-8")
    assert "Інший текст." in (tmp_path / "now.json").read_text(encoding="utf-8")


def test_the_command_says_that_history_does_not_reach_so_far(edition_of_march: Edition) -> None:
    with pytest.raises(CommandError, match=re.escape("01.02.2020, 12:00")):
        call_command("document", "decision", "2020/1", "--as-of", "2019-12-31")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-03-01T12:00", MARCH),
        ("2020-03-01T10:00+00:00", MARCH),
        ("2020-03-01", datetime(2020, 3, 1, 21, 59, 59, 999999, tzinfo=timezone.utc)),
    ],
)
def test_a_moment_is_of_kyiv_and_a_day_alone_means_its_end(text: str, expected: datetime) -> None:
    assert moment_of(text) == expected


def test_today_without_a_time_means_now(it_is: Callable[[str], None]) -> None:
    it_is("2020-03-01")
    assert MARCH <= moment_at(date(2020, 3, 1), None) < MARCH + timedelta(minutes=1)
    assert moment_at(date(2020, 3, 1), time(13)) == MARCH + timedelta(hours=1)


def test_the_days_of_changes_say_who(edition_of_march: Edition, it_is: Callable[[str], None], clerk: User) -> None:
    it_is("2020-04-01")
    for text in ("Раз.", "Два."):
        section = Section.objects.get()
        section.body_uk = text
        section._history_user = clerk  # type: ignore[attr-defined]
        section.save()
    days = changed_days(edition_of_march)
    assert [day.day for day in days] == [date(2020, 4, 1), date(2020, 2, 1)]
    assert (days[0].changes, days[0].people, days[1].people) == (2, ["Оксана Діловод"], [])


def test_the_page_leads_to_the_papers_of_the_moment(
    client: Client, auditor: User, edition_of_march: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "rendered", lambda document, format, **marks: document.title.encode())
    client.force_login(auditor)
    page = client.get(reverse("admin:programs_edition_as_it_was", args=[edition_of_march.pk]), {"on": "28.02.2020"})
    link = next(each["pdf"] for each in page.context["papers"] if "passport" in each["pdf"])
    answer = client.get(link)
    assert "станом на 28.02.2020, 23:59, з історії" in answer.content.decode()
    assert 'filename="passport-2020-1-2020-02-28-2359.pdf"' in answer["Content-Disposition"]


def test_the_page_of_the_edition_leads_there(client: Client, clerk: User, edition_of_march: Edition) -> None:
    client.force_login(clerk)
    page = client.get(reverse("admin:programs_edition_change", args=[edition_of_march.pk])).content.decode()
    assert reverse("admin:programs_edition_as_it_was", args=[edition_of_march.pk]) in page


def test_the_page_says_why_nothing_is_known(client: Client, clerk: User, edition_of_march: Edition) -> None:
    client.force_login(clerk)
    page = client.get(reverse("admin:programs_edition_as_it_was", args=[edition_of_march.pk]), {"on": "01.01.2020"})
    assert "01.02.2020, 12:00" in page.context["refusal"]
    assert "papers" not in page.context


def test_a_paper_that_is_not_there_leads_back_with_the_reason(
    client: Client, clerk: User, edition_of_march: Edition
) -> None:
    with guards.lifted():
        PassportRow.history.all().update(history_type="-")
        Indicator.history.all().update(history_type="-")
    client.force_login(clerk)
    route = reverse("admin:programs_edition_as_it_was_paper", args=[edition_of_march.pk, "passport", "html"])
    answer = client.get(route, {"on": "01.03.2020", "at": "11:00"}, follow=True)
    assert answer.redirect_chain[0][0] == reverse("admin:programs_edition_as_it_was", args=[edition_of_march.pk])
    assert [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize(("kind", "format"), [("poem", "pdf"), ("execution-report", "pdf"), ("decision", "exe")])
def test_an_address_that_names_no_paper_is_not_found(
    client: Client, clerk: User, edition_of_march: Edition, kind: str, format: str
) -> None:
    client.force_login(clerk)
    route = reverse("admin:programs_edition_as_it_was_paper", args=[edition_of_march.pk, kind, format])
    assert client.get(route, {"on": "01.03.2020"}).status_code == 404


def test_a_moment_that_is_none_leads_back_to_the_form_with_what_was_typed(
    client: Client, clerk: User, edition_of_march: Edition
) -> None:
    client.force_login(clerk)
    route = reverse("admin:programs_edition_as_it_was_paper", args=[edition_of_march.pk, "decision", "pdf"])
    answer = client.get(route, {"on": "31.02.2020"}, follow=True)
    assert "31.02.2020" in answer.context["form"].errors["on"][0]


def test_an_edition_that_is_not_there_is_not_found(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    assert client.get(reverse("admin:programs_edition_as_it_was", args=[7])).status_code == 404
