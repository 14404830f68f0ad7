"""Programmes as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    """The programme, its editions and what the council adopts in them."""

    name = "programs"
    verbose_name = _("Programme")

    def ready(self) -> None:
        from oleksandria_intl import acts, guards
        from programs import (  # noqa: F401
            checks,
            comparison,
            consolidated,
            decisions,
            documents,
            found_by,
            grids,
            guard,
            path,
            search,
            start,
            waiting,
            word_labels,
        )
        from programs.grids.indicators import IndicatorGrid
        from programs.workbook import facts, own_sheets

        grids.register(IndicatorGrid)
        acts.register_carrier(decisions.CARRIER)
        guards.register(guard.triggers, guard.notes_of_codes)
        word_labels.register()
        facts.register_facts()
        own_sheets.register_own()
