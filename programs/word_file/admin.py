"""Admin pages of Word files that came back: the form, what each proposes, and what was decided."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from oleksandria_intl import papers
from oleksandria_intl.admin.base import ReadOnlyAdmin
from oleksandria_intl.admin.lists import column
from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.work import Work
from programs.admin.choices import EditionFilter
from programs.models import WordFile, WordProposal
from programs.word_file import prefills, services, shown
from programs.word_file.forms import WordFileForm

DECISIONS = {"take": services.take, "refuse": services.refuse, "reconsider": services.reconsider}


@admin.register(WordFile)
class WordFileAdmin(ReadOnlyAdmin):
    """Papers that somebody edited in Word: what they say otherwise, beside the fields that print it."""

    group = Work.MORE
    place = 115
    list_display = ("file_name", "edition_key", "uploaded_at", "uploaded_by", "still_waiting")
    list_filter = (("edition", EditionFilter),)
    list_select_related = ("edition__program", "uploaded_by")
    search_fields = ("file_name", "sha256")
    sortable_by = ()

    edition_key = column(_("edition"), "edition.key")
    still_waiting = column(_("proposals that wait"), "waiting")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Return the files with how many of their proposals wait."""
        rows: Any = super().get_queryset(request)
        return rows.with_waiting()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those bring files back whom the table of roles names."""
        return bool(request.user.has_perm("programs.add_wordfile"))

    def get_urls(self) -> list[URLPattern]:
        """Return the pages, and where decisions are sent."""
        decide = self.admin_site.admin_view(self._allowed_to_decide)
        route = "<int:pk>/proposals/<int:proposal>/<slug:decision>/"
        return [path(route, decide, name="programs_wordfile_decide"), *super().get_urls()]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Ask for a file and read it, or say what is wrong with it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        is_posted = request.method == "POST"
        form = WordFileForm(request.POST, request.FILES) if is_posted else WordFileForm(initial=request.GET.dict())
        if form.is_bound and form.is_valid():
            try:
                return HttpResponseRedirect(self._page_of(self._take_in(request, form.cleaned_data)))
            except (UnreadableFile, ValidationError) as error:
                sentences = error.messages if isinstance(error, ValidationError) else [str(error)]
                form.add_error("file", " ".join(sentences))
        return self._show(request, "file", gettext("The edited Word file"), form=form)

    def _take_in(self, request: Any, facts: dict[str, Any]) -> WordFile:
        file = facts["file"]
        return services.take_in(edition=facts["edition"], file=file.file, file_name=file.name, by=request.user)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show what a file proposes."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        file = self.get_object(request, object_id)
        if file is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        if request.method == "POST":
            raise PermissionDenied
        kind = papers.KINDS.get(file.paper)
        return self._show(
            request,
            "proposals",
            str(file),
            file=file,
            paper=kind.title if kind else file.paper,
            edition_url=reverse("admin:programs_edition_change", args=[file.edition_id]),
            proposals=list(shown.shown_proposals(file, request)),
            may_decide=self._may_decide(request),
        )

    def _may_decide(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(prefills.POWER))

    def _allowed_to_decide(self, request: HttpRequest, **facts: Any) -> HttpResponse:
        if not self._may_decide(request):
            raise PermissionDenied
        return require_POST(self.decide_view)(request, **facts)

    def decide_view(self, request: Any, pk: int, proposal: int, decision: str) -> HttpResponse:
        """Take, refuse or reconsider a proposal."""
        found = WordProposal.objects.of_file(pk).filter(pk=proposal).first()
        if found is None or decision not in DECISIONS:
            raise Http404
        try:
            DECISIONS[decision](proposal=found, by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.WARNING)
        return HttpResponseRedirect(f"{self._page_of(found.file)}#proposal-{proposal}")

    def _page_of(self, file: WordFile) -> str:
        return reverse("admin:programs_wordfile_change", args=[file.pk])

    def _show(self, request: HttpRequest, page: str, title: str, **context: Any) -> TemplateResponse:
        common = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        common["list_url"] = reverse("admin:programs_wordfile_changelist")
        return TemplateResponse(request, f"admin/programs/wordfile/{page}.html", common | context)
