"""Long texts edited as in Word, in Chromium: what is pasted and typed is the house's Markdown, and prints the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, BrowserContext, Page, expect

from oleksandria_intl.documents.markdown import blocks_from
from programs.models import Edition, Section
from tests.admin_pages import address
from tests.walk.editor_pages import KEPT, PASTES, READ, SHAPES, opened, paste, shapes, word_points
from tests.walk.test_pages import complaints_of
from tests.walk.test_staff import UNREACHED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIELD = "id_body_uk"
TEXT = f"#{FIELD}_editor"
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
WORD = "слово"
ODD = [
    "Рядок\nі ще слово рядка\n\n\n\nДалі",
    "* зірочка слово\n* друга\n\n1) один\n2) два\n10) десять\n    - нижче",
    "  відступ\n   - список слово\n\t- таб",
    "№ ___ від «___» слово 20__ року; 2 * 2 = 4 * 1; a*b*c; **не жирне **слово**",
    "**жирне слово** і *курсив*, ***обидва***, **ж *к* ж**, `код` <b>тег</b> &amp; &nbsp; ~~x~~",
    "[3](зі змінами слово) і [портал](https://example.org/a_(b)?x=1&y) ![рисунок](https://example.org/1.png)",
    "[пошта](mailto:a@b.ua) [ні](javascript:alert(1)) <https://example.org> слово https://example.org",
    "Текст слово | не таблиця\n\n|а|б|\n|-|:-:|\n|1|слово 2|3|\n|\\||**ж**\n\nПісля",
    "а | б\n--- | ---\nслово | 2\n\n| | |\n|---|---|\n| | х |",
    "# Заголовок слово #\nтекст\n###### Шостий\n#не заголовок\n\nСетекст\n======\n---\n***",
    "1. а\n2. б слово\n\n   ще абзац\n\n   - в\n3. г\n\n0. нуль",
    "-\n- порожній слово\n\n- - вкладений\n\n+ інший",
    "Розрив  \nрядка слово\\\nще \\* зірка \\# \\\\ \\_ \\[ 1\\. \n\\- не список\n1986\\. рік",
    "> цитата слово\n\n```\nкод\n```\n\n    відступ\n\n[ref]: https://example.org\n[ref]",
    "**«слово»**далі та **(слово)**далі, 5**№**6, **5 %**х",
    "Кінець слово   \n\n",
    "\n\nПочаток слово\n- одразу\nліниво\n1. не\n2. так",
]
"""Texts of every sign that Markdown might take for its own, each with a word to change."""

CLIPPINGS = [
    (
        word_points("l0 level1", "1.", "а") + word_points("l0 level2", "а)", "б") + word_points("l0 level3", "o", "в"),
        "1. а\n   1. б\n      - в",
    ),
    ("<p>До</p>" + word_points("l0 level1", "3.", "а") + word_points("l1 level1", "·", "б"), "До\n\n3. а\n\n- б"),
    (
        word_points("l0 level1", "1.", "а") + "<p class=MsoNormal>Між</p>" + word_points("l0 level1", "2.", "б"),
        "1. а\n\nМіж\n\n2. б",
    ),
    ('<b style="font-weight:normal"><p>Гугл <span style="font-weight:700">жирно</span></p></b>', "Гугл **жирно**"),
    ("<ul><li>а<li>б</li><ul><li>в</li></ul></ul>", "- а\n- б\n  - в"),
    (
        "<table><tr><td rowspan=2>Рік</td><td>1</td></tr><tr><td>2</td></tr></table>",
        "| Рік | 1 |\n| --- | --- |\n|  | 2 |",
    ),
    (
        "<table><tr><td>а</td><td colspan=2>б|в</td></tr>"
        "<tr><td>1</td><td>2<br>3</td><td><ul><li>4<li>5</ul></td></tr></table>",
        "| а | б\\|в |  |\n| --- | --- | --- |\n| 1 | 2 3 | 4 5 |",
    ),
    ("<table><tr><td><p>Рамка</p><ul><li>а</ul></td></tr></table>", "Рамка\n\n- а"),
    (
        "<h3><b>Назва</b></h3><div>раз<br>два</div><p>&nbsp;</p><script>x</script><img src=x onerror=alert(1)>",
        "## Назва\n\nраз\\\nдва",
    ),
    (
        '<p>а<span style="display:none">ні</span><s>б</s><a href="javascript:x">в</a> <a href="https://example.org">г</a></p>',
        "абв [г](https://example.org)",
    ),
    (
        "<p>1. Не список</p><p># не * заголовок [а](б) слово\u00adслово\u2011раз \\* _д_</p>",
        "1\\. Не список\n\n\\# не * заголовок [а\\](б) словослово-раз \\\\\\* _д_",
    ),
    ("<p><b>«Слово»</b>далі <b> пробіли </b>та<i>к</i></p>", "**«Слово**»далі **пробіли** та*к*"),
    ("<p></p><p>   </p>", ""),
]
"""What is copied, and its Markdown."""


@pytest.fixture
def context(chromium_here: Browser) -> Iterator[BrowserContext]:
    """A browser that has been nowhere yet."""
    context = chromium_here.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def section(edition: Edition) -> Section:
    """A section that the clerk writes."""
    return Section.objects.create(edition=edition, order=1, title_uk="Вступ", body_uk="Було {Програми} слово.")


@pytest.fixture
def form(section: Section) -> str:
    """The address of the section's form."""
    return address(Section, "change", section.pk)


def markdown(page: Page, field: str = FIELD) -> str:
    """Return what the form would send."""
    return page.input_value(f"#{field}")


def seed_texts() -> list[str]:
    """Return every text of the fixtures that has a word of two letters."""
    found: list[str] = []
    for path in sorted(FIXTURES.glob("*.json")):
        for row in json.loads(path.read_text(encoding="utf-8")):
            found += [text for text in row["fields"].values() if isinstance(text, str) and " " in text.strip()]
    return sorted(set(found))


def test_the_editor_reads_markdown_as_the_house_does_and_changes_nothing_but_what_is_changed(
    context: BrowserContext, live_server: Any, form: str, clerk: User
) -> None:
    page, _ = opened(context, clerk, live_server.url, form)
    seeds = seed_texts()
    assert len(seeds) > 100
    read = page.evaluate(SHAPES, [*seeds, *ODD])
    assert read == [shapes(blocks_from(text)) for text in (*seeds, *ODD)]
    for texts, word in ((seeds, "та"), (ODD, WORD)):
        kept = page.evaluate(KEPT, [texts, word])
        assert [untouched for untouched, _ in kept] == texts
        expected = [text.replace(word, "Заміна", 1) for text in texts]
        assert [pair for pair in zip((edited for _, edited in kept), expected, strict=True) if len(set(pair)) > 1] == []


def test_what_other_programs_copy_becomes_the_markdown_that_says_the_same(
    context: BrowserContext, live_server: Any, form: str, clerk: User
) -> None:
    page, complaints = opened(context, clerk, live_server.url, form)
    assert page.evaluate(READ, [html for html, _ in CLIPPINGS]) == [text for _, text in CLIPPINGS]
    assert complaints == []


def test_what_is_pasted_from_word_and_from_libreoffice_prints_the_same(
    context: BrowserContext, live_server: Any, form: str, section: Section, clerk: User
) -> None:
    page, complaints = opened(context, clerk, live_server.url, form)
    expected = (PASTES / "markdown.md").read_text(encoding="utf-8").rstrip()
    for source in ("word.html", "libreoffice.html"):
        paste(page, source, FIELD)
        assert markdown(page) == expected, source
    page.click("input[name=_save]")
    page.wait_for_load_state()
    section.refresh_from_db()
    assert section.body_uk == expected
    kinds = [type(block).__name__ for block in blocks_from(section.body_uk)]
    assert kinds == "Heading Paragraph Paragraph NumberedList Paragraph BulletList Table Paragraph".split()
    assert complaints == []


def test_opening_and_saving_leaves_the_text_as_it_is(
    context: BrowserContext, live_server: Any, form: str, section: Section, clerk: User
) -> None:
    written = "* Зірочка\n* друга  \nрядок\n\n\n1) Один"
    Section.objects.filter(pk=section.pk).update(body_uk=written)
    page, _ = opened(context, clerk, live_server.url, form)
    page.fill("#id_title_uk", "Новий вступ")
    page.click("input[name=_save]")
    page.wait_for_load_state()
    section.refresh_from_db()
    assert (section.title_uk, section.body_uk) == ("Новий вступ", written)


def test_words_in_braces_are_offered_by_name_and_shown_filled_in(
    context: BrowserContext, live_server: Any, form: str, edition: Edition, clerk: User
) -> None:
    page, complaints = opened(context, clerk, live_server.url, form)
    expect(page.locator(f"{TEXT} .portal-word")).to_have_text(edition.titled("Програми"))
    page.locator(TEXT).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Мета {прог")
    expect(page.locator("[role=option]").nth(3)).to_contain_text("знахідному відмінку")
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert markdown(page) == "Було {Програми} слово. Мета {Програму}"
    page.click(".portal-editor [data-name=word]")
    page.keyboard.press("Escape")
    assert markdown(page) == "Було {Програми} слово. Мета {Програму}"
    page.click(".portal-editor [data-name=preview]")
    expect(page.locator(".portal-preview").first).to_contain_text(edition.titled("Програму"))
    page.locator(TEXT).click()
    page.keyboard.type("х")
    expect(page.locator(".portal-preview").first).to_contain_text("х")
    assert complaints == []


def test_the_keyboard_does_all_and_is_never_trapped(
    context: BrowserContext, live_server: Any, form: str, clerk: User
) -> None:
    page, _ = opened(context, clerk, live_server.url, form)
    page.locator(TEXT).click()
    for key in ("Control+a", "Delete", "Control+b"):
        page.keyboard.press(key)
    page.keyboard.type("Жирне")
    page.keyboard.press("Control+b")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("рядок")
    page.keyboard.press("Enter")
    page.keyboard.type("- раз")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+Shift+ArrowRight")
    page.keyboard.type("нижче")
    assert markdown(page) == "**Жирне**\\\nрядок\n\n- раз\n  - нижче"
    for _ in range(30):
        page.keyboard.press("Control+z")
    assert markdown(page) == "Було {Програми} слово."
    page.click(".portal-editor [data-name=table]")
    for text in ("раз", "два", "три"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    page.keyboard.press("Control+End")
    page.keyboard.type("Після.")
    table = "| раз |  |  |\n| --- | --- | --- |\n| два |  |  |\n| три |  |  |\n|  |  |  |"
    assert markdown(page) == f"Було {{Програми}} слово.\n\n{table}\n\nПісля."
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.portal-editor')")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Alt+F10")
    assert page.evaluate("document.activeElement.closest('[role=toolbar]') !== null")
    page.keyboard.press("End")
    page.keyboard.press("Escape")
    assert page.evaluate(f"document.activeElement.id === '{FIELD}_editor'")


def test_a_text_that_somebody_else_writes_into_the_field_is_shown(
    context: BrowserContext, live_server: Any, form: str, clerk: User
) -> None:
    page, _ = opened(context, clerk, live_server.url, form)
    page.click(".portal-editor [data-name=source]")
    page.fill(f"#{FIELD}", "Інший **текст**")
    page.click(".portal-editor [data-name=source]")
    expect(page.locator(f"{TEXT} strong")).to_have_text("текст")
    set_to = "area => { area.value = 'Чернетка'; area.dispatchEvent(new Event('input', {bubbles: true})); }"
    page.eval_on_selector(f"#{FIELD}", set_to)
    expect(page.locator(TEXT)).to_have_text("Чернетка")
    page.evaluate("portal.formAdded(document)")
    assert page.locator(f"{TEXT}").count() == 1
    page.eval_on_selector(f"#{FIELD}", "area => area.focus()")
    assert page.evaluate(f"document.activeElement.id === '{FIELD}_editor'")


def test_nothing_is_wrong_with_the_editor_at_any_width_in_light_and_dark(
    context: BrowserContext, live_server: Any, form: str, clerk: User
) -> None:
    page, complaints = opened(context, clerk, live_server.url, form)
    paste(page, "word.html", FIELD)
    page.click(".portal-editor [data-name=preview]")
    page.wait_for_selector(".portal-preview .paper")
    page.locator(f"{TEXT} td").first.click()
    page.keyboard.type("{")
    assert complaints == []
    for width, scheme in product((1280, 390), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.keyboard.press("Backspace")
        page.keyboard.type("{")
        assert page.locator("[role=option]").count() == 9
        assert complaints_of(page) == [], (width, scheme)
        assert page.evaluate(UNREACHED) == [], (width, scheme)
