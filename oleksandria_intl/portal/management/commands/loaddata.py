"""``manage.py loaddata``: as Django's, and into an empty portal with the adopted editions that a fixture holds.

Before the registers of ``fixtures/reference.json`` come the codes that they point at.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import loaddata
from django.db import DEFAULT_DB_ALIAS, IntegrityError
from django.utils.translation import gettext as _

from oleksandria_intl import content_version, guards
from oleksandria_intl.portal import codes
from programs.models import Program


class Command(loaddata.Command):
    """Load fixtures; what keeps an adopted edition as adopted is lifted while there is none."""

    def handle(self, *fixture_labels: str, **options: Any) -> None:
        using = options["database"]
        if "reference" in fixture_labels and using == DEFAULT_DB_ALIAS:
            codes.load_missing()
        if not Program.objects.using(using).exists():
            with guards.lifted(using):
                super().handle(*fixture_labels, **options)
                # The fixture may have brought the version of another database's content.
                content_version.draw_epoch(using)
            return
        try:
            super().handle(*fixture_labels, **options)
        except IntegrityError as error:
            if explained := guards.sentence_of(error):
                raise CommandError(explained) from None
            if guards.is_refusal(error):
                sentence = _("Adopted editions are loaded into a portal without programmes only; nothing was changed.")
            else:
                sentence = _("The fixture does not fit what is in the portal; nothing was changed: %(error)s")
            raise CommandError(sentence % {"error": str(error).strip()}) from None
