"""``manage.py load_program FILE``: bring in a programme from JSON, or from a PDF that carries it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from budget.models import EconomicCode
from oleksandria_intl.portal import codes
from programs.loading import LoadError, load
from programs.schema import schema


class Command(BaseCommand):
    """Create a programme and what it refers to, and the codes where none are there; change nothing that is there."""

    help = "Brings in a programme from JSON (programs/schema.json), or from a PDF of this portal that carries it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--schema", action="store_true", help="print the JSON Schema of such a file")

    def execute(self, *args: Any, **options: Any) -> Any:
        """Run; the schema needs no database."""
        if options["schema"]:
            self.requires_migrations_checks = False
        return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["schema"]:
            self.stdout.write(json.dumps(schema(), ensure_ascii=False, indent=2))
            return
        if options["file"] is None:
            raise CommandError(_("Name the file to load."))
        try:
            edition = load(_data(options["file"]))
        except LoadError as error:
            raise CommandError("\n".join([_("Nothing was loaded."), *error.problems])) from None
        self.stdout.write(_("Loaded: %(edition)s.") % {"edition": edition})
        # After the programme, so that a source is called as its council calls it.
        if not EconomicCode.objects.exists():
            self.stdout.write(codes.sentence(codes.load_missing()))


def _data(file: Path) -> Any:
    """Return the data of a JSON file, or of the JSON that a PDF carries."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CommandError(
            _("The file %(file)s cannot be read: %(why)s.") % {"file": file, "why": _why(error)}
        ) from None
    if content.startswith(b"%PDF-"):
        content = _carried(content, file)
    if content.startswith(b"PK"):
        sentence = _("The file %(file)s is not JSON but a workbook: bring it in in the admin.")
        raise CommandError(sentence % {"file": file})
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        why = _("row %(row)d, character %(column)d is not as JSON is written") % {
            "row": error.lineno,
            "column": error.colno,
        }
    except (UnicodeDecodeError, RecursionError):
        why = _("it is no text in UTF-8, or nested too deeply")
    raise CommandError(_("The file %(file)s is not JSON: %(why)s.") % {"file": file, "why": why})


def _why(error: OSError) -> str:
    """Say why a file cannot be read; the system says it in English."""
    if isinstance(error, FileNotFoundError):
        return _("there is no such file")
    if isinstance(error, PermissionError):
        return _("you may not read it")
    if isinstance(error, IsADirectoryError):
        return _("it is a folder")
    return _("the system refuses it, error %(number)s") % {"number": error.errno}


def _carried(content: bytes, file: Path) -> bytes:
    """Return the programme's JSON out of a PDF."""
    from oleksandria_intl.documents.carried import attachments

    for name, attached in attachments(content).items():
        if name.endswith(".json"):
            return attached
    raise CommandError(_("The PDF %(file)s carries no programme.") % {"file": file})
