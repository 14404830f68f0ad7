"""What tests do in the editor of long texts: open a page, paste a file, ask its scripts what they read and write."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from oleksandria_intl.documents import blocks as b
from tests.walk.hearing import heard

PASTES = Path(__file__).resolve().parents[1] / "data" / "pastes"
COPIED = """html => addEventListener("copy", event => {
  event.clipboardData.setData("text/html", html);
  event.clipboardData.setData("text/plain", "Без HTML.");
  event.preventDefault();
  event.stopImmediatePropagation();
}, {capture: true, once: true})"""
MODULES = """const {KeptText} = await import("/static/admin/editor/keeping.js");
  const {Markdown} = await import("/static/admin/editor/markdown.js");
  const {schema} = await import("/static/admin/editor/schema.js");
  const markdown = new Markdown();"""
SHAPES = f"""async texts => {{
  {MODULES}
  const runs = block => {{
    const found = [];
    block.forEach(node => {{
      const marks = node.marks.map(mark => mark.type.name);
      const link = node.marks.find(mark => mark.type.name === "link")?.attrs.href ?? "";
      found.push([node.isText ? node.text : "\\n", marks.includes("strong"), marks.includes("em"), link]);
    }});
    return found;
  }};
  const bare = block => runs(block).map(run => run[0] === "\\n" ? "\\n" : run[0]).join("");
  const cells = row => row.content.content.map(cell => runs(cell.firstChild));
  const shape = block => ({{
    paragraph: () => ["p", runs(block)],
    heading: () => ["h", bare(block)],
    bullet_list: () => ["ul", block.content.content.map(item => shapes(item))],
    ordered_list: () => ["ol", block.attrs.order, block.content.content.map(item => shapes(item))],
    table: () => ["table", block.firstChild.content.content.map(cell => bare(cell.firstChild)),
      block.content.content.slice(1).map(cells)],
  }})[block.type.name]();
  const shapes = parent => parent.content.content.map(shape).filter(each => !(each[0] === "p" && !each[1].length));
  return texts.map(text => shapes(markdown.parse(text)));
}}"""
"""What the scripts read in Markdown texts, as ``shapes`` says it of blocks."""
KEPT = f"""async ([texts, word]) => {{
  {MODULES}
  const edited = (doc, change) => {{
    let done = false;
    const within = node => {{
      if (done || node.isTextblock && !node.textContent.includes(word)) return node;
      if (node.isText && node.text.includes(word)) {{
        done = true;
        return schema.text(node.text.replace(word, change), node.marks);
      }}
      return node.isLeaf ? node : node.copy(node.content.constructor.from(node.content.content.map(within)));
    }};
    return within(doc);
  }};
  return texts.map(text => {{
    const kept = new KeptText(markdown, text);
    return [kept.write(markdown.parse(text)), kept.write(edited(kept.doc, "Заміна"))];
  }});
}}"""
"""What the scripts write for texts that nobody changed, and with a word changed."""

READ = f"""async clippings => {{
  {MODULES}
  const {{blocksOfHtml}} = await import("/static/admin/editor/paste.js");
  const written = html => {{
    const blocks = blocksOfHtml(html, new Map());
    return blocks.length ? markdown.write(schema.nodes.doc.create(null, blocks)) : "";
  }};
  return clippings.map(written);
}}"""
"""What the scripts write for what was copied."""


def opened(context: BrowserContext, user: User, host: str, address: str) -> tuple[Page, list[str]]:
    """Open a page as somebody who has logged in; return what it complains of, too."""
    client = Client()
    client.force_login(user)
    session = str(client.session.session_key)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": host}])
    page = context.new_page()
    complaints = heard(page, host)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(host + address)
    page.wait_for_selector(".portal-editor-text")
    return page, complaints


def paste(page: Page, name: str, field: str) -> None:
    """Copy what lies in a file and paste it into an empty editor, with the keys of the keyboard."""
    page.evaluate(COPIED, (PASTES / name).read_text(encoding="utf-8"))
    page.locator("h1").first.click()
    page.keyboard.press("Control+c")
    page.locator(f"#{field}_editor").click()
    for keys in ("Control+a", "Delete", "Control+v"):
        page.keyboard.press(keys)


def word_points(level: str, mark: str, text: str) -> str:
    """Return a point of a list as Word copies it."""
    sign = f"<span style='mso-list:Ignore'>{mark}<span>&nbsp;&nbsp; </span></span>"
    marked = f"<![if !supportLists]>{sign}<![endif]>{text}<o:p></o:p>"
    return f"<p class=MsoListParagraph style='mso-list:{level} lfo1'>{marked}</p>"


def shapes(blocks: Iterable[Any]) -> list[Any]:
    """Return blocks as lists, a run beside one in the same look as one."""
    return json.loads(json.dumps([shape(block) for block in blocks if block != b.Paragraph(())]))


def shape(block: Any) -> list[Any]:
    """Return a block as a list."""
    if isinstance(block, b.Heading):
        return ["h", block.text]
    if isinstance(block, b.BulletList):
        return ["ul", [shapes(item) for item in block.items]]
    if isinstance(block, b.NumberedList):
        return ["ol", block.start, [shapes(item) for item in block.items]]
    if isinstance(block, b.Table):
        rows = [row for group in block.groups for row in group.rows]
        return [
            "table",
            [column.head for column in block.columns],
            [[_cell(cell) for cell in row.cells] for row in rows],
        ]
    return ["p", _runs(block.runs)]


def _cell(cell: b.Cell) -> list[Any]:
    return [run for block in cell.content for run in _runs(block.runs)]


def _runs(runs: b.Inline) -> list[Any]:
    found: list[Any] = []
    for run in runs:
        look = [run.bold, run.italic, run.link]
        if found and found[-1][1:] == look and "\n" not in (run.text, found[-1][0]):
            found[-1][0] += run.text
        else:
            found.append([run.text, *look])
    return found
