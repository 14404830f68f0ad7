"""The edition's page, and the pages of its rows."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as said

from budget.models import Direction, MeasureLine
from oleksandria_intl import papers, path
from oleksandria_intl.checks import error
from oleksandria_intl.documents import store
from programs.models import Edition, IndicatorValue, Section
from tests import factories
from tests.admin_pages import address, posted, shown


def adopt(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(status="adopted", in_force_from=date(2020, 1, 1))


@pytest.fixture
def section(edition: Edition) -> Section:
    """A section of the draft."""
    return Section.objects.create(edition=edition, order=1, title_uk="Вступ", body_uk="Було.")


def test_the_edition_leads_to_its_rows_with_their_number(client: Client, clerk: User, edition: Edition) -> None:
    client.force_login(clerk)
    page = client.get(address(Edition, "change", edition.pk)).content.decode()
    assert f"{address(MeasureLine, 'changelist')}?edition__id__exact={edition.pk}" in page
    assert f"{address(Section, 'add')}?edition={edition.pk}" in page


def test_the_accountant_is_not_offered_to_add_sections(client: Client, accountant: User, edition: Edition) -> None:
    client.force_login(accountant)
    page = client.get(address(Edition, "change", edition.pk)).content.decode()
    assert f"{address(Section, 'changelist')}?" in page
    assert f"{address(Section, 'add')}?" not in page


def test_the_edition_shows_what_does_not_agree_with_a_link(client: Client, clerk: User, edition: Edition) -> None:
    measure = MeasureLine.objects.get(edition=edition, code="1.1")
    measure.responsible.all().delete()
    client.force_login(clerk)
    page = client.get(address(Edition, "change", edition.pk)).content.decode()
    assert "portal-warning" in page
    assert address(MeasureLine, "change", measure.pk) in page


def test_a_finding_about_a_row_without_a_page_leads_to_the_row_above(edition: Edition) -> None:
    funding = MeasureLine.objects.get(edition=edition, code="1.1").funding.get()
    assert error("а", funding).link == address(MeasureLine, "change", funding.measure_line_id)


@pytest.mark.parametrize("kind", [kind.kind for kind in papers.kinds_of("edition")])
def test_every_paper_is_shown_as_a_page(kind: str, client: Client, clerk: User, edition: Edition) -> None:
    factories.everything(edition)
    if not papers.get(kind).applies(edition):
        edition = factories.amendment(edition)
    client.force_login(clerk)
    answer = client.get(reverse("admin:programs_edition_paper", args=[edition.pk, kind, "html"]))
    assert answer["Content-Type"].startswith("text/html")
    assert "розвитку співробітництва" in answer.content.decode()


def test_a_paper_of_amendments_is_not_offered_for_what_amends_nothing(
    client: Client, clerk: User, edition: Edition
) -> None:
    client.force_login(clerk)
    comparison = reverse("admin:programs_edition_paper", args=[edition.pk, "comparison", "pdf"])
    assert comparison not in client.get(address(Edition, "change", edition.pk)).content.decode()


def test_the_decision_is_downloaded_under_a_name_that_says_what_it_is(
    client: Client, clerk: User, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "rendered", lambda document, format, **marks: b"%PDF")
    client.force_login(clerk)
    answer = client.get(reverse("admin:programs_edition_paper", args=[edition.pk, "decision", "pdf"]))
    assert (answer.content, answer["Content-Type"]) == (b"%PDF", "application/pdf")
    assert 'filename="decision-2020-1.pdf"' in answer["Content-Disposition"]


def test_an_unknown_paper_is_not_found(client: Client, clerk: User, edition: Edition) -> None:
    client.force_login(clerk)
    assert client.get(reverse("admin:programs_edition_paper", args=[edition.pk, "poem", "pdf"])).status_code == 404


def test_a_new_row_begins_in_the_edition_asked_for_after_the_others(
    client: Client, clerk: User, section: Section
) -> None:
    factories.edition("2021", years=(2021, 2021))
    client.force_login(clerk)
    form = client.get(address(Section, "add"), {"edition": section.edition_id}).context["adminform"].form
    assert (form.initial["edition"], form.initial["order"]) == (section.edition_id, 2)


def test_a_new_row_gets_a_code(client: Client, clerk: User, edition: Edition) -> None:
    client.force_login(clerk)
    page = f"{address(Section, 'add')}?edition={edition.pk}"
    client.post(page, posted(client, page) | {"title_uk": "Мета"})
    assert Section.objects.get(title_uk="Мета").code == "1"


def test_rows_of_another_edition_are_not_offered(client: Client, clerk: User, edition: Edition) -> None:
    other = factories.edition("2021", years=(2021, 2021))
    client.force_login(clerk)
    measure = MeasureLine.objects.get(edition=edition, code="1.1")
    form = client.get(address(MeasureLine, "change", measure.pk)).context["adminform"].form
    offered = set(form.fields["direction"].queryset)
    assert offered == set(Direction.objects.filter(edition=edition))
    assert not offered & set(Direction.objects.filter(edition=other))


# Its steps


def test_the_edition_leads_to_the_steps_of_its_decision(client: Client, head: User, edition: Edition) -> None:
    client.force_login(head)
    page = client.get(address(Edition, "change", edition.pk)).content.decode()
    for step in path.steps_from("draft"):
        assert reverse("admin:oleksandria_intl_decision_step", args=[edition.decision_id, step]) in page
    assert "_adopt" not in page


def test_the_accountant_takes_no_step_of_an_edition(client: Client, accountant: User, edition: Edition) -> None:
    client.force_login(accountant)
    page = client.get(address(Edition, "change", edition.pk)).content.decode()
    assert all(way not in page for way in ("/step/", "_publish", "/withdraw/"))


def test_an_edition_without_a_decision_says_what_it_is_adopted_by(client: Client, head: User, edition: Edition) -> None:
    Edition.objects.update(decision=None)
    client.force_login(head)
    page = client.get(address(Edition, "change", edition.pk)).content.decode()
    assert str(said("It has no decision yet: a draft is adopted by one.")) in page


def test_an_edition_that_does_not_change_says_how_it_is_amended(client: Client, head: User, edition: Edition) -> None:
    adopt(edition)
    client.force_login(head)
    page = client.get(address(Edition, "change", edition.pk)).content.decode()
    why = said(
        "Nothing of this edition changes any more. What it says is changed by an amendment: an edition of its own "
        "with its decision."
    )
    assert str(why) in page


def test_a_draft_is_withdrawn_with_a_word(client: Client, head: User, edition: Edition) -> None:
    client.force_login(head)
    page = reverse("admin:programs_edition_withdraw", args=[edition.pk])
    assert page in client.get(address(Edition, "change", edition.pk)).content.decode()
    assert list(client.post(page, {"word": "так"}).context["form"].errors) == ["word"]
    assert Edition.objects.get().status == "draft"
    answer = client.post(page, {"word": str(Edition.Status.WITHDRAWN.label)})
    assert answer["Location"] == address(Edition, "change", edition.pk)
    assert Edition.objects.get().status == "withdrawn"
    assert page not in client.get(address(Edition, "change", edition.pk)).content.decode()


def test_what_was_adopted_is_not_withdrawn(client: Client, head: User, edition: Edition) -> None:
    adopt(edition)
    client.force_login(head)
    page = reverse("admin:programs_edition_withdraw", args=[edition.pk])
    answer = client.post(page, {"word": str(Edition.Status.WITHDRAWN.label)})
    assert len(answer.context["form"].non_field_errors()) == 1


def test_rows_of_an_adopted_edition_are_only_looked_at(client: Client, head: User, section: Section) -> None:
    adopt(section.edition)
    client.force_login(head)
    page = client.get(address(Section, "change", section.pk))
    assert not page.context["has_change_permission"]
    assert client.get(address(Section, "delete", section.pk)).status_code == 403


def test_a_text_typed_while_the_edition_was_adopted_comes_back(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    page = address(Section, "change", section.pk)
    form = posted(client, page) | {"body_uk": "Текст Оксани."}
    adopt(section.edition)
    answer = client.post(page, form)
    assert answer.status_code == 200
    assert shown(answer)["body_uk"] == "Текст Оксани."
    section.refresh_from_db()
    assert section.body_uk == "Було."


def test_an_adopted_edition_takes_no_new_rows(client: Client, clerk: User, edition: Edition) -> None:
    adopt(edition)
    client.force_login(clerk)
    answer = client.post(
        address(Section, "add"), {"edition": edition.pk, "order": 1, "title_uk": "Мета", "kind": "text"}
    )
    assert list(answer.context["adminform"].form.errors) == ["edition"]
    assert not Section.objects.exists()


def test_several_rows_of_an_adopted_edition_are_not_deleted_from_the_list(
    client: Client, head: User, section: Section
) -> None:
    adopt(section.edition)
    client.force_login(head)
    chosen = {"action": "delete_selected", "_selected_action": [section.pk], "post": "yes"}
    client.post(address(Section, "changelist"), chosen)
    assert Section.objects.filter(pk=section.pk).exists()


def test_the_clerk_deletes_a_section_of_a_draft(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    assert client.post(address(Section, "delete", section.pk), {"post": "yes"}).status_code == 302
    assert not Section.objects.exists()


def test_a_value_of_an_indicator_takes_the_edition_of_its_indicator(
    client: Client, clerk: User, edition: Edition
) -> None:
    factories.everything(edition)
    value = IndicatorValue.objects.get()
    client.force_login(clerk)
    page = address(type(value.indicator), "change", value.indicator_id)
    new = {"values-TOTAL_FORMS": 2, "values-1-year": 2021, "values-1-value": "4,5"}
    client.post(page, posted(client, page) | new)
    made = IndicatorValue.objects.get(year=2021)
    assert (made.edition, str(made.value)) == (edition, "4.50")


@pytest.mark.parametrize("typed", ["Програма розвитку співробітництва", "розвитку співробітництва на 2020 рік"])
def test_a_full_title_typed_as_the_name_is_refused_in_a_sentence(
    client: Client, head: User, edition: Edition, typed: str
) -> None:
    client.force_login(head)
    page = address(Edition, "change", edition.pk)
    answer = client.post(page, posted(client, page) | {"name_uk": typed})
    assert answer.status_code == 200
    assert "розвитку співробітництва" in str(answer.context["errors"])
    edition.refresh_from_db()
    assert edition.name_uk == "розвитку співробітництва"


def test_a_kind_that_cannot_be_declined_is_refused(client: Client, head: User, edition: Edition) -> None:
    client.force_login(head)
    page = address(Edition, "change", edition.pk)
    answer = client.post(page, posted(client, page) | {"kind_uk": "План"})
    assert "kind_uk" in answer.context["adminform"].form.errors


@pytest.mark.parametrize(("role", "status"), [("clerk", "draft"), ("head", "published")])
def test_who_prepares_a_draft_does_not_publish_it(
    client: Client, edition: Edition, role: str, status: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(role))
    page = address(Edition, "change", edition.pk)
    shown = client.get(page).content.decode()
    assert ('name="_publish"' in shown) == (status == "published")
    client.post(page, posted(client, page) | {"_publish": "1", "name_uk": "підтримки молоді"})
    edition.refresh_from_db()
    assert (edition.status, edition.name_uk) == (status, "підтримки молоді")
