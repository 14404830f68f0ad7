"""The budget's tables as files: what goes out comes back as it was, a change changes one thing, all else is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile

from budget.models import (
    Allotment,
    Appropriation,
    AssignmentRule,
    Commitment,
    Explanation,
    Funding,
    Payment,
    ProgramCode,
    SpendingUnit,
)
from budget.resources import lists as resources
from budget.resources.payments import PaymentResource
from delegations.models import PlannedVisit
from delegations.resources import PlannedVisitResource
from oleksandria_intl.resources import ImportedResource, Outcome
from oleksandria_intl.tables.cells import UnreadableFile
from programs.models import Edition
from tests import factories, payment_files, spending
from tests.snapshots import bring_in

BOTH_WAYS = [
    resources.AllotmentResource,
    resources.AppropriationResource,
    resources.AssignmentRuleResource,
    resources.CommitmentResource,
    resources.EconomicCodeResource,
    resources.ExplanationResource,
    resources.FundingResource,
    resources.FundingSourceResource,
    resources.ProgramCodeResource,
    resources.SpendingUnitResource,
    PlannedVisitResource,
]
"""Every resource that comes in, too."""

Kind = type[ImportedResource]
Cells = dict[str, Any]


@pytest.fixture
def rows(edition: Edition) -> Edition:
    """A row or two of every kind, with all that a file could spoil: formulas, zeros, line breaks, kopiykas."""
    bring_in("rows of every kind", lambda: _spoiling(edition))
    return edition


def _spoiling(edition: Edition) -> None:
    factories.everything(edition)
    grant = spending.grant("1.2", "180000.50")
    spending.grant("1.2", "-1000", on=date(2020, 5, 20), economic_code=None)
    for month, amount in ((1, "100000.50"), (2, "80000")):
        Allotment.objects.create(appropriation=grant, month=month, amount=Decimal(amount))
    Appropriation.objects.filter(pk=grant.pk).update(note="=1+1")
    spending.promise("1.2", "12500.50", number="007", until=date(2020, 12, 31), subject="+38 (050) 'апостроф'")
    spending.promise("2.1", 1, number="'=хитрий", prozorro_id="UA-2020-01-01-000001-a", payee_code="01234567")
    spending.rule("1.1", payee_words='переклад; "лапки"', payer=spending.unit())
    spending.rule(None, order=2, **spending.codes("0210180", None))
    Explanation.objects.create(
        measure=spending.measure_of("1.2"), on=date(2020, 3, 31), text="- перше\n- друге;\n@третє"
    )
    SpendingUnit.objects.create(register_code="00012345", name_uk=" З пробілом")


def exported(kind: Any, format: str) -> bytes:
    resource = kind()
    return b"".join(resource.stream(resource.listed(None), format))


def brought(kind: Kind, content: bytes, **options: Any) -> Outcome:
    resource = kind(by=options.pop("by", None), note="таблиця.csv")
    return resource.bring_in(resource.read(io.BytesIO(content)), **options)


def heads(kind: Kind) -> dict[str, str]:
    return {name: column.column_name for name, column in kind().fields.items()}


def table(kind: Kind) -> list[Cells]:
    """Return the exported rows by the names of their fields."""
    names = {head: name for name, head in heads(kind).items()}
    lines = csv.DictReader(io.StringIO(exported(kind, "csv").decode("utf-8-sig")), delimiter=";")
    return [{names[head]: cell for head, cell in line.items()} for line in lines]


def csv_of(kind: Kind, lines: list[Cells]) -> bytes:
    """Return rows as CSV, as a clerk would save them."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(lines[0]), delimiter=";")
    writer.writerow({name: heads(kind)[name] for name in lines[0]})
    writer.writerows(lines)
    return text.getvalue().encode("utf-8-sig")


def with_one(kind: Kind, place: int = 0, **cells: Any) -> bytes:
    """Return the export with other cells in one row."""
    lines = table(kind)
    lines[place] |= cells
    return csv_of(kind, lines)


def snapshot(model: Any) -> list[Any]:
    return list(model.objects.order_by("pk").values())


def told(outcome: Outcome) -> Iterator[tuple[str, str, str]]:
    return ((refusal.column, refusal.value, refusal.reason) for refusal in outcome.refusals)


# Out and back


@pytest.mark.parametrize("format", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", BOTH_WAYS)
def test_what_is_exported_comes_back_without_a_change(rows: Edition, kind: Kind, format: str) -> None:
    before = snapshot(kind.model())
    assert before, "there is something to export"
    outcome = brought(kind, exported(kind, format))
    assert outcome.refusals == []
    assert (outcome.effective, outcome.unchanged) == (0, len(before))
    assert snapshot(kind.model()) == before


@pytest.mark.parametrize("kind", [*BOTH_WAYS, PaymentResource])
def test_every_column_has_a_head_of_its_own(kind: Kind) -> None:
    assert len(set(kind().column_heads)) == len(kind().columns)


@pytest.mark.parametrize("format", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", [kind for kind in BOTH_WAYS if kind is not PlannedVisitResource])
def test_rows_that_were_deleted_come_back_from_their_file(rows: Edition, kind: Kind, format: str) -> None:
    content, lines = exported(kind, format), table(kind)
    delete_all(kind.model())
    outcome = brought(kind, content)
    assert outcome.refusals == []
    assert outcome.created == len(lines)
    assert table(kind) == [{name: cell.strip() for name, cell in line.items()} for line in lines]


def test_a_file_does_not_give_the_code_of_a_deleted_visit_again(rows: Edition) -> None:
    content = exported(PlannedVisitResource, "csv")
    delete_all(PlannedVisitResource.model())
    outcome = brought(PlannedVisitResource, content)
    assert "двічі той самий код не надається" in outcome.refusals[0].reason
    assert not PlannedVisitResource.model().objects.exists()


def delete_all(model: Any) -> None:
    """Delete the rows of a model and, first, all that keeps them."""
    for other in (Payment, Allotment, Appropriation, Commitment, AssignmentRule, PlannedVisit, Funding):
        if (
            other is model
            or model in (ProgramCode, SpendingUnit)
            or model.__name__ in ("EconomicCode", "FundingSource")
        ):
            for row in other.objects.all():
                getattr(row, "lines", model.objects.none()).all().delete()
            other.objects.all().delete()
    model.objects.all().delete()


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_exported_payments_come_back_by_their_own_import_without_a_change(rows: Edition, format: str) -> None:
    paid = spending.pay("1.2", "1234.50", record_key="edata-17", purpose="=SUM(A1)", document="0017")
    spending.pay("1.2", "-34.50", corrects=paid)
    spending.pay("1.2", 5, commitment=Commitment.objects.get(number="007"))
    spending.pay(None, 100, is_outside=True)
    spending.pay(None, 7, payee_code="", purpose="Очікує; на «захід»")
    before = snapshot(Payment)
    outcome = payment_files.take(exported(PaymentResource, format))
    assert outcome.refusals == []
    assert (outcome.created.count, outcome.changed.count, outcome.unchanged.count) == (0, 0, 5)
    assert snapshot(Payment) == before


def test_payments_go_out_in_the_columns_of_the_template_and_do_not_come_in_here() -> None:
    from budget.importing.dialects import HEAD_OF

    assert PaymentResource().column_heads == list(HEAD_OF.values())
    assert not PaymentResource.can_import


# One change


@pytest.mark.parametrize(
    ("kind", "name", "cell", "value"),
    [
        (resources.AppropriationResource, "note", "'=2+2", "=2+2"),
        (resources.AppropriationResource, "economic_code", "", None),
        (resources.AssignmentRuleResource, "payee_words", "озвучення", "озвучення"),
        (resources.CommitmentResource, "amount", "12 500,75", Decimal("12500.75")),
        (resources.CommitmentResource, "payee_code", "'00000001", "00000001"),
        (resources.CommitmentResource, "until", "2020-11-30", date(2020, 11, 30)),
        (resources.CommitmentResource, "until", "30.11.2020", date(2020, 11, 30)),
        (resources.ExplanationResource, "text", "Виконано.", "Виконано."),
        (resources.FundingResource, "amount", "1000,50", Decimal("1000.50")),
        (resources.FundingSourceResource, "order", "7", 7),
        (resources.ProgramCodeResource, "name_uk", "Нова назва", "Нова назва"),
        (resources.EconomicCodeResource, "name_en", "Services", "Services"),
        (resources.SpendingUnitResource, "name_uk", "Відділ", "Відділ"),
        (PlannedVisitResource, "amount", "30000,01", Decimal("30000.01")),
    ],
)
def test_a_changed_cell_changes_that_field_alone_and_history_says_who(
    rows: Edition, accountant: User, kind: Kind, name: str, cell: str, value: Any
) -> None:
    before = snapshot(kind.model())
    outcome = brought(kind, with_one(kind, **{name: cell}), by=accountant)
    assert outcome.refusals == []
    assert (outcome.created, outcome.changed) == (0, 1)
    changed = [(was, row) for was, row in zip(before, snapshot(kind.model()), strict=True) if was != row]
    assert len(changed) == 1
    was, row = changed[0]
    attname = kind.model()._meta.get_field(name).attname
    differs = {key for key in row if row[key] != was[key]} - {"search_text"}
    assert differs == {attname, "version"}
    assert (row[attname], row["version"]) == (value, was["version"] + 1)
    record = kind.model().history.filter(id=row["id"]).first()
    assert (record.history_user, record.history_type, record.history_change_reason) == (accountant, "~", "таблиця.csv")


def test_a_changed_month_is_taken_together_with_the_one_that_evens_it_out(rows: Edition) -> None:
    kind = resources.AllotmentResource
    lines = table(kind)
    lines[0]["amount"], lines[1]["amount"] = "80000,50", "100000"
    assert brought(kind, csv_of(kind, lines)).changed == 2
    alone = brought(kind, with_one(kind, amount="1"))
    assert [(refusal.row, refusal.column) for refusal in alone.refusals] == [(2, heads(kind)["amount"])]
    assert list(Allotment.objects.values_list("amount", flat=True)) == [Decimal("80000.50"), Decimal(100_000)]


def test_an_appropriation_does_not_part_from_its_months(rows: Edition) -> None:
    outcome = brought(resources.AppropriationResource, with_one(resources.AppropriationResource, amount="5"))
    assert outcome.refused == 1
    assert Appropriation.objects.filter(amount=5).count() == 0


@pytest.mark.parametrize(
    ("word", "says"),
    [("так", True), ("Так", True), ("yes", True), ("1", True), ("ні", False), ("no", False), ("0", False)],
)
def test_yes_is_understood(rows: Edition, word: str, says: bool) -> None:
    kind = resources.AssignmentRuleResource
    measure = "" if says else "2020/1.1"
    outcome = brought(kind, with_one(kind, place=1, is_outside=word, measure=measure))
    assert outcome.refusals == []
    assert AssignmentRule.objects.get(order=2).is_outside is says


def test_new_rows_come_in_with_their_history_and_the_same_file_twice_adds_nothing(
    rows: Edition, accountant: User
) -> None:
    kind = resources.AppropriationResource
    line = {name: cell for name, cell in table(kind)[0].items() if name != "mark"}
    content = csv_of(kind, [line | {"record_key": "", "amount": "77,00"}] * 2)
    outcome = brought(kind, content, by=accountant)
    assert (outcome.refusals, outcome.created) == ([], 2)
    grants = Appropriation.objects.filter(amount=77)
    assert {grant.history.get().history_user for grant in grants} == {accountant}
    assert {grant.version for grant in grants} == {1}
    again = brought(kind, content, by=accountant)
    assert (again.created, again.unchanged) == (0, 2)


@pytest.mark.parametrize("cell", ["12500.5", "12 500,50", "12\u00a0500,50", "12500,5"])
def test_an_amount_is_read_however_people_write_it(rows: Edition, cell: str) -> None:
    kind = resources.CommitmentResource
    line = next(line for line in table(kind) if line["number"] == "007")
    assert brought(kind, csv_of(kind, [line | {"amount": cell}])).unchanged == 1


def test_rows_that_the_file_leaves_out_stay_and_columns_that_it_leaves_out_stay(rows: Edition) -> None:
    before = snapshot(Commitment)
    kind = resources.CommitmentResource
    line = table(kind)[0]
    content = csv_of(kind, [{"record_key": line["record_key"], "subject": line["subject"]}])
    assert brought(kind, content).unchanged == 1
    assert snapshot(Commitment) == before


@pytest.mark.parametrize("word", ["2020/1.2", "1.2", "2020/1.2 — Захід 1.2"])
def test_a_measure_is_found_by_its_key_or_its_code_where_that_tells_one(rows: Edition, word: str) -> None:
    kind = resources.CommitmentResource
    assert brought(kind, with_one(kind, measure=word, number="8")).refusals == []


def test_a_source_and_a_payer_are_found_by_their_names(rows: Edition) -> None:
    kind = resources.AppropriationResource
    outcome = brought(kind, with_one(kind, source="міський бюджет", unit="Управління економіки"))
    assert (outcome.refusals, outcome.changed) == ([], 0)


def test_a_code_that_two_programmes_have_has_to_be_written_whole(rows: Edition) -> None:
    factories.edition("2021", years=(2021, 2021))
    kind = resources.CommitmentResource
    outcome = brought(kind, with_one(kind, measure="1.2"))
    assert [(column, value) for column, value, _reason in told(outcome)] == [(heads(kind)["measure"], "1.2")]
    assert "2020/1.2" in outcome.refusals[0].reason or "2021/1.2" in outcome.refusals[0].reason


def test_excel_s_numbers_for_codes_are_mended(rows: Edition) -> None:
    content = rewritten(exported(resources.ProgramCodeResource, "xlsx"), {"A2": 210180})
    outcome = brought(resources.ProgramCodeResource, content)
    assert (outcome.refusals, outcome.unchanged) == ([], 1)
    assert ProgramCode.objects.get().code == "0210180"


# Refusals


@pytest.mark.parametrize(
    ("kind", "name", "cell"),
    [
        (resources.AppropriationResource, "amount", "багато"),
        (resources.AppropriationResource, "amount", "1.234,50"),
        (resources.AppropriationResource, "amount", "0,001"),
        (resources.AppropriationResource, "amount", ""),
        (resources.AppropriationResource, "year", "двадцятий"),
        (resources.AppropriationResource, "year", "2031"),
        (resources.AppropriationResource, "measure", "2020/9.9"),
        (resources.AppropriationResource, "measure", ""),
        (resources.AppropriationResource, "decision", "немає"),
        (resources.AppropriationResource, "unit", "99999999"),
        (resources.AppropriationResource, "source", "скарбниця"),
        (resources.AppropriationResource, "program_code", "0219999"),
        (resources.AppropriationResource, "program_code", "02101"),
        (resources.AppropriationResource, "economic_code", "22.40"),
        (resources.AppropriationResource, "note", "=HYPERLINK(1)"),
        (resources.AppropriationResource, "note", "x" * 301),
        (resources.AllotmentResource, "month", "тринадцятий"),
        (resources.AllotmentResource, "appropriation", "немає"),
        (resources.AssignmentRuleResource, "is_outside", "мабуть"),
        (resources.AssignmentRuleResource, "program", "1999"),
        (resources.AssignmentRuleResource, "order", "-"),
        (resources.CommitmentResource, "signed_on", "31.02.2020"),
        (resources.CommitmentResource, "signed_on", "03/16/2020"),
        (resources.CommitmentResource, "subject", ""),
        (resources.CommitmentResource, "payee_code", "123"),
        (resources.CommitmentResource, "subject", "@cmd()"),
        (resources.ExplanationResource, "on", "кінець року"),
        (resources.ExplanationResource, "text", ""),
        (resources.FundingResource, "measure_line", "2020/7/1.1"),
        (resources.FundingResource, "amount", "12,5 тис."),
        (resources.EconomicCodeResource, "code", "22400"),
        (resources.ProgramCodeResource, "code", "абв"),
        (resources.SpendingUnitResource, "register_code", "1234"),
        (resources.FundingSourceResource, "code", "Місто"),
        (PlannedVisitResource, "period_precision", "приблизно"),
    ],
)
def test_a_bad_value_is_refused_by_row_column_and_value_and_nothing_is_written(
    rows: Edition, kind: Kind, name: str, cell: str
) -> None:
    before = snapshot(kind.model())
    outcome = brought(kind, with_one(kind, **{name: cell}))
    assert not outcome.is_written
    assert outcome.refused == 1
    refusal = outcome.refusals[0]
    assert (refusal.row, refusal.column) == (2, heads(kind)[name])
    assert refusal.value[:20] == cell[:20]
    assert refusal.reason[-1] in ".?»”)"
    assert snapshot(kind.model()) == before


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        (resources.AppropriationResource, {"amount": "0"}),
        (resources.CommitmentResource, {"amount": "-5"}),
        (resources.CommitmentResource, {"until": "01.01.1999"}),
        (resources.AssignmentRuleResource, {"is_outside": "так"}),
        (resources.AssignmentRuleResource, {"payee_words": "", "payer": ""}),
        (resources.FundingResource, {"amount": "-1"}),
    ],
)
def test_what_the_database_forbids_is_said_in_its_sentence(rows: Edition, kind: Kind, cells: Cells) -> None:
    before = snapshot(kind.model())
    outcome = brought(kind, with_one(kind, **cells))
    assert [refusal.row for refusal in outcome.refusals] == [2]
    sentences = [str(getattr(each, "violation_error_message", "")) for each in kind.model()._meta.constraints]
    assert outcome.refusals[0].reason in sentences
    assert snapshot(kind.model()) == before


def test_one_refused_row_keeps_all_others_out(rows: Edition) -> None:
    kind = resources.CommitmentResource
    lines = table(kind)
    lines[0]["subject"], lines[1]["amount"] = "Інше", "?"
    outcome = brought(kind, csv_of(kind, lines))
    assert (outcome.changed, outcome.refused, outcome.is_written) == (1, 1, False)
    assert not Commitment.objects.filter(subject="Інше").exists()


def test_a_decimal_mark_changes_nowhere_within_a_file(rows: Edition) -> None:
    kind = resources.CommitmentResource
    lines = table(kind)
    lines[0]["amount"], lines[1]["amount"] = "1,50", "1.50"
    assert [refusal.row for refusal in brought(kind, csv_of(kind, lines)).refusals] == [3]


def test_a_key_that_stands_twice_is_refused(rows: Edition) -> None:
    kind = resources.SpendingUnitResource
    lines = table(kind)
    outcome = brought(kind, csv_of(kind, [*lines, lines[0]]))
    repeated = (len(lines) + 2, heads(kind)["register_code"], lines[0]["register_code"])
    assert [refusal[:3] for refusal in outcome.refusals] == [repeated]


def test_a_rule_stays_in_its_programme(rows: Edition) -> None:
    factories.edition("2021", years=(2021, 2021))
    kind = resources.AssignmentRuleResource
    outcome = brought(kind, with_one(kind, measure="2021/1.1"))
    assert [refusal.column for refusal in outcome.refusals] == [heads(kind)["measure"]]


def test_an_adopted_edition_takes_no_money(rows: Edition) -> None:
    content = with_one(resources.FundingResource, amount="1")
    Edition.objects.update(status="adopted")
    outcome = brought(resources.FundingResource, content)
    assert outcome.refused == 1
    assert not Funding.objects.filter(amount=1).exists()


def test_a_dry_run_writes_nothing(rows: Edition) -> None:
    outcome = brought(resources.CommitmentResource, with_one(resources.CommitmentResource, subject="Інше"), is_dry=True)
    assert (outcome.changed, outcome.is_written) == (1, False)
    assert not Commitment.objects.filter(subject="Інше").exists()


def test_rows_that_changed_since_somebody_agreed_are_not_overwritten(rows: Edition) -> None:
    kind = resources.CommitmentResource
    content = with_one(kind, subject="Інше")
    agreed = brought(kind, content, is_dry=True).digest
    Commitment.objects.first().save()
    for row in Commitment.objects.all():
        row.save()
    late = brought(kind, content, agreed=agreed)
    assert (late.is_overtaken, late.is_written) == (True, False)
    assert brought(kind, content, agreed=late.digest).is_written


# Bad files

BAD = {
    "empty": b"",
    "spaces": b"  \n ",
    "no head": b"1;2;3\n4;5;6",
    "PDF": b"%PDF-1.7 ...",
    "unknown column": "ЄДРПОУ;Назва;Зарплата\n00012345;Відділ;5".encode(),
    "column twice": "ЄДРПОУ;Назва;Назва\n00012345;Відділ;Відділ".encode(),
    "no key": "Назва\nВідділ".encode(),
    "zip": b"PK\x03\x04" + b"\0" * 100,
    "quotes": 'ЄДРПОУ;Назва\n00012345;"Відділ'.encode(),
    "bytes": "ЄДРПОУ;Назва\n00012345;Відділ".encode() + b"\xff\xfe\xfd",
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_refused_in_a_sentence(rows: Edition, content: bytes) -> None:
    before = snapshot(SpendingUnit)
    with pytest.raises(UnreadableFile) as caught:
        brought(resources.SpendingUnitResource, content)
    assert str(caught.value).endswith((".", ")"))
    assert snapshot(SpendingUnit) == before


def test_a_file_has_no_more_rows_than_the_admin_takes(rows: Edition) -> None:
    lines = "\n".join(f"{number:08d};Відділ" for number in range(20_001))
    with pytest.raises(UnreadableFile, match="20"):
        brought(resources.SpendingUnitResource, f"ЄДРПОУ;Назва\n{lines}".encode())


@pytest.mark.parametrize("line", ["00012345;Відділ;зайве", "00012345"])
def test_a_row_that_does_not_fit_its_head_is_refused(rows: Edition, line: str) -> None:
    outcome = brought(resources.SpendingUnitResource, f"ЄДРПОУ;Назва\n{line}".encode())
    assert [refusal.row for refusal in outcome.refusals] == [2]


def test_a_formula_in_a_cell_is_refused(rows: Edition) -> None:
    kind = resources.CommitmentResource
    content = rewritten(exported(kind, "xlsx"), {"G2": "=1+1"})
    outcome = brought(kind, content)
    assert [(refusal.row, refusal.column) for refusal in outcome.refusals] == [(2, heads(kind)["amount"])]
    assert "G2" in outcome.refusals[0].reason


def test_the_right_sheet_is_found_among_others(rows: Edition) -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(exported(resources.CommitmentResource, "xlsx")))
    book.create_sheet("Нотатки", 0)["A1"] = "Зошит"
    assert brought(resources.CommitmentResource, saved(book)).unchanged == 2


def rewritten(content: bytes, cells: dict[str, Any]) -> bytes:
    """Return an .xlsx with other cells."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    for name, value in cells.items():
        book.active[name] = value
    return saved(book)


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


# What files look like


def test_no_spreadsheet_takes_a_text_for_a_formula(rows: Edition) -> None:
    text = exported(resources.AppropriationResource, "csv").decode("utf-8-sig")
    assert ";'=1+1;" in text
    assert ";=1+1" not in text


def test_csv_is_as_a_ukrainian_excel_opens_it(rows: Edition) -> None:
    content = exported(resources.CommitmentResource, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    assert ";12500,50;" in content.decode()
    assert ";16.03.2020;" in content.decode()


def test_xlsx_has_real_numbers_and_days_and_codes_as_text(rows: Edition) -> None:
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(exported(resources.CommitmentResource, "xlsx"))).active
    names = list(heads(resources.CommitmentResource))
    line = next(line for line in sheet.iter_rows(min_row=2, values_only=True) if "007" in line)
    cells = dict(zip([column.field.name for column in resources.CommitmentResource().columns[:8]], line, strict=False))
    assert names
    assert (cells["number"], cells["amount"], cells["signed_on"].date()) == ("007", 12500.5, date(2020, 3, 16))


def test_json_is_for_programs(rows: Edition) -> None:
    import json

    found = json.loads(exported(resources.AssignmentRuleResource, "json"))
    assert [row["is_outside"] for row in found] == [False, True]
    assert [row["measure"] for row in found] == ["2020/1.1", None]


def test_export_asks_a_constant_number_of_queries(rows: Edition, django_assert_num_queries: Any) -> None:
    for _again in range(2):
        with django_assert_num_queries(11):  # the rows, and those of each table whose names they show
            exported(resources.AppropriationResource, "csv")
        spending.grant("2.1", 5)


def test_an_uploaded_file_is_read_as_any_other(rows: Edition) -> None:
    file = ContentFile(exported(resources.CommitmentResource, "xlsx"))
    resource = resources.CommitmentResource()
    assert resource.bring_in(resource.read(file.file)).unchanged == 2
