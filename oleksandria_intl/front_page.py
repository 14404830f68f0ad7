"""The front page of the admin: what needs a hand today, what the reader last worked on, what does not agree."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from oleksandria_intl import shown_findings
from oleksandria_intl.last_worked import last_worked
from oleksandria_intl.unsaved.waiting import unsaved_forms
from oleksandria_intl.waiting import grouped, waiting_as_kept

FINDINGS_SHOWN = 5


def context(request: HttpRequest, site: AdminSite) -> dict[str, Any]:
    """Return what the front page shows above the menu."""
    person: Any = request.user
    waits = waiting_as_kept(person)
    return {
        "waiting": waits,
        "groups": grouped(waits),
        "late": sum(each.is_overdue for each in waits),
        "unsaved": list(unsaved_forms(request)),
        "worked": last_worked(request, site),
        "findings": _summary(shown_findings.parts(person)),
    }


def findings_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show the findings that the reader may mend; the front page takes its summary from here."""
    person: Any = request.user
    # One part at a time is looked for: each asks the database some fifty times.
    parts = shown_findings.parts(person, {request.GET.get("part") or shown_findings.PORTAL})
    context = {**site.each_context(request), "title": _("What does not agree"), "findings": _summary(parts)}
    return TemplateResponse(request, "admin/findings.html", context)


def _summary(parts: list[shown_findings.Part]) -> dict[str, Any]:
    """Return the findings, how many there are, and the parts that nobody has looked at."""
    rows = sorted((row for part in parts for row in part.rows or ()), key=lambda row: not row.is_error)
    errors = sum(row.is_error for row in rows)
    return {
        "parts": [part for part in parts if part.rows],
        "first": rows[:FINDINGS_SHOWN],
        "errors": errors,
        "warnings": len(rows) - errors,
        "unseen": [part for part in parts if part.rows is None],
    }
