"""A clerk's work and an administrator's first day, in Chromium that runs no scripts: by links and forms alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal_settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page

from budget.models import Funding, MeasureLine
from delegations.models import PlannedVisit, VisitPurpose
from oleksandria_intl.models import DecisionPoint
from programs.models import Edition, PassportRow, Section
from tests.programs.workbook.books import EditedBook
from tests.starting import COUNCIL

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DRAFT = ".portal-waiting a[href$='/desk/']"
SAVE = "input[name=_save]"
SEND = "#content .submit-row [type=submit]"
STEPS: tuple[dict[str, str], ...] = (
    COUNCIL,
    {"row-2-name_uk": "Постійна комісія з питань бюджету"},
    {"row-0-name_uk": "відділ економіки селищної ради"},
    {"row-0-surname": "Саєнко", "row-0-given_name": "Іван", "row-1-surname": "Коваль", "row-1-given_name": "Олена"},
    {"row-0-last_name": "Ткаченко", "row-0-first_name": "Оксана"},
    {},
    {"name_uk": "Програма розвитку міжнародного співробітництва селища", "year_from": "2027", "year_to": "2027"},
)
"""What the administrator types into each step: council, bodies, units, officials, staff, codes, programme."""
NUMBERS = (11, 12, 13, 14, 15, 16, 17, 18, 19)


class Walker:
    """A person without scripts: goes on by what stands on the page, and begins at the front page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.goto("/admin/")

    def go(self, *links: str) -> None:
        """Follow links, or press buttons, one after another; each by its selector or by its text."""
        for link in links:
            with self.page.expect_navigation():
                self.press(link)

    def press(self, what: str) -> None:
        """Press what opens no other page."""
        self.page.locator(what).locator("visible=true").first.click()

    def home(self) -> None:
        """Go back to the front page."""
        self.go("#site-name a, .breadcrumbs a")

    def draft(self) -> None:
        """Open the workspace of the draft."""
        self.home()
        self.go(DRAFT)

    def table(self, kind: str) -> None:
        """Open a table of the draft."""
        self.draft()
        self.go(f"a.desk-table[href$='/table/{kind}/']")

    def type(self, **texts: str) -> None:
        """Type into fields by their names."""
        for name, text in texts.items():
            self.page.fill(f"[name={name!r}]", text)

    def row(self, number: int, cells: dict[str, str]) -> None:
        """Type into the cells of a row of a table."""
        for key, text in cells.items():
            self.page.fill(f"[name='rows-{number}-{key}']", text)

    def empty_row(self) -> int:
        """Return the number of the first row of a table that holds nothing."""
        orders = self.page.locator("#grid tbody input[name$='-order']")
        return next(number for number in range(orders.count()) if not orders.nth(number).input_value())

    def save(self) -> None:
        """Press «Save» below a table; nothing is refused."""
        self.go("#content input[type=submit], #content button[type=submit]:has-text('Зберегти')")
        assert self.page.locator(".errornote, .errorlist").count() == 0, self.page.inner_text("#content")


@pytest.fixture
def scriptless(chromium: Browser, live_server: Any, client: Client) -> Iterator[Any]:
    """Opens the front page as somebody."""
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url, locale="uk-UA")
    context.set_default_timeout(10_000)

    def open_as(user: User) -> Walker:
        client.force_login(user)
        name = portal_settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        return Walker(context.new_page())

    yield open_as
    context.close()


def test_a_clerk_does_every_job_without_scripts(
    scriptless: Any, clerk: User, programme_2020: Edition, tmp_path: Path
) -> None:
    oksana = scriptless(clerk)
    _nine_amounts(oksana)
    _a_visit_with_two_purposes(oksana)
    _a_visit_to_a_city_by_its_name(oksana)
    _a_sentence_of_a_text(oksana)
    _rows_of_tables(oksana)
    _a_section_down(oksana)
    _a_workbook_there_and_back(oksana, tmp_path)
    _searching_and_findings(oksana)
    _deleting_and_bringing_back(oksana)


def _nine_amounts(oksana: Walker) -> None:
    oksana.table("cost-estimate")
    cells = oksana.page.locator("#grid tbody [name*='-money-']")
    filled = [cells.nth(number) for number in range(cells.count()) if cells.nth(number).input_value()]
    for cell, number in zip(filled, NUMBERS, strict=True):
        cell.fill(f"{number} 000,50")
    oksana.save()
    assert sorted(Funding.objects.values_list("amount", flat=True)) == [number * 1000 + 0.5 for number in NUMBERS]


def _a_visit_with_two_purposes(oksana: Walker) -> None:
    oksana.table("visits")
    number = oksana.empty_row()
    first = {"field-name_uk": "Освіта", "theme-name_uk": "Обмін учителями", "purpose-name_uk": "Вивчення досвіду шкіл"}
    visit = {"visit-period": "червень 2020 року", "visit-city": "Люблін, Польща", "visit-amount": "7 000"}
    oksana.row(number, first | visit | {"order": "90", "line-participants": "Директори шкіл", "visit-number": "9"})
    second = {"purpose-name_uk": "Літній табір", "line-participants": "Учні", "visit-number": "9"}
    oksana.row(number + 1, second | {"order": "91"})
    oksana.save()
    made = PlannedVisit.objects.get(amount=7000)
    assert [line.purpose.name_uk for line in made.lines.order_by("order")] == ["Вивчення досвіду шкіл", "Літній табір"]
    assert VisitPurpose.objects.filter(theme__name_uk="Обмін учителями").count() == 2


def _a_visit_to_a_city_by_its_name(oksana: Walker) -> None:
    oksana.home()
    oksana.go("#content a[href='/admin/delegations/plannedvisit/add/']")
    oksana.type(city_named="ярочин", period_words="за окремим графіком")
    oksana.go(SAVE)
    assert PlannedVisit.objects.get(period_words="за окремим графіком").city.name_uk == "Ярочин"


def _a_sentence_of_a_text(oksana: Walker) -> None:
    oksana.draft()
    oksana.go("[data-source='programs.section:body_uk:introduction'] > a")
    oksana.type(body_uk="Виправлене речення вступу.")
    oksana.go(SAVE)
    assert "Виправлене речення вступу." in oksana.page.inner_text("#desk-paper")


def _rows_of_tables(oksana: Walker) -> None:
    oksana.table("cost-estimate")
    number = oksana.empty_row()
    money = f"money-2020_{Funding.objects.latest('pk').source_id}"
    oksana.row(number, {"order": "95", "line-name_uk": "Захід без сценаріїв", money: "1 000"})
    oksana.save()
    assert MeasureLine.objects.get(name_uk="Захід без сценаріїв").funding.get().amount == 1000
    oksana.draft()
    oksana.go("[data-source^='oleksandria_intl.decisionpoint:text:'] > a")
    oksana.go("button[name=more_rows][value='oleksandria_intl.decisionpoint']")
    before = DecisionPoint.objects.count()
    oksana.type(**{"points-3-text": "Пункт, доданий без сценаріїв."})
    oksana.go(SAVE)
    assert DecisionPoint.objects.count() == before + 1


def _a_section_down(oksana: Walker) -> None:
    oksana.home()
    oksana.go("#content a[href='/admin/programs/section/']")
    goals = Section.objects.get(code="goals")
    oksana.go(f"button[name=_move][value='{goals.pk}:down']")
    places = dict(Section.objects.filter(parent=None).values_list("code", "order"))
    assert places["situation"] < places["goals"] < places["aim"]
    oksana.go(f"button[name=_move][value='{goals.pk}:up']")
    places = dict(Section.objects.filter(parent=None).values_list("code", "order"))
    assert places["introduction"] < places["goals"] < places["situation"]


def _a_workbook_there_and_back(oksana: Walker, folder: Path) -> None:
    oksana.draft()
    oksana.go(".desk-ways a[href$='/change/']")
    with oksana.page.expect_download() as downloading:
        oksana.press("#content a[href$='.xlsx'], #content a:has-text('книгою Excel')")
    kept = folder / "programme.xlsx"
    downloading.value.save_as(kept)
    book = EditedBook(kept.read_bytes())
    head = next(each for each in book.heads("Заходи") if "2020" in each)
    line = MeasureLine.objects.get(name_uk="Захід без сценаріїв")
    book.fill("Заходи", book.row_with("Заходи", line.name_uk), {head: 2500})
    kept.write_bytes(book.saved().getvalue())
    oksana.go("#content a[href*='/workbook/?edition=']")
    oksana.page.set_input_files("[name=file]", str(kept))
    oksana.go("#content input[type=submit]")
    assert "2 500 грн" in oksana.page.inner_text("#changes").replace("\xa0", " ")
    assert line.funding.get().amount == 1000, "a dry run"
    oksana.go("#content form:not([action*=discard]) [type=submit]")
    assert line.funding.get().amount == 2500


def _searching_and_findings(oksana: Walker) -> None:
    oksana.type(q="2 500,00")
    oksana.go("#portal-search ~ [type=submit], form:has(#portal-search) [type=submit]")
    assert "Захід без сценаріїв" in oksana.page.inner_text("#content")
    oksana.home()
    oksana.go("#portal-findings a[href*='draft']")
    oksana.go("#content .portal-findings a")
    assert oksana.page.locator(SAVE).count() == 1, "a finding leads to the form of its row"


def _deleting_and_bringing_back(oksana: Walker) -> None:
    oksana.home()
    before = PassportRow.objects.count()
    oksana.go("#content a[href='/admin/programs/passportrow/']", "#result_list tbody th a", "a.deletelink")
    oksana.go("#content input[type=submit]")
    assert PassportRow.objects.count() == before - 1
    oksana.home()
    oksana.press("summary:has-text('Ще')")
    oksana.go("#content a:has-text('Кошик')")
    oksana.go("#result_list tbody th a", "#content form[action*=undo] [type=submit]")
    assert PassportRow.objects.count() == before


def test_an_administrator_begins_an_empty_portal_without_scripts(scriptless: Any, administrator: User) -> None:
    adam = scriptless(administrator)
    adam.go(".portal-waiting a[href='/admin/start/']")
    adam.go(".portal-start-next a.button")
    for texts in STEPS:
        _take_step(adam, texts)
    edition = Edition.objects.get()
    assert adam.page.url.endswith(f"/programs/edition/{edition.pk}/desk/")
    assert "ПРИЮТІВСЬК" in adam.page.inner_text("#desk-paper")


def _take_step(adam: Walker, texts: dict[str, str]) -> None:
    """Type into a step, read what the portal filled in, and go on."""
    adam.type(**texts)
    step = adam.page.url
    adam.go(SEND)
    if adam.page.url == step and adam.page.locator(".portal-start-filled").count():
        adam.go(SEND)
    if adam.page.locator("a.button:has-text('Далі')").count():
        adam.go("a.button:has-text('Далі')")
    assert adam.page.url != step, adam.page.inner_text("#content")
