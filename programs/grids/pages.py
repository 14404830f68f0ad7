"""The page of a table: shown, saved with one button, given back with what is refused at its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from oleksandria_intl.admin.base import REFUSALS, RecordedAdmin, refusal_sentence
from oleksandria_intl.admin.giving_back import carried, forgetting, unsaved_text
from oleksandria_intl.undo import keeping
from oleksandria_intl.undo.recording import Act, Image, Recording, recording
from programs.grids.base import Grid
from programs.grids.cells import GridView
from programs.grids.registry import grids_of, kind_of
from programs.grids.rows import GridRow, posted_rows, read_values, stored_rows
from programs.grids.saving import Refused, save_grid
from programs.models import Edition

TEMPLATE = "admin/programs/grids/page.html"


class GridPages(RecordedAdmin):
    """Pages of a row whose tables are edited as tables."""

    def grid_page(
        self,
        request: HttpRequest,
        grid: Grid,
        fresh: Callable[[], Grid],
        writing: Callable[[HttpRequest], AbstractContextManager[Any]] = lambda request: nullcontext(),
    ) -> HttpResponseBase:
        """Show a table, or save what was typed into it; ``fresh`` makes the table anew once the rows are locked."""
        if not grid.may_see(request.user):
            raise PermissionDenied
        text, sentence = unsaved_text(request)
        if sentence:
            messages.warning(request, sentence)
        if text is not None:
            return self._show(request, grid, _typed(grid, text), text=text)
        if request.method != "POST":
            return self._show(request, grid, stored_rows(grid))
        return self._save(request, grid, fresh, writing)

    def _save(self, request: HttpRequest, grid: Grid, fresh: Callable[[], Grid], writing: Any) -> HttpResponseBase:
        rows: list[GridRow] = []
        try:
            with recording() as noted, writing(request), locked(grid.owner):
                grid = fresh()
                rows = posted_rows(grid, request.POST)
                if not grid.may_edit:
                    raise ValidationError(_("This table is closed to you by now: nothing has been written."))
                is_changed = save_grid(grid=grid, rows=rows, by=request.user)
        except Refused:
            return self._show(request, grid, rows, sentence=_("Nothing has been written: look at what is marked."))
        except REFUSALS as error:
            shown = rows if grid.may_edit and rows else stored_rows(grid)
            return self.asked_again(request, error) or self._show(
                request, grid, shown, sentence=refusal_sentence(error)
            )
        self._say(request, grid, noted, is_changed)
        return forgetting(request, HttpResponseRedirect(request.get_full_path()))

    def asked_again(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Return a page that asks for what the database wants to know before it writes; nothing by default."""
        return None

    def _say(self, request: Any, grid: Grid, noted: Recording, is_changed: bool) -> None:
        if not is_changed or not noted.images:
            self.message_user(request, _("Nothing was changed, and nothing is written."), messages.INFO)
            return
        owner = Image(type(grid.owner), grid.owner.pk, Act.CHANGED, f"{grid.title}: {grid.owner}")
        request.undoable = keeping.keep_change(images=noted.images, row=owner, by=request.user)
        sentence = _("The table is saved; changes: %(count)d.") % {"count": len(noted.images)}
        self.message_user(request, sentence, messages.SUCCESS)

    def _show(
        self, request: HttpRequest, grid: Grid, rows: list[GridRow], *, sentence: Any = "", text: Any = None
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "is_nav_sidebar_enabled": False,
            "title": grid.title,
            "opts": self.opts,
            "owner": grid.owner,
            "list_url": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"),
            "back_url": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[grid.owner.pk]),
            "grid": grid,
            "view": GridView(grid, rows),
            "sentence": sentence,
            **grid.panel(),
            **carried(request, text),
        }
        return TemplateResponse(request, TEMPLATE, context)


def _typed(grid: Grid, text: Any) -> list[GridRow]:
    try:
        rows = posted_rows(grid, text)
    except ValidationError:
        return stored_rows(grid)
    read_values(grid, rows)
    return rows


@contextmanager
def locked(owner: models.Model) -> Iterator[None]:
    """Write in one transaction under the lock of the owner: two of its tables are saved one after another."""
    with transaction.atomic():
        type(owner)._default_manager.select_for_update().filter(pk=owner.pk).order_by().first()
        yield


class EditionGridPages(GridPages):
    """Adds the tables of an edition to its pages."""

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of the tables, too."""
        view = self.admin_site.admin_view(self.table_view)
        return [path("<int:pk>/table/<slug:kind>/", view, name="programs_edition_table"), *super().get_urls()]

    def table_view(self, request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
        """Show a table of an edition, or save it."""
        edition: Any = self.seen_row(request, pk)
        grid = kind_of(kind)
        if grid is None:
            raise Http404
        kept = grid

        def fresh() -> Grid:
            return kept(Edition.objects.select_related("program").get(pk=pk), request.user, request.GET)

        return self.grid_page(request, kept(edition, request.user, request.GET), fresh)

    def panel(self, request: HttpRequest, row: Edition) -> dict[str, Any]:
        """Return the links to the edition's tables, too."""
        return {**super().panel(request, row), "grid_links": grid_links(row, request.user)}


def grid_links(edition: Edition, user: Any) -> list[tuple[str, Any]]:
    """Return the addresses and titles of an edition's tables that a person may see."""
    return [(grid_url(edition, grid.kind), grid.title) for grid in grids_of(user)]


def grid_url(edition: Edition, kind: str) -> str:
    """Return the address of a table of an edition."""
    return reverse("admin:programs_edition_table", args=[edition.pk, kind])
