"""``manage.py load_codes``: the codes that every council begins with."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from oleksandria_intl.portal import codes


class Command(BaseCommand):
    """Create the codes that are not there, and say how many."""

    help = "Brings in КЕКВ, КПКВКМБ, sources of funding and countries; what is there already stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(codes.sentence(codes.load_missing()))
