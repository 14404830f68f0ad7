"""Which way the arrows go, which module may load what, and that no paper's words stand in the code."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.seed import BASE, FIXTURES

APPS = ("oleksandria_intl", "partners", "programs", "budget", "delegations")
"""From left to right: an app imports only from what stands left of it."""
COMPOSITION = ("oleksandria_intl.portal",)
"""Looks at everything, and is imported by nobody."""
PDF = {
    f"oleksandria_intl/documents/{name}.py" for name in ("pdf", "mending", "tag_grid", "glyphs", "carried", "line_ends")
}
HEAVY = {
    "weasyprint": PDF,
    "pikepdf": PDF | {"oleksandria_intl/signed_copies/content.py"},
    "asn1crypto": {"oleksandria_intl/signed_copies/signers.py"},
    "holidays": {"oleksandria_intl/publication/working_days.py"},
    "fontTools": PDF | {"oleksandria_intl/documents/measuring.py"},
    "pyphen": {"oleksandria_intl/hyphenation.py"},
    "PIL": {"oleksandria_intl/pictures.py", "oleksandria_intl/gallery/encoding.py"},
    "docx": {"oleksandria_intl/documents/word/"},
    "openpyxl": {"oleksandria_intl/tables/xlsx.py"},
    "xlsxwriter": {
        "oleksandria_intl/documents/sheets/xlsx.py",
        "oleksandria_intl/documents/sheets/to_fill_in.py",
        "budget/importing/template.py",
    },
}
"""Libraries that take long to load, and the only files that may load them."""


def sources() -> list[Path]:
    """Return the portal's own Python files, without tests."""
    return [file for app in APPS for file in sorted((BASE / app).rglob("*.py"))]


def place(file: Path) -> str:
    return file.relative_to(BASE).as_posix()


def module(file: Path) -> str:
    """Return the dotted name of a file."""
    return ".".join(file.relative_to(BASE).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(file: Path) -> Iterator[str]:
    """Yield what a file imports, wherever in it: in functions and for type checkers too."""
    package = module(file) if file.name == "__init__.py" else module(file).rpartition(".")[0]
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            origin = [*parts[: len(parts) - node.level + 1], node.module or ""] if node.level else [node.module or ""]
            base = ".".join(filter(None, origin))
            yield from (f"{base}.{alias.name}" for alias in node.names)


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def test_the_imports_inside_functions_and_for_type_checkers_are_seen() -> None:
    seen = set(imports(BASE / "oleksandria_intl" / "documents" / "pdf.py"))
    assert "weasyprint.HTML" in seen, "an import inside a function"
    assert "oleksandria_intl.documents.html.page" in seen, "an import by a relative name"
    assert "budget.models.Funding" in set(imports(BASE / "budget" / "querysets" / "programme.py")), (
        "an import for type checkers"
    )


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_only_from_what_stands_left_of_it(app: str) -> None:
    right = APPS[APPS.index(app) + 1 :]
    files = [file for file in sources() if file.is_relative_to(BASE / app) and not within(module(file), COMPOSITION)]
    assert files
    assert [(place(file), name) for file in files for name in imports(file) if within(name, right)] == []


def test_nobody_imports_the_composition_of_the_project() -> None:
    files = [file for file in sources() if not within(module(file), COMPOSITION)]
    assert [(place(file), name) for file in files for name in imports(file) if within(name, COMPOSITION)] == []


def test_no_app_reaches_another_by_a_string() -> None:
    """A label in get_model, or a signal's sender as text, would get round the arrow."""
    reached = []
    for file in sources():
        app = module(file).partition(".")[0]
        right = APPS[APPS.index(app) + 1 :]
        if within(module(file), COMPOSITION) or "migrations" in file.parts or file.name in ("settings.py", "roles.py"):
            continue
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("get_model", "import_module"):
                texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
                reached += [(place(file), text) for text in texts if str(text).partition(".")[0] in right]
    assert reached == []


@pytest.mark.parametrize("library", HEAVY)
def test_a_heavy_library_is_loaded_by_its_own_modules_only(library: str) -> None:
    users = {place(file) for file in sources() if any(within(name, (library,)) for name in imports(file))}
    allowed = tuple(HEAVY[library])
    assert users
    assert {user for user in users if not user.startswith(allowed)} == set()


def test_django_starts_without_the_heavy_libraries() -> None:
    script = "import django, sys; django.setup(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=BASE, capture_output=True, encoding="utf-8", check=True)
    assert {*HEAVY, "markdown_it", "jsonschema"} & set(done.stdout.split()) == set()


def test_the_addresses_are_known_without_what_reads_files_of_payments() -> None:
    script = "import django, sys; django.setup(); import oleksandria_intl.portal.urls; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=BASE, capture_output=True, encoding="utf-8", check=True)
    loaded = set(done.stdout.split())
    assert "budget.importing.admin" in loaded
    assert {"budget.importing.intake", "budget.importing.reading", "budget.importing.dialects"} & loaded == set()


def test_only_the_renderers_know_html_and_only_builders_know_models() -> None:
    """A renderer knows no model; it is given blocks."""
    renderers = [
        BASE / "oleksandria_intl" / "documents" / f"{name}.py" for name in ("html", "pdf", "mending", "blocks")
    ]
    renderers += (BASE / "oleksandria_intl" / "documents" / "word").glob("*.py")
    renderers += (BASE / "oleksandria_intl" / "documents" / "sheets").glob("*.py")
    found = [(place(file), name) for file in renderers for name in imports(file) if "models" in name.split(".")]
    assert found == []


LEAST = 25
"""A shorter run of letters may stand in code by chance."""


def letters(text: str) -> str:
    """Return the text as it is looked for: its letters and digits."""
    return "".join(character for character in text.casefold() if character.isalnum())


def prose() -> set[str]:
    """Return every sentence of the fixtures, and every line of them, that is long enough to be told apart."""
    texts = [
        value
        for file in FIXTURES
        for row in json.loads(file.read_text(encoding="utf-8"))
        for value in strings(row["fields"])
    ]
    pieces = [piece for text in texts for piece in [text, *re.split(r"(?<=\w\w[.;:])\s+|\n", text)]]
    return {piece.strip() for piece in pieces if len(letters(piece)) > LEAST}


def strings(value: Any) -> Iterator[str]:
    """Yield the texts of a row, not the keys that lead to other rows."""
    if isinstance(value, dict):
        for each in value.values():
            yield from [each] if isinstance(each, str) else []


def code() -> list[Path]:
    """Return what is not data, as migrations of data are: Python, templates, catalogues, scripts and styles."""
    files = [*(file for file in sources() if file.parent.name != "migrations"), *(BASE / "templates").rglob("*.*")]
    files += [file for app in APPS for ending in ("*.po", "*.html", "*.txt") for file in (BASE / app).rglob(ending)]
    return [*files, *(BASE / "static").rglob("*.js"), *(BASE / "static" / "documents").rglob("*.css")]


def test_no_sentence_of_the_seed_stands_in_code() -> None:
    wanted = {letters(piece): piece for piece in prose()}
    assert len(wanted) > 200
    found = []
    for file in code():
        text = letters(file.read_text(encoding="utf-8"))
        found += [(place(file), piece) for key, piece in wanted.items() if key in text]
    assert found == []


def test_no_city_official_or_sum_of_the_seed_stands_in_code() -> None:
    fields = {"partners.city": "name_uk", "oleksandria_intl.official": "surname", "budget.funding": "amount"}
    rows = [row for file in FIXTURES for row in json.loads(file.read_text(encoding="utf-8"))]
    names = {row["fields"][fields[row["model"]]] for row in rows if row["model"] in fields}
    assert {"Цапюк", "Тервел", "300000.00"} <= names
    # «45000.00» is how the form's own description shows an amount.
    wanted = [name for name in names if name != "45000.00"]
    whole = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)")
    found = [(place(file), name) for file in code() for name in whole.findall(file.read_text(encoding="utf-8"))]
    assert found == []
