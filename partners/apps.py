"""Partners as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Countries, cities and the agreements with them."""

    name = "partners"
    verbose_name = _("Partner cities")

    def ready(self) -> None:
        from oleksandria_intl import guards
        from partners import (  # noqa: F401
            checks,
            found_by,
            greetings_waiting,
            guard,
            persons,
            pictures,
            search,
            timeline,
            waiting,
            word_labels,
        )
        from partners.documents import consent_letter, greeting, partner_register, passport, profile  # noqa: F401

        guards.register(guard.triggers)
        guards.explain(guard.STATE_BY_STEP, lambda: str(guard.STATE_SENTENCE))
        guards.explain(guard.SIGNED_WITH_DATE, lambda: str(guard.DATE_SENTENCE))
        pictures.register()
        word_labels.register()
