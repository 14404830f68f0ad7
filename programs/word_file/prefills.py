"""A proposal in the form of its field: the form opens with it, and who saves the form takes it."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from oleksandria_intl.admin import prefilling
from oleksandria_intl.admin.fields import is_key
from oleksandria_intl.admin.prefilling import Prefill
from programs.models import WordProposal
from programs.word_file import fields, services
from programs.word_file.pages import page_of
from programs.word_file.words import NotOfField
from programs.words import words_of

PARAMETER = "proposal"
POWER = "programs.change_wordfile"


def _found(request: HttpRequest, key: str) -> WordProposal | None:
    """Return the proposal that waits under a key, for those who may take it."""
    if not (request.user.has_perm(POWER) and is_key(WordProposal._meta.pk, key)):
        return None
    waiting = WordProposal.objects.waiting()
    return waiting.filter(pk=key).select_related("file__edition__program", "file__edition__decision").first()


def find(request: HttpRequest, key: str) -> Prefill | None:
    """Return what a proposal says to the row whose page is open."""
    from programs.word_file.proposals import proposed_value

    proposal = _found(request, key)
    row = fields.row_of(proposal.source, proposal.file.edition) if proposal and proposal.source else None
    if proposal is None or row is None or not _is_page_of(row, request):
        return None
    try:
        value = proposed_value(proposal, row, words_of(proposal.file.edition))
    except NotOfField:
        sentence = _("The field has changed since the file was read, so nothing is filled in. The file says: %(text)s")
        return Prefill(row, proposal.field, None, sentence % {"text": proposal.said_now or "–"}, has_value=False)
    facts = {"field": row._meta.get_field(proposal.field).verbose_name, "file": proposal.file.file_name}
    sentence = _("“%(field)s” is filled in as the file %(file)s proposes. Nothing is saved yet: look at it, and save.")
    return Prefill(row, proposal.field, value, sentence % facts)


def saved(request: HttpRequest, key: str) -> str:
    """Record that the form of a proposal was saved; return the address of the file's other proposals."""
    proposal = _found(request, key)
    row = fields.row_of(proposal.source, proposal.file.edition) if proposal and proposal.source else None
    if proposal is None or row is None or not _is_page_of(row, request):
        return ""
    services.take(proposal=proposal, by=request.user)  # type: ignore[arg-type]
    return f"{reverse('admin:programs_wordfile_change', args=[proposal.file_id])}#proposal-{proposal.pk}"


def _is_page_of(row: object, request: HttpRequest) -> bool:
    page = page_of(row, request)  # type: ignore[arg-type]
    return page is not None and page.address == request.path


prefilling.register(PARAMETER, prefilling.Prefiller(find, saved))
