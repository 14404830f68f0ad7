"""What became of a closed period: the page, the papers and ``check_data`` tell one story, to the kopiyka."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from budget import periods, report_notes, services
from budget.after_closing import FIGURES, AfterClosing, find
from budget.checks import periods as periods_checks
from budget.documents.after_closing import change_table, changes_after_closing, paper_data
from budget.kept_reports import data_of
from budget.models import ChangeReason, ClosedPeriod, Payment
from budget.reports import report_of
from oleksandria_intl import guards, papers
from oleksandria_intl.checks import Severity
from oleksandria_intl.documents.blocks import Table
from programs.models import Edition
from tests.spending import grant, measure_of, pay, promise

pytestmark = pytest.mark.usefixtures("quick_papers")
REASON = "Лист казначейства від 02.07.2020 № 14"


@pytest.fixture
def quarter(edition: Edition, accountant: User) -> ClosedPeriod:
    """The first quarter of a public programme, closed by its report."""
    Edition.objects.filter(pk=edition.pk).update(status="published")
    grant("1.1", 40_000)
    pay("1.1", "1000.10")
    pay("1.2", 500)
    promise("1.1", 2_000)
    report = report_of("2020", papers.Scope(end=date(2020, 3, 31)))
    services.issue_report(kind="execution-report", report=report, by=accountant, closes=True)
    return ClosedPeriod.objects.get()


def corrected(by: User) -> None:
    """Pay less than was reported, and of another measure, as the treasury's letter says."""
    payment = Payment.objects.get(amount=Decimal("1000.10"))
    with periods.late_changes(reason=REASON, by=by):
        payment.amount, payment.purpose = Decimal("900.05"), "Послуги перекладу, ФОП Прізвище"
        payment.save()
        services.assign(payments=Payment.objects.filter(amount=500), measure=measure_of("2.1"), by=by)


def figures(after: AfterClosing) -> dict[str, tuple[str, str, str]]:
    """Return what was paid of each measure by the report, now, and the difference that is not explained."""
    paid = {row.code: row.figures["paid"] for row in after.measures}
    return {code: tuple(map(str, (it.said, it.now, it.unexplained))) for code, it in paid.items()}  # type: ignore[misc]


def test_a_quarter_is_issued_a_payment_in_it_changes_and_the_half_year_tells_it(
    quarter: ClosedPeriod, accountant: User, client: Client
) -> None:
    corrected(accountant)
    half = report_of("2020", papers.Scope(end=date(2020, 6, 30)))
    issued = services.issue_report(kind="execution-report", report=half, by=accountant, closes=True)
    data = data_of(next(file for file in issued if file.format == "json"))
    after = find("2020", papers.Scope(start=date(2020, 1, 1), end=date(2020, 3, 31)))
    assert figures(after) == {
        "1.1": ("1000.10", "900.05", "0.00"),
        "1.2": ("500.00", "0", "0.00"),
        "2.1": ("0", "500.00", "0.00"),
    }
    said, now = after.total["paid"].said, after.total["paid"].now
    assert (said, now) == (Decimal("1500.10"), Decimal("1400.05"))
    assert Decimal(data["total"]["paid"]) == now
    (note,) = report_notes.sentences(half)
    assert f"звіт № {quarter.paper.number}" in note
    assert "платежі – 2 зміни на -100,05" in note.replace("\xa0", " ").replace("−", "-")
    assert data["notes"] == [note]
    address = "/budget/2020/changes-after-closing/?from=2020-01-01&to=2020-03-31"
    assert (
        address.replace("&", "&amp;")
        in client.get("/budget/2020/report/?from=2020-01-01&to=2020-03-31").content.decode()
    )
    page = client.get(address).content.decode().replace("−", "-")
    for shown in ("1\xa0500,10", "1\xa0400,05", "-100,05", REASON, "Фінансист"):
        assert shown in page
    (found,) = periods_checks.closed_periods_stand()
    assert found.severity is Severity.WARNING
    assert "1\xa0500,10" in found.sentence
    assert "1\xa0400,05" in found.sentence
    assert "Прізвище" not in page
    assert accountant.first_name not in page


def test_the_paper_says_what_the_report_said_what_is_true_now_and_why(quarter: ClosedPeriod, accountant: User) -> None:
    corrected(accountant)
    after = AfterClosing(quarter)
    data = paper_data(after)
    assert data["report"] == quarter.paper.number
    assert data["total"]["paid"] == {"said": "1500.10", "now": "1400.05", "noted": "-100.05"}
    assert data["unexplained"] == []
    changed, moved = data["changes"]
    assert changed["what"] == "Платіж від 16.03.2020: сума, призначення платежу"
    assert (changed["was"], changed["is"], changed["by"], changed["reason"]) == (
        "1000.10", "900.05", "Фінансист", REASON,
    )  # fmt: skip
    assert moved["measures"] == ["1.2", "2.1"]
    text = str(changes_after_closing(after))
    assert f"звітом № {quarter.paper.number}" in text
    assert "Прізвище" not in text
    assert len(change_table(after.changes, "").groups) == 2
    assert isinstance(change_table([], ""), Table)


def test_a_difference_without_a_change_is_said_loudly(quarter: ClosedPeriod, accountant: User) -> None:
    with guards.lifted(), connection.cursor() as cursor:
        cursor.execute("UPDATE budget_payment SET amount = amount + 1 WHERE amount = 500")
    after = AfterClosing(quarter)
    assert [(row.code, name, amount) for row, name, amount in after.unexplained] == [("1.2", "paid", Decimal(1))]
    (sentence,) = paper_data(after)["unexplained"]
    assert "захід 1.2" in sentence
    (found,) = periods_checks.closed_periods_stand()
    assert (found.severity, found.row) == (Severity.ERROR, quarter)
    assert "1.2" in found.sentence


def test_the_sum_of_the_changes_is_the_difference_for_every_kind(quarter: ClosedPeriod, accountant: User) -> None:
    with periods.late_changes(reason=REASON, by=accountant):
        grant("1.1", -700, on=date(2020, 3, 1))
        promise("1.2", 30, number="2")
        Payment.objects.filter(amount=500).delete()
    periods.reopen_period(period=quarter, reason="Помилка", by=accountant)
    pay("2.1", 12)
    after = AfterClosing(ClosedPeriod.objects.get())
    differences = {name: after.total[name].difference for name in FIGURES}
    assert differences == {"granted": Decimal(-700), "paid": Decimal(-488), "promised": Decimal(30)}
    assert not list(after.unexplained)
    assert "Помилка" in str(changes_after_closing(after))


def test_what_was_changed_before_a_period_was_closed_again_stays_listed(
    quarter: ClosedPeriod, accountant: User, client: Client
) -> None:
    periods.reopen_period(period=quarter, reason="Помилка в березні", by=accountant)
    pay("2.1", 12)
    report = report_of("2020", papers.Scope(end=date(2020, 3, 31)))
    services.issue_report(kind="execution-report", report=report, by=accountant, closes=True)
    after = find("2020", papers.Scope())
    assert not after.changes
    ((earlier, changes),) = after.earlier
    assert (earlier, [str(change.is_amount) for change in changes]) == (quarter, ["12.00"])
    assert "Помилка в березні" in str(changes_after_closing(after))
    assert "Помилка в березні" in client.get("/budget/2020/changes-after-closing/").content.decode()


def test_a_period_that_no_report_closed_has_no_such_paper(edition: Edition, client: Client) -> None:
    with pytest.raises(papers.PaperNotFound):
        find("2020", papers.Scope())
    assert client.get("/budget/2020/changes-after-closing/").status_code == 404


def test_a_report_that_closed_nothing_is_compared_too(edition: Edition, accountant: User) -> None:
    Edition.objects.filter(pk=edition.pk).update(status="published")
    pay("1.1", 500)
    report = report_of("2020", papers.Scope(end=date(2020, 3, 31)))
    services.issue_report(kind="execution-report", report=report, by=accountant)
    assert not list(periods_checks.issued_reports_stand())
    pay("1.1", 20)
    (found,) = periods_checks.issued_reports_stand()
    assert found.severity is Severity.WARNING
    assert "520" in found.sentence


def test_a_reason_that_was_left_open_is_an_error(edition: Edition) -> None:
    ChangeReason.objects.create(text="Лишилось", is_open=True)
    (found,) = periods_checks.no_reason_stays_open()
    assert (found.severity, "Лишилось" in found.sentence) == (Severity.ERROR, True)
