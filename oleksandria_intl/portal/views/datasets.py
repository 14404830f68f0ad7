"""The sets of open data that the portal publishes: what each is, and which rows everybody may see."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from oleksandria_intl.models import IssuedPaper
from oleksandria_intl.opendata import DataSet
from oleksandria_intl.portal.views.verified import public_papers


def papers_in_order() -> Any:
    """Return the public papers, the oldest first: what is added stands at the end."""
    return public_papers().with_mistakes().in_order()


def all_papers() -> Any:
    """Return all papers that were ever issued, of which no more is shown than their digests."""
    return IssuedPaper.objects.in_order()


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
    ),
    DataSet(
        code="measures",
        title=_("measures of the programmes"),
        description=_("What the programmes plan to do, by direction, with the period and who is responsible."),
        keywords=_("programme, direction, measure, who is responsible"),
        resources=("budget.resources.public.MeasureData",),
    ),
    DataSet(
        code="funding",
        title=_("planned funding of the measures"),
        description=_("What the programmes plan for each measure by year and source, in hryvnias."),
        keywords=_("programme, plan, cost estimate, source of funding"),
        resources=("budget.resources.public.FundingData",),
    ),
    DataSet(
        code="appropriations",
        title=_("appropriations of the city budget"),
        description=_(
            "What decisions on the city budget appropriated to each measure, or took back (less "
            "than zero), in hryvnias."
        ),
        keywords=_("budget, appropriation, council decision, spending unit"),
        resources=("budget.resources.public.AppropriationData",),
    ),
    DataSet(
        code="payments",
        title=_("payments of the programmes"),
        description=_(
            "Every payment assigned to a measure, in hryvnias; returns and corrections are less "
            "than zero. Of a natural person neither name, code nor purpose is given."
        ),
        keywords=_("budget, payment, cash expenditure, payee"),
        resources=("budget.resources.public.PaymentData",),
    ),
    DataSet(
        code="decisions",
        title=_("decisions of the council and its bodies"),
        description=_("Decisions that have their number: on programmes, on the budget, on cooperation."),
        keywords=_("council decision, executive committee, session"),
        resources=("budget.resources.public.DecisionData",),
    ),
    DataSet(
        code="partners",
        title=_("twin and partner cities"),
        description=_("Cities abroad with which the city works, with their place, city day and what unites us."),
        keywords=_("twin city, partner city, country"),
        resources=("partners.resources.PartnerData",),
    ),
    DataSet(
        code="agreements",
        title=_("agreements with cities abroad"),
        description=_("Memoranda, agreements and treaties: with whom, on what, at what stage."),
        keywords=_("agreement, memorandum, friendship treaty, twin city"),
        resources=("partners.resources.AgreementData",),
    ),
    DataSet(
        code="visits",
        title=_("planned visits and conferences"),
        description=_("Where the programmes send delegations, what for, when, and at what planned cost in hryvnias."),
        keywords=_("delegation, visit, conference, programme"),
        resources=("delegations.resources.VisitData", "delegations.resources.ConferenceData"),
    ),
    DataSet(
        code="trips",
        title=_("trips of delegations"),
        description=_(
            "Trips of the council’s delegations whose order was issued: where, when, what for, who went, what was "
            "planned and spent, in hryvnias. Of people only officials and council members are named."
        ),
        keywords=_("delegation, official trip, estimate, partner city"),
        resources=("delegations.delegation_data.TripData",),
    ),
    DataSet(
        code="receptions",
        title=_("receptions of guests"),
        description=_(
            "Delegations of partners that the council received or is to receive: from where, when, what for, how "
            "many, what was planned and spent, in hryvnias."
        ),
        keywords=_("reception, guests, delegation, partner city"),
        resources=("delegations.delegation_data.ReceptionData",),
    ),
    DataSet(
        code="documents",
        title=_("issued documents"),
        description=_("Every public document that the office has issued, file by file, with its size and SHA-256."),
        keywords=_("document, report, decision, SHA-256"),
        resources=("oleksandria_intl.resources.issued.DocumentData",),
        rows=papers_in_order,
    ),
    DataSet(
        code="running-list",
        title=_("running hash of the issued documents"),
        description=_(
            "Every document that the office has ever issued, also those that are not public at the moment, by its "
            "place in the list, with the SHA-256 of its facts and the running hash, which is the SHA-256 of the "
            "running hash before it followed by that digest. A document’s facts are its place, identifier, kind, key, "
            "number, title, format, size, sha256 and issued_at of the data set “documents”, one a line. Whoever keeps "
            "this file sees later whether a document was taken out or changed: the same place then has another "
            "running hash, or none."
        ),
        keywords=_("document, SHA-256, running hash, integrity"),
        resources=("oleksandria_intl.resources.issued.RunningListData",),
        rows=all_papers,
    ),
)
BY_CODE = {each.code: each for each in SETS}
