"""The figures of a report: what stands over each on paper, and on a page."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Head(NamedTuple):
    """What stands over a figure: the form's own words, and the page's in the reader's language."""

    paper: str
    page: Any


COLUMNS = {
    "planned": Head("Передбачено програмою", _("Planned by the programme")),
    "granted": Head("Затверджено зі змінами", _("Appropriated, with changes")),
    "due": Head("План періоду", _("Plan of the period")),
    "promised": Head("Зобов’язання", _("Committed")),
    "paid": Head("Касові видатки за період", _("Spent in the period")),
    "paid_to_date": Head("Касові видатки з початку року", _("Spent since January")),
    "deviation": Head("Відхилення", _("Deviation")),
    "unpromised": Head("Оплачено без зобов’язань", _("Paid without commitment")),
    "free": Head("Вільний залишок", _("Uncommitted balance")),
    "ungranted": Head("Заплановано, не призначено", _("Planned, not appropriated")),
    "percent_of_due": Head("% періоду", _("Per cent of the period's plan")),
    "percent": Head("% року", _("Per cent of the year")),
    "percent_unspent": Head("Відхилення, %", _("Deviation, per cent")),
    "percent_of_plan": Head("% програми", _("Per cent of the programme's plan")),
}
"""By the names of ``Figures``: sums in hryvnias, then percentages; as data have them."""
SHARES = ("percent_of_due", "percent", "percent_unspent", "percent_of_plan")


def on_paper(*names: str) -> dict[str, str]:
    """Return the heads of a form's columns."""
    return {name: COLUMNS[name].paper for name in names}


def on_page(*names: str) -> dict[str, str]:
    """Return the heads of a page's columns, in the language of the moment."""
    return {name: str(COLUMNS[name].page) for name in names}
