"""A decision in the admin: begun with what is known, printed, with what it lacks beside the form."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from oleksandria_intl import clock, papers
from oleksandria_intl.models import Body, Decision, ExplanatoryNote
from programs.models import Edition
from tests import factories
from tests.admin_pages import shown

ADD = "admin:oleksandria_intl_decision_add"
CHANGE = "admin:oleksandria_intl_decision_change"
PAPER = "admin:oleksandria_intl_decision_paper"


def test_a_new_decision_begins_with_the_council_and_a_free_code(
    client: Client, secretary: User, twinning: Decision
) -> None:
    year = clock.today().year
    Decision.objects.filter(pk=twinning.pk).update(code=f"decision-{year}-1")
    client.force_login(secretary)
    form = client.get(reverse(ADD)).context["adminform"].form
    assert form.initial["code"] == f"decision-{year}-2"
    assert form.initial["body"] == Body.objects.get(kind="council").pk


def test_the_secretary_drafts_a_decision_and_sees_it_as_a_paper(
    client: Client, secretary: User, twinning: Decision
) -> None:
    client.force_login(secretary)
    page = client.get(reverse(ADD))
    client.post(reverse(ADD), shown(page) | {"subject": "Про взяття до відома звіту"})
    made = Decision.objects.get(subject="Про взяття до відома звіту")
    answer = client.get(reverse(PAPER, args=[made.pk, "decision", "html"]))
    assert "ПРОЄКТ" in answer.content.decode()
    assert "Про взяття до відома звіту" in answer.content.decode()


def test_the_page_of_a_decision_by_itself_says_what_it_lacks(
    client: Client, secretary: User, twinning: Decision
) -> None:
    Decision.objects.filter(pk=twinning.pk).update(preamble="")
    client.force_login(secretary)
    answer = client.get(reverse(CHANGE, args=[twinning.pk]))
    assert [finding.field for finding in answer.context["findings"]] == ["preamble"]


def test_the_decision_of_an_edition_is_printed_as_the_edition_prints_it(
    client: Client, secretary: User, programme_2020: Edition
) -> None:
    client.force_login(secretary)
    answer = client.get(reverse(PAPER, args=[programme_2020.decision_id, "decision", "html"]))
    assert "ПАСПОРТ" in answer.content.decode()
    assert client.get(reverse(CHANGE, args=[programme_2020.decision_id])).context["findings"] is None


@pytest.mark.parametrize(("kind", "format"), [("poem", "pdf"), ("passport", "pdf"), ("decision", "xlsx")])
def test_a_paper_that_decisions_do_not_have_is_not_found(
    client: Client, secretary: User, twinning: Decision, kind: str, format: str
) -> None:
    client.force_login(secretary)
    assert client.get(reverse(PAPER, args=[twinning.pk, kind, format])).status_code == 404


def test_every_kind_of_paper_that_a_decision_may_have_has_its_buttons(
    client: Client, secretary: User, twinning: Decision
) -> None:
    client.force_login(secretary)
    factories.papers_of(twinning)
    page = client.get(reverse(CHANGE, args=[twinning.pk])).content.decode()
    for kind in papers.kinds_of("decision"):
        assert (reverse(PAPER, args=[twinning.pk, kind.kind, "docx"]) in page) == kind.applies(twinning)


def test_an_order_of_the_mayor_is_called_so_and_has_neither_note_nor_votes_nor_minutes(
    client: Client, secretary: User, twinning: Decision
) -> None:
    client.force_login(secretary)
    factories.papers_of(twinning)
    address = reverse(CHANGE, args=[twinning.pk])
    of_council = client.get(address).context
    assert of_council["papers"][0]["title"] == "рішення"
    assert len(of_council["beside"]) == 2
    twinning.body.kind, twinning.body.act_name = "mayor", "розпорядження"
    twinning.body.save()
    of_mayor = client.get(address).context
    titles = [str(each["title"]) for each in of_mayor["papers"]]
    assert titles[:2] == ["розпорядження", "аркуш погодження проєкту"]
    assert not re.search("записка|голосування|витяг|виконавчого", " ".join(titles))
    assert of_mayor["beside"] == []


def asked_in(response: Any) -> set[str]:
    """Return what a decision's page asks: its fields, and the rows below."""
    below = {inline.opts.model._meta.model_name for inline in response.context["inline_admin_formsets"]}
    return set(response.context["adminform"].form.fields) | below


@pytest.fixture
def order(twinning: Decision) -> Decision:
    """A draft order of the mayor."""
    mayor = factories.body("mayor", name_uk="Олександрійський міський голова", act_name="розпорядження")
    Decision.objects.filter(pk=twinning.pk).update(body=mayor, session=None, convocation=None)
    return Decision.objects.get(pk=twinning.pk)


def test_an_order_of_the_mayor_is_asked_nothing_of_sessions(client: Client, secretary: User, order: Decision) -> None:
    client.force_login(secretary)
    page = reverse(CHANGE, args=[order.pk])
    of_sessions = {"session", "convocation", "prior", "planned_session_on", "speaker", "vote"}
    of_mayor = asked_in(client.get(page))
    Decision.objects.filter(pk=order.pk).update(body=Body.objects.get(kind="council"))
    of_council = asked_in(client.get(page))
    assert of_council - of_mayor == of_sessions
    assert of_mayor - of_council == set()


@pytest.mark.parametrize("subject", ["Про відрядження", ""])
def test_another_body_is_typed_on_the_page_of_an_order(
    client: Client, secretary: User, order: Decision, subject: str
) -> None:
    client.force_login(secretary)
    page, council = reverse(CHANGE, args=[order.pk]), Body.objects.get(kind="council")
    typed = shown(client.get(page)) | {"body": str(council.pk), "subject": subject}
    answer = client.post(page, typed, follow=True)
    is_saved = bool(subject)
    assert (Decision.objects.get(pk=order.pk).body == council) is is_saved
    assert (answer.context.get("errors") or []) == ([] if is_saved else [["Це поле обов’язкове."]])
    assert ("vote" in asked_in(client.get(page))) is is_saved


def test_the_council_is_exchanged_for_the_mayor_on_the_page_of_its_decision(
    client: Client, secretary: User, twinning: Decision
) -> None:
    client.force_login(secretary)
    page, mayor = reverse(CHANGE, args=[twinning.pk]), factories.body("mayor")
    client.post(page, shown(client.get(page)) | {"body": str(mayor.pk)})
    assert Decision.objects.get(pk=twinning.pk).body == mayor
    assert "vote" not in asked_in(client.get(page))


def test_the_secretary_begins_the_executive_committees_decision_by_one_button(
    client: Client, secretary: User, twinning: Decision
) -> None:
    factories.body("executive")
    client.force_login(secretary)
    address = reverse(CHANGE, args=[twinning.pk])
    page = client.get(address)
    answer = client.post(address, shown(page) | {"subject": "Про дружбу", "_executive": "1"})
    made = Decision.objects.get(body__kind="executive")
    assert answer.headers["Location"] == reverse(CHANGE, args=[made.pk])
    assert "«Про дружбу»" in made.subject, "what was typed is saved first"
    assert "_executive" not in client.get(address).content.decode()


def test_what_is_in_its_way_is_said_on_the_page(client: Client, secretary: User, twinning: Decision) -> None:
    client.force_login(secretary)
    address = reverse(CHANGE, args=[twinning.pk])
    answer = client.post(address, shown(client.get(address)) | {"_executive": "1"}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert Decision.objects.count() == 1


def test_who_may_not_add_decisions_begins_none(client: Client, auditor: User, twinning: Decision) -> None:
    factories.body("executive")
    client.force_login(auditor)
    address = reverse(CHANGE, args=[twinning.pk])
    assert "_executive" not in client.get(address).content.decode()
    assert client.post(address, {"_executive": "1"}).status_code == 403
    assert Decision.objects.count() == 1


def test_the_note_begins_with_what_the_programme_says(client: Client, clerk: User, programme_2020: Edition) -> None:
    client.force_login(clerk)
    page = client.get(reverse(CHANGE, args=[programme_2020.decision_id]))
    address = next(address for _name, address in page.context["beside"] if "explanatorynote" in address)
    form = client.get(address).context["adminform"].form
    assert form.initial["goal"].startswith("Налагодження ефективної співпраці")
    client.post(address, shown(client.get(address)))
    note = ExplanatoryNote.objects.get(decision=programme_2020.decision_id)
    page = client.get(reverse(CHANGE, args=[programme_2020.decision_id]))
    assert reverse("admin:oleksandria_intl_explanatorynote_change", args=[note.pk]) in page.content.decode()


def test_a_note_of_no_decision_begins_empty(client: Client, clerk: User, twinning: Decision) -> None:
    client.force_login(clerk)
    for asked in ("", "?decision=poem", "?decision=99"):
        form = client.get(reverse("admin:oleksandria_intl_explanatorynote_add") + asked).context["adminform"].form
        assert "goal" not in form.initial


def test_a_conclusion_is_printed_of_the_committee_that_is_named(
    client: Client, secretary: User, twinning: Decision
) -> None:
    factories.papers_of(twinning)
    client.force_login(secretary)
    page = client.get(reverse(CHANGE, args=[twinning.pk]))
    (link,) = [paper["html"] for paper in page.context["papers"] if "committee-conclusion" in paper["html"]]
    assert "ВИСНОВОК" in client.get(link).content.decode()


def test_a_paper_that_cannot_be_made_yet_says_why_on_the_decisions_page(
    client: Client, secretary: User, twinning: Decision
) -> None:
    client.force_login(secretary)
    answer = client.get(reverse(PAPER, args=[twinning.pk, "approval-sheet", "html"]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse(CHANGE, args=[twinning.pk])
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_the_secretary_issues_the_paper_to_sign_after_the_vote_without_what_marks_a_draft(
    client: Client, secretary: User, edition: Edition
) -> None:
    decision = edition.decision
    factories.papers_of(decision)
    client.force_login(secretary)
    address = reverse(CHANGE, args=[decision.pk])
    assert "_to_sign" not in client.get(address).content.decode()
    Decision.objects.filter(pk=decision.pk).update(stage="voted")
    copy = client.get(reverse(PAPER, args=[decision.pk, "signing-copy", "html"])).content.decode()
    draft = client.get(reverse(PAPER, args=[decision.pk, "decision", "html"])).content.decode()
    for word in ("ПРОЄКТ", "Розробник", "Доповідач"):
        assert word in draft
        assert word not in copy
    answer = client.post(address, shown(client.get(address)) | {"_to_sign": "1"}, follow=True)
    issued = answer.context["to_sign"]
    assert [paper.format for paper in issued] == ["docx", "pdf"]
    assert reverse("admin:oleksandria_intl_issuedpaper_download", args=[issued[0].pk]) in answer.content.decode()


def test_the_clerk_issues_no_paper_to_sign(client: Client, clerk: User, twinning: Decision) -> None:
    Decision.objects.filter(pk=twinning.pk).update(stage="voted")
    client.force_login(clerk)
    assert not client.get(reverse(CHANGE, args=[twinning.pk])).context["may_issue_to_sign"]
