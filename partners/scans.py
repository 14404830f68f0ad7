"""The scan of an agreement's signed text: attached by staff, sent as it came."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from oleksandria_intl.models import SignedCopy
from oleksandria_intl.signed_copies.content import look_into
from partners.models import Agreement


@transaction.atomic
def attach_scan(*, agreement: Agreement, file: Any, by: User) -> Agreement:
    """Keep the scan of what is signed, instead of an earlier one; raises ``ValidationError`` for what is no PDF."""
    row: Agreement = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if not row.is_signed:
        raise ValidationError(_("The agreement is not signed yet: record the signature first."))
    if look_into(file, file.size).kind != SignedCopy.Kind.SCAN:
        raise ValidationError(_("A scan is a PDF."))
    file.seek(0)
    row.scan = ContentFile(file.read(), f"{row.code}.pdf")
    row._history_user = by  # type: ignore[attr-defined]
    row.save()
    return row


def send(agreement: Agreement) -> FileResponse:
    """Return the answer with the scan; raises ``Http404`` where there is none."""
    if not agreement.scan:
        raise Http404
    try:
        file = agreement.scan.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(file, filename=f"{agreement.code}.pdf", content_type="application/pdf")
