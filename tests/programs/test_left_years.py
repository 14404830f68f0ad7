"""The years of the programme before in the texts of a draft: found, changed or left one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from delegations.models import PlannedVisit
from oleksandria_intl.models import Decision, DecisionPoint
from partners.models import Agreement, AgreementParty
from programs.left_years import ASK, CHANGE, LEAVE, Proposal, Settled, moved_periods, proposals, settle
from programs.models import CityProfile, Edition, LeftAsIs, Section
from programs.next_year import begin_next_year
from programs.texts import texts_of
from tests import factories


@pytest.fixture
def draft(db: None) -> Edition:
    """The draft of 2021."""
    return factories.edition("2021", years=(2021, 2021))


def section(edition: Edition, body: str, **fields: str) -> Section:
    """Make a section with a text."""
    return Section.objects.create(edition=edition, order=1, title_uk="Вступ", body_uk=body, **fields)


def profile(edition: Edition, **fields: str) -> CityProfile:
    """Make the story of Mazyr."""
    inside = section(edition, "")
    return CityProfile.objects.create(
        edition=edition, section=inside, city=factories.city(), heading="Мозир.", **fields
    )


def waiting(edition: Edition) -> list[Proposal]:
    """Return what waits for a choice."""
    return proposals(Edition.objects.get(pk=edition.pk)).open


def left(edition: Edition) -> list[Proposal]:
    """Return what was left as it is."""
    return proposals(Edition.objects.get(pk=edition.pk)).left


def decide(edition: Edition, choice: str, by: User, among: Iterable[Proposal] | None = None) -> Settled:
    """Choose the same for all that waits, or for these."""
    chosen = waiting(edition) if among is None else among
    return settle(edition=edition, choices={each.key: choice for each in chosen}, by=by)


# Finding


def test_the_draft_of_2021_names_every_2020_left_in_a_text(edition: Edition, head: User) -> None:
    factories.everything(edition)
    Section.objects.update(body_uk="На 2020 рік.", title_en="Year 2020")
    Decision.objects.update(preamble="У 2020 році", subject="Про 2020")
    DecisionPoint.objects.update(text="Затвердити на 2020 рік.")
    CityProfile.objects.update(relations="У 2020 році був візит.")
    draft = begin_next_year(edition=edition, with_money=False, by=head)
    found = waiting(draft)
    named = {(each.row._meta.model_name, each.field) for each in found}
    assert named == {
        ("section", "body_uk"),
        ("section", "title_en"),
        ("cityprofile", "relations"),
        ("decision", "subject"),
        ("decision", "preamble"),
        ("decisionpoint", "text"),
    }
    assert sum(text.text.count("2020") for text in texts_of(Edition.objects.get(pk=draft.pk))) == len(found) == 7


def test_after_the_choices_none_is_left_but_those_chosen_to_stay(edition: Edition, head: User) -> None:
    section(edition, "На 2020 рік. У 2020 році.")
    profile(edition, relations="У 2020 році був візит.")
    draft = begin_next_year(edition=edition, with_money=False, by=head)
    for _each in range(3):
        each = waiting(draft)[0]
        decide(draft, CHANGE if each.is_recommended else LEAVE, head, [each])
    assert not waiting(draft)
    assert [each.text for each in left(draft)] == ["У 2020 році був візит."]
    naming = [text.text for text in texts_of(Edition.objects.get(pk=draft.pk)) if "2020" in text.text]
    assert naming == ["У 2020 році був візит."]


def test_only_the_years_of_the_programme_before_are_asked_about(draft: Edition) -> None:
    section(draft, "У 2018, 2019, 2021 роках і № 12020, до 2030 року.")
    assert not waiting(draft)


def test_a_programme_of_three_years_moves_each_of_its_years_by_three(db: None) -> None:
    edition = factories.edition("2024-2026", years=(2024, 2026))
    section(edition, "2020, 2021, 2022, 2023, 2024")
    assert [(each.old, each.new) for each in waiting(edition)] == [("2021", "2024"), ("2022", "2025"), ("2023", "2026")]


def test_the_words_around_are_shown(draft: Edition) -> None:
    section(draft, "Один два три чотири п'ять шість на 2020 рік сім вісім дев'ять десять одинадцять.")
    (each,) = waiting(draft)
    assert each.before == "два три чотири п'ять шість на ".removeprefix("два ")
    assert each.after == " рік сім вісім дев'ять "


@pytest.mark.parametrize(
    ("text", "is_recommended"),
    [
        ("Заходи на 2020 рік", True),
        ("У 2020 році", True),
        ("рішення від 12.05.2020 № 7", False),
        ("лист від 12 травня 2020 року", False),
        ("наказ № 15/2020", False),
        ("29 лютого 2020 року", False),
    ],
)
def test_a_documents_date_is_proposed_to_stay(draft: Edition, text: str, is_recommended: bool) -> None:
    section(draft, text)
    assert [each.is_recommended for each in waiting(draft)] == [is_recommended]


@pytest.mark.parametrize(("text", "is_recommended"), [("У 2020 році", False), ("Візит планується на 2020 рік", True)])
def test_the_story_of_a_city_may_name_any_year_but_that_of_a_plan(
    draft: Edition, text: str, is_recommended: bool
) -> None:
    profile(draft, relations=text)
    assert [each.is_recommended for each in waiting(draft)] == [is_recommended]


# Choosing


def test_a_year_is_changed_and_the_history_says_by_whom(draft: Edition, clerk: User) -> None:
    row = section(draft, "На 2020 рік, а в 2020 році.")
    assert decide(draft, CHANGE, clerk) == Settled(2, 0, 0)
    row.refresh_from_db()
    assert row.body_uk == "На 2021 рік, а в 2021 році."
    assert row.history.first().history_user == clerk
    assert not waiting(draft)
    assert not LeftAsIs.objects.exists()


def test_several_texts_of_a_row_are_changed_at_once(draft: Edition, clerk: User) -> None:
    row = section(draft, "На 2020 рік.", body_en="For 2020.")
    assert decide(draft, CHANGE, clerk) == Settled(2, 0, 0)
    row.refresh_from_db()
    assert (row.body_uk, row.body_en) == ("На 2021 рік.", "For 2021.")
    assert row.history.count() == 2


def test_a_year_that_is_left_is_not_asked_about_again(draft: Edition, clerk: User) -> None:
    row = section(draft, "У 2020 році.")
    assert decide(draft, LEAVE, clerk) == Settled(0, 1, 0)
    row.refresh_from_db()
    assert (row.body_uk, row.version) == ("У 2020 році.", 1)
    assert not waiting(draft)
    assert [each.old for each in left(draft)] == ["2020"]
    assert LeftAsIs.history.get().history_user == clerk


def test_a_year_is_left_beside_one_that_is_changed(draft: Edition, clerk: User) -> None:
    row = section(draft, "На 2020 рік; у 2020 році.")
    first, second = waiting(draft)
    settle(edition=draft, choices={first.key: CHANGE, second.key: LEAVE}, by=clerk)
    row.refresh_from_db()
    assert row.body_uk == "На 2021 рік; у 2020 році."
    assert not waiting(draft)


def test_what_is_not_chosen_waits_on(draft: Edition, clerk: User) -> None:
    section(draft, "На 2020 рік.")
    assert decide(draft, "", clerk) == Settled(0, 0, 0)
    assert len(waiting(draft)) == 1


def test_what_was_left_is_asked_about_again(draft: Edition, clerk: User, head: User) -> None:
    section(draft, "На 2020 рік.")
    decide(draft, LEAVE, clerk)
    decide(draft, ASK, head, left(draft))
    assert (len(waiting(draft)), left(draft)) == (1, [])
    assert LeftAsIs.history.first().history_user == head


def test_what_is_left_twice_is_remembered_once(draft: Edition, clerk: User) -> None:
    section(draft, "У 2020 році.")
    decide(draft, LEAVE, clerk)
    decide(draft, LEAVE, clerk, left(draft))
    assert LeftAsIs.objects.count() == 1


def test_a_text_whose_words_change_is_asked_about_again(draft: Edition, clerk: User) -> None:
    row = section(draft, "У 2020 році.")
    decide(draft, LEAVE, clerk)
    row.body_uk = "Узимку 2020 року."
    row.save()
    assert [each.old for each in waiting(draft)] == ["2020"]


def test_a_text_that_somebody_changed_meanwhile_is_not_touched(draft: Edition, clerk: User) -> None:
    row = section(draft, "На 2020 рік.")
    seen = waiting(draft)
    row.body_uk = "На весь 2020 рік."
    row.save()
    assert decide(draft, CHANGE, clerk, seen) == Settled(0, 0, 1)
    row.refresh_from_db()
    assert row.body_uk == "На весь 2020 рік."


def test_a_text_changed_between_reading_and_writing_is_not_touched(
    draft: Edition, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = section(draft, "На 2020 рік.")
    found = proposals(draft)

    def stale(edition: Edition) -> object:
        row.save()
        return found

    monkeypatch.setattr("programs.left_years.proposals", stale)
    assert decide(draft, CHANGE, clerk, found.open) == Settled(0, 0, 1)


def test_an_adopted_edition_does_not_change(draft: Edition, clerk: User) -> None:
    section(draft, "На 2020 рік.")
    found = waiting(draft)
    Edition.objects.update(status="adopted")
    with pytest.raises(ValidationError, match="не змінюється"):
        decide(draft, CHANGE, clerk, found)


def test_nothing_is_written_where_something_fails(draft: Edition, clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    section(draft, "На 2020 рік.")

    def fail(*args: object) -> None:
        raise ValidationError("Ні.")

    monkeypatch.setattr("programs.left_years._remember", fail)
    with pytest.raises(ValidationError):
        decide(draft, CHANGE, clerk)
    assert len(waiting(draft)) == 1


# Agreements


def agreement(of: CityProfile, title: str = "Угода про дружбу", year: int = 2020, state: str = "signed") -> Agreement:
    """Make an agreement with a city, signed in August."""
    days = {"period_start": date(year, 8, 1), "period_end": date(year, 8, 31), "period_precision": "month"}
    code = f"a{Agreement.objects.count()}"
    row = Agreement.objects.create(code=code, kind="agreement", title_uk=title, state=state, **days)
    AgreementParty.objects.create(agreement=row, city=of.city)
    return row


SENTENCE = "Підписано документ «Угода про дружбу» (серпень 2020 року)."


@pytest.mark.parametrize(("before", "after"), [("", SENTENCE), ("Дружимо.", f"Дружимо.\n\n{SENTENCE}")])
def test_an_agreement_of_the_year_is_offered_for_the_story_of_its_city(
    draft: Edition, clerk: User, before: str, after: str
) -> None:
    story = profile(draft, relations=before)
    agreement(story)
    (offered,) = waiting(draft)
    assert (offered.row, offered.old, offered.is_recommended) == (story, "", True)
    assert decide(draft, CHANGE, clerk) == Settled(1, 0, 0)
    story.refresh_from_db()
    assert story.relations == after


def test_neither_an_agreement_that_the_story_names_nor_its_year_is_asked_about_again(
    draft: Edition, clerk: User
) -> None:
    agreement(profile(draft, relations="У 2020 році дружимо."))
    first, offered = waiting(draft)
    decide(draft, CHANGE, clerk, [offered])
    assert [each.start for each in waiting(draft)] == [first.start]
    assert [each.old for each in left(draft)] == ["2020"]


def test_a_sentence_that_is_left_is_not_offered_again(draft: Edition, clerk: User) -> None:
    agreement(profile(draft))
    decide(draft, LEAVE, clerk)
    assert not waiting(draft)
    assert len(left(draft)) == 1


@pytest.mark.parametrize(("year", "state"), [(2019, "signed"), (2021, "signed"), (2020, "prepared")])
def test_an_agreement_of_another_year_or_not_signed_is_not_offered(draft: Edition, year: int, state: str) -> None:
    agreement(profile(draft), year=year, state=state)
    assert not waiting(draft)


def test_two_sentences_and_a_year_of_one_story_are_settled_at_once(draft: Edition, clerk: User) -> None:
    story = profile(draft, relations="На 2020 рік.")
    agreement(story)
    agreement(story, "Меморандум")
    assert decide(draft, CHANGE, clerk) == Settled(3, 0, 0)
    story.refresh_from_db()
    assert story.relations == f"На 2021 рік.\n\n{SENTENCE}\n\n{SENTENCE.replace('Угода про дружбу', 'Меморандум')}"


# The page


def page_of(edition: Edition) -> str:
    return reverse("admin:programs_edition_left_years", args=[edition.pk])


def test_the_clerk_settles_texts_on_the_page(client: Client, clerk: User, draft: Edition) -> None:
    section(draft, "На 2020 рік.")
    client.force_login(clerk)
    answer = client.get(page_of(draft))
    key = answer.context["open"][0]["proposals"][0].key
    assert f'name="{key}"' in answer.content.decode()
    client.post(page_of(draft), {key: CHANGE})
    assert Section.objects.get().body_uk == "На 2021 рік."


def test_a_section_is_not_the_accountants_to_change(client: Client, accountant: User, draft: Edition) -> None:
    section(draft, "На 2020 рік.")
    client.force_login(accountant)
    answer = client.get(page_of(draft))
    (row,) = answer.context["open"]
    assert not row["may_change"]
    client.post(page_of(draft), {row["proposals"][0].key: CHANGE})
    assert Section.objects.get().body_uk == "На 2020 рік."


def test_the_page_says_what_somebody_changed_meanwhile(client: Client, clerk: User, draft: Edition) -> None:
    row = section(draft, "На 2020 рік.")
    key = waiting(draft)[0].key
    row.save()
    client.force_login(clerk)
    answer = client.post(page_of(draft), {key: CHANGE}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["info", "warning"]


def test_the_page_says_that_the_edition_was_adopted(client: Client, clerk: User, draft: Edition) -> None:
    Edition.objects.update(status="adopted")
    client.force_login(clerk)
    answer = client.post(page_of(draft), follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_the_page_shows_what_stays_and_asks_again(client: Client, clerk: User, draft: Edition) -> None:
    section(draft, "У 2020 році.")
    decide(draft, LEAVE, clerk)
    client.force_login(clerk)
    ((row,), key) = (client.get(page_of(draft)).context["left"], left(draft)[0].key)
    assert row["proposals"][0].key == key
    client.post(page_of(draft), {key: ASK})
    assert waiting(draft)


def test_the_edition_counts_the_texts_that_wait(client: Client, clerk: User, draft: Edition) -> None:
    section(draft, "На 2020 рік, у 2020 році.")
    client.force_login(clerk)
    page = client.get(reverse("admin:programs_edition_change", args=[draft.pk]))
    assert page.context["left_years"] == 2
    assert page_of(draft) in page.content.decode()


def test_dates_are_listed_to_be_looked_at(draft: Edition, it_is: Callable[[str], None]) -> None:
    PlannedVisit.objects.create(edition=draft, place_words="Гданськ", period_words="восени")
    PlannedVisit.objects.create(edition=draft, place_words="Ярочин")
    assert [row.place for row in moved_periods(draft)] == ["Гданськ"]  # type: ignore[attr-defined]
