"""The bin in the admin: what is deleted comes back whole, a change is undone, and each refusal says why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission, User
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from simple_history.models import HistoricalChanges

from budget.models import Direction, Funding, MeasureLine, Payment, Responsible
from delegations.models import Conference, PlannedVisit, VisitField, VisitLine, VisitPurpose, VisitTheme
from oleksandria_intl.admin import undoing
from oleksandria_intl.models import Decision, DecisionPoint, UndoRow, UndoStep
from oleksandria_intl.undo.recording import noted_models
from partners.models import Agreement, AgreementParty, Area, City, Country
from programs.models import CityProfile, Edition, Footnote, Section
from tests import factories
from tests.admin_pages import address, form_data, posted
from tests.reading import made
from tests.spending import pay
from tests.undoing import delete, in_words, save, says, stored, undo


@pytest.fixture
def agreement(edition: Edition) -> Agreement:
    """An agreement with a party and two areas of cooperation."""
    row: Agreement = factories.everything(edition)["agreement"]
    CityProfile.objects.all().delete()
    row.areas.set([Area.objects.get(), Area.objects.create(code="sport", name_uk="Спорт")])
    return row


@pytest.fixture
def section(edition: Edition) -> Section:
    """A section with two subsections."""
    row = Section.objects.create(edition=edition, order=1, title_uk="Вступ", body_uk="Було.")
    for order in (1, 2):
        Section.objects.create(edition=edition, order=order, title_uk=f"Частина {order}", parent=row)
    return row


CHANGED = "%(who)s changed “%(row)s” since, on %(when)s: what they wrote would be lost."
FROZEN = "An adopted edition does not change: make an amendment."
LATE = "It is too late: deletions can be undone for 90 days, changes for one day."
NO_RIGHT = "Your role does not give the right to do this with: %(rows)s."
IN_BIN = "“%(row)s” belongs to a row that is in the bin, too. Bring that back first: %(kind)s “%(other)s”."
PROMISE = "For 90 days all of it can be brought back from the bin, as it stands now."
TAKEN = "“%(row)s” cannot come back: %(reason)s"


def links() -> list[dict[str, Any]]:
    return list(Agreement.areas.through._default_manager.order_by("pk").values())


# What comes back


def test_a_whole_draft_goes_with_rows_that_point_at_each_other_and_comes_back(
    client: Client, administrator: User, edition: Edition
) -> None:
    factories.everything(edition)
    models = (Edition, MeasureLine, PlannedVisit, Conference, VisitLine, Footnote)
    before = stored(*models)
    client.force_login(administrator)
    step = delete(client, edition)
    assert not any(stored(*models))
    undo(client, step)
    assert stored(*models) == before


def test_a_measure_that_pays_for_a_visit_does_not_go_alone(client: Client, head: User, edition: Edition) -> None:
    visit = factories.everything(edition)["visit"]
    client.force_login(head)
    answer = client.post(address(MeasureLine, "delete", visit.measure_line.pk), {"post": "yes"})
    assert answer.status_code == 200
    assert visit.measure_line in MeasureLine.objects.all()


def test_section_vi_comes_back_and_the_programme_is_the_same_to_the_byte(
    client: Client, clerk: User, programme_2020: Edition
) -> None:
    before, rows = made(programme_2020, "json"), stored(Section, CityProfile)
    client.force_login(clerk)
    step = delete(client, Section.objects.get(edition=programme_2020, code="relations"))
    assert step.row_count == 10
    assert made(programme_2020, "json") != before
    undo(client, step)
    assert made(programme_2020, "json") == before
    assert stored(Section, CityProfile) == rows


def test_a_field_of_visits_comes_back_with_three_kinds_of_rows_below_it(
    client: Client, clerk: User, programme_2020: Edition
) -> None:
    kinds = (VisitField, VisitTheme, VisitPurpose, VisitLine)
    before, rows = made(programme_2020, "json"), stored(*kinds)
    client.force_login(clerk)
    undo(client, delete(client, VisitField.objects.filter(edition=programme_2020)[0]))
    assert made(programme_2020, "json") == before
    assert stored(*kinds) == rows


def test_an_agreement_comes_back_with_its_parties_and_areas(client: Client, head: User, agreement: Agreement) -> None:
    before, linked = stored(Agreement, AgreementParty), links()
    client.force_login(head)
    step = delete(client, agreement)
    assert not links()
    undo(client, step)
    assert (stored(Agreement, AgreementParty), links()) == (before, linked)


def test_an_area_comes_back_to_the_agreements_that_it_was_an_area_of(
    client: Client, head: User, agreement: Agreement
) -> None:
    linked = links()
    client.force_login(head)
    undo(client, delete(client, Area.objects.get(code="sport")))
    assert links() == linked


def test_a_decision_comes_back_with_its_points(client: Client, administrator: User, edition: Edition) -> None:
    row = factories.decision("another")
    before = stored(Decision, DecisionPoint)
    client.force_login(administrator)
    undo(client, delete(client, row))
    assert stored(Decision, DecisionPoint) == before


def test_a_payment_comes_back(client: Client, accountant: User, edition: Edition) -> None:
    row = pay("1.2", "3120.00")
    before = stored(Payment)
    client.force_login(accountant)
    undo(client, delete(client, row))
    assert stored(Payment) == before


def test_several_chosen_rows_come_back_as_one_step(client: Client, head: User, edition: Edition) -> None:
    before = stored(MeasureLine, Direction, Funding, Responsible)
    client.force_login(head)
    chosen = [row.pk for row in Direction.objects.all()]
    answer = client.post(
        address(Direction, "changelist"), {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    )
    assert answer.status_code == 302
    assert stored(MeasureLine, Direction, Funding, Responsible) == [[], [], [], []]
    step = UndoStep.objects.in_bin().get()
    assert (step.label, step.row_pk) == ("Напрям 1; Напрям 2", "")
    undo(client, step)
    assert stored(MeasureLine, Direction, Funding, Responsible) == before


def test_a_row_deleted_on_its_parents_page_is_in_the_bin_for_itself(
    client: Client, head: User, agreement: Agreement
) -> None:
    before = stored(AgreementParty)
    client.force_login(head)
    save(client, agreement, **{"parties-0-DELETE": "on", "title_uk": "Інша назва"})
    step = UndoStep.objects.in_bin().get()
    assert step.model == "partners.agreementparty"
    assert list(client.get(address(UndoStep, "changelist")).context["cl"].result_list) == [step]
    undo(client, step)
    agreement.refresh_from_db()
    assert stored(AgreementParty) == before
    assert agreement.title_uk == "Інша назва"


def test_the_history_of_what_came_back_says_who_and_from_where(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    undo(client, delete(client, section))
    records = Section.history.filter(history_type="+", history_user=clerk)
    (reason,) = {record.history_change_reason for record in records}
    assert says(reason, "Brought back from the bin")
    assert len(records) == 3
    assert len({record.history_date for record in records}) == 1


def test_a_row_that_came_back_has_a_version_that_it_never_had(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    undo(client, delete(client, section))
    section.refresh_from_db()
    assert section.version == 2


def test_rows_are_numbered_on_after_one_came_back(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    undo(client, delete(client, section))
    assert Section.objects.create(edition=section.edition, order=9, title_uk="Нова").pk > section.pk + 2


# What the pages say


def test_the_question_says_how_much_goes_along_and_its_money(client: Client, head: User, edition: Edition) -> None:
    client.force_login(head)
    page = client.get(address(Direction, "delete", Direction.objects.get(code="1").pk)).content.decode()
    assert says(page, PROMISE, in_words(MeasureLine, 2), "340\u00a0000\u00a0грн", "Захід 1.1")


def test_the_question_before_several_are_deleted_says_it_too(client: Client, head: User, edition: Edition) -> None:
    client.force_login(head)
    chosen = [row.pk for row in Direction.objects.all()]
    page = client.post(address(Direction, "changelist"), {"action": "delete_selected", "_selected_action": chosen})
    assert says(page.content.decode(), PROMISE, in_words(MeasureLine, 3), "385\u00a0000\u00a0грн")


def test_the_question_names_the_areas_that_an_agreement_loses(client: Client, head: User, agreement: Agreement) -> None:
    client.force_login(head)
    page = client.get(address(Agreement, "delete", agreement.pk)).content.decode()
    assert "Угода – Спорт" in page


def test_the_message_after_deleting_has_a_button_that_undoes_it(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    page = client.post(address(Section, "delete", section.pk), {"post": "yes"}, follow=True).content.decode()
    step = UndoStep.objects.get()
    assert f'form="portal-undo" formaction="/admin/oleksandria_intl/undostep/{step.pk}/undo/"' in page
    assert '<form id="portal-undo" method="post"><input type="hidden" name="csrfmiddlewaretoken"' in page


def test_looking_at_the_address_that_undoes_leads_to_the_bin_and_undoes_nothing(
    client: Client, clerk: User, section: Section
) -> None:
    client.force_login(clerk)
    step = delete(client, section)
    answer = client.get(reverse("admin:oleksandria_intl_undostep_undo", args=[step.pk]))
    assert answer["Location"] == address(UndoStep, "change", step.pk)
    assert not Section.objects.exists()


@pytest.mark.parametrize("pk", [1, 10**30])
def test_what_is_no_step_is_not_found(client: Client, clerk: User, pk: int) -> None:
    client.force_login(clerk)
    assert client.post(f"/admin/oleksandria_intl/undostep/{pk}/undo/").status_code == 404
    assert client.get(address(UndoStep, "change", pk)).status_code == 302


def test_the_bin_shows_what_went_with_a_deletion(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    step = delete(client, section)
    listed = client.get(address(UndoStep, "changelist")).content.decode()
    assert "Оксана Діловод" in listed
    page = client.get(address(UndoStep, "change", step.pk)).content.decode()
    assert says(page, "Bring back", "Частина 1", "Частина 2", "Було.")


def test_the_history_of_a_deleted_row_leads_to_the_bin(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    step = delete(client, section)
    assert address(UndoStep, "change", step.pk) in client.get(address(Section, "history", section.pk)).content.decode()
    page = address(Section, "simple_history", section.pk, section.history.first().pk)
    answer = client.post(page, {"_save": "1"})
    assert answer["Location"] == address(UndoStep, "change", step.pk)
    assert not Section.objects.exists()


def test_the_auditor_looks_into_the_bin_and_brings_nothing_back(
    client: Client, clerk: User, auditor: User, section: Section
) -> None:
    client.force_login(clerk)
    step = delete(client, section)
    client.get("/admin/")  # the message with the clerk's own button is read
    client.force_login(auditor)
    page = client.get(address(UndoStep, "change", step.pk)).content.decode()
    assert reverse("admin:oleksandria_intl_undostep_undo", args=[step.pk]) not in page
    assert says(undo(client, step), NO_RIGHT)
    assert not Section.objects.exists()


def test_nobody_sees_deleted_rows_of_a_kind_that_they_may_not_see(
    client: Client, clerk: User, section: Section
) -> None:
    client.force_login(clerk)
    step = delete(client, section)
    clerk.groups.clear()
    clerk.user_permissions.add(Permission.objects.get(codename="view_undostep"))
    client.force_login(clerk)
    assert list(client.get(address(UndoStep, "changelist")).context["cl"].result_list) == []
    assert client.get(address(UndoStep, "change", step.pk)).status_code == 302
    assert client.post(reverse("admin:oleksandria_intl_undostep_undo", args=[step.pk])).status_code == 404


def test_users_are_not_kept_in_the_bin(client: Client, administrator: User, clerk: User) -> None:
    client.force_login(administrator)
    posted = form_data(client.get(address(User, "change", clerk.pk)).context["adminform"].form)
    client.post(address(User, "change", clerk.pk), posted | {"first_name": "Оксана"})
    assert User.objects.get(pk=clerk.pk).first_name == "Оксана"
    assert not UndoRow.objects.exists()


# Undoing a change


def test_a_change_is_undone_with_the_rows_on_the_page_and_the_links(
    client: Client, head: User, agreement: Agreement
) -> None:
    AgreementParty.objects.create(agreement=agreement, order=2, name_uk="Друге місто")
    before, linked = stored(Agreement, AgreementParty), links()
    client.force_login(head)
    new = {
        "parties-TOTAL_FORMS": "3",
        "parties-2-order": "3",
        "parties-2-kind": "authority",
        "parties-2-name_uk": "Третє місто",
    }
    gone = {"parties-1-DELETE": "on", "parties-0-order": "7"}
    culture = Area.objects.get(code="culture")
    step = save(client, agreement, title_uk="Інша назва", areas=[culture.pk], **new, **gone)
    assert [party.order for party in agreement.parties.all()] == [3, 7]
    assert len(links()) == 1
    undo(client, step)
    assert (stored(Agreement, AgreementParty), links()) == (before, linked)
    assert not UndoStep.objects.in_bin().exists()


def test_the_place_of_a_deleted_row_that_another_took_is_given_back(
    client: Client, head: User, agreement: Agreement
) -> None:
    before = stored(AgreementParty)
    client.force_login(head)
    new = {
        "parties-TOTAL_FORMS": "2",
        "parties-1-order": "1",
        "parties-1-kind": "authority",
        "parties-1-name_uk": "Інше місто",
    }
    step = save(client, agreement, **{"parties-0-DELETE": "on"}, **new)
    undo(client, step)
    assert stored(AgreementParty) == before


def test_the_message_after_saving_has_a_button_that_undoes_it(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    page = address(Section, "change", section.pk)
    answer = client.post(page, posted(client, page) | {"body_uk": "Стало."}, follow=True)
    assert says(answer.content.decode(), "Undo the change")


def test_going_back_to_an_old_text_is_undone_like_any_change(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    save(client, section, body_uk="Стало.")
    page = address(Section, "simple_history", section.pk, section.history.last().pk)
    client.post(page, posted(client, page))
    section.refresh_from_db()
    assert section.body_uk == "Було."
    undo(client, UndoStep.objects.first())
    section.refresh_from_db()
    assert (section.body_uk, section.version) == ("Стало.", 4)


def test_saving_without_a_change_offers_nothing_to_undo(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    page = address(Section, "change", section.pk)
    assert "portal-undo" not in str(
        next(iter(client.post(page, posted(client, page), follow=True).context["messages"]))
    )
    assert not UndoStep.objects.exists()


def test_lines_ended_as_browsers_do_are_no_change(client: Client, clerk: User, section: Section) -> None:
    Section.objects.update(body_uk="Перший.\n\nДругий.")
    client.force_login(clerk)
    page = address(Section, "change", section.pk)
    client.post(page, posted(client, page) | {"body_uk": "Перший.\r\n\r\nДругий."})
    assert not UndoStep.objects.exists()


def test_a_change_on_which_somebody_built_stays(client: Client, clerk: User, head: User, section: Section) -> None:
    client.force_login(clerk)
    step = save(client, section, body_uk="Стало.")
    row = Section.objects.get(pk=section.pk)
    row.body_uk, row._history_user = "Текст Ірини.", head
    row.save()
    assert says(undo(client, step), CHANGED, "Ірина Начальник", "Вступ")
    row.refresh_from_db()
    assert row.body_uk == "Текст Ірини."


def test_a_change_is_not_undone_once_the_edition_is_adopted(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    step = save(client, section, body_uk="Стало.")
    Edition.objects.update(status="adopted")
    assert says(undo(client, step), FROZEN)
    section.refresh_from_db()
    assert section.body_uk == "Стало."


def test_an_added_row_to_which_others_were_added_stays(client: Client, administrator: User, edition: Edition) -> None:
    client.force_login(administrator)
    row = Direction.objects.get(code="1")
    noted = UndoStep.objects.create(kind="changed", by=administrator, model="budget.direction", row_count=1, label="x")
    UndoRow.objects.create(
        step=noted, place=0, act="added", model="budget.direction", row_pk=row.pk, version=row.version, label=str(row)
    )
    assert says(undo(client, noted), "“%(other)s” was added to “%(row)s” since, and would be lost.", "Захід 1.1")
    assert Direction.objects.filter(pk=row.pk).exists()


def test_nobody_undoes_the_change_of_another(client: Client, clerk: User, head: User, section: Section) -> None:
    client.force_login(clerk)
    step = save(client, section, body_uk="Стало.")
    client.force_login(head)
    assert client.post(reverse("admin:oleksandria_intl_undostep_undo", args=[step.pk])).status_code == 404


def test_a_change_is_undone_for_one_day(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    step = save(client, section, body_uk="Стало.")
    UndoStep.objects.update(at=step.at - timedelta(hours=25))
    assert says(undo(client, step), LATE)


# What does not come back


def test_a_row_of_an_edition_that_was_adopted_meanwhile_does_not_come_back(
    client: Client, clerk: User, section: Section
) -> None:
    client.force_login(clerk)
    step = delete(client, section)
    Edition.objects.update(status="adopted")
    assert says(undo(client, step), FROZEN)
    assert not Section.objects.exists()


def test_a_city_whose_address_was_taken_does_not_come_back(client: Client, head: User, db: None) -> None:
    city = factories.city()
    client.force_login(head)
    step = delete(client, city)
    factories.city(name="Інший")
    assert says(undo(client, step), TAKEN, "Мозир")
    assert City.objects.get().name_uk == "Інший"


def test_an_agreement_whose_code_was_taken_does_not_come_back_in_part(
    client: Client, head: User, agreement: Agreement
) -> None:
    client.force_login(head)
    step = delete(client, agreement)
    Agreement.objects.create(code=agreement.code, kind="treaty", title_uk="Інша", state="prepared")
    assert says(undo(client, step), TAKEN, "Угода")
    assert not AgreementParty.objects.exists()


def test_a_row_whose_parent_is_in_the_bin_says_what_to_bring_back_first(
    client: Client, clerk: User, section: Section
) -> None:
    part = Section.objects.get(title_uk="Частина 1")
    client.force_login(clerk)
    first = delete(client, part)
    whole = delete(client, section)
    assert says(undo(client, first), IN_BIN, "Вступ")
    undo(client, whole)
    undo(client, first)
    assert Section.objects.filter(pk=part.pk).exists()


def test_a_row_whose_parent_is_gone_for_good_does_not_come_back(client: Client, clerk: User, section: Section) -> None:
    part = Section.objects.get(title_uk="Частина 1")
    client.force_login(clerk)
    step = delete(client, part)
    section.delete()
    assert says(undo(client, step), "“%(row)s” belongs to a row that is gone: %(kind)s.", "Частина 1")
    assert not Section.objects.exists()


def test_what_came_back_does_not_come_back_again(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    step = delete(client, section)
    undo(client, step)
    assert says(undo(client, step), "%(who)s undid this already, on %(when)s.", "Оксана Діловод")
    assert Section.objects.count() == 3


def test_after_ninety_days_a_row_does_not_come_back(client: Client, clerk: User, section: Section) -> None:
    client.force_login(clerk)
    step = delete(client, section)
    UndoStep.objects.update(at=step.at - timedelta(days=91))
    assert list(client.get(address(UndoStep, "changelist")).context["cl"].result_list) == []
    assert says(undo(client, step), LATE)


def test_who_may_delete_only_a_part_does_not_bring_back_the_whole(
    client: Client, head: User, accountant: User, edition: Edition
) -> None:
    client.force_login(head)
    step = delete(client, Direction.objects.get(code="1"))
    client.force_login(accountant)
    assert says(undo(client, step), NO_RIGHT)


def test_all_that_a_deletion_takes_or_changes_is_noted() -> None:
    """The bin would not know how another row stood: one that goes along unnoted, or stays with an emptied link.

    What the portal keeps for a while may go: a file that came back, a choice that is asked again.
    """
    noted = set(noted_models())
    missed = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model in noted and not issubclass(model, HistoricalChanges)
        if getattr(model, "moves_content", True)
        if field.remote_field.on_delete is not models.PROTECT
        if field.remote_field.on_delete not in (models.CASCADE, models.RESTRICT) or model not in noted
    ]
    assert missed == []


def test_of_many_rows_in_the_way_as_many_are_fetched_as_are_named(
    client: Client, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "MOST_PROTECTED", 2)
    cities = [factories.city(f"city-{number}", f"Місто {number}") for number in range(4)]
    country = cities[0].country
    client.force_login(administrator)
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address(Country, "delete", country.pk))
    assert len(page.context["protected"]) == 2
    (question,) = [each["sql"] for each in asked if 'FROM "partners_city"' in each["sql"]]
    assert question.endswith("LIMIT 2")
