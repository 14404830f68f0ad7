"""What the public sees of a programme: its whole text, and its papers."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.generic import DetailView, ListView, View

from oleksandria_intl import clock, files, papers, ukrainian
from oleksandria_intl.models import IssuedPaper, as_signed
from oleksandria_intl.page_parameters import kept, kept_under
from programs.adoption import shown
from programs.edition_paper import EditionPaper
from programs.forms import InForceForm
from programs.marks import mark_word
from programs.models import Edition, KeptPart
from programs.words import words_of

PAPER = "decision"


def public_edition(slug: str, on: date) -> Edition:
    """Return the edition in force on a day, else the newest that the public may see.

    Raises ``Http404``.
    """
    try:
        return Edition.objects.current_on(slug, on)
    except Edition.DoesNotExist:
        raise Http404 from None


def issued_sizes(edition: Edition) -> dict[str, int]:
    """Return the sizes in bytes of the decision's issued files by format; a draft has none."""
    if edition.is_draft:
        return {}
    return {issued.format: issued.size for issued in IssuedPaper.objects.last_of_each(PAPER, edition.key)}


def file_name(edition: Edition, format: str) -> str:
    """Return the name that a reader's file gets: «Рішення. Програма … на 2020 рік (проєкт).pdf»."""
    mark = mark_word(edition).lower()
    act = f"{ukrainian.capitalised(as_signed(edition.decision).body.act_name)}. " if edition.decision else ""
    return f"{act}{edition.titled()}{f' ({mark})' if mark else ''}.{format}"


class EditionPage(DetailView):
    """A page about the edition by which a programme is shown today."""

    context_object_name = "edition"

    @cached_property
    def today(self) -> date:
        """The day on which the page is asked for."""
        return clock.today()

    def get_object(self, queryset: Any = None) -> Edition:
        """Return the edition of the programme that the address names."""
        return public_edition(self.kwargs["slug"], self.today)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the edition, and the day by which its sentences go."""
        return super().get_context_data(today=self.today, **kwargs)


@kept(unless=("on",))
class ProgramText(EditionPage):
    """The whole text of a programme as of the day that the reader asks for, its contents beside it."""

    template_name = "programs/text.html"

    def get_object(self, queryset: Any = None) -> Edition:
        """Return the edition in force on the day of ``?on=``."""
        self.form = InForceForm(self.request.GET.dict())
        return public_edition(self.kwargs["slug"], self.form.day or self.today)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the text as it was adopted; of a draft, made of the same blocks as the papers."""
        paper = EditionPaper(self.object)
        text = KeptPart.objects.text(self.object) or shown(paper.programme())
        return super().get_context_data(
            text=text, sections=paper.top_sections, words=paper.words, form=self.form, on=self.form.day, **kwargs
        )


@kept()
class DecisionList(ListView):
    """Every decision on a programme that the public may see: the founding one and its amendments, with their papers."""

    template_name = "programs/decisions.html"
    context_object_name = "editions"

    def get_queryset(self) -> Any:
        """Return the programme's public editions, the newest first."""
        return Edition.objects.visible().of_address(self.kwargs["slug"]).with_papers().newest_first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the decisions, each with the words of its subject, its text as adopted, the files that were issued."""
        editions = list(self.object_list)
        if not editions:
            raise Http404
        acts = KeptPart.objects.acts(editions)
        decisions = [
            (edition, words_of(edition), acts.get(edition.pk), IssuedPaper.objects.last_of_each(PAPER, edition.key))
            for edition in editions
        ]
        today = clock.today()
        edition = public_edition(self.kwargs["slug"], today)
        return super().get_context_data(edition=edition, today=today, decisions=decisions, **kwargs)


@kept()
class PaperFile(View):
    """The founding decision with the programme, as a file; a browser that has it gets only that answer."""

    format = "pdf"

    def get(self, request: HttpRequest, **asked: Any) -> HttpResponseBase:
        """Send the file, or only that it has not changed."""
        try:
            edition = self.edition(**asked)
        except Edition.DoesNotExist:
            raise Http404 from None
        made = files.make(papers.get(PAPER), edition, self.format, under=kept_under(request))
        return files.send(request, made, file_name(edition, self.format))

    def edition(self, slug: str) -> Edition:
        """Return the edition that the address names; raises ``Edition.DoesNotExist``."""
        return Edition.objects.founding(slug)


class EditionFile(PaperFile):
    """The decision with one edition of the programme, as a file."""

    def edition(self, slug: str, number: int) -> Edition:  # type: ignore[override]
        """Return the edition that the address names; raises ``Edition.DoesNotExist``."""
        return Edition.objects.public(slug, number)
