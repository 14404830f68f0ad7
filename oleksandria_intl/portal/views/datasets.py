"""The sets of open data that the portal publishes: what each is, of which tables, which rows everybody may see."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from budget.models import (
    Appropriation,
    ClosingReport,
    Direction,
    Funding,
    FundingSource,
    ImportBatch,
    Measure,
    MeasureLine,
    Payment,
    Responsible,
    SpendingUnit,
)
from delegations.models import Conference, PlannedVisit, VisitLine, VisitPurpose
from oleksandria_intl.models import Body, Council, Decision, IssuedPaper, Unit
from oleksandria_intl.opendata import AsOf, DataSet
from oleksandria_intl.portal.views.documents import public_papers
from partners.models import Agreement, AgreementParty, Area, City, Country
from programs.models import Edition, Program
from programs.public import adopted_decisions


def as_of_editions(on: date) -> AsOf:
    """Return which editions are told of on a day, and since when the newest of them is in force."""
    told = list(Edition.objects.told_of_each(on).order_by("pk").values_list("pk", "in_force_from"))
    return AsOf(told, max((day for _pk, day in told if day and day <= on), default=None))


def as_of_decisions(on: date) -> AsOf:
    """Return how many decisions are adopted on a day, and the day of the newest one: their grants count."""
    count, newest = adopted_decisions(on)
    return AsOf(count, newest)


def papers_in_order() -> Any:
    """Return the public papers, the oldest first: what is added stands at the end."""
    return public_papers().order_by("issued_at", "pk")


OF_EDITION = (Program, Edition)
OF_MONEY = (Program, Edition, Measure, FundingSource, SpendingUnit)
SETS = (
    DataSet(
        code="programs",
        title=_("programmes of international cooperation"),
        description=_(
            "Local target programmes with their years, stage and decision: of each the edition in force, else the "
            "newest published draft."
        ),
        keywords=_("programme, international cooperation, council decision"),
        resources=("programs.resources.ProgramData",),
        tables=(*OF_EDITION, Council, Decision),
        as_of=as_of_editions,
    ),
    DataSet(
        code="measures",
        title=_("measures of the programmes"),
        description=_("What the programmes plan to do, by direction, with the period and who answers for it."),
        keywords=_("programme, direction, measure, who answers for it"),
        resources=("budget.resources.public.MeasureData",),
        tables=(*OF_EDITION, Direction, Measure, MeasureLine, Responsible, Unit),
        as_of=as_of_editions,
    ),
    DataSet(
        code="funding",
        title=_("planned funding of the measures"),
        description=_("What the programmes plan for each measure by year and source, in hryvnias."),
        keywords=_("programme, plan, cost estimate, source of funding"),
        resources=("budget.resources.public.FundingData",),
        tables=(*OF_EDITION, Direction, Measure, MeasureLine, Funding, FundingSource),
        as_of=as_of_editions,
    ),
    DataSet(
        code="appropriations",
        title=_("appropriations of the city budget"),
        description=_(
            "What decisions on the city budget granted to each measure, or took back (less than zero), in hryvnias."
        ),
        keywords=_("budget, appropriation, council decision, spending unit"),
        resources=("budget.resources.public.AppropriationData",),
        tables=(*OF_MONEY, Appropriation, Decision),
        as_of=as_of_decisions,
    ),
    DataSet(
        code="payments",
        title=_("payments of the programmes"),
        description=_(
            "Every payment that is of a measure, in hryvnias; returns and corrections are less than zero. Of a "
            "natural person neither name, code nor purpose is told."
        ),
        keywords=_("budget, payment, cash expenditure, payee"),
        resources=("budget.resources.public.PaymentData",),
        tables=(*OF_MONEY, Payment, ImportBatch),
    ),
    DataSet(
        code="decisions",
        title=_("decisions of the council and its bodies"),
        description=_("Decisions that have their number: on programmes, on the budget, on cooperation."),
        keywords=_("council decision, executive committee, session"),
        resources=("budget.resources.public.DecisionData",),
        tables=(*OF_EDITION, Council, Body, Decision, ClosingReport),
    ),
    DataSet(
        code="partners",
        title=_("twin and partner cities"),
        description=_("Cities abroad with which the city works, with their place, city day and what unites us."),
        keywords=_("twin city, partner city, country"),
        resources=("partners.resources.PartnerData",),
        tables=(Country, City),
    ),
    DataSet(
        code="agreements",
        title=_("agreements with cities abroad"),
        description=_("Memoranda, agreements and treaties: with whom, on what, how far they have come."),
        keywords=_("agreement, memorandum, friendship treaty, twin city"),
        resources=("partners.resources.AgreementData",),
        tables=(Council, Country, City, Area, Agreement, AgreementParty, Agreement.areas.through, Decision),
    ),
    DataSet(
        code="visits",
        title=_("planned visits and conferences"),
        description=_("Where the programmes send delegations, what for, when, and at what planned cost in hryvnias."),
        keywords=_("delegation, visit, conference, programme"),
        resources=("delegations.resources.VisitData", "delegations.resources.ConferenceData"),
        tables=(*OF_EDITION, Country, City, MeasureLine, PlannedVisit, VisitLine, VisitPurpose, Conference),
        as_of=as_of_editions,
    ),
    DataSet(
        code="documents",
        title=_("issued documents"),
        description=_("Every public paper that the office has issued, file by file, with its size and SHA-256."),
        keywords=_("document, report, decision, SHA-256"),
        resources=("oleksandria_intl.resources.issued.DocumentData",),
        tables=(Edition, IssuedPaper),
        rows=papers_in_order,
    ),
)
BY_CODE = {each.code: each for each in SETS}
