"""What everybody may see, field by field: one table of all models of the portal.

Names and posts of officials and council members are public. Contacts, documents and phones never are, nor the names of
those in ensembles and of minors; a natural person who is paid is «фізична особа». What belongs to a trip is public once
the trip is: while martial law is set, on the day after its last (``delegations/withholding.py``).

Further than by fields it goes by rows, where a field alone cannot say it: members of other categories than officials
and council members are counted, not named (``delegations.participant``); payees who are persons are hidden, and until
their trip is over all payees are (``budget.payment``); scans and notes that say so themselves are public
(``scan_is_public``, ``is_public``).
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Seen(Enum):
    """Who may see a field."""

    PUBLIC = "public"
    AFTER = "public after the trip"
    STAFF = "staff"


class Fields(NamedTuple):
    """The fields of a model by who may see them; ``others`` says it of those that are not named."""

    public: str = ""
    after: str = ""
    staff: str = ""
    others: Seen | None = None


OPEN = Fields(others=Seen.PUBLIC)
"""What the council adopts or publishes, and reference data: every field."""
CLOSED = Fields(others=Seen.STAFF)
"""What the office and the portal need for work: no field."""
OF_EVERY_MODEL = {
    "id": Seen.PUBLIC,
    "is_demonstration": Seen.PUBLIC,
    # Made from other fields, to search and to sort by; the version counts changes.
    "version": Seen.STAFF,
    "search_text": Seen.STAFF,
    "sort_key": Seen.STAFF,
    "person_key": Seen.STAFF,
}
"""The rule of fields that many models have."""
_PERIOD = "period_start period_end period_precision period_words"
_MADE = "takes_back made_at made_by"

TABLE: dict[str, Fields] = {
    # The council and its people
    "oleksandria_intl.council": OPEN,
    "oleksandria_intl.body": OPEN,
    "oleksandria_intl.unit": OPEN,
    "oleksandria_intl.official": OPEN,
    "oleksandria_intl.term": Fields(public="official code post_uk post_en since until", staff="phone"),
    "oleksandria_intl.population": OPEN,
    "oleksandria_intl.publicationrule": OPEN,
    "oleksandria_intl.specialday": OPEN,
    # Acts; an order of a trip is withheld with it
    "oleksandria_intl.decision": OPEN,
    "oleksandria_intl.decisionpoint": OPEN,
    "oleksandria_intl.explanatorynote": OPEN,
    "oleksandria_intl.approval": CLOSED,
    "oleksandria_intl.minutesextract": CLOSED,
    "oleksandria_intl.decisionstep": Fields(
        public="decision step on body number conclusion remark reason link",
        staff=f"stage_before stage_after {_MADE}",
    ),
    "oleksandria_intl.vote": OPEN,
    "oleksandria_intl.votebyname": OPEN,
    "oleksandria_intl.signedcopy": Fields(staff="uploaded_by", others=Seen.PUBLIC),
    "oleksandria_intl.signedwords": OPEN,
    "oleksandria_intl.issuedpaper": Fields(staff="issued_by", others=Seen.PUBLIC),
    "oleksandria_intl.paperlist": OPEN,
    "oleksandria_intl.mistakenpaper": OPEN,
    "oleksandria_intl.workingcopy": OPEN,
    # Pictures
    "oleksandria_intl.picture": Fields(
        public="owner_kind owner_code role order caption_uk caption_en alt_uk alt_en author width height large medium "
        "small",
        staff="people consent_by consent_on consent_is_written uploaded_at uploaded_by",
    ),
    # What the portal writes for itself, and what waits for somebody
    "oleksandria_intl.searchentry": OPEN,
    "oleksandria_intl.indexedkind": CLOSED,
    "oleksandria_intl.datasetstate": CLOSED,
    "oleksandria_intl.contentversion": CLOSED,
    "oleksandria_intl.contenttable": CLOSED,
    "oleksandria_intl.contenttouch": CLOSED,
    "oleksandria_intl.portalidentity": CLOSED,
    "oleksandria_intl.passwordlink": CLOSED,
    "oleksandria_intl.unreminded": CLOSED,
    "oleksandria_intl.erasure": CLOSED,
    "oleksandria_intl.undostep": CLOSED,
    "oleksandria_intl.undorow": CLOSED,
    "oleksandria_intl.unsavedpost": CLOSED,
    "oleksandria_intl.tableupload": CLOSED,
    # Partners
    "partners.country": OPEN,
    "partners.area": OPEN,
    "partners.city": OPEN,
    "partners.agreement": Fields(staff="note", others=Seen.PUBLIC),
    "partners.agreementparty": OPEN,
    "partners.agreementrule": OPEN,
    "partners.agreementstep": Fields(
        public="agreement step on decision body number verb notice_on notice why",
        staff=f"state_before state_after remark {_MADE}",
    ),
    "partners.contact": CLOSED,
    "partners.timelinenote": Fields(public=f"{_PERIOD} code city kind text_uk text_en is_public", staff="note"),
    "partners.officetext": CLOSED,
    "partners.greeting": Fields(
        public="city occasion day sent_on",
        staff="number dated addressee_uk addressee_en text_uk text_en signatory sent_way sent_by note",
    ),
    # The programme as the council adopts it
    "programs.program": OPEN,
    "programs.edition": OPEN,
    "programs.agreedtotal": OPEN,
    "programs.passportrow": OPEN,
    "programs.indicator": OPEN,
    "programs.indicatorvalue": OPEN,
    "programs.indicatorfact": OPEN,
    "programs.section": OPEN,
    "programs.cityprofile": OPEN,
    "programs.footnote": OPEN,
    "programs.keptpart": OPEN,
    "programs.usedcode": CLOSED,
    "programs.leftasis": CLOSED,
    "programs.wordfile": CLOSED,
    "programs.wordproposal": CLOSED,
    "programs.refusedwording": CLOSED,
    # Money
    "budget.programcode": OPEN,
    "budget.economiccode": OPEN,
    "budget.spendingunit": OPEN,
    "budget.fundingsource": OPEN,
    "budget.measure": OPEN,
    "budget.direction": OPEN,
    "budget.measureline": OPEN,
    "budget.responsible": OPEN,
    "budget.funding": OPEN,
    "budget.appropriation": OPEN,
    "budget.allotment": OPEN,
    "budget.commitment": Fields(
        public="source program_code economic_code amount measure year signed_on",
        after="number override_reason",
        staff="record_key subject payee_name payee_code payee_is_person payee_account until cancelled_on prozorro_id "
        "prepayment treasury_number treasury_on",
    ),
    "budget.payment": Fields(
        public="source program_code economic_code amount measure paid_on payer payee_is_person document corrects",
        after="record_key payee_name payee_code purpose contract prozorro_id",
        staff="is_outside commitment batch by_sum by_day",
    ),
    "budget.payee": CLOSED,
    "budget.importbatch": CLOSED,
    "budget.assignmentrule": CLOSED,
    "budget.statementsource": CLOSED,
    "budget.changereason": Fields(public="text", staff="given_by given_at is_open"),
    "budget.closedperiod": Fields(staff="closed_by", others=Seen.PUBLIC),
    "budget.latechange": OPEN,
    "budget.explanation": OPEN,
    "budget.reportsignatory": OPEN,
    "budget.closingreport": OPEN,
    "budget.issuedreport": Fields(staff="issued_by", others=Seen.PUBLIC),
    # What is planned, as the council adopts it
    "delegations.plannedvisit": OPEN,
    "delegations.conference": OPEN,
    "delegations.visitfield": OPEN,
    "delegations.visittheme": OPEN,
    "delegations.visitpurpose": OPEN,
    "delegations.visitline": OPEN,
    # What happens
    "delegations.delegation": Fields(
        after=f"{_PERIOD} code direction kind status city place_words purpose_uk purpose_en invitation program "
        "planned_code measure order organiser acting payer_words",
        staff="composition_reason money_reason note",
    ),
    "delegations.participant": Fields(
        after="delegation place category term name_uk name_en post_uk post_en number is_head", staff="contact"
    ),
    "delegations.estimateline": Fields(
        after="delegation place kind source economic_code norm percent country currency rate rate_on persons days "
        "amount spent spent_in_currency name_uk",
        staff="participant",
    ),
    "delegations.delegationstep": Fields(
        after="delegation step on reason", staff=f"status_before status_after remark {_MADE}"
    ),
    "delegations.travelapproval": CLOSED,
    "delegations.advance": CLOSED,
    "delegations.tripday": CLOSED,
    "delegations.perdiemrule": OPEN,
    "delegations.perdiemnorm": OPEN,
    "delegations.reportingrule": OPEN,
    "delegations.tripreport": Fields(
        after="delegation done_uk done_en results_uk results_en brought_uk brought_en handed_in_on",
        staff="programme meetings proposals papers",
    ),
    "delegations.followup": Fields(others=Seen.AFTER),
    "delegations.followupanswer": Fields(after="follow_up on outcome words_uk words_en", staff="made_at made_by"),
    "delegations.stayitem": Fields(others=Seen.AFTER),
    "delegations.stockitem": OPEN,
    "delegations.purchase": Fields(public="item price quantity", staff="record_key bought_on payment document"),
    "delegations.giving": Fields(
        after="purchase quantity way given_on delegation event", staff="record_key to_whom act"
    ),
    "delegations.writeoffact": CLOSED,
    "delegations.commissionmember": CLOSED,
}
"""The models by label."""


def seen(label: str, field: str) -> Seen:
    """Return who may see a field of a model, «partners.city»; raises ``KeyError`` where the table does not say it."""
    fields = TABLE[label]
    for who, names in ((Seen.PUBLIC, fields.public), (Seen.AFTER, fields.after), (Seen.STAFF, fields.staff)):
        if field in names.split():
            return who
    if field in OF_EVERY_MODEL:
        return OF_EVERY_MODEL[field]
    if fields.others is None:
        raise KeyError(f"{label}.{field}")
    return fields.others
