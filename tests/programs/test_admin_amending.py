"""The page of an adopted edition leads to its amendment."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from programs import amending
from programs.models import Edition
from tests import factories
from tests.admin_pages import address


@pytest.fixture
def adopted(db: None) -> Edition:
    """An adopted edition."""
    return factories.edition(status="adopted")


def amend_address(edition: Edition) -> str:
    return reverse("admin:programs_edition_amend", args=[edition.pk])


def test_the_secretary_begins_an_amendment_and_is_led_to_it(client: Client, secretary: User, adopted: Edition) -> None:
    client.force_login(secretary)
    assert amend_address(adopted) in client.get(address(Edition, "change", adopted.pk)).content.decode()
    answer = client.post(amend_address(adopted))
    draft = Edition.objects.get(base=adopted)
    assert answer["Location"] == address(Edition, "change", draft.pk)
    assert draft.history.latest().history_user == secretary


def test_the_page_of_an_amendment_asks_at_most_sixty_questions(
    client: Client, administrator: User, django_assert_max_num_queries: Any
) -> None:
    founding = factories.edition()
    factories.everything(founding)
    founding.status = "adopted"
    founding.save()
    draft = amending.amend(edition=founding, by=administrator)
    client.force_login(administrator)
    with django_assert_max_num_queries(60):
        client.get(address(Edition, "change", draft.pk))


def test_the_page_says_why_an_edition_cannot_be_amended(client: Client, secretary: User, adopted: Edition) -> None:
    amending.amend(edition=adopted, by=secretary)
    client.force_login(secretary)
    page = client.get(address(Edition, "change", adopted.pk)).content.decode()
    assert str(amending.HAS_DRAFT) % {"key": "2020/2"} in page
    assert amend_address(adopted) not in page


def test_who_presses_the_button_after_somebody_else_hears_why_not(
    client: Client, secretary: User, adopted: Edition
) -> None:
    amending.amend(edition=adopted, by=secretary)
    client.force_login(secretary)
    answer = client.post(amend_address(adopted), follow=True)
    assert [str(message) for message in answer.context["messages"]] == [str(amending.HAS_DRAFT) % {"key": "2020/2"}]
    assert Edition.objects.count() == 2


def test_the_accountant_is_offered_no_amendment(client: Client, accountant: User, adopted: Edition) -> None:
    client.force_login(accountant)
    assert amend_address(adopted) not in client.get(address(Edition, "change", adopted.pk)).content.decode()
    assert client.post(amend_address(adopted)).status_code == 403
    assert Edition.objects.count() == 1


def test_a_draft_is_not_offered_to_be_amended(client: Client, secretary: User, db: None) -> None:
    draft = factories.edition()
    client.force_login(secretary)
    assert amend_address(draft) not in client.get(address(Edition, "change", draft.pk)).content.decode()


def test_the_address_alone_begins_nothing(client: Client, secretary: User, adopted: Edition) -> None:
    client.force_login(secretary)
    assert client.get(amend_address(adopted))["Location"] == address(Edition, "change", adopted.pk)
    assert Edition.objects.count() == 1


def test_an_edition_that_is_gone_leads_to_the_list(client: Client, secretary: User, adopted: Edition) -> None:
    client.force_login(secretary)
    gone = reverse("admin:programs_edition_amend", args=[adopted.pk + 1])
    assert client.post(gone)["Location"] == address(Edition, "changelist")
