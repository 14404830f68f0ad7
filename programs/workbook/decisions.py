"""The decision in a workbook: its heading, preamble and points, written into the draft of the edition's decision."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from oleksandria_intl.codes_from_names import code_from
from oleksandria_intl.models import Body, Decision, DecisionPoint
from oleksandria_intl.ukrainian import shortened
from programs.models import Edition

from .entries import Book, Place
from .facts import DecisionSheet
from .shown import LONGEST, Said
from .writing import Deed, _is_same_text

TEXTS = ("subject", "preamble")


def write_decision(book: Book, edition: Edition, deeds: set[Deed], by: User) -> list[Said]:
    """Write the words of the decision; return what they were and are, and add to ``deeds`` what was done."""
    words = book.decision
    if not any(words.get(name) for name in (*TEXTS, "points")):
        return []
    decision = edition.decision or _new_decision(book, edition, by)
    if decision is None:
        return []
    is_new, said = edition.decision is None, []
    for name in TEXTS:
        was, now = getattr(decision, name) if not is_new else "", words.get(name, "")
        if name in words and not _is_same_text(was, now):
            said.append(Said(_label(Decision, name), _short(was), _short(now)))
            setattr(decision, name, now)
    if said and not is_new:
        _save(decision, by)
        deeds.add(("change", Decision))
    if is_new:
        edition.decision = decision
        _save(edition, by)
        deeds |= {("add", Decision), ("change", Edition)}
    return said + _write_points(decision, words.get("points", []), deeds, by)


def _new_decision(book: Book, edition: Edition, by: User) -> Decision | None:
    """Return a draft of the council's decision with the people of its last one."""
    place, words = book.decision["place"], book.decision
    body = Body.objects.filter(kind=Body.Kind.COUNCIL).first()
    if body is None:
        book.refuse(place, _("The portal does not know the council as a body that decides: an administrator adds it."))
        return None
    signatory = body.head or Decision.objects.last_signatory()
    codes = set(Decision.objects.values_list("code", flat=True))
    decision = Decision(code=code_from(f"programme {edition.program.slug}", codes), body=body, signatory=signatory)
    decision.subject, decision.preamble = words.get("subject", ""), words.get("preamble", "")
    try:
        decision.full_clean()
    except ValidationError as error:
        for message in error.messages:
            book.refuse(Place(DecisionSheet.title, place.row), message)
        return None
    _save(decision, by)
    return decision


def _write_points(decision: Decision, texts: list[str], deeds: set[Deed], by: User) -> list[Said]:
    """Write the points by their numbers; those beyond the workbook's go."""
    points, said = list(decision.points.order_by("order", "pk")), []
    for number, text in enumerate(texts, 1):
        point = points[number - 1] if number <= len(points) else None
        if point is None:
            last = points[-1].order if points else 0
            _save(DecisionPoint(decision=decision, order=last + number - len(points), text=text), by)
            said.append(_said_point(number, "", text))
            deeds.add(("add", DecisionPoint))
        elif not _is_same_text(point.text, text):
            said.append(_said_point(number, point.text, text))
            point.text = text
            _save(point, by)
            deeds.add(("change", DecisionPoint))
    for number, point in enumerate(points[len(texts) :], len(texts) + 1):
        said.append(_said_point(number, point.text, ""))
        point.delete()
        deeds.add(("delete", DecisionPoint))
    return said


def _said_point(number: int, was: str, now: str) -> Said:
    return Said(_("point %(number)d") % {"number": number}, _short(was), _short(now))


def _label(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


def _short(text: str) -> str:
    return shortened(text, LONGEST)


def _save(row: Any, by: User) -> None:
    row._history_user = by
    row.save()
