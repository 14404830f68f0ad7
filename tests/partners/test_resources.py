"""Partners as files: what goes out comes back as it was, a change in Excel changes one thing, who may do it."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oleksandria_intl.resources import ImportedResource, Outcome
from partners import resources
from partners.models import Agreement, AgreementParty, City, Country
from tests.admin_pages import address

BOTH_WAYS = [
    resources.CountryResource,
    resources.CityResource,
    resources.AgreementResource,
    resources.AgreementPartyResource,
]

Kind = type[ImportedResource]

pytestmark = pytest.mark.usefixtures("partners")


def exported(kind: Kind, format: str) -> bytes:
    resource = kind()
    return b"".join(resource.stream(resource.listed(None), format))


def brought(kind: Kind, content: bytes, **options: Any) -> Outcome:
    resource = kind(by=options.pop("by", None), note="таблиця.xlsx")
    return resource.bring_in(resource.read(io.BytesIO(content)), **options)


def edited(content: bytes, key: str, **cells: Any) -> bytes:
    """Return an .xlsx whose row with this key was edited in Excel, in columns of these heads."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet: Any = book.active
    heads = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if key in [cell.value for cell in row])
    for head, value in cells.items():
        row[heads.index(head)].value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def snapshot(model: Any) -> list[Any]:
    return list(model.objects.order_by("pk").values())


@pytest.fixture
def texts(partners: dict[str, City]) -> None:
    """Texts that a file could spoil."""
    City.objects.filter(slug="jarocin").update(
        description_uk="- перше\n- друге; «лапки»", relation_uk="=не формула", city_day_day=6, city_day_month=5
    )


@pytest.mark.usefixtures("texts")
@pytest.mark.parametrize("format", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", BOTH_WAYS)
def test_what_is_exported_comes_back_without_a_change(kind: Kind, format: str) -> None:
    before = snapshot(kind.model())
    outcome = brought(kind, exported(kind, format))
    assert outcome.refusals == []
    assert (outcome.effective, outcome.unchanged) == (0, len(before))
    assert before
    assert snapshot(kind.model()) == before


@pytest.mark.usefixtures("texts")
def test_partners_that_were_deleted_come_back_from_their_files() -> None:
    files = [(kind, exported(kind, "xlsx"), exported(kind, "csv")) for kind in BOTH_WAYS]
    for model in (AgreementParty, Agreement, City, Country):
        model.objects.all().delete()
    assert [brought(kind, content).refusals for kind, content, _text in files] == [[]] * len(files)
    assert [exported(kind, "csv") for kind, _content, _text in files] == [text for _kind, _content, text in files]


def test_a_city_edited_in_excel_changes_and_history_says_who(clerk: User) -> None:
    content = edited(exported(resources.CityResource, "xlsx"), "jarocin", Вебсайт="https://jarocin.pl/", Широта=51.9725)
    outcome = brought(resources.CityResource, content, by=clerk)
    assert (outcome.refusals, outcome.changed, outcome.created) == ([], 1, 0)
    city = City.objects.get(slug="jarocin")
    assert (city.website, city.latitude) == ("https://jarocin.pl/", Decimal("51.9725"))
    assert city.history.first().history_user == clerk


def test_no_file_moves_the_state_of_an_agreement() -> None:
    was = Agreement.objects.filter(state="prepared").get()
    cells = {"Стан": "підписано", "Перший можливий день": date(2020, 3, 31), "Точність дати": "day"}
    content = edited(exported(resources.AgreementResource, "xlsx"), was.code, **cells)
    outcome = brought(resources.AgreementResource, content)
    assert [refusal.column for refusal in outcome.refusals] == ["Стан"]
    was.refresh_from_db()
    assert (was.state, was.period_start) == ("prepared", None)


@pytest.mark.parametrize(
    ("head", "cell"),
    [("Вебсайт", "javascript:alert(1)"), ("Країна", "Атлантида"), ("Широта", "північ"), ("Широта", 91), ("Назва", "")],
)
def test_a_bad_cell_of_a_city_is_refused_where_it_stands(head: str, cell: Any) -> None:
    before = snapshot(City)
    content = edited(exported(resources.CityResource, "xlsx"), "jarocin", **{head: cell})
    outcome = brought(resources.CityResource, content)
    assert [refusal.column for refusal in outcome.refusals] == [head]
    assert not outcome.is_written
    assert snapshot(City) == before


@pytest.mark.parametrize("person", ["clerk", "head"])
def test_staff_of_partners_bring_in_a_list_in_the_admin(
    client: Client, request: pytest.FixtureRequest, person: str, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    client.force_login(request.getfixturevalue(person))
    content = edited(exported(resources.CityResource, "xlsx"), "jarocin", Вебсайт="https://jarocin.pl/")
    form = {"of": "city", "file": SimpleUploadedFile("міста.xlsx", content)}
    shown = client.post(address(City, "import"), form, follow=True)
    assert (shown.context["outcome"].changed, len(shown.context["lines"])) == (1, 1)
    client.post(shown.request["PATH_INFO"], shown.context["verdict"].posts)
    assert City.objects.get(slug="jarocin").website == "https://jarocin.pl/"


@pytest.mark.parametrize("model", [Country, City, Agreement])
@pytest.mark.parametrize("person", ["accountant", "secretary", "auditor"])
def test_others_do_not_bring_partners_in(
    client: Client, request: pytest.FixtureRequest, person: str, model: Any
) -> None:
    client.force_login(request.getfixturevalue(person))
    assert client.get(address(model, "import")).status_code == 403
