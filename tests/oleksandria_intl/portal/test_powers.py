"""Who may open and post to which address: what each role, and everybody else, gets is what the table of roles says.

The views are asked without middleware, and their pages are not drawn: there are thousands of requests.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import FileResponse, Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone
from simple_history.admin import SimpleHistoryAdmin

from budget.models import ChangeReason, ClosingReport, Explanation, LateChange, Measure, Payee, ReportSignatory
from budget.querysets import Span
from delegations.models import Delegation, DelegationStep, Participant, TravelApproval
from oleksandria_intl import roles
from oleksandria_intl.admin_site import PortalAdminSite
from oleksandria_intl.models import (
    Decision,
    DecisionStep,
    Erasure,
    IssuedPaper,
    Official,
    Population,
    SignedCopy,
    SpecialDay,
    Term,
    UndoStep,
    Unit,
)
from partners.models import Agreement, AgreementRule, AgreementStep
from programs.models import Edition, Indicator, IndicatorFact, WordFile, WordProposal
from tests import factories, powers, spending, trip_money, trips
from tests.admin_pages import shown
from tests.closing import closed
from tests.delegations import jarocin, receptions
from tests.photos import picture
from tests.powers import ASKED, LET_IN, LOST, NOBODY, REFUSED, STAFF, Address, Rule

ALL = os.environ.get("WALK") == "all"
PARTS = {"slug": "2020", "kind": "decision", "format": "html", "name": "report", "app_label": "budget", "url": "no"}
OWN_PARTS = {
    "admin:budget_issuedreport_copy": {"format": "docx"},
    "admin:budget_issuedreport_working_file": {"name": "commitment-register", "format": "csv"},
    "admin:delegations_delegation_advance": {"format": "pdf"},
    "admin:oleksandria_intl_decision_step": {"step": "executive"},
    "admin:start_step": {"step": "units"},
    "admin:work": {"group": "partners"},
    "admin:programs_edition_table": {"kind": "cost-estimate"},
    "admin:delegations_delegation_step": {"step": "cancelled"},
    "admin:delegations_delegation_paper": {"kind": "visit-order"},
    "admin:oleksandria_intl_picture_file": {"size": "small"},
    "admin:partners_agreement_step": {"step": "signed"},
    "admin:partners_agreement_paper": {"kind": "consent-letter"},
    "admin:oleksandria_intl_erasure_person": {"kind": "official"},
    "admin:oleksandria_intl_erasure_export": {"kind": "official", "format": "json"},
    "admin:oleksandria_intl_erasure_erase": {"kind": "official"},
    "admin:partners_city_paper": {"kind": "partner-profile"},
    "admin:partners_greeting_paper": {"kind": "greeting-letter"},
    "admin:partners_officetext_paper": {"kind": "city-passport"},
    "admin:programs_wordfile_decide": {"decision": "refuse"},
}
"""The parts of the addresses that are not like others."""
OF_OTHERS: dict[str, dict[str, Any]] = {
    "admin:programs_edition_unit": {"unit": Unit},
    "admin:programs_edition_unit_workbook": {"unit": Unit},
    "admin:programs_edition_proposals": {"unit": Unit},
    "admin:oleksandria_intl_decision_take_back": {"row": DecisionStep},
    "admin:delegations_delegation_take_back": {"row": DelegationStep},
    "admin:delegations_delegation_scan": {"row": TravelApproval},
    "admin:oleksandria_intl_signedcopy_attach": {"decision": Decision},
    "admin:partners_agreement_take_back": {"row": AgreementStep},
}
"""The parts of addresses that are keys of rows of another kind."""
PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)|(\(\[\^/\]\+\))")
QUERY = "app_label=budget&model_name=responsible&field_name=unit"
OF_KEYS = ("mfa_edit_webauthn", "mfa_remove_webauthn")
WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")


class Person(NamedTuple):
    """Who asks: a word for them, their account, and the permissions that the table gives them."""

    name: str
    account: Any
    held: set[str]

    def is_let(self, address: Address, power: str) -> bool:
        """Whether the rules let the person do what asks for a power."""
        if power in (STAFF, NOBODY):
            return power != NOBODY
        return self.account.is_superuser or address.is_due(power, self.held)

    def due(self, address: Address, method: str) -> str:
        """Return what is to become of the person's request."""
        rule: Any = address.rule
        power = rule.power(method)
        if not self.account.is_staff:
            return str(rule.outside)
        return rule.seen if self.is_let(address, power) else rule.refusal


@pytest.fixture(autouse=True)
def undrawn(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """Draw no pages, and gather no menu for them: it is who gets one that matters."""
    monkeypatch.setattr(SimpleHistoryAdmin, "render_history_view", lambda *args: HttpResponse())
    monkeypatch.setattr(PortalAdminSite, "each_context", lambda *args: {})
    caplog.set_level(logging.ERROR, "django.request")


@pytest.fixture
def rows(db: None, settings: Any, tmp_path: Path) -> None:
    """A row of every kind that has pages, in an edition that is published and still changes."""
    settings.MEDIA_ROOT = tmp_path
    edition = factories.edition(status="published")
    factories.everything(edition)
    factories.papers_of(edition.decision)
    spending.grant("1.2", 180_000)
    spending.promise("1.2", 60_000)
    spending.pay("1.2", 5_000)
    Payee.objects.create(key="шевченко", name="Шевченко Т. Г.")
    spending.rule("1.2", payee_code=spending.PAYEE)
    spending.batch()
    spending.statement_source()
    Explanation.objects.create(measure=Measure.objects.get(code="1.2"), on=date(2020, 3, 31), text="Карантин.")
    ReportSignatory.objects.create(order=1, term=Term.objects.get())
    ClosingReport.objects.create(program=edition.program, decision=factories.decision("closing"))
    factories.vote(edition.decision)
    factories.publication_rules()
    SpecialDay.objects.create(day=date(2020, 1, 2))
    Population.objects.create(on=date(2020, 1, 1), number=1, source="Статистика")
    fact = {"indicator": Indicator.objects.get().code, "on": date(2020, 12, 31), "value": 2}
    IndicatorFact.objects.create(program=edition.program, **fact)
    sha256 = hashlib.sha256(b"%PDF").hexdigest()
    copy = SignedCopy(decision=edition.decision, kind="scan", size=4, sha256=sha256)
    copy.file.save("scan.pdf", factories.file_of(b"%PDF"))
    word_file(edition)
    UndoStep.objects.create(kind="deleted", model="partners.area", label="Спорт", row_count=1)
    Erasure.objects.create(kind="official", reason="Час минув", rows=[], erased_by=User.objects.create_user("visitor"))
    paper = IssuedPaper(kind="decision", key="2020", title="Рішення", number="1", format="pdf", size=4, sha256=sha256)
    paper.file.save("decision.pdf", factories.file_of(b"%PDF"))
    late_change()
    life_of_an_agreement()
    prepared_trip()
    picture(User.objects.order_by("pk")[0])
    trips.follow_up(trips.report(trips.ordered()))
    trips.rule()
    trip_money.rows_of_money(Participant.objects.latest("pk"))
    receptions.stock()


def prepared_trip() -> None:
    """Make a trip that is prepared, was cancelled by mistake, and was approved."""
    trip = jarocin.trip()
    step = DelegationStep.objects.create(
        delegation=trip, step="cancelled", status_before="prepared", status_after="cancelled", reason="Карантин"
    )
    Delegation.objects.filter(pk=trip.pk).update(status="cancelled")
    back = {"status_before": "cancelled", "status_after": "prepared", "reason": "Помилка", "takes_back": step}
    DelegationStep.objects.create(delegation=trip, step="taken-back", **back)
    Delegation.objects.filter(pk=trip.pk).update(status="prepared")
    approval = TravelApproval(delegation=trip, body_words="Адміністрація", number="7", dated=date(2020, 9, 1))
    approval.scan.save("scan.pdf", factories.file_of(b"%PDF-"))


def life_of_an_agreement() -> None:
    """Make a step and the scan of the agreement that is there, and a rule."""
    AgreementRule.objects.create(code="law", in_force_from=date(2024, 4, 24))
    agreement = Agreement.objects.order_by("pk")[0]
    AgreementStep.objects.create(agreement=agreement, step="drafted", state_before="authorised", state_after="prepared")
    agreement.scan.save("scan.pdf", factories.file_of(b"%PDF"))


def late_change() -> None:
    """Make a closed period that counts no row of the tests, and a change in it."""
    period = closed(Span.to(date(2019, 3, 31)), number="1/2019")
    reason = ChangeReason.objects.create(text="Лист казначейства")
    LateChange.objects.create(period=period, reason=reason, kind="payment", row_key="1", made_at=timezone.now())


def word_file(edition: Edition) -> None:
    """Make an edited Word file that came back, with a proposal under the same key."""
    reader = User.objects.create_user("reader")
    file = WordFile.objects.create(edition=edition, paper="decision", file_name="a.docx", uploaded_by=reader)
    WordProposal.objects.create(pk=file.pk, file=file, order=1, kind="changed", placement="nowhere", digest="a")


@pytest.fixture
def people(rows: None) -> list[Person]:
    """Somebody in every role, and those who have none."""
    found = []
    for place, role in enumerate(roles.ROLES):
        account = factories.person(f"person-{place}", role, "Хтось Хтосенко")
        found.append(Person(role, account, roles.permissions_of(role)))
    return [
        *found,
        Person("superuser", User.objects.create_superuser("adam"), set()),
        Person("staff without a role", User.objects.create_user("nobody", is_staff=True), set()),
        Person("not of staff", User.objects.get(username="visitor"), set()),
        Person("stranger", AnonymousUser(), set()),
    ]


def chosen(people: list[Person], address: Address, method: str) -> list[Person]:
    """Return all who are to be kept out of an address, and of the rest who may do least; WALK=all takes everybody."""
    let_in = [person for person in people if person.due(address, method) == LET_IN]
    if ALL or not let_in:
        return people
    least = min(let_in, key=lambda person: (person.account.is_superuser, len(person.held)))
    return [person for person in people if person is least or person not in let_in]


def path_of(address: Address) -> str:
    """Return an address of the kind, of a row that exists."""
    own = OWN_PARTS.get(address.name, {}) | {
        name: str(model.objects.order_by("pk")[0].pk) for name, model in OF_OTHERS.get(address.name, {}).items()
    }
    model = Official if own.get("kind") == "official" else address.pages and address.pages.model
    row = model and model._default_manager.order_by("pk").first()

    def part(match: re.Match[str]) -> str:
        if match[3] and match.start() != PART.search(address.route).start():
            return str(address.pages.model.history.filter(**{row._meta.pk.attname: row.pk}).first().pk)
        return (PARTS | own).get(match[1] or match[2]) or str(row.pk if row else 1)

    return "/" + PART.sub(part, address.route).replace("^", "").removesuffix("$").removesuffix("\\Z")


def asked(account: Any, method: str, path: str, data: dict[str, Any] | None = None) -> Any:
    """Return a view's answer to somebody."""
    request: Any = getattr(RequestFactory(), method.lower())(path, data or {}, QUERY_STRING=QUERY * (method == "GET"))
    request.user, request.session, request._dont_enforce_csrf_checks = account, SessionStore(), True
    request._messages = FallbackStorage(request)
    request.resolver_match = found = resolve(path)
    return found.func(request, *found.args, **found.kwargs)


def verdict(ask: Callable[[], Any]) -> str:
    """Return what becomes of a request, whose writes are undone."""
    try:
        with transaction.atomic():
            answer = ask()
            if isinstance(answer, FileResponse):
                answer.file_to_stream.close()
            transaction.set_rollback(True)
    except PermissionDenied:
        return REFUSED
    except Http404:
        return LOST
    leads_to = answer.get("Location", "").partition("?")[0]
    return {"/admin/login/": ASKED, "/admin/": LOST}.get(leads_to, LET_IN)


@contextmanager
def written() -> Iterator[list[str]]:
    """Gather what is written into the database, sessions apart."""
    found: list[str] = []

    def hear(execute: Any, sql: str, *args: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES) and "django_session" not in sql:
            found.append(sql[:80])
        return execute(sql, *args)

    with connection.execute_wrapper(hear):
        yield found


def of_staff() -> list[Address]:
    """Return the addresses that are not everybody's."""
    return [each for each in powers.addresses() if each.rule]


def test_every_address_has_a_rule_and_every_rule_an_address() -> None:
    found = powers.addresses()
    ruled = powers.PUBLIC | powers.LOGIN | powers.ACCOUNT
    assert [each.name for each in found if each.rule is None and each.name not in ruled] == []
    names = {each.name for each in found}
    assert [name for name in (*powers.OTHERS, *ruled) if name not in names] == []


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted(powers.ACCOUNT))
def test_a_stranger_has_no_account_to_look_at(name: str, method: str, stranger: Client, db: None) -> None:
    path = "/accounts/" if name == "accounts/" else reverse(name, args=[1] if name in OF_KEYS else [])
    with written() as writes:
        answer = getattr(stranger, method)(path, follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert writes == []


def test_everybody_sees_what_the_table_of_roles_says(people: list[Person]) -> None:
    found = []
    for address in of_staff():
        path = path_of(address)
        for person in chosen(people, address, "GET"):
            got = verdict(partial(asked, person.account, "GET", path))
            if got != (due := person.due(address, "GET")):
                found.append(f"{path}: {person.name} is {got}, not {due}")
    assert not found, "\n".join(found)


def test_everybody_posts_where_the_table_of_roles_says_and_elsewhere_writes_nothing(people: list[Person]) -> None:
    found = []
    superuser = next(person.account for person in people if person.account.is_superuser)
    for address in of_staff():
        path = path_of(address)
        data = posted(address, path, superuser)
        for person in chosen(people, address, "POST"):
            with written() as writes:
                got = verdict(partial(asked, person.account, "POST", path, data))
            if got != (due := person.due(address, "POST")):
                found.append(f"{path}: {person.name} is {got}, not {due}")
            if got in (REFUSED, ASKED) and writes:
                found.append(f"{path}: {person.name} is {got}, and yet {writes}")
    assert not found, "\n".join(found)


def posted(address: Address, path: str, superuser: Any) -> dict[str, Any]:
    """Return what a browser would post from the page as it is shown to somebody who may do everything."""
    if address.name.endswith("_delete"):
        return {"post": "yes"}
    if address.name == "admin:budget_issuedreport_add":
        return {"kind": "none"}  # a report would take long to make
    if not address.pages or address.page not in ("add", "change", "simple_history"):
        return {}
    try:
        context = getattr(asked(superuser, "GET", path), "context_data", None) or {}
    except PermissionDenied:
        return {}
    return shown(SimpleNamespace(context=context)) if "adminform" in context else {}


def test_the_actions_of_lists_are_offered_to_those_whom_the_table_names(people: list[Person]) -> None:
    offered: dict[tuple[str, str], list[str]] = {}
    due: dict[tuple[str, str], list[str]] = {}
    for address, person in lists_and_staff(people):
        request: Any = RequestFactory().get("/")
        request.user = person.account
        name = address.pages.opts.label
        offered[name, person.name] = sorted(address.pages.get_actions(request))
        due[name, person.name] = sorted(
            action for action in actions_of(address.pages) if person.is_let(address, powers.ACTIONS[action])
        )
    assert offered == due


def test_an_action_that_is_not_offered_writes_nothing(people: list[Person]) -> None:
    found = []
    for address, person in lists_and_staff(people):
        path, row = path_of(address), address.pages.model._default_manager.order_by("pk").first()
        for action in actions_of(address.pages):
            if person.is_let(address, powers.ACTIONS[action]):
                continue
            data = {"action": action, ACTION_CHECKBOX_NAME: row.pk, "post": "yes", "confirmed": "1"}
            with written() as writes:
                verdict(partial(asked, person.account, "POST", path, data))
            found += [f"{address.name} {action}: {person.name}: {writes}"] if writes else []
    assert found == []


def lists_and_staff(people: list[Person]) -> Iterator[tuple[Address, Person]]:
    for address in of_staff():
        if address.pages and address.page == "changelist":
            yield from ((address, person) for person in people if person.account.is_staff)


def actions_of(pages: Any) -> list[str]:
    """Return the names of the actions that a list has for somebody."""
    deletion = Address("", f"admin:{pages.opts.app_label}_{pages.opts.model_name}_delete", pages)
    shared = [] if deletion.rule == Rule(NOBODY) else [name for name, _action in admin.site.actions]
    return [*shared, *(pages.actions or ())]


def test_rows_edited_on_their_parents_page_ask_for_their_own_power(people: list[Person]) -> None:
    found = []
    for address, person in lists_and_staff(people):
        parent = address.pages.model._default_manager.order_by("pk").first()
        request: Any = RequestFactory().get("/")
        request.user = person.account
        for kind in address.pages.get_inlines(request, parent):
            inline, opts = kind(address.pages.model, admin.site), kind.model._meta
            for action in roles.FULL:
                is_let = bool(getattr(inline, f"has_{action}_permission")(request, parent))
                if is_let != person.is_let(address, f"{opts.app_label}.{action}_{opts.model_name}"):
                    found.append(f"{opts.label} {action}: {person.name}")
    assert found == []
