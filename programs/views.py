"""What the public sees of a programme: its whole text, and its papers."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic import DetailView, View

from oleksandria_intl import files, papers, ukrainian
from oleksandria_intl.documents.decision import DRAFT
from oleksandria_intl.documents.html import render_blocks
from oleksandria_intl.files import PAPER_LANGUAGE
from programs.documents import EditionPaper
from programs.models import Edition

PAPER = "decision"
REMEMBERED_SECONDS = 24 * 3600


def public_edition(slug: str) -> Edition:
    """Return the newest edition of a programme that the public may see; raises ``Http404``."""
    try:
        return Edition.objects.of_key(slug)
    except Edition.DoesNotExist:
        raise Http404 from None


def known_size(edition: Edition, format: str) -> int | None:
    """Return the size of the decision's file in bytes as last sent; a page does not wait for a paper to be made."""
    size: int | None = cache.get(_size_key(edition, format))
    return size


def _size_key(edition: Edition, format: str) -> str:
    return f"size-{PAPER}-{edition.pk}-{format}"


def file_name(edition: Edition, format: str) -> str:
    """Return the name that a reader's file gets: «Рішення. Програма … на 2020 рік (проєкт).pdf»."""
    act = ukrainian.capitalised(edition.program.council.act_name)
    draft = f" ({DRAFT.lower()})" if edition.is_draft else ""
    return f"{act}. {edition.program}{draft}.{format}"


class EditionPage(DetailView):
    """A page about the newest public edition of a programme."""

    context_object_name = "edition"

    def get_object(self, queryset: Any = None) -> Edition:
        """Return the edition that the address names."""
        return public_edition(self.kwargs["slug"])


class ProgramText(EditionPage):
    """The whole text of a programme, its contents beside it."""

    template_name = "programs/text.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the text, made of the same blocks as the papers."""
        paper = EditionPaper(self.object)
        text = render_blocks(paper.programme(), language=PAPER_LANGUAGE)
        return super().get_context_data(text=text, sections=paper.top_sections, words=paper.words, **kwargs)


class PaperFile(View):
    """The council decision with the programme, as a file; a browser that has it is told so."""

    format = "pdf"

    def get(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        """Send the file, or only that it has not changed."""
        kind = papers.get(PAPER)
        edition = files.find(kind, slug, papers.Scope())
        made = files.make(kind, edition, self.format)
        cache.set(_size_key(edition, self.format), made.size, REMEMBERED_SECONDS)
        return files.send(request, made, file_name(edition, self.format))
