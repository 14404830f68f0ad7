"""``manage.py check_data [SLUG]``: what does not agree in the programmes, and what the portal itself lacks."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from oleksandria_intl.checks import Finding, Severity, findings, portal_findings
from programs.models import Edition


class Command(BaseCommand):
    """Print the findings of the newest edition of a programme, or of all programmes."""

    help = "Prints what does not agree in a programme (or in all); ends with 1 where there are errors."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", help="the programme's address, for example 2020; all when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        editions = Edition.objects.newest_of_each(options["slug"])
        if options["slug"] and not editions:
            raise CommandError(_("There is no programme “%(slug)s”.") % {"slug": options["slug"]})
        found = [(str(edition), findings(edition)) for edition in editions]
        if not options["slug"] and (of_portal := _of_portal(found)):
            found.append((_("The portal"), of_portal))
        if sum([self._errors(name, each) for name, each in found]):
            sys.exit(1)

    def _errors(self, name: str, found: list[Finding]) -> int:
        """Print findings under what they are of, and return how many of them are errors."""
        errors = sum(finding.severity is Severity.ERROR for finding in found)
        self.stdout.write(
            _("%(edition)s: %(errors)d errors, %(warnings)d warnings")
            % {"edition": name, "errors": errors, "warnings": len(found) - errors}
        )
        for finding in found:
            self.stdout.write(f"  {finding.severity.label}: {finding.sentence}")
        return errors


def _of_portal(found: list[tuple[str, list[Finding]]]) -> list[Finding]:
    """Return the findings of the portal itself, without those that stand under an edition: its papers are of both."""
    named = [finding for _name, each in found for finding in each]
    return [finding for finding in portal_findings() if finding not in named]
