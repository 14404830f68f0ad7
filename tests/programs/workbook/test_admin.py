"""The pages of workbooks: who may open them, what they say, how much they ask of the database."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from budget.models import Funding, MeasureLine
from oleksandria_intl.models import TableUpload, Unit
from programs.models import Edition
from programs.workbook import making
from tests import factories
from tests.programs.workbook.books import EditedBook

pytestmark = pytest.mark.django_db
FIRST_STEP = "admin:programs_program_workbook"


@pytest.fixture
def edition(db: None, settings: Any, tmp_path: Path) -> Edition:
    settings.MEDIA_ROOT = tmp_path
    return factories.edition()


@pytest.fixture
def iryna(client: Client, head: User, edition: Edition) -> Client:
    """The head at work."""
    client.force_login(head)
    return client


def file_of(content: BytesIO) -> SimpleUploadedFile:
    return SimpleUploadedFile("programme.xlsx", content.read())


def changed(edition: Edition) -> EditedBook:
    book = EditedBook(making.filled(edition))
    book.fill("Заходи", 2, {"2020 рік": 50_000})
    return book


def test_a_changed_workbook_changes_the_draft_once_it_is_agreed_to(iryna: Client, edition: Edition) -> None:
    answer = iryna.post(reverse(FIRST_STEP), {"file": file_of(changed(edition).saved())})
    page = iryna.get(answer["Location"])
    assert Funding.objects.get(measure_line__code="1.1").amount == 40_000
    done = iryna.post(answer["Location"], page.context["verdict"].posts)
    assert done["Location"] == reverse("admin:programs_edition_desk", args=[edition.pk])
    assert Funding.objects.get(measure_line__code="1.1").amount == 50_000
    assert Funding.history.latest().history_user.username == "head"
    assert not TableUpload.objects.exists()
    assert iryna.get(answer["Location"]).status_code == 302, "it comes in once"


def test_a_draft_that_changed_meanwhile_is_shown_again(iryna: Client, edition: Edition) -> None:
    answer = iryna.post(reverse(FIRST_STEP), {"file": file_of(changed(edition).saved())})
    posts = iryna.get(answer["Location"]).context["verdict"].posts
    Funding.objects.filter(measure_line__code="1.2").update(amount=1)
    assert iryna.post(answer["Location"], posts)["Location"] == answer["Location"]
    assert Funding.objects.get(measure_line__code="1.1").amount == 40_000


def test_what_is_no_workbook_is_refused_beside_the_file(iryna: Client) -> None:
    page = iryna.post(reverse(FIRST_STEP), {"file": file_of(BytesIO(b"PK\x03\x04"))})
    assert page.status_code == 200
    assert page.context["form"].errors["file"]


def test_an_adopted_edition_is_refused_with_what_to_do(iryna: Client, edition: Edition) -> None:
    book = changed(edition)
    Edition.objects.update(status="adopted")
    page = iryna.post(reverse(FIRST_STEP), {"file": file_of(book.saved())})
    assert "«Внести зміни»" in str(page.context["form"].errors["file"])


def test_who_only_sees_gets_workbooks_and_brings_none_in(client: Client, auditor: User, edition: Edition) -> None:
    client.force_login(auditor)
    assert client.get(reverse(FIRST_STEP)).status_code == 403
    assert client.get(reverse("admin:programs_edition_workbook", args=[edition.pk])).status_code == 200
    assert client.get(reverse("admin:programs_edition_units", args=[edition.pk])).status_code == 200
    unit = Unit.objects.get()
    assert client.get(reverse("admin:programs_edition_unit", args=[edition.pk, unit.pk])).status_code == 403


def test_the_proposals_of_a_unit_are_taken_or_refused(iryna: Client, edition: Edition) -> None:
    unit = Unit.objects.get()
    content = iryna.get(reverse("admin:programs_edition_unit_workbook", args=[edition.pk, unit.pk])).content
    book = EditedBook(content)
    book.fill("Заходи", 2, {"2020 рік": 41_000})
    book.fill("Заходи", 3, {"2020 рік": 301_000})
    answer = iryna.post(
        reverse("admin:programs_edition_unit", args=[edition.pk, unit.pk]), {"file": file_of(book.saved())}
    )
    first, _second = iryna.get(answer["Location"]).context["changes"]
    iryna.post(answer["Location"], {"take": [first.key]})
    amounts = Funding.objects.order_by("measure_line__code").values_list("amount", flat=True)
    assert list(amounts) == [41_000, 300_000, 45_000]
    assert len(iryna.get(answer["Location"]).context["changes"]) == 1
    iryna.post(answer["Location"], {"close": "1"})
    assert list(amounts.all()) == [41_000, 300_000, 45_000]
    assert not TableUpload.objects.exists()


def test_a_proposal_that_was_refused_is_named_so_when_the_workbook_comes_again(iryna: Client, edition: Edition) -> None:
    unit = Unit.objects.get()
    content = iryna.get(reverse("admin:programs_edition_unit_workbook", args=[edition.pk, unit.pk])).content
    book = EditedBook(content)
    book.fill("Заходи", 2, {"2020 рік": 41_000})
    page = reverse("admin:programs_edition_unit", args=[edition.pk, unit.pk])
    first = iryna.post(page, {"file": file_of(book.saved())})["Location"]
    assert "Відхилено раніше" not in iryna.get(first).content.decode()
    iryna.post(first, {"close": "1"})
    book.fill("Заходи", 3, {"2020 рік": 301_000})
    again = iryna.get(iryna.post(page, {"file": file_of(book.saved())})["Location"])
    assert ["Ірина" in said for _change, said in again.context["proposed"]] == [True, False]
    assert again.content.decode().count("Відхилено раніше: ") == 1


def test_the_pages_ask_no_more_for_many_measures(
    iryna: Client, edition: Edition, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        factories.measure(edition, f"1.{number + 10}", order=number + 10, amount=number)
    units = reverse("admin:programs_edition_units", args=[edition.pk])
    workbook = reverse("admin:programs_edition_workbook", args=[edition.pk])
    with django_assert_max_num_queries(60):
        iryna.get(reverse(FIRST_STEP))
    with django_assert_max_num_queries(60):
        iryna.get(units)
    with django_assert_max_num_queries(60):
        book = EditedBook(iryna.get(workbook).content)
    book.fill("Заходи", 2, {"2020 рік": 50_000})
    page = iryna.post(reverse(FIRST_STEP), {"file": file_of(book.saved())})["Location"]
    with django_assert_max_num_queries(60):
        iryna.get(page)
    unit = Unit.objects.get()
    with django_assert_max_num_queries(60):
        book = EditedBook(
            iryna.get(reverse("admin:programs_edition_unit_workbook", args=[edition.pk, unit.pk])).content
        )
    page = reverse("admin:programs_edition_unit", args=[edition.pk, unit.pk])
    proposals = iryna.post(page, {"file": file_of(book.saved())})["Location"]
    with django_assert_max_num_queries(60):
        iryna.get(proposals)
    assert MeasureLine.objects.count() == 23
