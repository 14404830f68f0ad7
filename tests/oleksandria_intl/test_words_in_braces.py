"""Words in braces are offered by name, and filled in where a text is shown before it is saved."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from budget.models import ClosingReport
from oleksandria_intl import words_in_braces
from oleksandria_intl.models import Council, Decision
from partners.models import City, OfficeText
from programs.models import Edition, PassportRow
from tests import factories
from tests.admin_pages import address


def previewed(client: Client, text: str, row: str) -> str:
    """Return a text as the preview shows it."""
    return client.post(reverse("admin:preview"), {"text": text, "row": row}).content.decode()


def offered(client: Client, page: str) -> tuple[str, dict[str, str]]:
    """Return the row and the words that the first long text of a page offers."""
    response: Any = client.get(page)
    widget = next(
        field.field.widget for field in response.context["adminform"].form if hasattr(field.field.widget, "offered")
    )
    attrs = widget.get_context("text", "", {"id": "id"})["widget"]["attrs"]
    return attrs["data-row"], {each["word"]: each["label"] for each in json.loads(attrs["data-words"])}


def test_the_preview_fills_in_the_words_of_the_edition(client: Client, edition: Edition, clerk: User) -> None:
    client.force_login(clerk)
    page = previewed(client, "Мета {Програми}.\r\n\r\n1. {рік}", f"programs.edition/{edition.pk}")
    assert f"Мета {edition.titled('Програми')}" in page.replace("\xa0", " ")
    assert "<ol><li>2020" in page


@pytest.mark.parametrize(
    "row",
    [
        "",
        "programs.edition",
        "programs.edition/x",
        "auth.user/1",
        "no.model/1",
        "/",
        "programs.edition/99999999999999999999",
    ],
)
def test_a_preview_of_no_row_leaves_words_as_they_are(row: str, client: Client, edition: Edition, clerk: User) -> None:
    client.force_login(clerk)
    assert "{Програми}" in previewed(client, "{Програми}", row)


def test_the_preview_tells_nobody_of_a_row_that_they_may_not_see(client: Client, edition: Edition) -> None:
    client.force_login(User.objects.create_user("newcomer", is_staff=True))
    assert "{Програми}" in previewed(client, "{Програми}", f"programs.edition/{edition.pk}")


def test_the_rows_of_an_edition_offer_its_words_by_name(client: Client, edition: Edition, clerk: User) -> None:
    row = PassportRow.objects.create(edition=edition, order=1, label_uk="Назва", value_uk="{Програма}")
    client.force_login(clerk)
    for page in (address(PassportRow, "change", row.pk), address(PassportRow, "add")):
        key, words = offered(client, page)
        assert key == f"programs.edition/{edition.pk}"
        assert words["Програми"] == "назва Програми у родовому відмінку (чого?)"


def test_a_decision_offers_the_words_of_what_it_adopts_and_a_city_none(
    client: Client, edition: Edition, head: User
) -> None:
    client.force_login(head)
    decision = Decision.objects.get()
    key, words = offered(client, address(Decision, "change", decision.pk))
    assert key == f"oleksandria_intl.decision/{decision.pk}"
    assert "Програму" in words
    city = City.objects.first() or factories.city()
    assert offered(client, address(City, "change", city.pk)) == ("", {})


def test_every_word_that_is_offered_has_a_name(edition: Edition) -> None:
    assert set(words_in_braces.words_for(edition)) <= set(words_in_braces.LABELS)


def test_a_text_for_all_partners_knows_our_city_and_leaves_theirs_to_each_letter(edition: Edition) -> None:
    words = words_in_braces.words_for(OfficeText(kind=OfficeText.Kind.CITY_DAY))
    assert words["наше місто"] == Council.objects.for_papers().city_uk
    assert words["місто"] == "{місто}"
    assert "місто" not in words_in_braces.words_for(OfficeText(kind=OfficeText.Kind.OUR_CITY))


def test_the_note_to_a_final_report_knows_the_programme_once_the_public_sees_it(edition: Edition) -> None:
    closing = ClosingReport(program=edition.program)
    assert words_in_braces.words_for(closing) == {}
    Edition.objects.filter(pk=edition.pk).update(status=Edition.Status.PUBLISHED, published_on="2019-11-01")
    assert words_in_braces.words_for(closing)["Програми"] == edition.titled("Програми")
