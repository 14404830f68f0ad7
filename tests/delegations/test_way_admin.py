"""The pages of delegations: from the planned visit by buttons to the report; what is typed is never lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as said

from delegations import services, way
from delegations.models import Delegation, DelegationStep, Participant, PlannedVisit, TravelApproval, TripReport
from delegations.way import Step
from tests import factories
from tests.admin_pages import address, posted
from tests.delegations import jarocin

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before_the_trip(it_is: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    it_is("2020-09-15")
    factories.papers_of_one_line(monkeypatch)
    monkeypatch.setitem(way._lacks, Step.REPORTED, [])


def page_of(trip: Delegation) -> str:
    return address(Delegation, "change", trip.pk)


def step_of(trip: Delegation, step: str) -> str:
    return reverse("admin:delegations_delegation_step", args=[trip.pk, step])


def stored(trip: Delegation) -> Delegation:
    return Delegation.objects.get(pk=trip.pk)


def test_the_clerk_prepares_a_delegation_from_the_page_of_a_planned_visit(client: Client, clerk: User) -> None:
    visit = factories.everything(factories.edition())["visit"]
    client.force_login(clerk)
    prepare = reverse("admin:delegations_plannedvisit_prepare", args=[visit.pk])
    assert prepare in client.get(address(PlannedVisit, "change", visit.pk)).content.decode()
    answer = client.post(prepare)
    trip = Delegation.objects.get()
    assert (answer["Location"], trip.planned_code) == (page_of(trip), visit.code)
    assert str(trip) in client.post(prepare).context["form"].non_field_errors()[0]
    page = client.get(address(PlannedVisit, "change", visit.pk)).content.decode()
    assert page_of(trip) in page
    assert prepare not in page, "it is prepared already"


def test_the_head_begins_the_order_issues_it_and_takes_no_step_back(client: Client, head: User) -> None:
    trip = jarocin.trip()
    jarocin.mayor()
    client.force_login(head)
    page = client.get(page_of(trip)).content.decode()
    assert "_begin_order" in page
    assert step_of(trip, "ordered") not in page
    client.post(page_of(trip), posted(client, page_of(trip)) | {"_begin_order": "1", "note": "Поїздом"})
    row = stored(trip)
    assert (row.note, row.order is None) == ("Поїздом", False)
    assert step_of(trip, "ordered") in client.get(page_of(trip)).content.decode()
    typed = {"number": "55-р", "dated": "14.09.2020", "on": "14.09.2020", "remark": "Додаток", "word": "ні"}
    answer = client.post(step_of(trip, "ordered"), typed)
    assert list(answer.context["form"].errors) == ["word"]
    assert "Додаток" in answer.content.decode()
    answer = client.post(step_of(trip, "ordered"), typed | {"word": str(Step.ORDERED.label)})
    assert (answer["Location"], stored(trip).status) == (page_of(trip), "ordered")
    page = client.get(page_of(trip)).content.decode()
    assert "Додаток" in page
    assert "/take-back/" not in page
    assert f"{address(TripReport, 'add')}?delegation={trip.pk}" in page, "the report is what comes next"


def test_the_clerk_sees_the_way_and_is_offered_no_step(client: Client, clerk: User, head: User) -> None:
    trip = jarocin.trip()
    services.cancel(delegation=trip, reason="Карантин у Польщі", by=head)
    client.force_login(clerk)
    page = client.get(page_of(trip)).content.decode()
    assert "Карантин у Польщі" in page
    assert "/step/" not in page


def test_a_refused_step_loses_nothing_and_a_step_of_another_status_leads_back(client: Client, head: User) -> None:
    trip = jarocin.trip()
    client.force_login(head)
    answer = client.post(step_of(trip, "cancelled"), {"on": "14.09.2020", "reason": " "})
    assert answer.context["form"].non_field_errors() == [said("Write why the delegation is cancelled.")]
    assert "14.09.2020" in answer.content.decode()
    assert client.get(step_of(trip, "reported"))["Location"] == page_of(trip)
    assert client.get(step_of(trip, "prepared")).status_code == 404


def test_the_secretary_takes_the_last_step_back_and_says_why(client: Client, secretary: User, head: User) -> None:
    trip = jarocin.trip()
    step = services.cancel(delegation=trip, reason="Карантин", by=head)
    client.force_login(secretary)
    back = reverse("admin:delegations_delegation_take_back", args=[trip.pk, step.pk])
    assert back in client.get(page_of(trip)).content.decode()
    assert client.post(back, {"reason": ""}).context["form"].errors
    client.post(back, {"reason": "Не та поїздка"})
    assert (stored(trip).status, DelegationStep.objects.last().made_by) == ("prepared", secretary)  # type: ignore[union-attr]
    assert client.get(reverse("admin:delegations_delegation_take_back", args=[trip.pk, 0])).status_code == 404


def test_the_clerk_is_warned_of_the_composition_and_refused_one_person_in_two_trips(
    client: Client, clerk: User
) -> None:
    other = jarocin.trip("gdansk")
    trip = jarocin.trip(people=(("official", "Шевчук Анна"),))
    client.force_login(clerk)
    new = {"participants-TOTAL_FORMS": 2, "participants-1-category": "field", "participants-1-number": 1}
    new |= {"participants-1-name_uk": "Бондар Іван", "participants-1-place": 0}
    answer = client.post(page_of(trip), posted(client, page_of(trip)) | new)
    assert str(other) in answer.content.decode()
    assert "Бондар Іван" in answer.content.decode()
    answer = client.post(page_of(trip), posted(client, page_of(trip)) | new | {"participants-1-name_uk": "Ткач Іван"})
    assert any("2" in str(message) for message in answer.wsgi_request._messages)  # type: ignore[attr-defined]
    assert [member.place for member in trip.participants.all()] == [1, 2]


def test_the_page_shows_the_other_trips_of_its_people(client: Client, head: User) -> None:
    later = {"period_start": "2020-11-02", "period_end": "2020-11-05"}
    trip, other = jarocin.trip(), jarocin.trip("gdansk", **later)
    cancelled = jarocin.trip("vienna", people=jarocin.PEOPLE, **dict.fromkeys(later, "2020-12-01"))
    services.cancel(delegation=stored(cancelled), reason="Карантин", by=head)
    client.force_login(head)
    found = client.get(page_of(trip)).context["elsewhere"]
    trips = [(page_of(other), str(stored(other)), "готується")]
    assert found == [(name, trips) for _, name in jarocin.PEOPLE]


def test_nothing_that_the_order_says_is_typed_over_once_it_is_issued(client: Client, head: User) -> None:
    trip = jarocin.trip()
    services.cancel(delegation=trip, reason="Карантин", by=head)
    client.force_login(head)
    member = trip.participants.first()
    typed = {"purpose_uk": "Інше", "note": "Квитки повернуто", "participants-0-id": member.pk}  # type: ignore[union-attr]
    typed["participants-0-name_uk"] = "Інша"
    client.post(page_of(trip), posted(client, page_of(trip)) | typed)
    row = stored(trip)
    assert (row.purpose_uk, row.note) == (trip.purpose_uk, "Квитки повернуто")
    assert not Participant.objects.filter(name_uk="Інша").exists()


def test_the_scan_of_an_approval_is_a_pdf_that_staff_alone_get(
    client: Client, clerk: User, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    trip = jarocin.trip()
    client.force_login(clerk)

    def saved(content: bytes) -> Any:
        new = {"approvals-TOTAL_FORMS": 1, "approvals-0-body_words": "Адміністрація", "approvals-0-number": "7"}
        new |= {"approvals-0-dated": "12.08.2020", "approvals-0-scan": SimpleUploadedFile("scan.pdf", content)}  # type: ignore[dict-item]
        return client.post(page_of(trip), posted(client, page_of(trip)) | new)

    assert said("Choose a scan in PDF, up to 15 MB.") in saved(b"MZ").content.decode()
    saved(b"%PDF-1.4")
    approval = TravelApproval.objects.get()
    scan = reverse("admin:delegations_delegation_scan", args=[trip.pk, approval.pk])
    assert scan in client.get(page_of(trip)).content.decode()
    assert b"".join(client.get(scan)) == b"%PDF-1.4"  # type: ignore[call-overload]
    assert client.get(reverse("admin:delegations_delegation_scan", args=[trip.pk, 0])).status_code == 404


def test_a_paper_is_had_in_its_formats_and_one_that_is_not_there_says_so(client: Client, head: User) -> None:
    trip = jarocin.trip()
    client.force_login(head)

    def paper(kind: str, format: str) -> Any:
        return client.get(reverse("admin:delegations_delegation_paper", args=[trip.pk, kind, format]))

    assert paper("visit-order", "pdf")["Location"] == page_of(trip)
    jarocin.mayor()
    services.begin_order(delegation=trip, by=head)
    assert paper("visit-order", "pdf").status_code == 200
    assert (paper("visit-order", "odt").status_code, paper("decision", "pdf").status_code) == (404, 404)


def test_other_trips_of_many_people_are_asked_for_as_often_as_of_one(
    head: User, django_assert_num_queries: Any
) -> None:
    trip = jarocin.trip()
    jarocin.trip("gdansk", period_start="2020-11-02", period_end="2020-11-05")
    members = list(trip.participants.people())
    assert len(members) > 1
    for some in (members[:1], members):
        with django_assert_num_queries(2):
            assert [len(found) for found in Participant.objects.elsewhere_of_each(some).values()] == [1] * len(some)
