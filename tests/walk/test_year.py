"""The office's year in Chromium, by forms alone: agreements, a greeting, a trip from plan to report, a reception."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Browser

from budget.models import Appropriation, Commitment, Payment
from delegations.models import Delegation, PlannedVisit
from oleksandria_intl.models import Body
from partners.models import Agreement, Greeting
from programs.models import Edition
from tests.reading import words
from tests.spending import grant
from tests.walk.staff_forms import Desk

TRAVEL = "2250"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(chromium: Browser, live_server: Any, programme_2020: Edition) -> Desk:
    return Desk(chromium, live_server.url)


def step_of(agreement: Agreement, step: str) -> str:
    return reverse("admin:partners_agreement_step", args=[agreement.pk, step])


def test_agreements_are_led_from_prepared_to_signed_from_authorised_to_registered_and_suspended(
    desk: Desk, clerk: User, head: User
) -> None:
    council = str(Body.objects.get(kind="council").pk)
    desk.enter(clerk)
    memorandum = Agreement.objects.get(code="ramat-gan")
    desk.go_to(step_of(memorandum, "signed"))
    desk.fill(start="01.03.2020", precision="day")
    desk.submit()
    memorandum.refresh_from_db()
    assert memorandum.state == "signed"
    desk.enter(head)
    _four_parties(desk, council)
    mazyr = Agreement.objects.get(code="mazyr-2004")
    desk.go_to(step_of(mazyr, "suspended"))
    desk.fill(body=council, number="77", on="09.06.2022", verb="зупинити дію", why="Збройна агресія")
    desk.submit()
    assert "№ 77" in desk.text
    desk.go_to(f"/partners/agreements/{mazyr.code}/")


def _four_parties(desk: Desk, council: str) -> None:
    desk.go_to(reverse("admin:partners_agreement_add"))
    desk.fill(kind="agreement", title_uk="Угода чотирьох міст про співробітництво")
    for place, name in enumerate(("Ярочин", "Тервел", "Сант-Кугат")):
        desk.add_row("parties")
        desk.fill(**{f"parties__{place}__kind": "authority", f"parties__{place}__city": name})
    desk.save()
    agreement = Agreement.objects.latest("pk")
    assert agreement.parties.count() == 3
    for step, typed in {
        "authorised": {"body": council, "number": "12", "on": "05.02.2026"},
        "drafted": {"on": "10.02.2026"},
        "asked": {"number": "01-20/55", "on": "12.02.2026"},
        "consented": {"number": "314", "on": "10.03.2026"},
        "signed": {"start": "01.04.2026", "precision": "day"},
        "registered": {"number": "7", "on": "20.04.2026"},
    }.items():
        desk.go_to(step_of(agreement, step))
        desk.fill(**typed)
        desk.submit()
    agreement.refresh_from_db()
    assert agreement.state == "registered"


def test_tervel_is_greeted_on_its_day(desk: Desk, clerk: User, it_is: Callable[[str], None]) -> None:
    it_is("2020-04-20")
    desk.enter(clerk)
    desk.go_to(reverse("admin:partners_greeting_due"))
    assert "Тервел" in desk.text
    row = desk.page.locator("#content tr, #content li").filter(has_text="Тервел")
    row.locator("button, input[type=submit]").first.click()
    desk.page.wait_for_url("**/greeting/*/change/**")
    greeting = Greeting.objects.get(city__slug="tervel", occasion="city-day")
    assert greeting.day == date(2020, 5, 6)
    desk.fill(number="01-15/7", addressee_uk="Кметові міста Тервел", addressee_en="To the Mayor of Tervel")
    desk.save()
    desk.go_to(reverse("admin:partners_greeting_change", args=[greeting.pk]))
    for kind in ("greeting-letter", "greeting-letter-en"):
        for format in ("pdf", "docx"):
            _put(kind, format, made := desk.keep(kind, format))
            assert ("ЦАПЮК" in words(made, format)) is (kind == "greeting-letter")
    it_is("2020-05-06")
    desk.enter(clerk)
    desk.go_to(reverse("admin:partners_greeting_send", args=[greeting.pk]))
    desk.fill(on="05.05.2020")
    desk.submit()
    assert Greeting.objects.get(pk=greeting.pk).sent_on == date(2020, 5, 5)


@pytest.fixture
def money(programme_2020: Edition) -> Edition:
    """The programme as the public sees it, with a grant of the budget for delegations and receptions."""
    Edition.objects.filter(pk=programme_2020.pk).update(status="published")
    for code in ("1.2", "1.3"):
        grant(code, 100_000, economic_code=TRAVEL)
    return programme_2020


def test_the_visit_to_jarocin_is_led_from_the_plan_to_the_report(
    desk: Desk, clerk: User, head: User, accountant: User, money: Edition, it_is: Callable[[str], None]
) -> None:
    it_is("2020-09-16")
    trip = _prepared(desk, clerk)
    _estimated(desk, trip)
    _ordered(desk, head, trip, "57-р")
    assert Commitment.objects.get(record_key__contains=trip.code).amount == Decimal(24_000)
    it_is("2020-10-05")
    _paid(desk, accountant, trip)
    _accounted(desk, clerk, trip)
    _reported(desk, clerk, head, trip)


def _prepared(desk: Desk, clerk: User) -> Delegation:
    """Prepare the planned visit as the clerk: days, purpose, three people."""
    desk.enter(clerk)
    desk.go_to(reverse("admin:delegations_plannedvisit_prepare", args=[PlannedVisit.objects.get(code="jarocin").pk]))
    desk.page.locator("#content form :is(button, input)[type=submit]").last.click()
    desk.page.wait_for_url("**/delegation/*/change/**")
    desk.fill(
        purpose_uk="для участі у святкуванні Днів міста",
        invitation="запрошення бургомістра Ярочина від 15.08.2020",
        period_start="28.09.2020",
        period_end="02.10.2020",
        period_precision="day",
    )
    people = (
        ("official", "Коваль Ольга Петрівна", "начальник управління економіки"),
        ("field", "Бондар Іван Іванович", "директор школи мистецтв"),
        ("member", "Мельник Юрій Васильович", "депутат міської ради"),
    )
    for place, (category, name, post) in enumerate(people):
        desk.add_row("participants")
        row = f"participants__{place}"
        desk.fill(**{f"{row}__category": category, f"{row}__name_uk": name, f"{row}__post_uk": post})
    desk.fill(participants__0__is_head=True)
    desk.save()
    return Delegation.objects.get(direction="out")


def _estimated(desk: Desk, trip: Delegation) -> None:
    """Enter the estimate: travel of all, per diem of the first."""
    desk.go_to(reverse("admin:delegations_delegation_change", args=[trip.pk]))
    source = {"label": str(Appropriation.objects.first().source)}  # type: ignore[union-attr]
    lines = ({"kind": "travel", "amount": "14 000"}, {"kind": "lodging", "norm": "2500", "days": "4", "amount": ""})
    for place, line in enumerate(lines):
        desk.add_row("lines")
        typed = {**line, "source": source, "economic_code": TRAVEL, "participant": {"index": 1}}
        desk.fill(**{f"lines__{place}__{name}": value for name, value in typed.items()})
    desk.save()


def _ordered(desk: Desk, head: User, trip: Delegation, number: str) -> None:
    """Begin the order as the head, look at its papers, and record that the mayor signed it."""
    desk.enter(head)
    desk.go_to(reverse("admin:delegations_delegation_change", args=[trip.pk]))
    desk.page.locator("[name=_begin_order]").click()
    desk.page.wait_for_selector(".messagelist")
    desk.go_to(reverse("admin:delegations_delegation_change", args=[trip.pk]))
    desk.go_to(reverse("admin:delegations_delegation_step", args=[trip.pk, "ordered"]))
    word = desk.text.rsplit("Введіть слово «", 1)[-1].split("»")[0]
    desk.fill(number=number, dated="15.09.2020", on="15.09.2020", word=word)
    desk.submit()
    trip.refresh_from_db()
    assert trip.status == "ordered"


def _paid(desk: Desk, accountant: User, trip: Delegation) -> None:
    """Enter a payment as the accountant, find that it is the trip's, and confirm it."""
    desk.enter(accountant)
    desk.go_to(reverse("admin:budget_payment_add"))
    of_travel = Appropriation.objects.get(measure=trip.measure)
    desk.fill(paid_on="25.09.2020", amount="14 000", payer=of_travel.unit.name_uk, payee_name="ТОВ «Турагенція»")
    desk.fill(purpose="Квитки до м. Ярочин, розпорядження № 57-р", measure="1.2")
    desk.fill(source=of_travel.source.name_uk, economic_code=TRAVEL)
    desk.save()
    desk.go_to(reverse("admin:delegations_delegation_payments", args=[trip.pk]))
    assert "Квитки до м. Ярочин" in desk.text
    desk.page.locator("[name=payment]").first.check()
    desk.submit()
    assert Payment.objects.get().commitment == Commitment.objects.get()


def _accounted(desk: Desk, clerk: User, trip: Delegation) -> None:
    """Enter what the head of the delegation got on account and spent; see planned, spent and paid side by side."""
    desk.enter(clerk)
    member = trip.participants.order_by("place").first()
    assert member
    desk.go_to(reverse("admin:delegations_advance_add") + f"?participant={member.pk}")
    desk.fill(amount="10 000", given_on="25.09.2020", report_number="3", reported_on="05.10.2020", papers="2")
    desk.save()
    desk.go_to(reverse("admin:delegations_delegation_change", args=[trip.pk]))
    desk.fill(lines__0__spent="14 000", lines__1__spent="9 500")
    desk.save()
    desk.go_to(reverse("admin:delegations_delegation_money", args=[trip.pk]))
    for each in ("24 000,00", "23 500,00", "14 000,00"):
        assert each in desk.text, each
    for format in ("pdf", "docx"):
        kept = desk.keep_at(reverse("admin:delegations_delegation_advance", args=[trip.pk, member.place, format]))
        _put("advance-report", format, kept)


def _reported(desk: Desk, clerk: User, head: User, trip: Delegation) -> None:
    """Write the report as the clerk, record it as the head, take every paper of the trip."""
    desk.enter(clerk)
    desk.go_to(reverse("admin:delegations_tripreport_add") + f"?delegation={trip.pk}")
    desk.fill(
        handed_in_on="05.10.2020",
        programme="- 29.09.2020: зустріч у ратуші",
        done_uk="Проведено переговори про обмін молоддю.",
        results_uk="Домовлено про обмін групами школярів.",
    )
    desk.add_row("follow_ups")
    desk.fill(
        follow_ups__0__text_uk="Підготувати програму обміну",
        follow_ups__0__due_on="31.12.2020",
        follow_ups__0__answers_uk="відділ освіти",
    )
    desk.save()
    desk.enter(head)
    desk.go_to(reverse("admin:delegations_delegation_step", args=[trip.pk, "reported"]))
    desk.fill(on="05.10.2020")
    desk.submit()
    trip.refresh_from_db()
    assert trip.status == "reported"
    desk.go_to(reverse("admin:delegations_delegation_change", args=[trip.pk]))
    for kind in ("visit-order", "visit-estimate", "visit-report"):
        for format in ("pdf", "docx"):
            _put(kind, format, desk.keep(kind, format))


def test_five_guests_are_received_for_the_sum_that_the_order_says_in_words(
    desk: Desk, clerk: User, head: User, money: Edition, it_is: Callable[[str], None]
) -> None:
    it_is("2020-09-16")
    desk.enter(clerk)
    desk.go_to(reverse("admin:delegations_delegation_add"))
    desk.fill(direction="in", kind="visit", city="Тервел", purpose_uk="для участі у святкуванні Дня міста")
    desk.fill(period_start="18.09.2020", period_end="20.09.2020", period_precision="day")
    desk.fill(program="2020", measure="1.3", organiser="Управління")
    guests = ("Іванов Петар", "1"), ("члени делегації", "4")
    for place, (name, number) in enumerate(guests):
        desk.add_row("participants")
        row = f"participants__{place}"
        desk.fill(**{f"{row}__category": "guest", f"{row}__name_uk": name, f"{row}__number": number})
    desk.fill(participants__0__is_head=True, participants__0__post_uk="заступник кмета")
    lines = ("meals", "Офіційний обід", "400", "5", "3"), ("culture", "Культурна програма", "1100", "5", "1")
    source = {"label": str(Appropriation.objects.first().source)}  # type: ignore[union-attr]
    for place, (kind, name, norm, persons, days) in enumerate(lines):
        desk.add_row("lines")
        typed = {"kind": kind, "name_uk": name, "norm": norm, "persons": persons, "days": days, "source": source}
        desk.fill(**{f"lines__{place}__{key}": value for key, value in (typed | {"economic_code": TRAVEL}).items()})
    desk.save()
    reception = Delegation.objects.get()
    _ordered(desk, head, reception, "58-р")
    desk.go_to(reverse("admin:delegations_delegation_change", args=[reception.pk]))
    for kind in ("reception-order", "reception-estimate"):
        for format in ("pdf", "docx"):
            _put(kind, format, made := desk.keep(kind, format))
            assert "11 500,00 - одинадцять тисяч п’ятсот гривень 00 копійок" in " ".join(words(made, format).split())


def _put(name: str, format: str, content: bytes) -> None:
    """Keep a paper where WALK_PAPERS says, to be looked at."""
    if folder := os.environ.get("WALK_PAPERS"):
        Path(folder).mkdir(exist_ok=True)
        (Path(folder) / f"{name}.{format}").write_bytes(content)
