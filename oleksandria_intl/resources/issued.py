"""Issued papers as open data."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.models import IssuedPaper
from oleksandria_intl.running_hash import digest_of, moment_text

from .public import Fact, PublicResource


def _reason(paper: Any) -> str | None:
    return paper.mistake.taken_back_by.reason if paper.mistaken_on else None


class DocumentData(PublicResource):
    """Papers that were issued, file by file; who may see which is not known here."""

    key = ("id",)
    heads = {"kind": _("kind of paper (code)"), "id": _("identifier")}
    issued_at = Fact(_("issued at (UTC)"), moment_text, required=True)
    issued_on = Fact(_("issued on"), lambda row: timezone.localdate(row.issued_at), "date", required=True)
    file_name = Fact(_("name of the file"), lambda row: row.file_name, required=True)
    path = Fact(_("path on the portal"), lambda row: f"/documents/{row.pk}/{row.file_name}" if row.file_name else None)
    mistaken_on = Fact(_("issued by mistake, said on"), lambda row: row.mistaken_on, "date")
    mistake = Fact(
        _("why it was issued by mistake"), lambda row: row.mistake.taken_back_by.reason if row.mistaken_on else None
    )

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
            "place",
            "identifier",
            "issued_at",
            "running_hash",
            "mistaken_on",
            "mistake",
        )


class RunningListData(PublicResource):
    """The list of all papers that were ever issued, without saying what they are."""

    key = ("place",)
    digest = Fact(_("digest of the paper (SHA-256)"), digest_of, required=True)

    class Meta:
        model = IssuedPaper
        fields = ("place", "digest", "running_hash")
