"""Admin pages of rows that papers are made of: the papers above the form, each in its formats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils.translation import gettext, override

from oleksandria_intl import files, papers
from oleksandria_intl.admin.base import RecordedAdmin
from oleksandria_intl.files import PAPER_LANGUAGE


class PaperPages(RecordedAdmin):
    """The part of a row's pages that has to do with the papers made of it."""

    paper_subject = ""
    """What kinds of papers call the row: ``PaperKind.of``."""
    panel_template = "admin/papers/panel.html"

    def panel(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Return the papers of the row."""
        return {**super().panel(request, row), "papers": list(self._paper_links(row))}

    def _paper_links(self, row: Any) -> Iterator[dict[str, Any]]:
        for kind in papers.kinds_of(self.paper_subject):
            if kind.applies(row):
                addresses = {each: reverse(self._paper_name, args=[row.pk, kind.kind, each]) for each in kind.formats}
                yield {"title": kind.title, **addresses}

    @property
    def _paper_name(self) -> str:
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_paper"

    def get_urls(self) -> list[Any]:
        """Return the pages and the addresses of the papers."""
        view = self.admin_site.admin_view(self.paper_view)
        name = self._paper_name.removeprefix("admin:")
        return [path("<int:pk>/papers/<slug:kind>.<slug:format>", view, name=name), *super().get_urls()]

    def paper_view(self, request: HttpRequest, pk: int, kind: str, format: str) -> HttpResponseBase:
        """Send a paper of the row as it stands now, or say on its page why there is none."""
        row = self.seen_row(request, pk)
        paper = next((each for each in papers.kinds_of(self.paper_subject) if each.kind == kind), None)
        if paper is None or format not in paper.formats:
            raise Http404
        try:
            if not paper.applies(row):
                raise papers.PaperNotFound(gettext("There is nothing yet to make this document of."))
            with override(PAPER_LANGUAGE):
                content = papers.content(paper, paper.find(paper.key_of(row), papers.Scope()), format, for_staff=True)
        except papers.PaperNotFound as error:
            self.message_user(request, str(error), messages.ERROR)
            page = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(page, args=[pk]))
        return files.show(request, content, format, papers.file_name(kind, paper.key_of(row), format))
