"""What waits for those who keep the money: the head of the admin's front page."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import ngettext

from budget.deviations import lacking
from budget.models import Commitment, Payee, Payment
from oleksandria_intl import clock, ukrainian
from oleksandria_intl.waiting import Waiting, register


@register
def payments_without_measure(person: User) -> Iterator[Waiting]:
    """Payments that wait to be assigned to a measure."""
    if not person.has_perm("budget.change_payment"):
        return
    count, total = Payment.objects.waiting().counted()
    sentence = ngettext(
        "%(count)d payment is not assigned to a measure: %(total)s.",
        "%(count)d payments are not assigned to a measure: %(total)s.",
        count,
    ) % {"count": count, "total": ukrainian.hryvnias(total)}
    yield Waiting(sentence, f"{reverse('admin:budget_payment_changelist')}?state=waiting", count)


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
    yield Waiting(sentence, f"{reverse('admin:budget_payee_changelist')}?state=unanswered", count)


@register
def commitments_without_end(person: User) -> Iterator[Waiting]:
    """Commitments without an end day."""
    if not person.has_perm("budget.change_commitment"):
        return
    count = Commitment.objects.standing(clock.today()).endless().count()
    sentence = ngettext("%(count)d commitment has no end date.", "%(count)d commitments have no end date.", count) % {
        "count": count
    }
    yield Waiting(sentence, f"{reverse('admin:budget_commitment_changelist')}?state=endless", count)


@register
def deviations_without_explanation(person: User) -> Iterator[Waiting]:
    """Measures whose spending deviates over the council's threshold, and nobody has said why."""
    if not person.has_perm("budget.add_explanation"):
        return
    lacks = list(lacking())
    sentence = ngettext(
        "%(count)d measure lacks an explanation of its deviation as of %(day)s.",
        "%(count)d measures lack an explanation of their deviation as of %(day)s.",
        len(lacks),
    )
    day = f"{max(lack.on for lack in lacks):%d.%m.%Y}" if lacks else ""
    words = sentence % {"count": len(lacks), "day": day}
    yield Waiting(words, reverse("admin:budget_explanation_add"), len(lacks))
