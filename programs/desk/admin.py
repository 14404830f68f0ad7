"""The admin's pages of the workspace of an edition."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control

from oleksandria_intl import papers
from oleksandria_intl.admin import prefilling
from oleksandria_intl.admin.base import RecordedAdmin
from oleksandria_intl.admin.fields import is_key
from oleksandria_intl.admin.lists import CarefulList
from oleksandria_intl.documents.html import stylesheet
from oleksandria_intl.kept_results import kept
from programs.desk.access import RETURN, Access
from programs.desk.marking import shown_parts
from programs.desk.opening import Opening
from programs.desk.outline import Outline
from programs.desk.state import state_of
from programs.desk.tables import TableLink
from programs.desk.whole import parts_of_paper
from programs.edition_paper import EditionPaper
from programs.models import Edition

ROUTE = "<int:pk>/desk/"
NAME = "programs_edition_desk"


class DeskList(CarefulList):
    """The list of editions, each of which opens as its workspace."""

    def url_for_result(self, result: Any) -> str:
        """Return the workspace of an edition."""
        return desk_address(result.pk)


class DeskPages(RecordedAdmin):
    """Adds the workspace to the pages of editions."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[CarefulList]:
        """Return the list that leads to the workspaces."""
        return DeskList

    def get_urls(self) -> list[URLPattern]:
        """Return these pages, too."""
        view = self.admin_site.admin_view
        return [
            path(ROUTE, view(self.desk_view), name=NAME),
            path(f"{ROUTE}paper/", view(self.desk_paper_view), name=f"{NAME}_paper"),
            path(f"{ROUTE}state/", view(self.desk_state_view), name=f"{NAME}_state"),
            path(f"{ROUTE}open/", view(self.desk_open_view), name=f"{NAME}_open"),
            path("desk/paper.css", view(paper_style, cacheable=True), name=f"{NAME}_style"),
            *super().get_urls(),
        ]

    def desk_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the outline and the paper; the script puts the forms beside them."""
        edition = self._edition(request, pk)
        context = {
            **self.admin_site.each_context(request),
            **_shown(request, edition),
            "title": gettext("Workspace: %(edition)s") % {"edition": edition.titled()},
            "opts": self.opts,
            "edition": edition,
            "media": self.media,
            "papers": [
                self._paper_links(edition, kind) for kind in papers.kinds_of("edition") if kind.applies(edition)
            ],
            "is_nav_sidebar_enabled": False,
        }
        return TemplateResponse(request, "admin/programs/desk/page.html", context)

    def desk_paper_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the outline and the parts of the paper as they are now."""
        edition = self._edition(request, pk)
        shown = _shown(request, edition)
        outline = render_to_string("admin/programs/desk/outline.html", shown, request)
        return _data({"parts": shown["parts"], "outline": outline})

    def desk_state_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return what does not agree, and what has changed."""
        edition = self._edition(request, pk)
        return _data(kept(f"state-{pk}", lambda: state_of(edition)))

    def desk_open_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Lead to the form of a source; tell the page's script where it is and what the text is made of."""
        edition = self._edition(request, pk)
        opening = Opening(Access(request, edition), request.GET.get("source", ""), request.GET.get("field", ""))
        if request.accepts("text/html"):
            return HttpResponseRedirect(opening.address() or desk_address(pk))
        return _data(opening.as_data())

    def _edition(self, request: HttpRequest, pk: int) -> Any:
        """Return the edition with what its papers print; raise ``PermissionDenied`` for who may not see it."""
        self.seen_row(request, pk)
        return Edition.objects.with_papers().select_related("base__program").get(pk=pk)

    def _paper_links(self, edition: Edition, kind: papers.PaperKind) -> dict[str, Any]:
        raise NotImplementedError


def _shown(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """Return the paper in parts and its outline, as the reader may see and change them."""
    paper, access = EditionPaper(edition), Access(request, edition)
    parts = shown_parts(parts_of_paper(paper), access)
    outline = Outline(paper, access, parts)
    entries = outline.entries()
    return {
        "edition": edition,
        "parts": with_tables(parts, outline.tables(entries)),
        "outline": entries,
        "may_change": access.may_change_anything,
    }


def with_tables(parts: dict[str, str], tables: dict[str, list[TableLink]]) -> dict[str, str]:
    """Return the parts, those with a grid of their own below the link to it."""
    return {key: f"{links_to(tables.get(key, []))}{shown}" for key, shown in parts.items()}


def links_to(tables: list[TableLink]) -> str:
    """Return the links to grids as a line above a part of the paper."""
    rows = ((each.address, each.label) for each in tables)
    links = format_html_join(" ", '<a class="desk-table" href="{}">{}</a>', rows)
    return format_html('<p class="desk-tables">{}</p>', links) if tables else ""


def _data(said: dict[str, Any]) -> JsonResponse:
    """Return data, Ukrainian letters as they are: escaped, a paper would be twice as long."""
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})


def desk_address(pk: object) -> str:
    """Return where the workspace of an edition is."""
    return reverse(f"admin:{NAME}", args=[pk])


@cache_control(max_age=3600)
def paper_style(request: HttpRequest) -> HttpResponse:
    """Return the stylesheet of papers, measures and all."""
    return HttpResponse(stylesheet(), content_type="text/css; charset=utf-8")


def _way_back(request: HttpRequest, key: str) -> str:
    """Return the workspace that a form was opened from."""
    return desk_address(key) if is_key(Edition._meta.pk, key) else ""


prefilling.register(RETURN, prefilling.Prefiller(find=lambda request, key: None, saved=_way_back))
