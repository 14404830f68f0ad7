"""The page of the staff's search."""

from __future__ import annotations

from itertools import groupby

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from oleksandria_intl.staff_search.asking import read
from oleksandria_intl.staff_search.finding import MOST, find
from oleksandria_intl.staff_search.near import near


def search_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Show what is found, by the parts of the office's work and kinds of rows."""
    asked = read(request.GET.get("q", ""))
    found = list(find(request, site, asked))
    context = {
        **site.each_context(request),
        "title": _("Search in everything"),
        "searched": asked.text,
        "asked": asked,
        "groups": [(work, list(rows)) for work, rows in groupby(found, key=lambda each: each.work)],
        "count": sum(len(each.hits) for each in found),
        "most": MOST,
        "near": [] if found else near(asked),
    }
    return TemplateResponse(request, "admin/search.html", context)
