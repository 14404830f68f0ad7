"""What must agree in a programme's spending: no payment is entered twice."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from budget.checks.spending import MOST_FINDINGS, of_money
from budget.doubles import doubles_of
from oleksandria_intl.checks import Finding, warning
from programs.models import Edition


@of_money
def payments_entered_once(edition: Edition) -> Iterator[Finding]:
    """No two payments of the programme look like one."""
    for first, second in doubles_of(edition.program, MOST_FINDINGS):
        sentence = _("The payment “%(payment)s” (document %(document)s) looks like “%(other)s”: is it entered twice?")
        facts = {"payment": second, "document": second.document, "other": first}
        yield warning(sentence % facts, second)
