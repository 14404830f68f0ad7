"""Finding rows: one query asks which kinds have any, one more of each of those for at most twenty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import and_, or_
from typing import Any, NamedTuple

from django.contrib.admin import AdminSite
from django.db.models import Case, Q, Value, When
from django.http import HttpRequest
from django.urls import reverse

from oleksandria_intl import filled_words, menu, ukrainian
from oleksandria_intl.staff_search import ALSO
from oleksandria_intl.staff_search.asking import Asked, Term, variants
from oleksandria_intl.staff_search.kinds import SEARCH_TEXT, Kind, kinds
from oleksandria_intl.staff_search.matching import Detail, Marker, Part

MOST = 20
LONG_ENOUGH = 8
"""Of a file's SHA-256 so many letters are looked for: fewer stand in every second one."""
NUMBERS = ("number", "draft_number", "document", "identifier", "code", "register_code")
"""The columns by which a paper is asked for: who types the whole of one means it."""


class Hit(NamedTuple):
    """A row that was found: its label in parts, its page, the fields that hold what was looked for."""

    label: list[Part]
    link: str
    details: list[Detail]


class Found(NamedTuple):
    """The rows of a kind: the part of the office's work, the kind's name, the rows, where the others are."""

    work: Any
    name: str
    hits: list[Hit]
    list_url: str
    """The kind's own list, searched for the same; empty where all is shown."""


def find(request: HttpRequest, site: AdminSite, asked: Asked) -> Iterator[Found]:
    """Yield what is found of every kind that the reader may see, in the order of the menu."""
    marker = Marker(asked)
    offered = kinds(request, site) if asked.terms else ()
    for kind, condition in _with_any(offered, asked):
        rows = _rows(request, kind, condition, asked)
        if rows:
            yield _found(kind, rows, marker, site)


def _with_any(offered: Iterable[Kind], asked: Asked) -> list[tuple[Kind, Q]]:
    """Return the kinds that have a row with every term, each with that condition, by one question to the database."""
    conditions = [(kind, [_has(kind, term) for term in asked.terms]) for kind in offered]
    possible = [(kind, reduce(and_, of_terms)) for kind, of_terms in conditions if all(of_terms)]
    if not possible:
        return []
    first, *others = [_label_where(kind.model, condition) for kind, condition in possible]
    labels = {label for (label,) in first.union(*others)}
    return [(kind, condition) for kind, condition in possible if kind.model._meta.label in labels]


def _label_where(model: Any, condition: Q) -> Any:
    """Return the question for the label of a model, answered where it has such a row."""
    rows = model._base_manager.filter(condition).order_by()
    return rows.annotate(of_kind=Value(model._meta.label)).values_list("of_kind")


def _rows(request: HttpRequest, kind: Kind, condition: Q, asked: Asked) -> list[Any]:
    """Return the first rows of a kind that meet the condition, and one more where there are more."""
    rows = kind.pages.get_queryset(request).filter(condition)
    return list(rows.order_by(_rank(kind, asked), *kind.model._meta.ordering, "pk")[: MOST + 1])


def _rank(kind: Kind, asked: Asked) -> Case:
    """Return the order: whose number was asked for, then who has all terms in the title, then the others."""
    text = asked.text.removeprefix("№").strip()
    is_whole = reduce(or_, (Q(**{name: text}) for name in NUMBERS if name in kind.texts), Q())
    titles = Kind(kind.pages, (*kind.texts[:1], *ALSO.get(kind.model, ())), ())
    in_title = [_has(titles, term) for term in asked.terms]
    ranked = [When(is_whole, then=Value(0))] if is_whole else []
    if all(in_title):
        ranked.append(When(reduce(and_, in_title), then=Value(1)))
    return Case(*ranked, default=Value(2))


def _has(kind: Kind, term: Term) -> Q:
    """Return what a row has to meet a term: any piece in any of its texts, or the amount in any of its sums."""
    found = Q()
    for lookup in kind.texts:
        if lookup != "sha256" or len(term.pieces[0]) >= LONG_ENOUGH:
            found |= _through(kind, lookup, _contains(lookup, term))
    for lookup in kind.amounts:
        if term.amounts:
            found |= _through(kind, lookup, Q(**{f"{lookup}__in": term.amounts}))
    return found


def _contains(lookup: str, term: Term) -> Q:
    """Return that a text has a piece, in whatever case of letters; keys are in small ones."""
    if lookup.endswith(SEARCH_TEXT):
        pieces: set[str] = {key for piece in term.pieces if (key := ukrainian.search_key(piece))}
    else:
        pieces = {form for piece in term.pieces for form in variants(piece)}
    return reduce(or_, (Q(**{f"{lookup}__contains": piece}) for piece in sorted(pieces)), Q())


def _through(kind: Kind, lookup: str, condition: Q) -> Q:
    """Return a condition on another table as one on the row, so that none is found twice."""
    if "__" not in lookup or not condition:
        return condition
    return Q(pk__in=kind.model._base_manager.filter(condition).values("pk"))


def _found(kind: Kind, rows: list[Any], marker: Marker, site: AdminSite) -> Found:
    name = f"{site.name}:{kind.model._meta.app_label}_{kind.model._meta.model_name}"
    shown = rows[:MOST]
    labels = labels_of(kind.pages, shown)
    hits = [
        Hit(marker.parts(label), menu.page_of(kind.model, row.pk), marker.details(kind, row, label))
        for row, label in zip(shown, labels, strict=True)
    ]
    rest = reverse(f"{name}_changelist") if len(rows) > MOST else ""
    return Found(menu.group_of(kind.pages).label, str(kind.model._meta.verbose_name_plural), hits, rest)


def labels_of(pages: Any, rows: list[Any]) -> list[str]:
    """Return what rows are called, their words in braces filled in."""
    label = getattr(pages, "choice_label", str)
    filled_words.find_words(rows)
    return [label(row) for row in rows]
