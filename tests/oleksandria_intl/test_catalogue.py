"""The Ukrainian catalogue of the interface: complete, compiled, and of what the sources say."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.seed import BASE

FOLDER = BASE / "oleksandria_intl" / "locale" / "uk" / "LC_MESSAGES"
APPS = ("oleksandria_intl", "partners", "programs", "budget", "delegations", "templates")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(FOLDER / "django.po"))


def key(entry: polib.POEntry) -> tuple[str, str, str]:
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural)


def test_every_message_is_translated(catalogue: polib.POFile) -> None:
    assert len(catalogue) > 50
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []


def test_no_translation_is_a_guess(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def test_nothing_is_kept_that_the_sources_say_no_more(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


def test_what_is_put_into_a_message_is_put_into_its_translation(catalogue: polib.POFile) -> None:
    def holes(text: str) -> list[str]:
        return sorted(re.findall(r"%\(\w+\)[sd]|%[sd]|(?<!\{)\{\w*\}", text))

    for entry in catalogue:
        for translation in [entry.msgstr] if not entry.msgid_plural else entry.msgstr_plural.values():
            assert holes(translation) == holes(entry.msgid_plural or entry.msgid), entry.msgid


def test_a_translation_begins_and_ends_as_its_message(catalogue: polib.POFile) -> None:
    for entry in catalogue:
        for translated in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            assert translated.endswith("\n") == entry.msgid.endswith("\n"), entry.msgid
            assert entry.msgid[-1:] != "." or translated[-1:] == ".", entry.msgid


def test_plurals_have_all_ukrainian_forms(catalogue: polib.POFile) -> None:
    forms = int(re.search(r"nplurals=(\d)", catalogue.metadata["Plural-Forms"])[1])
    assert forms >= 3
    assert all(len(entry.msgstr_plural) == forms for entry in catalogue if entry.msgid_plural)


def test_the_compiled_catalogue_is_of_this_source(catalogue: polib.POFile) -> None:
    compiled = polib.mofile(str(FOLDER / "django.mo"))
    says = {key(entry): entry.msgstr or dict(entry.msgstr_plural) for entry in catalogue}
    assert {key(entry): entry.msgstr or dict(entry.msgstr_plural) for entry in compiled} == says


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="needs xgettext (gettext)")
def test_every_message_of_the_sources_is_in_the_catalogue(catalogue: polib.POFile, tmp_path: Path) -> None:
    for name in APPS:
        ignored = shutil.ignore_patterns("locale", "__pycache__", "migrations")
        shutil.copytree(BASE / name, tmp_path / name, ignore=ignored)
    (tmp_path / "locale").mkdir()
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "uk", "--verbosity", "0"],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
    )
    collected = polib.pofile(str(tmp_path / "locale" / "uk" / "LC_MESSAGES" / "django.po"))
    assert len(collected) > 50
    wanted, there = set(map(key, collected)), set(map(key, catalogue))
    assert wanted - there == set()
    assert there - wanted == set()


def ukrainian_of(catalogue: polib.POFile) -> list[str]:
    return [said for entry in catalogue for said in (entry.msgstr, *entry.msgstr_plural.values())]


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("an apostrophe of a typewriter", r"[а-яіїєґ]'[а-яіїєґ]"),
        ("a hyphen as a dash", r"\w - |\d-\d\d\d\d\b(?! *»)"),
        ("quotation marks of a typewriter", r'(?<!=)"(?!>)'),
        ("asyhnuvannia for an appropriation", r"асигнуван"),
        ("a term for a span of office", r"термін повноважень"),
        ("a payee under a second name", r"отримувач"),
        ("to delete under a second name", r"вилуч"),
        ("to choose under a second name", r"обра[влн]|обер"),
        ("to import under a second name", r"\bвнесе?но з файлу|\bвнести (?:з файлу|рядки)"),
        ("money as in the street", r"грош"),
    ],
)
def test_one_thing_has_one_word(catalogue: polib.POFile, what: str, pattern: str) -> None:
    assert [said for said in ukrainian_of(catalogue) if re.search(pattern, said, re.IGNORECASE)] == [], what


def test_the_scripts_of_the_admin_speak_ukrainian(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    script = client.get(reverse("admin:jsi18n")).content.decode()
    assert json.dumps("Вибрати все: %s") in script
    assert json.dumps("Вибрано: %s") in script
