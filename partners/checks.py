"""What does not agree with the agreements: a term that has passed, a registration that is due."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from oleksandria_intl import clock, ukrainian
from oleksandria_intl.checks import Finding, register_of_portal, warning
from partners.health import attach
from partners.models import Agreement


@register_of_portal
def agreements_due() -> Iterator[Finding]:
    """Yield the agreements whose consent is overdue, or that are not registered yet."""
    for agreement in attach(Agreement.objects.unsettled().with_details(), clock.today()):
        title = {"title": ukrainian.shortened(agreement.title_uk)}
        kinds = {health.kind for health in agreement.health}
        if "consent-late" in kinds:
            yield warning(_("The ministry’s term for its consent has passed: “%(title)s”.") % title, agreement)
        if "registration-due" in kinds:
            yield warning(_("The agreement is signed and not registered yet: “%(title)s”.") % title, agreement)
