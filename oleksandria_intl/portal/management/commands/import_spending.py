"""``manage.py import_spending FILE``: bring payments of E-data or of the office's template into the register."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from budget.importing.alike import alike_words
from budget.importing.filters import Filters
from budget.importing.intake import bring_in, money, new_batch
from budget.importing.late import late_words
from budget.importing.outcome import Outcome, Tally
from budget.importing.questions import Do
from budget.importing.reading import open_file
from budget.importing.statements import remembered
from budget.importing.unattended import answer_all
from budget.importing.words import Word, Words
from budget.periods import LONGEST_REASON
from oleksandria_intl.tables.amounts import Amounts
from oleksandria_intl.tables.cells import UnreadableFile, Wrong
from oleksandria_intl.tables.outcome import ImportRefused
from programs.models import Edition, Program

BAR = 40


class Command(BaseCommand):
    """Bring in a file of payments, or say what would become of it."""

    help = (
        "Brings in payments from a file of any size: E-data's CSV or JSON, or the office's template. Known payments "
        "change or stay as they are. A single refused row keeps the whole file out, unless --partial; ends with 1 then."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, JSON, .xlsx, DBF or XML")
        parser.add_argument("--program", metavar="SLUG", help="the programme's address; may be left out if it is one")
        parser.add_argument("--dry-run", action="store_true", help="say what would become of the file; write nothing")
        parser.add_argument("--partial", action="store_true", help="let in what can enter, though rows are refused")
        similar: dict[str, Any] = {"choices": ["refuse", *Word.values], "default": "refuse"}
        parser.add_argument(
            "--similar",
            **similar,
            help="what rows are that look like payments of the register: new payments, the same ones, corrections of "
            "them; by default they are listed and stay out",
        )
        parser.add_argument("--json", type=Path, metavar="FILE", help="write what becomes of each row, even if refused")
        parser.add_argument("--total", metavar="1234,56", help="what the payments of the file must add up to")
        parser.add_argument("--reason", default="", help="why money of a closed period is changed, if any is")
        many: dict[str, Any] = {"nargs": "+", "action": "extend", "default": []}
        parser.add_argument("--payer", metavar="ЄДРПОУ", **many, help="only these payers; else all spending units")
        parser.add_argument("--kpk", metavar="КПКВКМБ", **many, help="only these; else those of the appropriations")
        parser.add_argument("--kekv", metavar="КЕКВ", **many, help="only these; else all")

        parser.add_argument(
            "--source", metavar="NAME", default="", help="whose statement it is; else known by its heads"
        )
        parser.add_argument(
            "--unknown",
            choices=[Do.ADD, Do.SKIP, Do.REFUSE],
            default=Do.REFUSE,
            help="what becomes of codes and payers that are in no table, and of their rows; refuse if not said",
        )
        parser.add_argument(
            "--hidden",
            choices=[Do.TAKE, Do.SKIP, Do.REFUSE],
            default=Do.REFUSE,
            help="what becomes of rows hidden in an .xlsx; refuse if not said",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        total = _total(options["total"])
        program = _program(options["program"])
        try:
            with options["file"].open("rb") as stream:
                outcome = self._bring_in(stream, program, total, options)
        except OSError as error:
            message = _("The file %(file)s cannot be read: %(why)s.")
            raise CommandError(message % {"file": options["file"], "why": error.strerror}) from None
        except (UnreadableFile, ImportRefused) as error:
            raise CommandError(f"{error}\n{_('Nothing was brought in.')}") from None
        for line in report(outcome):
            self.stdout.write(line)
        if options["json"]:
            _write_json(options["json"], outcome)
        if not outcome.is_accepted:
            raise CommandError(_("Nothing was imported."))

    def _bring_in(self, stream: BinaryIO, program: Program, total: Decimal | None, options: dict[str, Any]) -> Outcome:
        filters = Filters.of(
            program, payers=options["payer"], program_codes=options["kpk"], economic_codes=options["kekv"]
        )
        name, is_whole = options["file"].name, not options["partial"]
        batch = new_batch(file=stream, name=name, filters=filters, is_whole=is_whole)
        answers = {name: Do(options[name]) for name in ("unknown", "hidden")}
        statements, is_statement = remembered(options["source"]), bool(options["source"])
        answer_all(batch=batch, opened=lambda: open_file(stream, statements, is_statement=is_statement), **answers)
        batch.reason = options["reason"].strip()[:LONGEST_REASON]
        file = open_file(stream, statements, is_statement=is_statement)
        bar = Bar(stream, options["file"].stat().st_size, sys.stderr)
        try:
            return bring_in(
                batch=batch,
                file=file,
                by=None,
                total=total,
                is_dry=options["dry_run"],
                words=Words(None if options["similar"] == "refuse" else Word(options["similar"])),
                keeps_rows=bool(options["json"]),
                on_progress=bar.draw,
            )
        finally:
            bar.clear()


class Bar:
    """How much of a file is read, drawn on a terminal, and nowhere else."""

    def __init__(self, file: BinaryIO, size: int, screen: TextIO) -> None:
        self._file, self._size, self._screen = file, size, screen
        self._drawn = -1

    def draw(self) -> None:
        """Draw the bar anew, if it has grown."""
        percent = 100 * self._file.tell() // max(self._size, 1)
        if percent == self._drawn or not self._screen.isatty():
            return
        self._drawn = percent
        self._screen.write(f"\r[{'#' * (BAR * percent // 100):<{BAR}}] {percent:3} %")
        self._screen.flush()

    def clear(self) -> None:
        """Take the bar away."""
        if self._drawn >= 0:
            self._screen.write(f"\r{' ' * (BAR + 8)}\r")


def report(outcome: Outcome) -> Iterator[str]:
    """Yield what became of the file, line by line."""
    yield _("Read as: %(dialect)s") % {"dialect": outcome.dialect}
    yield _counted(_("New"), outcome.created)
    yield _counted(_("  of which not assigned to a measure"), outcome.waiting)
    yield _counted(_("  of which take a payment back"), outcome.reversed)
    yield _counted(_("Changed"), outcome.changed)
    for line in outcome.lines:
        for change in line.changes:
            message = _("  row %(row)d, %(key)s, %(column)s: “%(was)s” becomes “%(becomes)s”")
            yield message % (line._asdict() | change._asdict())
    yield _counted(_("The same"), outcome.unchanged)
    for reason, tally in sorted(outcome.skipped.items()):
        yield _counted(_("Skipped: %(reason)s") % {"reason": reason.label}, tally)
    yield _counted(_("Look like payments and wait for a word (--similar)"), outcome.similar)
    for alike in outcome.alike:
        yield f"  {alike_words(alike)}"
    yield _("Rows refused: %(count)d") % {"count": outcome.refused}
    for refusal in outcome.refusals:
        message = _("  row %(row)d, column “%(column)s”, value “%(value)s”: %(reason)s")
        yield message % refusal._asdict()
    for question in outcome.questions:
        yield f"  {question.sentence} ({money(question.total)})"
    yield from outcome.notices
    yield _("Sum of the file: %(sum)s") % {"sum": money(outcome.total)}
    if outcome.late and outcome.is_dry:
        yield late_words(outcome)
    if outcome.problem:
        yield outcome.problem
    if outcome.is_accepted:
        yield _("Imported.") if outcome.is_written else _("This was a dry run: nothing was written.")


def _write_json(file: Path, outcome: Outcome) -> None:
    """Write the counts of a file's rows, and what became of each."""
    try:
        file.write_text(json.dumps(outcome.as_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        message = _("The file %(file)s cannot be written: %(why)s.")
        raise CommandError(message % {"file": file, "why": error.strerror}) from None


def _counted(title: str, tally: Tally) -> str:
    return f"{title}: {tally.count}" + (f" ({money(tally.total)})" if tally.count else "")


def _total(text: str | None) -> Decimal | None:
    try:
        return Amounts().read(text)
    except Wrong as error:
        message = _("The total “%(value)s” cannot be read: %(reason)s")
        raise CommandError(message % {"value": text, "reason": error}) from None


def _program(slug: str | None) -> Program:
    """Return the programme with this address; without one the only programme, or the only one that is public."""
    programs = {program.slug: program for program in Program.objects.all()}
    if slug:
        if slug not in programs:
            raise CommandError(_("There is no programme “%(slug)s”.") % {"slug": slug})
        return programs[slug]
    public = set(Edition.objects.visible().values_list("program__slug", flat=True))
    slugs = list(programs) if len(programs) == 1 else sorted(public)
    if len(slugs) == 1:
        return programs[slugs[0]]
    message = _("Name the programme with --program: %(slugs)s.")
    raise CommandError(message % {"slugs": ", ".join(sorted(programs)) or "-"})
