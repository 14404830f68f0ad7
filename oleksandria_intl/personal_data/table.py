"""All fields that hold data of persons, in one table: what is kept, by which rule, and what is erased.

The grounds: Закон України «Про захист персональних даних» (статті 5, 8, 15), Закон «Про Національний архівний фонд та
архівні установи», Перелік типових документів (наказ Мін'юсту від 12.04.2012 № 578/5), Закон «Про доступ до публічної
інформації».
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalChanges

from oleksandria_intl.models.people import NO_NAME

HISTORY_USER = "history_user"
WHOLE = ("auth.user", "oleksandria_intl.official", "oleksandria_intl.term")
"""The models that are about persons: every field of theirs stands in the table."""


class Fate(Enum):
    """What becomes of a field when a person's data are erased."""

    ERASED = _("erased")
    DELETED = _("deleted with its row")
    KEPT = _("kept")


class Rule(NamedTuple):
    """What becomes of a field, and why."""

    fate: Fate
    why: Any
    blank: Any = ""
    """What stands in an erased field: a value, or a text with ``{pk}`` for the number of the row."""

    def value_for(self, pk: Any) -> Any:
        """Return what stands in the erased field of a row."""
        return self.blank.format(pk=pk) if isinstance(self.blank, str) else self.blank


_ACCOUNT = _("Needed only while the person works here.")
_POWER = _("Nobody works under an account that is erased.")
_NUMBER = _("A number, which names nobody; by it the history says which changes were one person's.")
_COUNTER = _("Technical; says nothing about the person.")
_OFFICE = _("Which post there was and when is a fact about the council, and names nobody.")
_NAME = _(
    "A name is kept no longer than it is needed; the papers that were adopted and issued keep it as it stood there."
)
_PHONE = _("A contact is needed only while the official prepares papers.")
_PARTNER = _("A contact of a partner city is needed only while the office writes to this person.")
_CONTACT = _("A contact is needed only while the trip or the stay is prepared.")
_LINK = _("Leads to an official by number; the name goes from the official's own row.")
_ACTS = _("Text of an act or a programme of the council, which is kept permanently (List of typical documents, 578/5).")
_VOTES = _("Votes by name are published and kept for good (Law on Local Self-Government, 59).")
_ISSUED = _("An issued document is kept as it left the office, byte by byte (Law on the National Archival Fonds).")
_MONEY = _(
    "A record of an operation is kept for five full years after its own (Tax Code, 44.3; 578/5); "
    "then the data of a natural person are erased."
)
_SUBJECT = _("Names the subject of a contract or the rule, not a person; write no names of natural persons there.")
_PUBLIC = _("Public by law: whom to ask at the office, and who answers for its data sets (Resolution 835).")
_JOURNAL = _("The journal of the pages of staff names rows by their titles; the number of the row stays.")
_PICTURE = _("A picture is shown while whoever can be recognised on it agrees; it is erased whole, with its words.")
_BIN = _("What held the row as it stood can be brought back no more: it would bring the data back.")
_ERASURE = _("Proves that the erasure was done, and lets a restored backup be erased again; holds no values.")


def _erased(why: Any, blank: Any = "") -> Rule:
    return Rule(Fate.ERASED, why, blank)


def _kept(why: Any) -> Rule:
    return Rule(Fate.KEPT, why)


def _deleted(why: Any) -> Rule:
    return Rule(Fate.DELETED, why)


TABLE: dict[str, Rule] = {
    # Accounts of staff
    "auth.user.id": _kept(_NUMBER),
    "auth.user.username": _erased(_ACCOUNT, "колишній-працівник-{pk}"),
    "auth.user.password": _erased(_POWER, "!"),
    "auth.user.first_name": _erased(_ACCOUNT),
    "auth.user.last_name": _erased(_ACCOUNT, "колишній працівник № {pk}"),
    "auth.user.email": _erased(_ACCOUNT),
    "auth.user.last_login": _erased(_ACCOUNT, None),
    "auth.user.date_joined": _kept(_COUNTER),
    "auth.user.is_active": _erased(_POWER, False),
    "auth.user.is_staff": _erased(_POWER, False),
    "auth.user.is_superuser": _erased(_POWER, False),
    "auth.user_groups.user": _deleted(_POWER),
    "auth.user_user_permissions.user": _deleted(_POWER),
    "account.emailaddress.user": _deleted(_ACCOUNT),
    "account.emailaddress.email": _deleted(_ACCOUNT),
    "account.emailconfirmation.email_address": _deleted(_ACCOUNT),
    "mfa.authenticator.user": _deleted(_POWER),
    "oleksandria_intl.passwordlink.person": _deleted(_POWER),
    "oleksandria_intl.unreminded.person": _deleted(_ACCOUNT),
    "sessions.session.session_data": _deleted(_POWER),
    "usersessions.usersession.user": _deleted(_POWER),
    "oleksandria_intl.unsavedpost.person": _deleted(_ACCOUNT),
    "oleksandria_intl.tableupload.imported_by": _deleted(_ACCOUNT),
    # Who did what
    f"history.{HISTORY_USER}": _kept(_NUMBER),
    "oleksandria_intl.issuedpaper.issued_by": _kept(_NUMBER),
    "oleksandria_intl.decisionstep.made_by": _kept(_NUMBER),
    "partners.agreementstep.made_by": _kept(_NUMBER),
    "oleksandria_intl.signedcopy.uploaded_by": _kept(_NUMBER),
    "delegations.delegationstep.made_by": _kept(_NUMBER),
    "oleksandria_intl.passwordlink.made_by": _kept(_NUMBER),
    "programs.wordfile.uploaded_by": _kept(_NUMBER),
    "programs.wordproposal.decided_by": _kept(_NUMBER),
    "programs.refusedwording.refused_by": _kept(_NUMBER),
    "budget.importbatch.imported_by": _kept(_NUMBER),
    "budget.changereason.given_by": _kept(_NUMBER),
    "budget.closedperiod.closed_by": _kept(_NUMBER),
    "partners.greeting.sent_by": _kept(_NUMBER),
    "admin.logentry.user": _kept(_NUMBER),
    "admin.logentry.object_repr": _erased(_JOURNAL),
    "admin.logentry.change_message": _erased(_JOURNAL),
    "oleksandria_intl.undostep.by": _kept(_NUMBER),
    "oleksandria_intl.undostep.undone_by": _kept(_NUMBER),
    "oleksandria_intl.undostep.label": _deleted(_BIN),
    "oleksandria_intl.undorow.label": _deleted(_BIN),
    "oleksandria_intl.undorow.values": _deleted(_BIN),
    "oleksandria_intl.erasure.erased_by": _kept(_NUMBER),
    "oleksandria_intl.erasure.reason": _kept(_ERASURE),
    "oleksandria_intl.erasure.rows": _kept(_ERASURE),
    # Officials
    "oleksandria_intl.official.id": _kept(_NUMBER),
    "oleksandria_intl.official.version": _kept(_COUNTER),
    "oleksandria_intl.official.code": _erased(_NAME, "official-{pk}"),
    "oleksandria_intl.official.surname": _erased(_NAME, "посадова особа № {pk}"),
    "oleksandria_intl.official.given_name": _erased(_NAME, NO_NAME),
    "oleksandria_intl.official.patronymic": _erased(_NAME),
    "oleksandria_intl.official.name_en": _erased(_NAME),
    "oleksandria_intl.official.search_text": _erased(_NAME),
    "oleksandria_intl.official.sort_key": _erased(_NAME),
    "oleksandria_intl.term.id": _kept(_NUMBER),
    "oleksandria_intl.term.version": _kept(_COUNTER),
    "oleksandria_intl.term.official": _kept(_LINK),
    "oleksandria_intl.term.code": _kept(_OFFICE),
    "oleksandria_intl.term.post_uk": _kept(_OFFICE),
    "oleksandria_intl.term.post_en": _kept(_OFFICE),
    "oleksandria_intl.term.since": _kept(_OFFICE),
    "oleksandria_intl.term.until": _kept(_OFFICE),
    "oleksandria_intl.term.phone": _erased(_PHONE),
    "oleksandria_intl.decision.speaker": _kept(_LINK),
    "oleksandria_intl.decision.executor": _kept(_LINK),
    "oleksandria_intl.decision.signatory": _kept(_LINK),
    "oleksandria_intl.decision.approver": _kept(_LINK),
    "oleksandria_intl.decision.annex_signatory": _kept(_LINK),
    "oleksandria_intl.votebyname.official": _kept(_LINK),
    "oleksandria_intl.body.head": _kept(_LINK),
    "oleksandria_intl.approval.term": _kept(_LINK),
    "oleksandria_intl.minutesextract.certified_by": _kept(_LINK),
    "budget.reportsignatory.term": _kept(_LINK),
    "delegations.writeoffact.approver": _kept(_LINK),
    "delegations.commissionmember.term": _kept(_LINK),
    "partners.greeting.signatory": _kept(_LINK),
    "delegations.delegation.acting": _kept(_LINK),
    # Who travelled, and who came
    "delegations.participant.term": _kept(_LINK),
    "delegations.participant.name_uk": _erased(_NAME, "учасник № {pk}"),
    "delegations.participant.name_en": _erased(_NAME),
    "delegations.participant.person_key": _erased(_NAME),
    "delegations.participant.contact": _erased(_CONTACT),
    # Pictures
    "oleksandria_intl.picture.uploaded_by": _kept(_NUMBER),
    "oleksandria_intl.picture.caption_uk": _erased(_PICTURE),
    "oleksandria_intl.picture.caption_en": _erased(_PICTURE),
    "oleksandria_intl.picture.alt_uk": _erased(_PICTURE),
    "oleksandria_intl.picture.alt_en": _erased(_PICTURE),
    "oleksandria_intl.picture.author": _erased(_PICTURE),
    "oleksandria_intl.picture.consent_by": _erased(_PICTURE),
    "oleksandria_intl.picture.consent_on": _erased(_PICTURE, None),
    "oleksandria_intl.picture.large": _erased(_PICTURE),
    "oleksandria_intl.picture.medium": _erased(_PICTURE),
    "oleksandria_intl.picture.small": _erased(_PICTURE),
    # Acts and issued papers
    "oleksandria_intl.issuedpaper.file": _kept(_ISSUED),
    "oleksandria_intl.signedcopy.file": _kept(_ISSUED),
    "oleksandria_intl.signedcopy.signers": _kept(_ISSUED),
    "oleksandria_intl.decision.preamble": _kept(_ACTS),
    "oleksandria_intl.decisionpoint.text": _kept(_ACTS),
    "oleksandria_intl.decisionstep.conclusion": _kept(_ACTS),
    "oleksandria_intl.decisionstep.remark": _kept(_ACTS),
    "oleksandria_intl.decisionstep.reason": _kept(_ACTS),
    "partners.agreementstep.why": _kept(_ACTS),
    "partners.agreementstep.remark": _kept(_ACTS),
    "oleksandria_intl.signedwords.words": _kept(_ACTS),
    "oleksandria_intl.votebyname.name": _kept(_VOTES),
    "oleksandria_intl.minutesextract.heard": _kept(_ACTS),
    "oleksandria_intl.minutesextract.spoke": _kept(_ACTS),
    "programs.edition.frozen": _kept(_ACTS),
    "programs.keptpart.html": _kept(_ACTS),
    "delegations.visitline.participants": _kept(_ACTS),
    "delegations.followup.term": _kept(_LINK),
    "delegations.followupanswer.made_by": _kept(_NUMBER),
    # The office itself
    "oleksandria_intl.council.email": _kept(_PUBLIC),
    "oleksandria_intl.council.phone": _kept(_PUBLIC),
    "oleksandria_intl.council.data_officer": _kept(_PUBLIC),
    # Whom the office writes to in partner cities
    "partners.contact.name": _erased(_PARTNER, "контакт № {pk}"),
    "partners.contact.post": _kept(_OFFICE),
    "partners.contact.email": _erased(_PARTNER),
    "partners.contact.phone": _erased(_PARTNER),
    "partners.contact.address": _erased(_PARTNER),
    "partners.contact.languages": _erased(_PARTNER),
    "partners.contact.note": _erased(_PARTNER),
    "partners.contact.search_text": _erased(_PARTNER),
    "partners.greeting.addressee_uk": _erased(_PARTNER),
    "partners.greeting.addressee_en": _erased(_PARTNER),
    # Payees who are natural persons
    "budget.payment.payee_name": _erased(_MONEY, "фізична особа"),
    "budget.payment.payee_code": _erased(_MONEY),
    "budget.payment.payee_is_person": _kept(_COUNTER),
    "budget.payment.purpose": _erased(_MONEY, "стерто: персональні дані"),
    "budget.payment.contract": _erased(_MONEY),
    "budget.payment.search_text": _erased(_MONEY),
    "budget.commitment.payee_name": _erased(_MONEY, "фізична особа"),
    "budget.commitment.payee_code": _erased(_MONEY),
    "budget.commitment.payee_account": _erased(_MONEY),
    "budget.commitment.payee_is_person": _kept(_COUNTER),
    "budget.commitment.search_text": _erased(_MONEY),
    "budget.payee.name": _erased(_MONEY, "фізична особа"),
    "budget.payee.code": _erased(_MONEY),
    "budget.payee.key": _erased(_MONEY, "{pk}"),
    "budget.payee.is_person": _kept(_COUNTER),
    "budget.assignmentrule.payee_code": _kept(_SUBJECT),
    "budget.assignmentrule.payee_words": _kept(_SUBJECT),
}
"""The fields by label; those of a row's history share the fate of the row's own."""


def label_of(field: Any) -> str:
    """Return under which label the table has a field; a field of history has that of the row's own."""
    model = field.model
    if issubclass(model, HistoricalChanges):
        if field.name == HISTORY_USER:
            return f"history.{HISTORY_USER}"
        model = model.instance_type
    return f"{model._meta.label_lower}.{field.name}"


def rule_of(field: Any) -> Rule | None:
    """Return the rule of a field; None where it holds nothing personal."""
    return TABLE.get(label_of(field))


def fields_of(model: type[models.Model], *fates: Fate) -> list[Any]:
    """Return the fields of a model that have one of these fates."""
    found = ((field, rule_of(field)) for field in model._meta.concrete_fields)
    return [field for field, rule in found if rule and rule.fate in fates]


def links_to(model: type[models.Model]) -> Iterator[Any]:
    """Yield every foreign key to a model: of histories, and of what joins many to many, too."""
    for other in apps.get_models(include_auto_created=True):
        if not other._meta.proxy:
            yield from (field for field in other._meta.local_concrete_fields if field.related_model is model)
