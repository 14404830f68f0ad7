"""Which pages may be kept, and which of an address's parameters choose what they show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

LONGEST = 200
"""Letters of a parameter's value; what is longer is not kept."""
PATHS_REMEMBERED = 1024

View = TypeVar("View", bound=Callable[..., Any])


class Keeping(NamedTuple):
    """How a page is kept: by these parameters, and not at all where one of ``unless`` is asked for."""

    known: tuple[str, ...]
    unless: tuple[str, ...]
    fits: Callable[[Mapping[str, str]], bool]

    def query(self, asked: str) -> str | None:
        """Return the known parameters of a query in one order, without what is empty; None where it is not kept."""
        if not asked:
            return ""
        # The server hands over bytes as Latin-1.
        given = QueryDict(asked.encode("latin-1")).dict()
        chosen = {name: value for name in self.known if (value := str(given.get(name, ""))).strip()}
        if any(name in given for name in self.unless) or any(len(value) > LONGEST for value in chosen.values()):
            return None
        return urlencode(chosen) if self.fits(chosen) else None


def kept(
    *known: str, unless: tuple[str, ...] = (), fits: Callable[[Mapping[str, str]], bool] = lambda chosen: True
) -> Callable[[View], View]:
    """Let what a view answers to anonymous readers be kept until the content changes.

    The view sees the parameters in ``known`` and no other, so that one page has one entry. A request with one of
    ``unless``, or whose parameters do not fit, reaches it as it is and is not kept.
    """

    def declared(view: View) -> View:
        view.keeping = Keeping(known, unless, fits)  # type: ignore[attr-defined]
        return view

    return declared


def kept_under(request: HttpRequest) -> str:
    """Return the version of the content and what else a kept answer depends on; empty where it is not kept."""
    return str(getattr(request, "kept_under", ""))


@lru_cache(PATHS_REMEMBERED)
def keeping_of(path: str) -> Keeping | None:
    """Return how the page at a path is kept; None where it is not, or there is none."""
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            view = resolve(path).func
        except Resolver404:
            return None
    keeping: Keeping | None = getattr(getattr(view, "view_class", view), "keeping", None)
    return keeping
