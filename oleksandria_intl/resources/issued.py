"""Issued papers as open data."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.models import IssuedPaper

from .public import Fact, PublicResource


class DocumentData(PublicResource):
    """Papers that were issued, file by file; who may see which is not known here."""

    key = ("id",)
    heads = {"kind": _("kind of paper (code)"), "id": _("identifier")}
    issued_on = Fact(_("issued on"), lambda row: timezone.localdate(row.issued_at), "date", required=True)
    file_name = Fact(_("name of the file"), lambda row: row.file_name, required=True)
    path = Fact(_("path on the portal"), lambda row: f"/documents/{row.pk}/{row.file_name}" if row.file_name else None)

    class Meta:
        model = IssuedPaper
        fields = (
            "id",
            "kind",
            "key",
            "number",
            "title",
            "issued_on",
            "format",
            "size",
            "sha256",
            "file_name",
            "path",
        )
