"""What no database understands is answered on the staff's pages, and not by an error 500."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from oleksandria_intl.models import Decision
from programs.models import Edition
from tests.admin_pages import address

HUGE = "9" * 20
LONG = "9" * 5000


@pytest.fixture
def staff(client: Client, administrator: User, edition: Edition) -> Client:
    """The browser of one who may do everything."""
    client.force_login(administrator)
    return client


@pytest.mark.parametrize("wrong", ["abc", HUGE, LONG, "-1", "_00", "1%00"])
@pytest.mark.parametrize("route", ["{}/history/", "{}/history/{}/", "1/history/{}/", "{}/change/", "{}/delete/"])
@pytest.mark.parametrize("table", ["partners/city", "programs/section", "auth/user"])
def test_a_key_that_is_none_leads_to_nothing(table: str, route: str, wrong: str, staff: Client) -> None:
    assert staff.get(f"/admin/{table}/{route.format(wrong, wrong)}").status_code in (302, 403, 404)


@pytest.mark.parametrize(
    "query",
    [
        f"partners/city/?id__in={HUGE}",
        f"partners/city/?country__id__exact={HUGE}",
        f"partners/city/export/?id__in={HUGE}",
        f"budget/payment/?batch__id__exact={LONG}",
        f"budget/payment/?paid_on__year={HUGE}",
        "budget/payment/?paid_on__year=9999",
        f"budget/measureline/?edition__id__exact={LONG}",
        f"programs/section/add/?edition={LONG}",
        f"programs/section/add/?_changelist_filters=edition__id__exact%3D{LONG}",
        "partners/city/?q=%00",
        "partners/city/?country__code__exact=%00",
        f"partners/city/?p={LONG}",
        "partners/agreement/add/?areas=-",
        f"partners/agreement/add/?areas={HUGE}",
        f"budget/appropriation/add/?year={HUGE}&measure=abc",
        "auth/user/?id__in=abc",
    ],
)
def test_a_question_that_the_database_does_not_understand_is_answered(query: str, staff: Client) -> None:
    assert staff.get(f"/admin/{query}").status_code in (200, 302, 400)


def test_an_empty_name_of_a_column_is_none(staff: Client, edition: Edition) -> None:
    page = address(Decision, "change", edition.decision_id)
    assert staff.get(f"{page}?_to_field=").status_code == 200


@pytest.mark.parametrize("wrong", ["-", "abc", HUGE, LONG, "\x00"])
def test_a_choice_that_is_no_row_is_refused_in_the_form(wrong: str, staff: Client) -> None:
    answer = staff.post("/admin/partners/agreement/add/", {"areas": wrong})
    assert answer.status_code == 200
    assert "areas" in answer.context["adminform"].form.errors
