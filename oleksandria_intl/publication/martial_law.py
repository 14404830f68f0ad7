"""Whether martial law is set, as the office's table of rules says it."""

from __future__ import annotations

from datetime import date

from oleksandria_intl.models import PublicationRule
from oleksandria_intl.models.publication import rule_on


def is_set(on: date) -> bool:
    """Whether martial law is set on a day: the rule in force makes public holidays working days.

    An empty table says nothing of peace: what martial law withholds is withheld then, too.
    """
    rules = list(PublicationRule.objects.latest_first())
    rule = rule_on(rules, on)
    return rule.holidays_are_working if rule else not rules
