"""What waits on the admin's front page: for whom, how much, where it is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from budget.deviations import editions_at_hand
from budget.models import ClosingReport, Commitment, Explanation
from budget.spans import quarter_before
from oleksandria_intl.models import Decision
from oleksandria_intl.waiting import FEW, Waiting
from oleksandria_intl.work import Work
from programs.models import Edition
from tests import admin_pages, factories, spending

FRONT = reverse("admin:index")


@pytest.fixture
def adopted(db: None) -> Edition:
    """The programme of 2020 in force; half a year of it is over long since."""
    return factories.edition(status="adopted")


def shown(client: Client, person: User) -> list[Waiting]:
    client.force_login(person)
    return [each for each in client.get(FRONT).context["waiting"] if each.group is Work.MONEY]


def links(client: Client, person: User) -> set[str]:
    """Return where what waits of the money is done; without the final report, which every old programme lacks."""
    return {each.link for each in shown(client, person) if not each.link.startswith(FINAL)}


PAYMENTS = f"{reverse('admin:budget_payment_changelist')}?state=waiting"
EXPLANATION = reverse("admin:budget_explanation_add")
FINAL = reverse("admin:budget_closingreport_add")


@pytest.fixture
def everything_waits(adopted: Edition) -> None:
    """Two payments without a measure, a commitment without an end; a grant unpaid, two measures without one."""
    spending.pay(None, "100.50")
    spending.pay(None, "0.50")
    spending.pay(None, 7, is_outside=True)
    spending.pay("1.1", 3)
    spending.promise("1.1", 10)
    spending.promise("1.1", 10, until=date(2020, 12, 31))
    spending.grant("2.1", 1_000)


def endless() -> str:
    """Return where it is said when the only commitment without an end is over."""
    return f"{reverse('admin:budget_commitment_change', args=[Commitment.objects.get(until=None).pk])}#id_until"


def explanations(*codes: str, on: str = "2020-12-31") -> set[str]:
    """Return where the deviations of measures are explained: the link carries the measure and the day."""
    return {f"{EXPLANATION}?measure={spending.measure_of(code).pk}&on={on}" for code in codes}


def test_the_accountant_sees_all_that_waits_each_where_it_is_done(
    client: Client, accountant: User, everything_waits: None
) -> None:
    assert links(client, accountant) == {PAYMENTS, endless(), *explanations("1.1", "1.2", "2.1")}
    told = {each.link: each for each in shown(client, accountant)}
    assert told[PAYMENTS].count == 2
    assert "101\u00a0грн" in told[PAYMENTS].sentence


def test_many_rows_of_a_kind_are_counted(client: Client, accountant: User, everything_waits: None) -> None:
    for number in range(FEW):
        spending.promise("1.2", 1, number=str(number))
    (found,) = [each for each in shown(client, accountant) if "commitment" in each.link]
    assert (found.count, found.link) == (FEW + 1, f"{reverse('admin:budget_commitment_changelist')}?state=endless")


def test_an_explanation_begun_from_the_front_page_is_of_the_day_that_waits(
    client: Client, clerk: User, adopted: Edition
) -> None:
    spending.spend_as_granted("1.1", "1.2")
    spending.grant("2.1", 1_000)
    (link,) = explanations("2.1")
    measure = spending.measure_of("2.1").pk
    assert link in links(client, clerk)
    form = admin_pages.posted(client, link)
    assert (str(form["measure"]), form["on"]) == (str(measure), "31.12.2020")
    assert client.post(EXPLANATION, form | {"text": "Карантин."}).status_code == 302
    assert link not in links(client, clerk)


def test_a_programme_that_is_over_waits_for_its_final_report(
    client: Client, head: User, clerk: User, adopted: Edition, it_is: Callable[[str], None]
) -> None:
    link = f"{FINAL}?program={adopted.program.pk}"
    assert [each.link for each in shown(client, head) if each.link.startswith(FINAL)] == [link]
    assert client.get(link).status_code == 200
    assert not any(each.link.startswith(FINAL) for each in shown(client, clerk))
    it_is("2020-12-31")
    assert not any(each.link.startswith(FINAL) for each in shown(client, head))


def test_every_link_leads_to_a_page(client: Client, accountant: User, everything_waits: None) -> None:
    for link in links(client, accountant):
        assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("person", "explains"),
    [("head", True), ("clerk", True), ("secretary", False), ("auditor", False)],
)
def test_everybody_else_sees_what_they_may_do(
    person: str, explains: bool, client: Client, everything_waits: None, request: pytest.FixtureRequest
) -> None:
    due = explanations("1.1", "1.2", "2.1") if explains else set()
    due |= {endless()} if person == "head" else set()
    assert links(client, request.getfixturevalue(person)) == due


def test_where_nothing_waits_the_front_page_says_so(client: Client, auditor: User, adopted: Edition) -> None:
    spending.spend_as_granted("1.1", "1.2", "2.1")
    assert shown(client, auditor) == []
    page = client.get(FRONT).content.decode()
    assert "portal-nothing" in page
    assert "portal-waiting" not in page


def test_other_programmes_at_hand_are_to_be_looked_at_on_the_page_that_lists_them(
    client: Client, clerk: User, adopted: Edition, it_is: Callable[[str], None]
) -> None:
    factories.edition("youth", status="adopted")
    it_is("2021-02-10")
    (found,) = [each for each in shown(client, clerk) if each.link == EXPLANATION]
    assert found.count == 1
    assert client.get(EXPLANATION).status_code == 200


def test_an_explained_deviation_waits_no_more(client: Client, clerk: User, adopted: Edition) -> None:
    spending.spend_as_granted("1.1", "1.2")
    spending.grant("2.1", 1_000)
    assert links(client, clerk) == explanations("2.1")
    Explanation.objects.create(measure=spending.measure_of("2.1"), on=date(2020, 12, 31), text="Карантин.")
    assert links(client, clerk) == set()


def test_a_measure_that_was_planned_and_never_granted_waits_for_an_explanation(
    client: Client, clerk: User, adopted: Edition
) -> None:
    spending.spend_as_granted("1.1", "1.2")
    assert links(client, clerk) == explanations("2.1")
    spending.spend_as_granted("2.1")
    assert links(client, clerk) == set()


def test_a_closed_programme_asks_for_no_explanation(client: Client, clerk: User, adopted: Edition) -> None:
    spending.grant("2.1", 1_000)
    closing = factories.decision("closing")
    Decision.objects.filter(pk=closing.pk).update(
        number="9", period_start=date(2021, 2, 1), period_end=date(2021, 2, 1), period_precision="day"
    )
    ClosingReport.objects.create(program=adopted.program, decision=closing)
    assert links(client, clerk) == set()


def test_the_front_page_asks_the_database_as_often_for_many_rows_as_for_few(
    client: Client, accountant: User, everything_waits: None
) -> None:
    client.force_login(accountant)
    for number in range(FEW):
        spending.promise("1.2", 1, number=f"0{number}")
    client.get(FRONT)
    few = queries(client)
    for number in range(5):
        spending.pay(None, 1)
        spending.promise("1.2", 1, number=str(number))
        spending.grant("1.2", 5)
    assert queries(client) == few


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(FRONT)
    return len(captured)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "slugs"),
    [("2020-02-10", ["2020"]), ("2021-02-10", ["2020"]), ("2021-05-10", ["2021"]), ("2019-05-10", [])],
)
def test_at_hand_is_the_programme_of_the_last_quarter_else_the_one_begun_last(
    edition: Edition, it_is: Callable[[str], None], today: str, slugs: list[str]
) -> None:
    factories.edition("2021", years=(2021, 2021))
    it_is(today)
    assert [edition.program.slug for edition in editions_at_hand()] == slugs


@pytest.mark.parametrize(
    ("today", "last"),
    [
        (date(2026, 1, 1), date(2025, 12, 31)),
        (date(2026, 3, 31), date(2025, 12, 31)),
        (date(2026, 4, 1), date(2026, 3, 31)),
        (date(2026, 12, 31), date(2026, 9, 30)),
    ],
)
def test_the_last_quarter_is_one_that_is_over(today: date, last: date) -> None:
    assert quarter_before(today) == last
