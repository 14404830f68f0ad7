"""``manage.py document KIND [KEY]``: any paper of the portal, as a file or on standard output."""

from __future__ import annotations

import gc
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from oleksandria_intl import papers
from oleksandria_intl.documents import store
from oleksandria_intl.kept_files import BrokenFile
from oleksandria_intl.portal.management.tables import write_metadata
from programs import as_it_was


def day(text: str) -> date:
    """Return the day of «2020-05-31» or «31.05.2020»."""
    parts = text.split(".")
    return date.fromisoformat("-".join(reversed(parts)) if len(parts) == 3 else text)


def moment(text: str) -> datetime:
    """Return the moment of «2020-03-01T12:00», or the end of a day, in Kyiv."""
    return as_it_was.moment_of(text)


class Command(BaseCommand):
    """Write a paper."""

    help = "Writes a paper as PDF, Word, Excel, CSV, HTML or JSON. --list tells which there are."
    # They would load the addresses and the admin, which takes as long as a tenth of the paper.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", nargs="?", help="kind of paper, see --list")
        parser.add_argument(
            "key",
            nargs="?",
            default="",
            help="what it is of: 2020 is the edition in force, else the newest public draft; 2020/1 that edition",
        )
        parser.add_argument("--list", action="store_true", help="print the kinds of papers, their keys and formats")
        parser.add_argument(
            "--format", choices=sorted(store.MEDIA_TYPES), help="by default what --output ends in, or pdf"
        )
        parser.add_argument("--output", type=Path, help="the file to write; standard output when left out")
        parser.add_argument("--on", type=day, help="as in force on a day (2020-05-31), today by default")
        parser.add_argument(
            "--as-of",
            type=moment,
            help="as it was at a moment by its history (2020-03-01T12:00)",
        )
        parser.add_argument("--from", type=day, dest="start", help="from a day, for reports")
        parser.add_argument("--to", type=day, dest="end", help="to a day, for reports")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            self._list()
            return
        if not options["kind"]:
            raise CommandError(_("Name a kind of paper; --list shows which there are."))
        # One paper, and the process ends: looking for garbage meanwhile takes a tenth of the time.
        gc.disable()
        try:
            self._write_asked(options)
        except (papers.PaperNotFound, BrokenFile) as error:
            raise CommandError(str(error)) from None
        finally:
            gc.enable()

    def _list(self) -> None:
        for kind in papers.KINDS.values():
            self.stdout.write(f"{kind.kind}\t{kind.title}\n\t{kind.key_help}\n\t{' '.join(kind.formats)}\t{kind.app}")

    @staticmethod
    def _write(pieces: Iterator[bytes], output: Path | None) -> None:
        """Write a paper piece by piece; a file that is there stays as it is when the paper cannot even begin."""
        whole = chain([next(pieces, b"")], pieces)
        if output is None:
            sys.stdout.buffer.writelines(whole)
            return
        output.parent.mkdir(parents=True, exist_ok=True)
        with output.open("wb") as file:
            file.writelines(whole)

    def _write_asked(self, options: dict[str, Any]) -> None:
        """Write the paper that was asked for; beside the file of a CSV, what is said of it."""
        kind, output = papers.get(options["kind"]), options["output"]
        format = self._format(kind, options)
        scope = papers.Scope(options["on"], options["start"], options["end"])
        subject = kind.find(options["key"], scope)
        if options["as_of"]:
            self._write(iter([as_it_was.paper(kind, subject, options["as_of"], format)]), output)
            return
        self._write(papers.stream(kind, subject, format), output)
        if output and format == "csv":
            write_metadata(kind, subject, output)

    @staticmethod
    def _format(kind: papers.PaperKind, options: dict[str, Any]) -> str:
        ending = options["output"].suffix.lstrip(".") if options["output"] else ""
        format = options["format"] or (ending if ending in store.MEDIA_TYPES else "pdf")
        if format not in kind.formats:
            raise CommandError(
                _("The paper “%(kind)s” comes as %(formats)s.")
                % {"kind": kind.kind, "formats": ", ".join(kind.formats)}
            )
        return str(format)
