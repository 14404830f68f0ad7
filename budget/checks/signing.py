"""Who signs what is issued on a programme's money."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from budget.models import Appropriation, ClosingReport, Payment, ReportSignatory
from oleksandria_intl import clock
from oleksandria_intl.acts.checks import of_decision
from oleksandria_intl.checks import Finding, register, warning
from programs.models import Edition


@register
def reports_signed(edition: Edition) -> Iterator[Finding]:
    """Once there is money to report on, somebody signs the reports of today."""
    program = edition.program
    has_money = Appropriation.objects.of_program(program).exists() or Payment.objects.of_program(program).exists()
    if has_money and not _sign_today():
        yield warning(_("Nobody signs the reports: they end without a signature. Name who does."))


@register
def closing_agrees(edition: Edition) -> Iterator[Finding]:
    """The decision on the final report has all that a decision has, and somebody signs its annex."""
    closing = ClosingReport.objects.of_program(edition.program)
    if closing:
        yield from of_closing(closing)


def of_closing(closing: ClosingReport) -> Iterator[Finding]:
    """Yield what the decision on a final report lacks."""
    yield from of_decision(closing.decision)
    if closing.decision.signs_annex is None and not _sign_today():
        yield warning(_("Nobody signs the annex of the decision."), closing.decision, "annex_signatory")


def _sign_today() -> bool:
    """Whether anybody signs reports today, beside the one who prepares them."""
    return any(not one.is_executor for one in ReportSignatory.objects.on(clock.today()))
