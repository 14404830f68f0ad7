"""The demonstration's invented year of money: what it says of itself, who brings it in, and that it goes again."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import translation

from budget.doubles import doubles_of
from budget.execution import Execution
from budget.models import (
    Allotment,
    Appropriation,
    AssignmentRule,
    Commitment,
    Explanation,
    Measure,
    Payment,
    ProgramCode,
    SpendingUnit,
)
from budget.querysets import Span
from oleksandria_intl.documents import store
from oleksandria_intl.models import Decision, IssuedPaper
from oleksandria_intl.portal.management import demonstration
from oleksandria_intl.portal.management.commands import demo as command
from oleksandria_intl.portal.management.commands.demo import Command
from programs import services
from programs.models import Edition
from tests.seed import BASE, programme_2020

__all__ = ["programme_2020"]

MARK = "демонстраційні дані"
FILE = BASE / "fixtures" / "demo_spending.json"
MODELS = (Appropriation, Allotment, Commitment, Payment, Explanation, AssignmentRule, SpendingUnit, Decision)
YEAR = Span.to(date(2020, 12, 31))


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in MODELS}


@pytest.fixture
def invented(programme_2020: Edition) -> Edition:
    """The programme of 2020 with its invented money."""
    demonstration.load_missing(demonstration.SPENDING)
    return programme_2020


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the demonstration issue and write no papers and make no staff: these tests are about its money."""
    for name in ("_publish", "_write_papers", "_introduce_staff"):
        monkeypatch.setattr(Command, name, lambda self, argument: None)


def demo(*options: str) -> str:
    out = StringIO()
    call_command("demo", "--no-serve", *options, stdout=out)
    return out.getvalue()


def test_every_row_of_money_is_marked_and_every_payee_says_what_it_is(invented: Edition) -> None:
    for model in (Appropriation, Commitment, Payment):
        assert model.objects.count() == model.objects.demonstration().count() > 0
    for row in (*Payment.objects.all(), *Commitment.objects.all()):
        assert MARK in row.payee_name
    assert all(MARK in decision.subject and MARK in decision.number for decision in Decision.objects.exclude(number=""))
    assert MARK in SpendingUnit.objects.get().name_uk
    assert all(MARK.capitalize() in explanation.text for explanation in Explanation.objects.all())


def test_the_file_names_its_rows_by_natural_keys_alone() -> None:
    rows = json.loads(FILE.read_text(encoding="utf-8"))
    assert [row for row in rows if "pk" in row] == []


def test_every_row_would_pass_the_forms_of_the_admin(invented: Edition) -> None:
    for model in MODELS:
        for row in model._default_manager.all():
            row.full_clean()


def test_it_shows_what_reports_have_to_cope_with(invented: Edition) -> None:
    execution = Execution(invented, YEAR)
    quarter = Execution(invented, Span.to(date(2020, 3, 31)))
    figures = {row.measure.code: row.figures for each in execution.directions for row in each.measures}
    first = {row.measure.code: row.figures for each in quarter.directions for row in each.measures}
    assert (figures["1.2"].planned, figures["1.2"].granted) == (Decimal(300_000), Decimal(180_000))
    assert figures["3.1"].granted
    assert figures["3.1"].paid is None
    assert figures["5.1"].granted is None
    assert first["2.4"].paid > first["2.4"].due
    assert Payment.objects.filter(amount__lt=0).count() == 2
    assert Payment.objects.filter(payee_is_person=True).exists()
    assert execution.waiting[0] == 3
    assert execution.is_demonstration
    (double,) = doubles_of(invented.program, 20)
    assert [payment.record_key for payment in double] == ["demo-payment-036", "demo-payment-037"]


def test_it_comes_in_once(invented: Edition) -> None:
    before = counts()
    assert demonstration.load_missing(demonstration.SPENDING) == 0
    assert counts() == before


def test_nothing_but_the_demonstration_loads_it() -> None:
    files = [*BASE.rglob("*.py"), BASE / "Makefile", *(BASE / ".ci").iterdir()]
    naming = {
        file.relative_to(BASE).as_posix()
        for file in files
        if file.is_file() and ".venv" not in file.parts and re.search("demo_spending", file.read_text(encoding="utf-8"))
    }
    place = "oleksandria_intl/portal/management/demonstration.py"
    own = "tests/oleksandria_intl/portal/test_demonstration.py"
    assert naming == {place, own}
    users = {
        file.relative_to(BASE).as_posix()
        for file in BASE.rglob("*.py")
        if ".venv" not in file.parts and "management import demonstration" in file.read_text(encoding="utf-8")
    }
    assert users == {
        "oleksandria_intl/portal/management/commands/demo.py",
        own,
        "tests/oleksandria_intl/portal/test_demonstration_delegations.py",
        "tests/oleksandria_intl/portal/views/test_data_of_2020.py",
        "tests/record_database.py",
        "tests/oleksandria_intl/portal/views/test_days.py",
        "tests/walk/conftest.py",
    }


def test_the_demonstration_brings_it_in_and_says_that_it_is_invented(db: None, quiet: None) -> None:
    says = demo()
    assert "2020" in says
    assert "--clean" in says
    assert Payment.objects.demonstration().exists()


def test_a_clean_demonstration_leaves_it_out(db: None, quiet: None) -> None:
    demo("--clean")
    assert Edition.objects.count() == 1
    assert not demonstration.is_here()
    assert SpendingUnit.objects.count() == 0


def test_a_clean_demonstration_takes_out_what_an_earlier_one_brought(programme_2020: Edition, quiet: None) -> None:
    before = counts()
    demo()
    assert counts() != before
    demo("--clean")
    assert counts() == before
    assert ProgramCode.objects.exists()


def test_it_may_come_back_after_it_was_taken_out(programme_2020: Edition, quiet: None) -> None:
    demo()
    there = counts()
    demo("--clean")
    demo()
    assert counts() == there


def test_what_somebody_entered_stays_with_what_it_points_at(invented: Edition) -> None:
    promise = Commitment.objects.get(record_key="demo-commitment-01")
    own: Any = Payment(
        measure=promise.measure,
        commitment=promise,
        paid_on=date(2020, 6, 1),
        amount=10,
        payer=SpendingUnit.objects.get(),
        payee_name="ТОВ «Справжнє»",
        source=promise.source,
    )
    own.save()
    reason = Explanation.objects.create(measure=Measure.objects.get(code="1.1"), on=date(2020, 6, 30), text="Своє.")
    edited = Explanation.objects.get(measure__code="1.2", on=date(2020, 3, 31))
    Explanation.objects.filter(pk=edited.pk).update(text="Виправлено фінансистом.")
    demonstration.remove_spending()
    assert list(Payment.objects.all()) == [own]
    assert list(Commitment.objects.all()) == [promise]
    assert SpendingUnit.objects.count() == 1
    assert {row.pk for row in Explanation.objects.all()} == {reason.pk, edited.pk}
    assert not Decision.objects.exclude(number="").exists()


def test_the_fixture_is_not_read_from_elsewhere(settings: Any, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    assert demonstration.fixture("demo_spending") == tmp_path / "fixtures" / "demo_spending.json"


@pytest.fixture
def lines(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let papers be of one line, and lie apart."""
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    monkeypatch.setattr(store, "rendered", lambda document, format: f"{document.title} {format}".encode())
    monkeypatch.setattr(Command, "_write_papers", lambda self, folder: None)


def test_it_publishes_the_draft_of_2020_as_the_secretary_does_and_once(lines: None) -> None:
    for _time in range(2):
        demo()
        edition = Edition.objects.get()
        assert (edition.status, edition.published_on) == ("published", None)
        issued = IssuedPaper.objects.in_order()
        assert [(paper.kind, paper.key, paper.format) for paper in issued] == [
            ("decision", "2020/1", "pdf"),
            ("decision", "2020/1", "docx"),
        ]
        assert {paper.issued_by.username for paper in issued if paper.issued_by} == {"secretary"}
    assert [row.status for row in edition.history.order_by("pk")] == ["draft", "published"]


def test_what_a_demonstration_of_before_showed_without_papers_gets_them(lines: None) -> None:
    demonstration.load_missing(*command.FIXTURES)
    assert Edition.objects.get().status == "published"
    demo()
    assert Edition.objects.get().status == "published"
    assert IssuedPaper.objects.count() == 2


def test_a_draft_that_was_taken_back_to_work_on_stays_one(lines: None) -> None:
    demo()
    services.unpublish(edition=Edition.objects.get(), by=User.objects.get(username="secretary"))
    demo()
    assert Edition.objects.get().status == "draft"


@pytest.mark.parametrize(("wish", "required"), [("", False), ("1", True)])
def test_the_demonstration_asks_for_no_second_factor_unless_one_wants_it(
    wish: str, required: bool, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STAFF_MFA_REQUIRED = True
    monkeypatch.setenv("STAFF_MFA_REQUIRED", wish)
    seen: list[bool] = []
    monkeypatch.setattr(command, "call_command", lambda *args, **kwargs: seen.append(settings.STAFF_MFA_REQUIRED))
    command.serve(8000)
    assert seen == [required]


def test_a_public_portal_gets_no_people_with_a_known_password(db: None, settings: Any) -> None:
    settings.PUBLIC_HOSTS = ["portal.example"]
    with translation.override("en"), pytest.raises(CommandError, match="ALLOWED_HOSTS") as refused:
        demo()
    assert "loaddata reference programme_2020" in str(refused.value)
    assert not User.objects.exists()


def test_nor_does_a_portal_where_people_work(clerk: User, quiet: None) -> None:
    with translation.override("en"), pytest.raises(CommandError, match="people work in its database"):
        demo()
    assert not Edition.objects.exists()
