"""A clerk enters the programme of another council in an empty portal with the workbook alone; its paper is right."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from budget.models import Funding, FundingSource
from oleksandria_intl import papers
from oleksandria_intl.models import Decision
from partners.models import City, Country
from programs.models import Edition, Program
from programs.workbook import making, services
from tests import factories
from tests.programs.workbook.books import EditedBook
from tests.programs.workbook.kropyvnytskyi import BY_YEAR, SOURCE, fill_in

pytestmark = pytest.mark.django_db
FIRST_STEP = "admin:programs_program_workbook"


@pytest.fixture
def oksana(clerk: User, client: Client, settings: Any, tmp_path: Path) -> Client:
    """The clerk at work in a portal that knows its council, the countries and the sources, and no programme."""
    settings.MEDIA_ROOT = tmp_path
    factories.council()
    Country.objects.create(code="BG", name_uk="Болгарія", formal_name_uk="Республіка Болгарія")
    FundingSource.objects.create(code="general-fund", name_uk=SOURCE, fund="general")
    client.force_login(clerk)
    return client


def upload(client: Client, content: BytesIO, **fields: Any) -> Any:
    """Choose a file in the first step; return the page of the second."""
    file = SimpleUploadedFile("programme.xlsx", content.read())
    answer = client.post(reverse(FIRST_STEP), {"file": file, **fields})
    assert answer.status_code == 302, answer.context["form"].errors
    return client.get(answer["Location"])


def test_a_clerk_enters_a_programme_with_the_workbook_alone(oksana: Client) -> None:
    book = EditedBook(oksana.get(reverse("admin:programs_program_workbook_empty")).content)
    fill_in(book)

    shown = upload(oksana, book.saved())

    assert shown.context["refusals"] == []
    assert [amount.replace("\u00a0", " ") for _year, amount in shown.context["looked"].sums] == [
        "350 000 грн",
        "740 000 грн",
        "740 000 грн",
    ]
    assert not Program.objects.exists(), "the first look writes nothing"

    done = oksana.post(shown.request["PATH_INFO"], shown.context["verdict"].posts)

    edition = Edition.objects.get()
    assert done["Location"] == reverse("admin:programs_edition_desk", args=[edition.pk])
    assert edition.key == "2021-2023/1"
    assert edition.titled() == "Програма міжнародного співробітництва міста Кропивницького на 2021-2023 роки"
    assert Decision.objects.get() == edition.decision
    assert City.objects.get().slug == "dobrych"
    paper = _text(papers.content(papers.get("decision"), edition, "html", for_staff=True).decode())
    for words in ("350,0", "740,0", "1 830,0", "Підтримка вебсайту", "30,0", "управління економіки", "Добрич"):
        assert words.casefold() in paper.casefold(), words
    by_year = {year: Decimal(0) for year in BY_YEAR}
    for funding in Funding.objects.all():
        by_year[funding.year] += funding.amount
    assert by_year == {year: amount * 1000 for year, amount in BY_YEAR.items()}


def test_it_goes_out_and_comes_back_without_a_change(oksana: Client, clerk: User) -> None:
    book = EditedBook(making.empty())
    fill_in(book)
    shown = upload(oksana, book.saved())
    oksana.post(shown.request["PATH_INFO"], shown.context["verdict"].posts)

    edition = Edition.objects.get()
    content = oksana.get(reverse("admin:programs_edition_workbook", args=[edition.pk])).content
    looked = services.look_at(file=BytesIO(content), edition=None, by=clerk)

    assert (looked.edition, looked.book.refusals, looked.changes) == (edition, [], [])
    assert looked.is_same


def _text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").replace("&nbsp;", " "))
