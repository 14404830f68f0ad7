"""Admin pages of issued papers."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import kept_files
from oleksandria_intl.admin.base import ReadOnlyAdmin
from oleksandria_intl.admin.lists import column
from oleksandria_intl.models import IssuedPaper
from oleksandria_intl.work import Work


@admin.register(IssuedPaper)
class IssuedPaperAdmin(ReadOnlyAdmin):
    """Issued papers: to look at and to download, never to change."""

    group = Work.DECISIONS
    place = 520
    list_display = ("title", "format", "issued_at", "issued_by", "mistake_sentence", "download")
    list_filter = ("kind", "format", "issued_at")
    list_select_related = ("issued_by", "mistake__taken_back_by")
    search_fields = ("title", "key", "sha256", "identifier")
    fields = (
        "title",
        "identifier",
        "kind",
        "key",
        "download",
        "readable_size",
        "sha256",
        "issued_at",
        "issued_by",
        "mistake_sentence",
        "place",
        "running_hash",
    )

    mistake_sentence = column(_("issued by mistake"), "mistake_sentence")
    readable_size = column(_("size"), lambda paper: filesizeformat(paper.size))

    @admin.display(description=_("file"))
    def download(self, paper: IssuedPaper) -> str:
        """A link to the file."""
        address = reverse("admin:oleksandria_intl_issuedpaper_download", args=[paper.pk])
        return format_html('<a href="{}">{} {}</a>', address, _("Download"), paper.format.upper())

    def get_urls(self) -> list[URLPattern]:
        """Return the pages and the download."""
        download = self.admin_site.admin_view(self.download_view)
        name = "oleksandria_intl_issuedpaper_download"
        return [path("<int:pk>/file/", download, name=name), *super().get_urls()]

    def download_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """Send the file as it was issued; raises ``BrokenFile``."""
        paper: Any = self.get_object(request, str(pk))
        if not self.has_view_permission(request, paper):
            raise PermissionDenied
        if paper is None:
            raise Http404
        return FileResponse(kept_files.opened(paper), as_attachment=True, filename=paper.file_name)
