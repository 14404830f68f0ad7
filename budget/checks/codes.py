"""The codes without which no money can be entered."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from budget.models import EconomicCode, FundingSource, ProgramCode
from oleksandria_intl.checks import Finding, register_of_portal, warning


@register_of_portal
def codes() -> Iterator[Finding]:
    """КЕКВ, КПКВКМБ and sources of funding are there."""
    missing = [model for model in (EconomicCode, ProgramCode, FundingSource) if not model.objects.exists()]
    if missing:
        names = ", ".join(str(model._meta.verbose_name_plural) for model in missing)
        yield warning(_("Missing: %(names)s; “manage.py load_codes” brings them in.") % {"names": names})
