"""Tables as tables, in Chromium: typed, pasted from Word and Excel, saved; by the keyboard alone."""

from __future__ import annotations

import re
import time
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from budget.models import Direction, Funding, MeasureLine
from delegations.models import PlannedVisit
from programs.grids.pages import grid_url
from programs.models import Edition
from tests.walk.hearing import heard
from tests.walk.test_staff import contexts, findings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLIPBOARD = Path(__file__).parents[1] / "data" / "clipboard"
PUT = """async (kinds) => {
  const blobs = Object.entries(kinds).map(([kind, text]) => [kind, new Blob([text], { type: kind })]);
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}"""
RAW = """(html) => {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  return gridPaste.prepare(gridPaste.fromTable(table), ["text", "text", "when", "amount", "text"]).lines.length;
}"""


class Clicks:
    """A person with a mouse, whose clicks are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def click(self, what: Any) -> None:
        what.click()
        self.count += 1


@pytest.fixture
def browser(
    chromium: Browser, live_server: Any, client: Client, administrator: User, programme_2020: Edition
) -> BrowserContext:
    """The browser of one who may do everything, at 1280 px and in light colours."""
    client.force_login(administrator)
    context = next(contexts(chromium, client, live_server.url))[1]
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    return context


@pytest.fixture
def clerks(chromium: Browser, live_server: Any, client: Client, clerk: User) -> BrowserContext:
    """The browser of a clerk."""
    client.force_login(clerk)
    return next(contexts(chromium, client, live_server.url))[1]


def cell(page: Page, row: int, key: str) -> Any:
    """Return the input in a row, by its number from 1, and a column whose key begins so."""
    return page.locator(f"#grid tbody tr:nth-child({row}) td[data-key^='{key}'] .grid-cell")


def paste(page: Page, **kinds: str) -> None:
    page.evaluate(PUT, {f"text/{kind}": text for kind, text in kinds.items()})
    page.keyboard.press("Control+v")


def save(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Control+s")


def amounts() -> list[int]:
    return [int(amount) for amount in Funding.objects.order_by("measure_line").values_list("amount", flat=True)]


DRAFT = ".portal-waiting a[href$='/desk/']"
TABLE = "a.desk-table[href$='/table/cost-estimate/']"


def type_amounts(page: Page) -> int:
    """Type a number over each amount of the table, going down from the first; return how many there were."""
    typed = 0
    for row in range(1, 12):
        if cell(page, row, "money").input_value():
            typed += 1
            page.keyboard.type(str(1000 + typed))
        page.keyboard.press("Enter")
    return typed


def tab_to(page: Page, what: str) -> None:
    """Go to what is wanted by Tab alone."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.locator(":focus").evaluate("(each, what) => each.matches(what)", what):
            return
    raise AssertionError(f"Tab does not reach {what}")


def test_a_clerk_changes_nine_amounts_from_the_front_page_by_four_clicks_and_nine_typed_numbers(
    clerks: BrowserContext, live_server: Any, programme_2020: Edition
) -> None:
    page = clerks.new_page()
    complaints = heard(page, live_server.url)
    page.goto(f"{live_server.url}/admin/")
    person = Clicks(page)
    person.click(page.locator(DRAFT))
    person.click(page.locator(TABLE).first)
    person.click(cell(page, 1, "money"))
    typed = type_amounts(page)
    expect(page.locator("#grid tfoot tr").first).to_contain_text(re.compile(r"Разом\s*9\u00a0045,00"))
    save(page)
    assert (person.count, typed) == (3, 9)
    assert sorted(amounts()) == [1000 + number for number in range(1, 10)]
    assert page.locator(":focus").evaluate("cell => cell.closest('td').dataset.key").startswith("money")
    assert complaints == []


def test_a_cell_clicked_before_the_scripts_came_is_typed_over(
    clerks: BrowserContext, live_server: Any, programme_2020: Edition
) -> None:
    page = clerks.new_page()

    def late(route: Route) -> None:
        time.sleep(1)
        route.continue_()

    page.route("**/grid.*js", late)
    page.goto(live_server.url + grid_url(programme_2020, "cost-estimate"), wait_until="commit")
    cell(page, 1, "money").click()
    expect(page.locator(".grid-live")).to_be_attached()
    page.keyboard.type("1001")
    assert cell(page, 1, "money").input_value() == "1001"


def test_a_clerk_changes_them_from_the_front_page_by_the_keyboard_alone(
    clerks: BrowserContext, live_server: Any, programme_2020: Edition
) -> None:
    page = clerks.new_page()
    page.goto(f"{live_server.url}/admin/")
    for link in (DRAFT, TABLE):
        tab_to(page, link)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    tab_to(page, ".grid-cell")
    for _column in range(3):
        page.keyboard.press("ArrowRight")
    assert type_amounts(page) == 9
    save(page)
    assert sorted(amounts()) == [1000 + number for number in range(1, 10)]


def test_the_keyboard_alone_changes_puts_back_and_moves_with_esc_f2_and_rows_moved(
    browser: BrowserContext, live_server: Any, programme_2020: Edition
) -> None:
    page = browser.new_page()
    page.goto(live_server.url + grid_url(programme_2020, "cost-estimate"))
    for _press in range(30):
        page.keyboard.press("Tab")
        if page.locator(":focus").evaluate("each => each.matches('.grid-cell')"):
            break
    keys = page.keyboard
    for _column in range(3):
        keys.press("ArrowRight")
    keys.type("111")
    keys.press("ArrowDown")
    keys.type("999")
    keys.press("Escape")
    assert cell(page, 2, "money").input_value() == "300\u00a0000,00"
    keys.press("Shift+Tab")
    keys.press("Shift+Tab")
    keys.press("F2")
    keys.type(" (уточнено)")
    keys.press("Alt+ArrowUp")
    assert cell(page, 1, "line-name_uk").input_value().endswith("(уточнено)")
    assert cell(page, 1, "direction").input_value().startswith("Співпраця партнерських міст")
    assert cell(page, 2, "direction").input_value() == ""
    save(page)
    first, second = MeasureLine.objects.filter(edition=programme_2020)[:2]
    assert (first.code, second.code) == ("1.2", "1.1")
    assert first.name_uk.endswith("(уточнено)")
    assert second.funding.get().amount == 111
    assert Direction.objects.filter(edition=programme_2020).count() == 5


def test_twelve_measures_come_from_word_in_one_paste_and_a_block_from_excel(
    browser: BrowserContext, live_server: Any, programme_2020: Edition
) -> None:
    page = browser.new_page()
    page.goto(live_server.url + grid_url(programme_2020, "cost-estimate"))
    word = (CLIPBOARD / "word-measures.html").read_text(encoding="utf-8")
    assert page.evaluate(RAW, word) == 12
    cell(page, 12, "direction").click()
    paste(page, html=word, plain="Word")
    assert "12" in page.locator("#grid-status").inner_text()
    assert "в гривнях" in page.locator("#grid-status").inner_text()
    page.locator("#grid-add").click()
    page.keyboard.press("Tab")
    paste(page, plain=(CLIPBOARD / "excel-amounts.tsv").read_text(encoding="utf-8"))
    save(page)
    assert page.locator("#grid-refusals").count() == 0
    new = list(MeasureLine.objects.filter(edition=programme_2020).order_by("pk")[11:])
    assert len(new) == 15
    assert [line.name_uk for line in new[2:5]] == [
        "Обмін інформацією між меріями",
        "Стажування спеціалістів у муніципалітетах партнерів",
        "Укладення угод з містами-партнерами",
    ]
    assert [str(line.direction)[:10] for line in new[:6:5]] == ["Розширення", "Співпраця "]
    assert [money.amount for line in new[:5] for money in line.funding.all()] == [40_000, 300_000, 25_500, 1_200_000]
    assert [one.shown_uk for one in new[0].responsible.all()] == ["управління економіки", "бібліотеки міста"]
    page.click("#grid-copy")
    page.locator("#grid-status").get_by_text("Excel").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "\t40000,00\t" in copied
    assert copied.count("\nСпівпраця партнерських міст") == 4
    assert [line.name_uk for line in new[12:]] == ["Екскурсії", "Переклади", "Друк\nкаталогу"]
    assert new[14].funding.get().amount == 300
    assert new[12].period_text() == "травень 2020 року"


def test_a_visit_with_two_purposes_is_one_page(
    browser: BrowserContext, live_server: Any, programme_2020: Edition
) -> None:
    page = browser.new_page()
    page.goto(live_server.url + grid_url(programme_2020, "visits"))
    before = PlannedVisit.objects.count()
    row = page.locator("#grid tbody tr[data-stored]").count() + 1
    cell(page, row, "field").click()
    for text in ("Освіта", "Школи", "Обмін учнями", "вересень 2020", "Ярочин", "", "12 000", "", "1.2"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    cell(page, row + 1, "purpose").click()
    page.keyboard.type("Досвід інклюзії")
    save(page)
    assert PlannedVisit.objects.count() == before + 1
    visit = PlannedVisit.objects.latest("pk")
    assert (visit.city.name_uk, visit.amount, visit.lines.count()) == ("Ярочин", 12_000, 2)  # type: ignore[union-attr]


def test_nothing_is_wrong_with_the_tables_at_both_widths_in_light_and_dark(
    chromium: Browser, browser: BrowserContext, live_server: Any, client: Client, programme_2020: Edition
) -> None:
    addresses = [grid_url(programme_2020, kind) for kind in ("cost-estimate", "visits", "indicators")]
    found = {}
    for (way, context), address in product(contexts(chromium, client, live_server.url), addresses):
        page = context.new_page()
        found[way, address] = findings(page, live_server.url + address, live_server.url)
        page.close()
    wrong = {way: said for way, said in found.items() if said}
    assert not wrong, wrong
