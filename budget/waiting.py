"""What waits for those who keep the money: the head of the admin's front page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from budget.deviations import Lack, editions_at_hand, lacking
from budget.models import Commitment, Payee, Payment
from oleksandria_intl import clock, ukrainian
from oleksandria_intl.waiting import FEW, Waiting, each_or_all, register
from oleksandria_intl.work import Work
from programs.models import Edition

LOOKED_AT = 1
"""Of so many programmes the front page reckons the deviations: each takes a dozen queries."""


@register
def payments_without_measure(person: User) -> Iterator[Waiting]:
    """Payments that wait to be assigned to a measure: all on the page where that is done."""
    if not person.has_perm("budget.change_payment"):
        return
    count, total = Payment.objects.waiting().counted()
    sentence = ngettext(
        "%(count)d payment is not assigned to a measure: %(total)s.",
        "%(count)d payments are not assigned to a measure: %(total)s.",
        count,
    ) % {"count": count, "total": ukrainian.hryvnias(total)}
    yield _money(sentence, f"{reverse('admin:budget_payment_changelist')}?state=waiting", count)


@register
def payees_unanswered(person: User) -> Iterator[Waiting]:
    """Payees of whom nobody has said whether they are natural persons."""
    if not person.has_perm("budget.change_payee"):
        return
    count = Payee.objects.unanswered().count()
    sentence = ngettext(
        "%(count)d payee may be a natural person: say whether it is.",
        "%(count)d payees may be natural persons: say whether they are.",
        count,
    ) % {"count": count}
    yield _money(sentence, f"{reverse('admin:budget_payee_changelist')}?state=unanswered", count)


@register
def commitments_without_end(person: User) -> Iterator[Waiting]:
    """Commitments without an end day."""
    if not person.has_perm("budget.change_commitment"):
        return
    rows = Commitment.objects.standing(clock.today()).endless()
    yield from each_or_all(list(rows[: FEW + 1]), _endless, lambda: _all_endless(rows.count()))


def _endless(row: Commitment) -> Waiting:
    link = f"{reverse('admin:budget_commitment_change', args=[row.pk])}#id_until"
    return _money(_("Say when the commitment ends: %(commitment)s.") % {"commitment": row}, link)


def _all_endless(count: int) -> Waiting:
    sentence = ngettext("%(count)d commitment has no end date.", "%(count)d commitments have no end date.", count)
    return _money(sentence % {"count": count}, f"{reverse('admin:budget_commitment_changelist')}?state=endless", count)


@register
def deviations_without_explanation(person: User) -> Iterator[Waiting]:
    """Measures whose spending deviates over the council's threshold, and nobody has said why; a day's together."""
    if not person.has_perm("budget.add_explanation"):
        return
    by_day: dict[Any, list[Lack]] = {}
    editions = editions_at_hand()
    for lack in lacking(editions[:LOOKED_AT]):
        by_day.setdefault(lack.on, []).append(lack)
    for lacks in by_day.values():
        yield from each_or_all(lacks, _unexplained, lambda lacks=lacks: _all_unexplained(lacks))  # type: ignore[misc]
    if others := editions[LOOKED_AT:]:
        yield _others(len(others))


def _others(count: int) -> Waiting:
    """Return where other programmes are looked at: the page lists what lacks an explanation in all."""
    sentence = ngettext(
        "Look whether deviations of %(count)d other programme lack explanations.",
        "Look whether deviations of %(count)d other programmes lack explanations.",
        count,
    )
    return _money(sentence % {"count": count}, reverse("admin:budget_explanation_add"), count)


def _unexplained(lack: Lack) -> Waiting:
    """Return a measure to explain; the link carries the measure and the day."""
    said = {"measure": lack.name, "day": f"{lack.on:%d.%m.%Y}"}
    words = _("Explain the deviation as of %(day)s: %(measure)s.") % said
    return _money(words, _page_to_explain(measure=lack.row.measure.pk, on=lack.on))


def _all_unexplained(lacks: list[Lack]) -> Waiting:
    sentence = ngettext(
        "%(count)d measure lacks an explanation of its deviation as of %(day)s.",
        "%(count)d measures lack an explanation of their deviation as of %(day)s.",
        len(lacks),
    )
    on = lacks[0].on
    words = sentence % {"count": len(lacks), "day": f"{on:%d.%m.%Y}"}
    return _money(words, _page_to_explain(on=on), len(lacks))


def _page_to_explain(**facts: Any) -> str:
    return f"{reverse('admin:budget_explanation_add')}?{urlencode(facts)}"


@register
def final_reports(person: User) -> Iterator[Waiting]:
    """Programmes whose years are over, and no final report was written."""
    if not person.has_perm("budget.add_closingreport"):
        return
    rows = editions_to_close(clock.today())
    yield from each_or_all(list(rows[: FEW + 1]), _to_close, lambda: _all_to_close(rows.count()))


def editions_to_close(on: date) -> Any:
    """Return the adopted editions of programmes that are over and have no final report, the last to end first."""
    over = Edition.objects.in_force(on).filter(year_to__lt=on.year, program__closing_report=None)
    return over.select_related("program").order_by("-year_to", "program__slug")


def _to_close(edition: Edition) -> Waiting:
    link = f"{reverse('admin:budget_closingreport_add')}?{urlencode({'program': edition.program_id})}"
    return _money(_("Write the final report: %(programme)s.") % {"programme": edition.titled()}, link)


def _all_to_close(count: int) -> Waiting:
    sentence = ngettext(
        "%(count)d programme is over and has no final report.",
        "%(count)d programmes are over and have no final report.",
        count,
    )
    return _money(sentence % {"count": count}, reverse("admin:budget_closingreport_add"), count)


def _money(sentence: str, link: str, count: int = 1) -> Waiting:
    return Waiting(sentence, link, count, Work.MONEY)
