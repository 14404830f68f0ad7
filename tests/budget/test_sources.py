"""Every text of a report names the row and the field that it prints, and no file shows it."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.apps import apps
from django.db import models

from budget.models import Appropriation, ClosingReport, Explanation, MeasureLine, Payment, ReportSignatory, Responsible
from oleksandria_intl import papers
from oleksandria_intl.documents.blocks import Source
from oleksandria_intl.models import Decision, Official, Term, Unit
from programs.models import Edition
from tests import factories
from tests.money_pages import REPORTS as PUBLIC
from tests.reading import of_pdf
from tests.snapshots import bring_in
from tests.sources import by_source, rows_of
from tests.spending import codes, grant, measure_of, pay, promise

REPORTS = (*PUBLIC, "commitment-register", "financial-commitment-register", "reconciliation-act")
KINDS = (*REPORTS, "report-decision", "cost-estimate")
HEAD_AND_END = "council.name_uk official.surname"
FIELDS = {
    "execution-report": f"""{HEAD_AND_END} direction.name_uk measureline.name_uk measureline.period_words unit.name_uk
        responsible.words explanation.text fundingsource.name_uk economiccode.name_uk spendingunit.name_uk""",
    "programme-information": f"{HEAD_AND_END} direction.name_uk measureline.name_uk explanation.text",
    "budget-statement": f"""{HEAD_AND_END} direction.name_uk measureline.name_uk spendingunit.name_uk
        fundingsource.name_uk appropriation.note appropriation.amount appropriation.program_code
        appropriation.economic_code""",
    "payments-register": f"""{HEAD_AND_END} spendingunit.name_uk fundingsource.name_uk payment.paid_on payment.document
        payment.payee_name payment.payee_code payment.purpose payment.measure payment.amount payment.program_code
        payment.economic_code""",
    "reconciliation": f"{HEAD_AND_END} economiccode.name_uk",
    "cash-plan": HEAD_AND_END,
    "budget-annex": f"""{HEAD_AND_END} spendingunit.name_uk programcode.functional_code
        programcode.name_uk""",
    "commitment-register": f"""{HEAD_AND_END} spendingunit.name_uk commitment.program_code commitment.economic_code
        commitment.subject commitment.payee_name commitment.payee_account commitment.amount commitment.prepayment
        commitment.until""",
    "financial-commitment-register": f"""{HEAD_AND_END} spendingunit.name_uk payment.program_code payment.economic_code
        payment.commitment payment.purpose payment.payee_name payment.amount""",
    "reconciliation-act": "council.name_uk",
    "report-decision": """decision.subject decision.preamble decisionpoint.text closingreport.note direction.name_uk
        measureline.name_uk measureline.period_words unit.name_uk responsible.words explanation.text
        fundingsource.name_uk economiccode.name_uk""",
    "cost-estimate": """direction.name_uk measureline.name_uk measureline.period_words unit.name_uk
        responsible.words funding.amount""",
}
"""The fields that each paper prints, by the names of their models."""
NAMES = re.compile("|".join(re.escape(model._meta.label_lower) for model in apps.get_models()))


@pytest.fixture
def spent(edition: Edition) -> Edition:
    """The published programme with a row of everything that reports print, and the decision on its final report."""
    bring_in("a row of everything that reports print", lambda: _spend(edition))
    return edition


def _spend(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(status="published")
    MeasureLine.objects.filter(code="1.1").update(period_words="за окремим графіком")
    Responsible.objects.filter(measure_line__code="1.2").update(words="Управління")
    grant("1.1", "20000.10")
    grant("1.2", 180_000)
    taken = grant("1.2", -1, on=date(2020, 2, 20))
    Appropriation.objects.filter(pk=taken.pk).update(note="за листом")
    promise("1.2", 50_000)
    paid = pay("1.2", 1_000, document="7", purpose="Послуги")
    pay("1.2", -10, document="8", purpose="Повернення", corrects=paid)
    pay("1.1", 5, payee_name="Людина", payee_is_person=True, purpose="Гонорар", program_code=None, economic_code=None)
    Explanation.objects.create(measure=measure_of("1.2"), on=date(2020, 3, 31), text="Поїздку перенесено.")
    _people(edition)


def _people(edition: Edition) -> None:
    """Let the mayor sign the reports and Анна Куркова prepare them; note the results for the council."""
    decision = factories.decision("closing")
    clerk = Official.objects.create(code="kurkova", surname="Куркова", given_name="Анна")
    term = Term.objects.create(official=clerk, code="clerk", post_uk="Головний спеціаліст")
    ReportSignatory.objects.create(order=1, term=Term.objects.get(code="mayor-2015"))
    ReportSignatory.objects.create(order=2, term=term, is_executor=True)
    Decision.objects.filter(pk=decision.pk).update(executor=term)
    ClosingReport.objects.create(program=edition.program, decision=decision, note="Програму виконано.")


def subject(kind: str) -> object:
    """Return what a paper is made of, read from the database anew."""
    quarter = papers.Scope(start=date(2020, 1, 1), end=date(2020, 3, 31))
    return papers.get(kind).find("2020", quarter if kind in REPORTS else papers.Scope())


def printed(kind: str) -> dict[Source, list[str]]:
    return by_source(papers.get(kind).build(subject(kind)).blocks)


def field_of(source: Source) -> models.Field:  # type: ignore[type-arg]
    return apps.get_model(source.model)._meta.get_field(source.field)


def is_text(source: Source) -> bool:
    return bool(source.field) and isinstance(field_of(source), models.CharField | models.TextField)


def word_for(source: Source, number: int) -> str:
    """Return a word that stands nowhere else and has room in the field."""
    room = field_of(source).max_length
    return f"слово{number}я" if room is None or room > 10 else str(number)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_that_a_paper_prints_is_named(spent: Edition, kind: str) -> None:
    named = {f"{source.model.partition('.')[2]}.{source.field}" for source in printed(kind) if source.field}
    assert named == set(FIELDS[kind].split())


@pytest.mark.parametrize("kind", KINDS)
def test_to_change_the_field_that_a_text_names_is_to_change_the_text(spent: Edition, kind: str) -> None:
    before = printed(kind)
    written = {source: word_for(source, number) for number, source in enumerate(filter(is_text, before), 7770)}
    for source, word in written.items():
        assert rows_of(source).update(**{source.field: word}) == 1, source
    after = printed(kind)
    assert after.keys() == before.keys()
    assert [source for source, word in written.items() if not after[source]] == []
    assert [source for source, word in written.items() if not all(word in text for text in after[source])] == []


@pytest.mark.parametrize(
    ("kind", "key", "field", "value", "text"),
    [
        ("payments-register", "payment", "paid_on", date(2020, 3, 30), "30.03.2020"),
        ("payments-register", "payment", "amount", 77, "77,00"),
        ("payments-register", "payment", "program_code", "0219999", "0219999"),
        ("payments-register", "payment", "economic_code", "2999", "2999"),
        ("payments-register", "payment", "measure", "2.1", "2.1"),
        ("budget-statement", "appropriation", "amount", 77, "77,00"),
        ("budget-statement", "appropriation", "program_code", "0219999", "0219999"),
        ("budget-statement", "appropriation", "economic_code", "2999", "2999"),
    ],
)
def test_a_day_a_sum_and_a_code_name_their_field_too(
    spent: Edition, kind: str, key: str, field: str, value: object, text: str
) -> None:
    codes("0219999", "2999")
    source = next(each for each in printed(kind) if (each.model, each.field) == (f"budget.{key}", field))
    rows_of(source).update(**{field: measure_of("2.1") if field == "measure" else value})
    assert printed(kind)[source] == [text]


@pytest.mark.parametrize("kind", KINDS)
def test_a_computed_text_names_the_row_that_it_is_computed_from(spent: Edition, kind: str) -> None:
    computed = [source for source in printed(kind) if not source.field]
    assert computed
    assert all(rows_of(source).count() == 1 for source in computed)


def test_what_several_answer_for_is_computed_from_the_measure(spent: Edition) -> None:
    line = MeasureLine.objects.get(code="1.1")
    Responsible.objects.create(measure_line=line, order=2, words="Відділ")
    assert "управління економіки, відділ" in printed("execution-report")[Source("budget.measureline", "1.1")]


def test_the_unit_that_answers_names_itself(spent: Edition) -> None:
    office = Unit.objects.get()
    source = Source("oleksandria_intl.unit", office.code, "name_uk")
    for kind in ("execution-report", "cost-estimate"):
        assert set(printed(kind)[source]) == {"управління економіки"}


def test_of_a_natural_person_no_field_is_named(spent: Edition) -> None:
    person = Payment.objects.get(payee_is_person=True).record_key
    named = {source.field for source in printed("payments-register") if source.key == person}
    assert named.isdisjoint({"payee_name", "payee_code", "purpose"})


def test_a_measure_that_the_edition_lacks_names_the_measure_itself(spent: Edition) -> None:
    MeasureLine.objects.filter(code="1.2").delete()
    source = Source("budget.measure", "1.2")
    for kind in ("execution-report", "budget-statement"):
        assert any("1.2" in text for text in printed(kind)[source])


@pytest.mark.parametrize("kind", [*REPORTS, "report-decision"])
def test_no_file_shows_a_source(spent: Edition, kind: str) -> None:
    paper = papers.get(kind)
    for format in paper.formats:
        content = papers.content(paper, subject(kind), format)
        assert NAMES.findall(written(content, format)) == [], format


def written(content: bytes, format: str) -> str:
    """Return all that a file holds as text."""
    if format == "pdf":
        return of_pdf(content) + content.decode("latin-1")
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as file:
            return "\n".join(file.read(name).decode("latin-1") for name in file.namelist())
    return content.decode()
