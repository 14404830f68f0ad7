"""The search over everything public."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.core.paginator import Page, Paginator
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from oleksandria_intl import search
from oleksandria_intl.localized import in_english
from oleksandria_intl.marking import found_in, marked, piece
from oleksandria_intl.models import SearchEntry
from oleksandria_intl.near_words import near
from oleksandria_intl.typesetting import with_apostrophes
from oleksandria_intl.word_forms import Word, asked_for

LONGEST = 200
ON_A_PAGE = 20


class SearchForm(forms.Form):
    """What a reader looks for."""

    q = forms.CharField(
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": gettext_lazy("The search takes up to 200 characters. Shorten it, please.")},
    )


class Hit(NamedTuple):
    """Something found, as the page shows it: its texts with the found words marked, each in its language."""

    kind: Any
    address: str
    title: SafeString
    title_language: str
    text: SafeString
    text_language: str


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind and how much of it was found."""

    code: str
    label: Any
    count: int


class Search(TemplateView):
    """What was found, by kind, in pages; without words, what can be looked for."""

    template_name = "search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form and what was found."""
        asked = self.request.GET.get("q", "").replace("\0", " ")
        form = SearchForm({"q": asked})
        words = asked_for(form.cleaned_data["q"]) if form.is_valid() else []
        found = self._found(words) if words else {}
        kinds = [kind.label for kind in search.KINDS.values()]
        return super().get_context_data(
            form=form, asked=asked[:LONGEST], known_kinds=kinds, words=words, **found, **kwargs
        )

    def _found(self, words: list[Word]) -> dict[str, Any]:
        """Return the page of what was found, and the counts of all kinds; where nothing was, of the same roots."""
        counts = search.entries().with_words(words).count_by_kind()
        roots = [] if counts else [word.akin or word for word in words]
        if roots and (akin := search.entries().with_words(roots).count_by_kind()):
            return {**self._shown(roots, akin), "only_akin": True}
        return {**self._shown(words, counts), "near": [] if counts else near(words)}

    def _shown(self, words: list[Word], counts: dict[str, int]) -> dict[str, Any]:
        """Return the page of what was found by these words."""
        kinds = [KindCount(code, kind.label, counts[code]) for code, kind in search.KINDS.items() if code in counts]
        chosen = self.request.GET.get("kind", "")
        chosen = chosen if chosen in counts else ""
        total = sum(counts.values())
        found = search.entries().with_words(words).of_kind(chosen)
        page = _page(found, counts.get(chosen, total), self.request.GET.get("page"))
        hits = [_hit(entry, words) for entry in page.object_list]
        # The page says at its top that some of it is in Ukrainian only, as all pages do.
        self.request.lacks_english = in_english() and any(  # type: ignore[attr-defined]
            "uk" in (hit.title_language, hit.text_language if hit.text else "") for hit in hits
        )
        return {"kinds": kinds, "chosen": chosen, "total": total, "page_obj": page, "hits": hits}


def _page(found: Any, count: int, number: str | None) -> Page:
    """Return a page of what was found; its count is known already."""
    paginator = Paginator(found, ON_A_PAGE)
    paginator.__dict__["count"] = count
    return paginator.get_page(number)


def _hit(entry: SearchEntry, words: list[Word]) -> Hit:
    """Return an entry as the page shows it: in the reader's language, unless what was found stands in the other."""
    own, other = ("en", "uk") if in_english() else ("uk", "en")
    title_language = own if getattr(entry, f"title_{own}") else "uk"
    title = with_apostrophes(getattr(entry, f"title_{title_language}"))
    places = [(f"text_{own}", own), (f"text_{other}", other), (f"title_{other}", other)]
    written = ((with_apostrophes(getattr(entry, name)), language) for name, language in places)
    texts = [(text, language) for text, language in written if text and text != title]
    shown = next(((text, language) for text, language in texts if any(found_in(text, words))), None)
    text, text_language = shown or (texts[0] if texts else ("", own))
    return Hit(
        kind=search.KINDS[entry.indexed.kind].label,
        address=_address(entry),
        title=marked(title, words),
        title_language=title_language,
        text=marked(piece(text, words), words),
        text_language=text_language,
    )


def _address(entry: SearchEntry) -> str:
    """Return where an entry stands; empty where it has no page."""
    if not entry.route:
        return ""
    try:
        address = reverse(entry.route, args=entry.key.split("/") if entry.key else ())
    except NoReverseMatch:
        return ""
    return f"{address}#{entry.anchor}" if entry.anchor else address
