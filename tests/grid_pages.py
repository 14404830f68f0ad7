"""Tables of the staff as tests type into them: what a browser would post, cell by cell."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class _Inputs(HTMLParser):
    """The names and values of a page's inputs, without those of the row of which scripts make new ones."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._text = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if tag == "input" and found.get("type") != "submit" and (found.get("type") != "checkbox" or "checked" in found):
            self.values[name] = found.get("value", "")
        elif tag == "textarea":
            self._text, self.values[name] = name, ""
        elif tag == "select":
            self._select, self.values[name] = name, ""
        elif tag == "option" and self._select and "selected" in found:
            self.values[self._select] = found["value"]

    def handle_data(self, data: str) -> None:
        if self._text:
            self.values[self._text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.values[self._text] = self.values[self._text].removeprefix("\n")
            self._text = ""
        if tag == "select":
            self._select = ""


class Sheet:
    """A table's page: read, typed into, saved."""

    def __init__(self, client: Client, address: str) -> None:
        self.client, self.address = client, address
        self.ask()

    def ask(self) -> None:
        """Open the page anew."""
        self.answer: Any = self.client.get(self.address)
        self._read()

    def _read(self) -> None:
        inputs = _Inputs()
        inputs.feed(self.answer.content.decode())
        self.data = {name: value for name, value in inputs.values.items() if name.startswith("rows-")}
        self.data = {name: value for name, value in self.data.items() if "__place__" not in name}

    @property
    def html(self) -> str:
        """The page."""
        return str(self.answer.content.decode())

    def column(self, key: str) -> list[str]:
        """Return what the cells of a column say, those of the empty rows at the end left out."""
        found = [value for name, value in self.data.items() if name.endswith(f"-{key}")]
        while found and not found[-1]:
            found.pop()
        return found

    def type(self, row: int, **cells: str) -> None:
        """Type into the cells of a row, by its number from 1; two underscores stand for the hyphen of a key."""
        for key, text in cells.items():
            self.data[f"rows-{row - 1}-{key.replace('__', '-')}"] = text

    def save(self) -> list[str]:
        """Save; return what is refused: where, and the sentence."""
        self.answer = self.client.post(self.address, self.data)
        if self.answer.status_code == 302:
            self.ask()
            return []
        self._read()
        return [f"{each.where}: {each.sentence}" for each in self.answer.context["view"].refusals]
