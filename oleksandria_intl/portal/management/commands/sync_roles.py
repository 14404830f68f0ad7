"""Give the roles' groups the permissions that roles.py says."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from oleksandria_intl import roles


class Command(BaseCommand):
    """Make or update the groups of the office's roles; run again, it changes nothing."""

    help = "Make the groups of the office's roles, and give each the permissions that roles.py says, no more."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say for every role how many permissions were given and taken."""
        for outcome in roles.sync():
            if options["verbosity"]:
                self.stdout.write(f"{outcome.role}: +{outcome.granted} -{outcome.withdrawn}")
