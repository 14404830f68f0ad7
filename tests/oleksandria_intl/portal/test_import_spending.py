"""What an administrator types to bring in payments, and what the command says; killed, it leaves all or nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from budget.models import ImportBatch, Payment, ProgramCode
from oleksandria_intl.portal.management.commands.import_spending import Bar
from programs.models import Edition
from tests import factories, spending
from tests.budget.importing.files import HEADS, payment
from tests.payment_files import OWN, Row, csv_of
from tests.seed import BASE


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def file(edition: Edition, tmp_path: Path) -> Path:
    """Two payments of the programme's payer, and one of another's."""
    spending.unit()
    spending.codes()
    path = tmp_path / "payments.csv"
    path.write_bytes(csv_of({}, {"id": "2"}, {"id": "3", "payer_edrpou": "11111111"}))
    return path


def told(file: Path, *arguments: str) -> str:
    """Return what the command says, with plain spaces."""
    out = StringIO()
    try:
        call_command("import_spending", str(file), *arguments, stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}! {error}".replace("\u00a0", " ")
    return out.getvalue().replace("\u00a0", " ")


def test_the_command_brings_in_payments_and_says_what_became_of_the_file(file: Path) -> None:
    said = told(file)
    assert "New: 2 (2 469,00 грн)" in said
    assert "Skipped: another payer: 1 (1 234,50 грн)" in said
    assert "Sum of the file: 3 703,50 грн" in said
    assert said.endswith("Imported.\n")
    assert Payment.objects.count() == 2


def test_a_dry_run_leaves_no_trace(file: Path) -> None:
    assert told(file, "--dry-run").endswith("This was a dry run: nothing was written.\n")
    assert not Payment.objects.exists()
    assert not ImportBatch.objects.exists()


def test_refusals_are_listed_and_end_the_command_with_an_error(file: Path) -> None:
    file.write_bytes(csv_of({}, {"Код запису": "2", "Захід": "9.9"}, like=OWN))
    said = told(file)
    assert "row 3, column “Захід”, value “9.9”: The programme has no measure with this code." in said
    assert said.endswith("! Nothing was imported.")
    assert not Payment.objects.exists()
    assert "Rows refused: 1" in told(file, "--partial")
    assert Payment.objects.count() == 1


def test_changes_are_listed(file: Path) -> None:
    told(file)
    file.write_bytes(csv_of({"doc_number": "18"}))
    assert "row 2, edata-1, number of the document: “17” becomes “18”" in told(file)


def test_a_total_that_differs_keeps_the_file_out(file: Path) -> None:
    assert "difference is 0,50 грн" in told(file, "--total", "3703")
    assert "cannot be read" in told(file, "--total", "many")
    assert told(file, "--total", "3 703,50").endswith("Imported.\n")


def test_payers_and_codes_can_be_named(file: Path) -> None:
    spending.unit("11111111", "Інший платник")
    assert "New: 1 " in told(file, "--payer", "11111111", "--kpk", spending.KPK, "--kekv", spending.KEKV)
    assert "0000000" in told(file, "--kpk", "0000000")


def test_the_programme_must_be_named_where_there_are_several(file: Path) -> None:
    factories.edition("2021")
    assert "--program: 2020, 2021" in told(file)
    assert "no programme “2022”" in told(file, "--program", "2022")
    assert told(file, "--program", "2020").endswith("Imported.\n")
    assert Payment.objects.get(record_key="edata-1").batch.program.slug == "2020"


def test_the_only_public_programme_need_not_be_named(file: Path) -> None:
    factories.edition("2021", status="published")
    assert "a year that is not of the programme" not in told(file)
    assert {batch.program.slug for batch in ImportBatch.objects.all()} == {"2021"}


@pytest.mark.parametrize("content", [None, b"", b"hello", b"PK\x03\x04 broken", b"%PDF-1.7", b"a;b\n1;2\n"])
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(file: Path, content: bytes | None) -> None:
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    _before, _mark, sentence = told(file).partition("! ")
    assert sentence.strip().endswith(".")
    assert not ImportBatch.objects.exists()


class Screen(StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_how_much_is_read_and_a_file_does_not() -> None:
    file, screen, log = BytesIO(b"0123456789"), Screen(), StringIO()
    file.read(5)
    for where in (screen, log):
        bar = Bar(file, 10, where)
        bar.draw()
        bar.clear()
    assert " 50 %" in screen.getvalue()
    assert log.getvalue() == ""


@pytest.mark.django_db
def test_killed_in_the_middle_it_leaves_nothing_and_the_second_try_completes() -> None:
    """In a database of its own: a file, or with DATABASE_URL one on the same PostgreSQL."""
    bench = [sys.executable, "tests/bench/imports.py", "--kill", "--rows", "1600"]
    done = subprocess.run(bench, cwd=BASE, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("rows left by SIGKILL") == 3


def test_a_statement_comes_in_by_its_source_and_unknown_codes_by_a_flag(edition: Edition, tmp_path: Path) -> None:
    spending.source()
    spending.statement_source()
    path = tmp_path / "statement.csv"
    path.write_bytes("Дата;Док;Контрагент;Дебет;КЕКВ;КПКВ\n01.04.20;12;ТОВ;1 234,5 грн;;\n".encode("cp1251"))
    assert "no source of statements “Банк”" in told(path, "--source", "Банк")
    assert "New: 1 (1 234,50 грн)" in told(path, "--source", "Казначейство", "--dry-run")
    assert "Read as: CSV, «;», cp1251, Казначейство" in told(path)
    rows = csv_of({"id": "9", "payer_edrpou": spending.PAYER, "kpk": "0219999", "kekv": ""})
    path.write_bytes(rows)
    assert "In 1 row the КПКВКМБ 0219999 is not in the table of codes (1 234,50 грн)" in told(path, "--dry-run")
    assert "Skipped: a value that is in no table" in told(path, "--unknown", "skip", "--dry-run")
    assert "New: 1" in told(path, "--unknown", "add", "--dry-run")
    assert not ProgramCode.objects.exists()


def test_hidden_rows_of_a_workbook_come_in_by_a_flag_only(edition: Edition, tmp_path: Path) -> None:
    spending.source()
    spending.unit()
    book = openpyxl.Workbook()
    for row in (HEADS, payment(payer="Управління економіки"), payment(payer="Управління економіки", document="13")):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    path = tmp_path / "hidden.xlsx"
    book.save(path)
    assert "nobody has said" in told(path)
    assert "New: 1 (" in told(path, "--hidden", "skip", "--dry-run")
    assert "New: 2 (" in told(path, "--hidden", "take", "--dry-run")


def test_the_outcome_is_written_as_json_with_what_each_row_resembles(file: Path, tmp_path: Path) -> None:
    told(file)
    rows: list[Row] = [{}, {"Документ": "017"}, {"Сума, грн": "0"}, {"Дата": "1.4.2020", "Документ": "20"}]
    file.write_bytes(csv_of(*rows, like=OWN | {"Код запису": ""}))
    out = tmp_path / "outcome.json"
    said = told(file, "--dry-run", "--json", str(out))
    assert "Look like payments and wait for a word (--similar): 1 (1 234,50 грн)" in said
    assert "row 3 (№ 017, 16.03.2020, ТОВ «Переклад», 1 234,50 грн) is like row 2 of the file" in said
    written = json.loads(out.read_text(encoding="utf-8"))
    assert [(row["row"], row["kind"]) for row in written.pop("rows")] == [
        (2, "unchanged"),
        (3, "similar"),
        (4, "refused"),
        (5, "new"),
    ]
    assert written == {"new": 1, "changed": 0, "unchanged": 1, "skipped": 0, "refused": 1, "similar": 1}
    told(file, "--partial", "--similar", "new", "--json", str(out))
    third = json.loads(out.read_text(encoding="utf-8"))["rows"][1]
    assert (third["kind"], third["resembles"]) == ("new", None)
    assert "cannot be written" in told(file, "--dry-run", "--json", str(tmp_path / "none" / "outcome.json"))
