"""The cost estimate as a table."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from budget.models import Direction, Funding, FundingSource, MeasureLine, Responsible
from oleksandria_intl.models import UndoStep, Unit
from programs.grids.pages import grid_url
from programs.models import Edition
from tests import factories
from tests.grid_pages import Sheet


@pytest.fixture
def key(edition: Edition) -> str:
    """The column of the only year and source."""
    return f"money__2020_{Funding.objects.all()[0].source_id}"


@pytest.fixture
def sheet(client: Client, head: User, edition: Edition) -> Sheet:
    client.force_login(head)
    return Sheet(client, grid_url(edition, "cost-estimate"))


def amounts() -> list[Decimal]:
    return list(
        Funding.objects.order_by("measure_line__direction__order", "measure_line__order").values_list(
            "amount", flat=True
        )
    )


def test_the_table_shows_what_is_stored_with_the_direction_once(sheet: Sheet) -> None:
    assert sheet.column("direction-name_uk") == ["Напрям 1", "", "Напрям 2"]
    assert sheet.column("line-name_uk") == list(MeasureLine.objects.values_list("name_uk", flat=True))


def test_amounts_are_typed_in_any_way_and_saved_together_as_one_step(sheet: Sheet, key: str) -> None:
    sheet.type(1, **{key: "3 120,00"})
    sheet.type(2, **{key: "3120.5"})
    assert sheet.save() == []
    assert amounts() == [Decimal(3120), Decimal("3120.50"), Decimal(45_000)]
    step = UndoStep.objects.get(part_of=None)
    assert step.row_count == 2
    assert "portal-undo" in sheet.html
    sheet.client.post(reverse("admin:oleksandria_intl_undostep_undo", args=[step.pk]))
    assert amounts() == [Decimal(40_000), Decimal(300_000), Decimal(45_000)]


def test_only_what_changed_is_written(sheet: Sheet, key: str) -> None:
    before = dict(Funding.objects.values_list("pk", "version")), dict(MeasureLine.objects.values_list("pk", "version"))
    sheet.type(1, **{key: "1"})
    sheet.save()
    changed = {pk for pk, version in Funding.objects.values_list("pk", "version") if before[0][pk] != version}
    assert len(changed) == 1
    assert dict(MeasureLine.objects.values_list("pk", "version")) == before[1]


def test_what_is_no_amount_is_refused_at_its_cell_and_nothing_is_written(sheet: Sheet, key: str) -> None:
    sheet.type(1, **{key: "багато"})
    sheet.type(2, **{key: "7"})
    [refusal] = sheet.save()
    assert refusal.startswith("Рядок 1, стовпець «")
    assert amounts()[1] == 300_000
    assert "багато" in sheet.html
    assert 'aria-invalid="true"' in sheet.html


def test_new_rows_get_codes_of_the_portal_and_stand_where_they_were_typed(
    sheet: Sheet, edition: Edition, key: str
) -> None:
    sheet.type(4, line__name_uk="Сувеніри", **{key: "5000"})
    sheet.type(5, direction__name_uk="Навчання", line__name_uk="Курси", line__period="у травні 2020 року")
    assert sheet.save() == []
    souvenirs, courses = MeasureLine.objects.order_by("pk")[3:]
    assert (souvenirs.direction.name_uk, souvenirs.code, souvenirs.order) == ("Напрям 2", "2.2", 4)
    assert (courses.direction.name_uk, courses.direction.order, courses.period_text()) == (
        "Навчання",
        3,
        "травень 2020 року",
    )
    assert souvenirs.funding.get().amount == 5000
    assert courses.measure.program_id == edition.program_id


def test_a_row_goes_with_its_direction_only_where_nothing_is_left_under_it(sheet: Sheet) -> None:
    sheet.type(3, DELETE="on")
    assert sheet.save() == []
    assert list(Direction.objects.values_list("name_uk", flat=True)) == ["Напрям 1"]
    sheet.type(1, DELETE="on")
    assert sheet.save() == []
    assert sheet.column("direction-name_uk") == ["Напрям 1"]
    assert MeasureLine.objects.count() == 1


def test_rows_change_places_by_their_numbers(sheet: Sheet) -> None:
    sheet.type(1, order="2")
    sheet.type(2, order="1", direction__name_uk="Напрям 1")
    assert sheet.save() == []
    assert list(MeasureLine.objects.values_list("code", flat=True)) == ["1.2", "1.1", "2.1"]


def test_a_new_row_between_others_gets_a_place_of_its_own(sheet: Sheet) -> None:
    sheet.type(4, line__name_uk="Між ними", order="1")
    assert sheet.save() == []
    lines = MeasureLine.objects.filter(direction__name_uk="Напрям 1").order_by("order")
    assert [line.name_uk for line in lines][1] == "Між ними"
    assert len({line.order for line in lines}) == 3


def test_a_measure_moves_under_another_direction_and_keeps_its_code(sheet: Sheet) -> None:
    sheet.type(2, order="4")
    assert sheet.save() == []
    line = MeasureLine.objects.get(code="1.2")
    assert line.direction.name_uk == "Напрям 2"


def test_a_direction_without_measures_may_be_typed_and_stays(sheet: Sheet, key: str) -> None:
    sheet.type(4, direction__name_uk="Ще без заходів")
    assert sheet.save() == []
    assert sheet.column("direction-name_uk")[-1] == "Ще без заходів"
    sheet.type(1, **{key: "1"})
    assert sheet.save() == []
    assert Direction.objects.count() == 3
    sheet.type(4, DELETE="on")
    assert sheet.save() == []
    assert Direction.objects.count() == 2


def test_every_year_and_source_has_a_column_and_another_source_is_asked_for(client: Client, head: User) -> None:
    edition = factories.edition("2021", years=(2021, 2022))
    grants = FundingSource.objects.create(code="grants", name_uk="Гранти")
    client.force_login(head)
    sheet = Sheet(client, grid_url(edition, "cost-estimate"))
    assert f"money-2022_{grants.pk}" not in sheet.html
    assert "?source=grants" in sheet.html
    sheet = Sheet(client, grid_url(edition, "cost-estimate") + "?source=grants")
    sheet.type(1, **{f"money__2022_{grants.pk}": "12,5"})
    assert sheet.save() == []
    assert Funding.objects.get(source=grants).year == 2022
    assert f"money-2022_{grants.pk}" in client.get(grid_url(edition, "cost-estimate")).content.decode()


def test_a_direction_is_renamed_in_its_cell(sheet: Sheet) -> None:
    sheet.type(1, direction__name_uk="Співпраця")
    assert sheet.save() == []
    assert Direction.objects.order_by("order")[0].name_uk == "Співпраця"
    assert Direction.objects.count() == 2


def test_who_answers_is_written_line_by_line(sheet: Sheet) -> None:
    sheet.type(1, line__responsible="управління економіки\nбібліотеки міста")
    assert sheet.save() == []
    first, second = Responsible.objects.filter(measure_line__code="1.1").order_by("order")
    assert (first.unit, second.words) == (Unit.objects.get(), "бібліотеки міста")
    sheet.type(1, line__responsible="бібліотеки міста")
    assert sheet.save() == []
    assert Responsible.objects.get(measure_line__code="1.1") == second


def test_who_answers_is_not_overwritten_unseen(sheet: Sheet) -> None:
    line = MeasureLine.objects.get(code="1.1")
    Responsible.objects.create(measure_line=line, words="музей", order=1)
    sheet.type(1, line__responsible="бібліотека")
    assert any("музей" in each for each in sheet.save())
    assert sheet.save() == []
    assert Responsible.objects.get(measure_line=line).words == "бібліотека"


def test_an_emptied_amount_is_taken_out_and_zero_stays(sheet: Sheet, key: str) -> None:
    sheet.type(1, **{key: ""})
    sheet.type(2, **{key: "0"})
    assert sheet.save() == []
    assert amounts() == [Decimal(0), Decimal(45_000)]


def test_the_second_is_told_which_rows_changed_meanwhile_and_keeps_the_typed_text(sheet: Sheet, key: str) -> None:
    money = Funding.objects.get(measure_line__code="1.1")
    money.amount = 41_000
    money.save()
    line = MeasureLine.objects.get(code="1.2")
    line.name_uk = "Інша назва"
    line.save()
    sheet.type(1, **{key: "42 000"})
    sheet.type(3, **{key: "46 000"})
    said = sheet.save()
    assert any(each.startswith("Рядок 1, стовпець") and "41\xa0000,00" in each for each in said)
    assert not any(each.startswith(("Рядок 2", "Рядок 3")) for each in said)
    assert "42 000" in sheet.html
    assert "Інша назва" in sheet.html
    assert sheet.save() == []
    assert amounts() == [Decimal(42_000), Decimal(300_000), Decimal(46_000)]
    assert MeasureLine.objects.get(code="1.2").name_uk == "Інша назва"


def test_a_row_that_was_deleted_meanwhile_is_not_made_again_unless_it_was_typed_into(sheet: Sheet) -> None:
    MeasureLine.objects.get(code="1.1").delete()
    sheet.type(3, line__name_uk="Поїздки")
    assert sheet.save() == []
    assert sorted(MeasureLine.objects.values_list("name_uk", flat=True))[-1] == "Поїздки"
    assert MeasureLine.objects.filter(direction__name_uk="Напрям 1").count() == 1
    MeasureLine.objects.get(code="2.1").delete()
    sheet.type(2, line__name_uk="Мандрівки")
    said = sheet.save()
    assert any("видали" in each for each in said)
    assert sheet.save() == []
    assert MeasureLine.objects.filter(name_uk="Мандрівки").exists()


def test_the_rows_that_somebody_added_meanwhile_stay(sheet: Sheet, edition: Edition, key: str) -> None:
    factories.measure(edition, "2.2", order=4, amount=9)
    sheet.type(1, **{key: "1"})
    assert sheet.save() == []
    assert MeasureLine.objects.filter(code="2.2").exists()


def test_who_may_not_change_money_reads_it_and_changes_the_rest(
    client: Client, clerk: User, edition: Edition, key: str
) -> None:
    clerk.groups.get().permissions.remove(
        *Permission.objects.filter(codename__endswith="_funding").exclude(codename="view_funding")
    )
    client.force_login(clerk)
    sheet = Sheet(client, grid_url(edition, "cost-estimate"))
    assert "40\xa0000,00" in sheet.html
    sheet.type(1, line__name_uk="Нова назва", **{key: "1"})
    assert sheet.save() == []
    assert amounts()[0] == 40_000
    assert MeasureLine.objects.get(code="1.1").name_uk == "Нова назва"


def test_the_accountant_changes_the_money_and_not_the_measures(
    client: Client, accountant: User, edition: Edition, key: str
) -> None:
    client.force_login(accountant)
    sheet = Sheet(client, grid_url(edition, "cost-estimate"))
    assert sheet.column("line-name_uk") == []
    sheet.type(2, line__name_uk="Не моє", DELETE="on", order="9", **{key: "310 000"})
    assert sheet.save() == []
    assert amounts() == [Decimal(40_000), Decimal(310_000), Decimal(45_000)]
    assert not MeasureLine.objects.filter(name_uk="Не моє").exists()
    sheet.type(4, **{key: "1"})
    assert any("Рядок 4" in each for each in sheet.save())
    assert MeasureLine.objects.count() == 3


def test_a_page_that_was_sent_damaged_is_no_failure(sheet: Sheet, key: str) -> None:
    damaged = {"rows-0-order": "９" * 9, "rows-0-line-opened_version": "0.0", "rows-1-direction-opened_version": "x"}
    sheet.data |= damaged | {"rows-2-numbers-opened_version": "a=b money=1.1", "rows-99999-line-name_uk": "\x00"}
    sheet.data |= {"rows-0-line-name_uk": "a" * 100_000, "rows-7-DELETE": "on", f"rows-2-{key}": "9" * 400}
    assert sheet.save()
    assert amounts() == [Decimal(40_000), Decimal(300_000), Decimal(45_000)]


def test_an_edition_that_is_closed_shows_its_table_and_takes_nothing(sheet: Sheet, edition: Edition, key: str) -> None:
    Edition.objects.filter(pk=edition.pk).update(status="withdrawn")
    sheet.type(1, **{key: "1"})
    sheet.save()
    assert amounts()[0] == 40_000
    assert "rows-0" not in Sheet(sheet.client, sheet.address).data
    assert "40\xa0000,00" in Sheet(sheet.client, sheet.address).html


def test_who_may_not_see_measures_has_no_table(client: Client, edition: Edition) -> None:
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    assert client.get(grid_url(edition, "cost-estimate")).status_code == 403


def test_more_rows_than_a_table_has_are_refused_before_one_is_read(sheet: Sheet) -> None:
    sheet.data |= {f"rows-{place}-line-name_uk": "x" for place in range(1002)}
    sheet.save()
    assert "1000" in sheet.html or "1 000" in sheet.html
    assert MeasureLine.objects.count() == 3


def test_a_table_that_was_sent_without_its_session_comes_back(sheet: Sheet, head: User, key: str) -> None:
    sheet.type(1, **{key: "88 888"})
    sent = sheet.data | {"typed_by": sheet.answer.context["typed_by"]}
    Session.objects.all().delete()
    kept = sheet.client.post(sheet.address, sent, HTTP_ORIGIN="http://testserver")
    sheet.client.force_login(head)
    assert "88 888" in sheet.client.get(kept["Location"]).content.decode()
    assert amounts()[0] == 40_000


def test_a_draft_of_the_browser_is_given_back_without_being_saved(sheet: Sheet, key: str) -> None:
    sheet.type(1, **{key: "77 777"})
    sheet.data["_give_back"] = "1"
    sheet.save()
    assert "77 777" in sheet.html
    assert amounts()[0] == 40_000


def test_two_hundred_measures_are_shown_and_nine_of_them_saved_in_a_constant_number_of_queries(
    client: Client, head: User, edition: Edition, key: str, django_assert_max_num_queries: Any
) -> None:
    many_measures(edition, 200)
    client.force_login(head)
    sheet = Sheet(client, grid_url(edition, "cost-estimate"))
    with django_assert_max_num_queries(60):
        sheet.ask()
    assert len(sheet.column("line-name_uk")) == 203
    for row in range(1, 10):
        sheet.type(row, **{key: str(1000 + row)})
    with django_assert_max_num_queries(60):
        client.post(sheet.address, sheet.data)
    assert amounts()[8] == 1009


def many_measures(edition: Edition, count: int) -> None:
    """Make measures with money in a handful of statements."""
    direction = Direction.objects.get(code="2")
    source = Funding.objects.all()[0].source
    program = edition.program
    measures = type(MeasureLine.objects.all()[0].measure).objects.bulk_create(
        type(MeasureLine.objects.all()[0].measure)(program=program, code=f"9.{number}") for number in range(count)
    )
    lines = MeasureLine.objects.bulk_create(
        MeasureLine(
            edition=edition,
            direction=direction,
            measure=measure,
            code=measure.code,
            order=10 + at,
            name_uk=f"Захід {at}",
        )
        for at, measure in enumerate(measures)
    )
    Funding.objects.bulk_create(
        Funding(edition=edition, measure_line=line, year=2020, source=source, amount=1, code=line.code)
        for line in lines
    )
