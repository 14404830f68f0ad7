"""Programmes as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    """The programme, its editions and what the council adopts in them."""

    name = "programs"
    verbose_name = _("Programme")

    def ready(self) -> None:
        from oleksandria_intl import acts, filled_words, guards
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
            words,
        )
        from programs.grids.indicators import IndicatorGrid
        from programs.models import CityProfile, PassportRow, Section
        from programs.workbook import facts, own_sheets

        grids.register(IndicatorGrid)
        acts.register_carrier(decisions.CARRIER)
        for model in (PassportRow, Section, CityProfile):
            filled_words.register(model, words.of_rows)
        guards.register(guard.triggers, guard.notes_of_codes)
        word_labels.register()
        facts.register_facts()
        own_sheets.register_own()
