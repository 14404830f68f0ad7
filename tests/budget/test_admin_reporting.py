"""Reference tables, measures by name, rules, imports and explanations in the admin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budget.models import (
    Appropriation,
    AssignmentRule,
    ClosingReport,
    Commitment,
    EconomicCode,
    Explanation,
    ImportBatch,
    Measure,
    Payment,
    ProgramCode,
    ReportSignatory,
    SpendingUnit,
)
from oleksandria_intl.models import Council, Term
from programs.models import Edition
from tests import factories, spending
from tests.admin_pages import address, posted
from tests.snapshots import bring_in

NBSP = "\u00a0"
LISTS: list[Any] = [
    Appropriation,
    AssignmentRule,
    ClosingReport,
    Commitment,
    EconomicCode,
    Explanation,
    ImportBatch,
    Measure,
    Payment,
    ProgramCode,
    ReportSignatory,
    SpendingUnit,
]


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def some_of_everything(of: Edition, codes: tuple[str, ...], start: int = 0) -> None:
    """Make rows of every model of money for measures of an edition, no two alike."""
    bring_in(f"some of everything of {of.pk} {codes} {start}", lambda: _make_some(of, codes, start))


def _make_some(of: Edition, codes: tuple[str, ...], start: int) -> None:
    program = of.program
    for place, code in enumerate(codes, start):
        spending.unit(f"1000000{place}", f"Платник {place}")
        spending.codes(f"021018{place}", f"224{place}")
        kept: Any = {"program": program, "program_code": f"021018{place}", "economic_code": f"224{place}"}
        spending.grant(code, 1 + place, on=date(2020, 1, 1 + place), year=program.years[0], **kept)
        contract = spending.promise(code, 1 + place, number=str(place), year=program.years[0], **kept)
        spending.pay(code, 1, commitment=contract, batch=spending.batch(program), **kept)
        spending.rule(code, order=1 + place, program=program, payee_code=str(place))
        Explanation.objects.create(measure=spending.measure_of(code, program), on=date(2020, 3, 31), text="Карантин.")
        ReportSignatory.objects.create(term=Term.objects.get(), order=place)


def queries_of(client: Client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_a_list_asks_the_database_as_often_for_many_rows_as_for_few(
    model: Any, client: Client, administrator: User, edition: Edition
) -> None:
    client.force_login(administrator)
    some_of_everything(edition, ("1.1", "1.2"))
    few = queries_of(client, address(model, "changelist"))
    some_of_everything(edition, ("2.1",), start=2)
    other = factories.edition("2021", years=(2021, 2021))
    some_of_everything(other, ("1.1", "1.2", "2.1"), start=3)
    assert queries_of(client, address(model, "changelist")) <= few


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model.__name__)
def test_every_page_opens_and_nonsense_in_its_address_is_no_error(
    model: Any, client: Client, administrator: User, edition: Edition
) -> None:
    client.force_login(administrator)
    some_of_everything(edition, ("1.1", "1.2"))
    rows = address(model, "changelist")
    for query in ("?q=захід", "?q=%00", "?measure__id__exact=літери", "?state=літери", "?p=літери", "?o=літери"):
        assert client.get(rows + query).status_code in (200, 302)
    for row in model.objects.all()[:1]:
        for page in ("change", "history") if model in (Measure, ImportBatch) else ("change", "history", "delete"):
            assert client.get(address(model, page, row.pk)).status_code == 200
    assert client.get(address(model, "change", "літери")).status_code == 302


# Rules and imports


def test_a_rule_without_a_place_goes_last(client: Client, accountant: User, edition: Edition) -> None:
    spending.rule("1.1", order=3, payee_code="1")
    client.force_login(accountant)
    form = {"program": edition.program.pk, "order": "", "purpose_words": "сувеніри"}
    client.post(address(AssignmentRule, "add"), form | {"measure": spending.measure_of("2.1").pk})
    assert AssignmentRule.objects.get(order=4).purpose_words == "сувеніри"


@pytest.mark.parametrize("missing", ["measure", "purpose_words"])
def test_a_rule_that_says_too_little_is_refused(
    missing: str, client: Client, accountant: User, edition: Edition
) -> None:
    client.force_login(accountant)
    form = {"program": edition.program.pk, "purpose_words": "сувеніри", "measure": spending.measure_of("2.1").pk}
    answer = client.post(address(AssignmentRule, "add"), form | {missing: ""})
    assert answer.context["errors"]


def test_a_rule_stays_within_its_programme(client: Client, accountant: User, edition: Edition) -> None:
    other = factories.edition("2021", years=(2021, 2021))
    client.force_login(accountant)
    form = {"program": other.program.pk, "purpose_words": "сувеніри"}
    measure = spending.measure_of("2.1", edition.program)
    answer = client.post(address(AssignmentRule, "add"), form | {"measure": measure.pk})
    assert "measure" in answer.context["adminform"].form.errors


def test_an_import_is_looked_at_and_leads_to_its_payments(client: Client, accountant: User, edition: Edition) -> None:
    batch = spending.batch(filters={"program_codes": ["0210180"]})
    spending.pay(None, 5, batch=batch)
    spending.pay(None, 6)
    client.force_login(accountant)
    page = client.get(address(ImportBatch, "change", batch.pk))
    assert "0210180" in page.content.decode()
    listed = client.get(page.context["payments_url"]).context["cl"].result_list
    assert [payment.amount for payment in listed] == [5]
    assert client.get(address(ImportBatch, "delete", batch.pk)).status_code == 403


def test_the_clerk_sees_no_imports(client: Client, clerk: User, edition: Edition) -> None:
    client.force_login(clerk)
    assert client.get(address(ImportBatch, "changelist")).status_code == 403


# Explanations, signatures, the final report


def test_a_new_explanation_offers_the_measures_that_lack_one(client: Client, clerk: User, db: None) -> None:
    factories.edition(status="adopted")
    spending.spend_as_granted("1.1", "1.2")
    spending.grant("2.1", 1_000)
    client.force_login(clerk)
    ((line, is_chosen),) = client.get(address(Explanation, "add")).context["lacks"]
    assert not is_chosen
    assert line.text == "2.1 Захід 2.1"
    page = client.get(line.url)
    assert page.context["money_heads"] == ["31.12.2020"]
    assert plain(page.context["money_rows"][1].amounts[0]) == "1 000,00"
    client.post(line.url, posted(client, line.url) | {"text": "Карантин."})
    explanation = Explanation.objects.get()
    assert (explanation.measure.code, explanation.on) == ("2.1", date(2020, 12, 31))
    assert "lacks" not in client.get(address(Explanation, "change", explanation.pk)).context


def test_of_a_measure_that_was_never_granted_the_list_says_so(client: Client, clerk: User, db: None) -> None:
    factories.edition(status="adopted")
    spending.spend_as_granted("1.1", "1.2")
    client.force_login(clerk)
    ((line, _is_chosen),) = client.get(address(Explanation, "add")).context["lacks"]
    assert line.amount in ("nothing appropriated as of 31.12.2020", "призначень станом на 31.12.2020 немає")


def test_an_explanation_settles_what_led_to_its_page(client: Client, clerk: User, db: None) -> None:
    factories.edition(status="adopted")
    spending.spend_as_granted("1.1", "1.2")
    spending.grant("2.1", 1_000)
    client.force_login(clerk)
    (waiting,) = client.get(reverse("admin:index")).context["waiting"]
    form = posted(client, waiting.link) | {"measure": spending.measure_of("2.1").pk, "text": "Карантин."}
    client.post(waiting.link, form)
    assert client.get(reverse("admin:index")).context["waiting"] == []


def test_with_nothing_to_explain_the_form_begins_with_the_last_quarter(
    client: Client, clerk: User, edition: Edition, it_is: Callable[[str], None]
) -> None:
    it_is("2026-11-24")
    client.force_login(clerk)
    assert posted(client, address(Explanation, "add"))["on"] == "30.09.2026"


def test_a_second_explanation_as_of_a_day_is_refused(client: Client, head: User, edition: Edition) -> None:
    Explanation.objects.create(measure=spending.measure_of("2.1"), on=date(2020, 3, 31), text="Карантин.")
    client.force_login(head)
    form = {"measure": spending.measure_of("2.1").pk, "on": "31.03.2020", "text": "Інше"}
    assert client.post(address(Explanation, "add"), form).context["errors"]


def test_the_secretary_changes_the_final_report_and_does_not_make_explanations(
    client: Client, secretary: User, edition: Edition
) -> None:
    report = ClosingReport.objects.create(program=edition.program, decision=factories.decision("closing"))
    client.force_login(secretary)
    page = address(ClosingReport, "change", report.pk)
    client.post(page, posted(client, page) | {"note": "Виконано."})
    report.refresh_from_db()
    assert report.note == "Виконано."
    assert client.get(address(Explanation, "add")).status_code == 403


def test_the_council_says_from_which_deviation_on_it_asks_why(
    client: Client, administrator: User, edition: Edition
) -> None:
    council = Council.objects.get()
    client.force_login(administrator)
    page = address(Council, "change", council.pk)
    client.post(page, posted(client, page) | {"explanation_threshold": "12,5"})
    council.refresh_from_db()
    assert str(council.explanation_threshold) == "12.5"
