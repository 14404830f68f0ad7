"""What the public sees of an amendment: what it changes, and the whole text with the changes as a file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic import DetailView, View

from oleksandria_intl import files, papers
from oleksandria_intl.documents.html import render_blocks
from oleksandria_intl.files import PAPER_LANGUAGE
from oleksandria_intl.page_parameters import kept, kept_under
from programs.comparison import Comparison
from programs.marks import mark_word
from programs.models import Edition
from programs.words import words_of

WHOLE_TEXT = "program"


def public(slug: str, number: int) -> Edition:
    """Return an edition that the public may see; raises ``Http404``."""
    try:
        return Edition.objects.public(slug, number)
    except Edition.DoesNotExist:
        raise Http404 from None


@kept()
class Changes(DetailView):
    """What an amendment changes, side by side, made of the same blocks as the paper."""

    template_name = "programs/changes.html"
    context_object_name = "edition"

    def get_object(self, queryset: Any = None) -> Edition:
        """Return the amendment; what amends nothing has no such page."""
        edition = public(**self.kwargs)
        if edition.is_founding:
            raise Http404
        return edition

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the names of what is changed, and the tables."""
        shown = Comparison(self.object)
        tables = render_blocks(shown.blocks(), language=PAPER_LANGUAGE)
        return super().get_context_data(names=shown.names(), tables=tables, words=words_of(self.object), **kwargs)


@kept()
class WholeText(View):
    """The whole text of an edition, as a file: of an amendment with what it changes."""

    format = "pdf"

    def get(self, request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
        """Send the file, or only that it has not changed."""
        edition = public(slug, number)
        made = files.make(papers.get(WHOLE_TEXT), edition, self.format, under=kept_under(request))
        mark = mark_word(edition).lower()
        return files.send(request, made, f"{edition.titled()}{f' ({mark})' if mark else ''}.{self.format}")
