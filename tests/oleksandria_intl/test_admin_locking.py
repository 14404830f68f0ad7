"""The lock: the second editor gets their text back, and may then overwrite knowingly."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.test import Client

from oleksandria_intl.models import Decision, DecisionPoint
from partners.models import City
from programs.models import Edition, Section
from tests import factories
from tests.admin_pages import address, posted, shown


@pytest.fixture
def section(edition: Edition) -> Section:
    """A section that two people have open."""
    return Section.objects.create(edition=edition, order=1, title_uk="Вступ", body_uk="Було.")


def saved_by(user: User, row: Any, **values: Any) -> None:
    """Have a row saved by somebody while another has it open."""
    row = type(row).objects.get(pk=row.pk)
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user = user
    row.save()


def sentence_of(response: Any) -> str:
    """Return what stands in red on the page."""
    context = response.context
    forms = [context["adminform"].form, *(f for i in context["inline_admin_formsets"] for f in i.formset.forms)]
    errors = [str(text) for form in forms for texts in form.errors.values() for text in texts]
    errors += [str(text) for inline in context["inline_admin_formsets"] for text in inline.formset.non_form_errors()]
    return " ".join(errors)


def test_the_second_editor_gets_the_text_back(client: Client, clerk: User, head: User, section: Section) -> None:
    client.force_login(clerk)
    page = address(Section, "change", section.pk)
    form = posted(client, page) | {"body_uk": "Текст Оксани."}
    saved_by(head, section, body_uk="Текст Ірини.")
    answer = client.post(page, form)
    assert shown(answer)["body_uk"] == "Текст Оксани."
    section.refresh_from_db()
    assert section.body_uk == "Текст Ірини."


def test_the_second_editor_is_told_who_saved_and_what_stands_now(
    client: Client, clerk: User, head: User, section: Section
) -> None:
    client.force_login(clerk)
    page = address(Section, "change", section.pk)
    form = posted(client, page) | {"body_uk": "Текст Оксани."}
    saved_by(head, section, body_uk="Текст Ірини.")
    answer = client.post(page, form)
    sentence = sentence_of(answer)
    assert "Ірина Начальник" in sentence
    assert "Текст Ірини." in sentence
    assert list(answer.context["adminform"].form.errors) == ["__all__", "body_uk"]


def test_saving_again_overwrites(client: Client, clerk: User, head: User, section: Section) -> None:
    client.force_login(clerk)
    page = address(Section, "change", section.pk)
    form = posted(client, page) | {"body_uk": "Текст Оксани."}
    saved_by(head, section, body_uk="Текст Ірини.")
    client.post(page, shown(client.post(page, form)))
    section.refresh_from_db()
    assert section.body_uk == "Текст Оксани."


def test_a_third_save_between_the_two_is_noticed_too(client: Client, clerk: User, head: User, section: Section) -> None:
    client.force_login(clerk)
    page = address(Section, "change", section.pk)
    form = posted(client, page) | {"body_uk": "Текст Оксани."}
    saved_by(head, section, body_uk="Раз.")
    form = shown(client.post(page, form))
    saved_by(head, section, body_uk="Два.")
    assert "Два." in sentence_of(client.post(page, form))


def test_a_form_without_a_version_does_not_overwrite(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    page = address(Section, "change", section.pk)
    form = posted(client, page) | {"body_uk": "Без версії."}
    del form["opened_version"]
    client.post(page, form)
    section.refresh_from_db()
    assert section.body_uk == "Було."


def test_what_was_saved_alike_meanwhile_is_no_conflict(
    client: Client, clerk: User, head: User, section: Section
) -> None:
    client.force_login(clerk)
    page = address(Section, "change", section.pk)
    form = posted(client, page) | {"body_uk": "Однаково."}
    saved_by(head, section, body_uk="Однаково.")
    assert client.post(page, form).status_code == 302


def test_an_old_text_sent_back_untouched_overwrites_nothing(
    client: Client, clerk: User, head: User, section: Section
) -> None:
    client.force_login(clerk)
    page = address(Section, "change", section.pk)
    form = posted(client, page)
    saved_by(head, section, body_uk="Текст Ірини.")
    assert client.post(page, form).status_code == 302
    section.refresh_from_db()
    assert section.body_uk == "Текст Ірини."


def test_the_text_of_a_row_deleted_meanwhile_comes_back(
    client: Client, clerk: User, head: User, section: Section
) -> None:
    client.force_login(clerk)
    page = address(Section, "change", section.pk)
    form = posted(client, page) | {"body_uk": "Текст Оксани."}
    section._history_user = head  # type: ignore[attr-defined]
    section.delete()
    answer = client.post(page, form)
    assert "Ірина Начальник" in sentence_of(answer)
    assert shown(answer)["body_uk"] == "Текст Оксани."
    assert not Section.objects.exists()


def test_saving_again_makes_a_deleted_row_anew_in_its_place(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    page = address(Section, "change", section.pk)
    form = posted(client, page) | {"body_uk": "Текст Оксани."}
    code, edition = section.code, section.edition
    section.delete()
    client.post(page, shown(client.post(page, form)))
    made = Section.objects.get()
    assert (made.code, made.edition, made.body_uk) == (code, edition, "Текст Оксани.")


@pytest.fixture
def decision(edition: Edition) -> Decision:
    """A decision of two points that two people have open."""
    assert edition.decision is not None
    return edition.decision


def field(place: int, name: str) -> str:
    """Return the name of an input of a point."""
    return f"points-{place}-{name}"


def test_two_editors_of_one_point_do_not_overwrite_each_other(
    client: Client, secretary: User, head: User, decision: Decision
) -> None:
    client.force_login(secretary)
    page = address(Decision, "change", decision.pk)
    form = posted(client, page) | {field(0, "text"): "Пункт Петра."}
    saved_by(head, decision.points.first(), text="Пункт Ірини.")
    answer = client.post(page, form)
    assert shown(answer)[field(0, "text")] == "Пункт Петра."
    assert "Пункт Ірини." in sentence_of(answer)
    assert decision.points.first().text == "Пункт Ірини."


def test_saving_a_point_again_overwrites(client: Client, secretary: User, head: User, decision: Decision) -> None:
    client.force_login(secretary)
    page = address(Decision, "change", decision.pk)
    form = posted(client, page) | {field(0, "text"): "Пункт Петра."}
    saved_by(head, decision.points.first(), text="Пункт Ірини.")
    client.post(page, shown(client.post(page, form)))
    assert decision.points.first().text == "Пункт Петра."


def test_two_editors_of_different_points_both_save(
    client: Client, secretary: User, head: User, decision: Decision
) -> None:
    client.force_login(secretary)
    page = address(Decision, "change", decision.pk)
    form = posted(client, page) | {field(0, "text"): "Пункт Петра."}
    other = posted(client, page) | {field(1, "text"): "Пункт Ірини."}
    client.post(page, form)
    client.force_login(head)
    client.post(page, other)
    assert [point.text for point in decision.points.all()] == ["Пункт Петра.", "Пункт Ірини."]


def test_a_point_changed_meanwhile_is_not_deleted_unawares(
    client: Client, secretary: User, head: User, decision: Decision
) -> None:
    client.force_login(secretary)
    page = address(Decision, "change", decision.pk)
    form = posted(client, page) | {field(1, "DELETE"): "on"}
    saved_by(head, decision.points.last(), text="Пункт Ірини.")
    answer = client.post(page, form)
    assert answer.status_code == 200
    assert decision.points.count() == 2
    client.post(page, shown(answer) | {field(1, "DELETE"): "on"})
    assert decision.points.count() == 1


def test_a_point_deleted_meanwhile_comes_back_if_it_was_being_changed(
    client: Client, secretary: User, decision: Decision
) -> None:
    client.force_login(secretary)
    page = address(Decision, "change", decision.pk)
    form = posted(client, page) | {field(0, "text"): "Пункт Петра."}
    decision.points.first().delete()
    answer = client.post(page, form)
    assert answer.status_code == 200
    assert "Пункт Петра." in shown(answer).values()
    client.post(page, shown(answer))
    assert sorted(point.text for point in decision.points.all()) == ["Контроль покласти на комісію.", "Пункт Петра."]


def test_a_point_deleted_meanwhile_stays_deleted_if_nobody_was_changing_it(
    client: Client, secretary: User, decision: Decision
) -> None:
    client.force_login(secretary)
    page = address(Decision, "change", decision.pk)
    form = posted(client, page) | {field(0, "text"): "Пункт Петра."}
    decision.points.last().delete()
    assert client.post(page, form).status_code == 302
    assert [point.text for point in decision.points.all()] == ["Пункт Петра."]


def test_a_new_point_without_a_place_goes_last(client: Client, secretary: User, decision: Decision) -> None:
    client.force_login(secretary)
    page = address(Decision, "change", decision.pk)
    form = posted(client, page) | {field(2, "text"): "Третій.", field(3, "text"): "Четвертий.", "points-TOTAL_FORMS": 4}
    client.post(page, form)
    assert list(decision.points.values_list("order", "text"))[2:] == [(3, "Третій."), (4, "Четвертий.")]


def test_changing_a_point_leaves_the_decision_as_it_was(client: Client, secretary: User, decision: Decision) -> None:
    client.force_login(secretary)
    page = address(Decision, "change", decision.pk)
    client.post(page, posted(client, page) | {field(0, "text"): "Пункт Петра."})
    assert decision.history.count() == 1
    assert DecisionPoint.history.filter(history_user=secretary).count() == 1


def test_what_the_database_refuses_comes_back_with_a_sentence(
    client: Client, clerk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    city = factories.city()
    client.force_login(clerk)
    page = address(City, "change", city.pk)
    form = posted(client, page) | {"name_uk": "Назва Оксани"}

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(City, "save", refuse)
    answer = client.post(page, form)
    assert answer.status_code == 200
    assert shown(answer)["name_uk"] == "Назва Оксани"
    assert len(answer.context["adminform"].form.non_field_errors()) == 1
