"""The import of payments in the admin, in three steps: a file is uploaded, tried, brought in; and taken back."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from budget.admin.base import page_of, page_of_list, page_to_add
from budget.admin.import_form import ImportForm, asked_again, initial_of
from budget.admin.import_page import page_context, told
from budget.importing import kept
from budget.importing.outcome import ImportRefused, Outcome
from budget.importing.template import write_template
from budget.importing.withdrawal import withdraw
from budget.models import EconomicCode, FundingSource, ImportBatch, Measure, Payment, ProgramCode, SpendingUnit
from oleksandria_intl.admin.base import REFUSALS, refusal_sentence
from oleksandria_intl.documents.store import MEDIA_TYPES
from oleksandria_intl.tables.cells import UnreadableFile
from programs.models import Program

FOLDER = "admin/budget/importbatch"


class ImportsPayments(admin.ModelAdmin):
    """The pages by which a file comes in; a file that waits is seen by whoever uploaded it."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those bring in payments whom the table of roles names."""
        return request.user.has_perm("budget.add_importbatch")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        """Let those take payments back who may bring them in and delete them."""
        return self.has_add_permission(request) and request.user.has_perm("budget.delete_payment")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave out the files that wait for somebody else."""
        return kept.visible_to(request.user, super().get_queryset(request))

    def get_urls(self) -> list[Any]:
        """Return the pages of the import beside the list and the records."""
        return [
            self._page("template/<slug:slug>.xlsx", "template", require_GET(self.template_view)),
            self._page("<int:pk>/try/", "try", self.try_view),
            self._page("<int:pk>/discard/", "discard", require_POST(self.discard_view)),
            self._page("<int:pk>/withdraw/", "withdraw", self.withdraw_view),
            *super().get_urls(),
        ]

    def _page(self, route: str, name: str, view: Any) -> URLPattern:
        def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return path(route, self.admin_site.admin_view(allowed), name=f"budget_importbatch_{name}")

    # The file

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """Ask for a file and keep it, or say what is wrong with it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        is_posted = request.method == "POST"
        form = ImportForm(request.POST, request.FILES) if is_posted else ImportForm(initial=initial_of(request.GET))
        if is_posted and form.is_valid() and (batch := self._keep(request, form)):
            return HttpResponseRedirect(reverse("admin:budget_importbatch_try", args=[batch.pk]))
        context = {"form": form, "programs": Program.objects.all()}
        return self._show(request, "upload", gettext("Payments from a file"), context)

    def _keep(self, request: Any, form: ImportForm) -> ImportBatch | None:
        """Keep the uploaded file; where it cannot be read, say so beside it."""
        kept.sweep()
        data = form.cleaned_data
        try:
            return kept.keep(
                upload=data["file"],
                filters=form.filters,
                is_whole=data["is_whole"],
                total=data["total"],
                by=request.user,
            )
        except (UnreadableFile, ImportRefused) as error:
            form.add_error("file", str(error))
        return None

    def template_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Send the office's Excel template with a programme's drop-down lists."""
        program = get_object_or_404(Program, slug=slug)
        file = io.BytesIO()
        measures = Measure.objects.named().filter(program=program).order_by("code")
        write_template(
            file,
            measures=[(measure.code, measure.newest_name or "") for measure in measures],
            sources=FundingSource.objects.values_list("code", "name_uk"),
            program_codes=ProgramCode.objects.values_list("code", "name_uk"),
            economic_codes=EconomicCode.objects.values_list("code", "name_uk"),
            payers=SpendingUnit.objects.values_list("register_code", "name_uk"),
        )
        headers = {"Content-Disposition": f'attachment; filename="payments-{program.slug}.xlsx"'}
        return HttpResponse(file.getvalue(), content_type=MEDIA_TYPES["xlsx"], headers=headers)

    # The try

    def try_view(self, request: HttpRequest, pk: int) -> Any:
        """Show what would become of a kept file, and bring it in when told so."""
        batch = self._found(request, pk)
        if batch is None:
            return self._gone(request, pk)
        if not batch.file:
            return self._already(request, batch)
        try:
            return self._bring_in(request, batch) if request.method == "POST" else self._try(request, batch)
        except (UnreadableFile, ImportRefused) as error:
            return self._show_try(request, batch, {"error": str(error)})

    def _try(self, request: HttpRequest, batch: ImportBatch) -> TemplateResponse:
        return self._show_try(request, batch, page_context(batch, kept.try_out(batch)))

    def _show_try(self, request: HttpRequest, batch: ImportBatch, context: dict[str, Any]) -> TemplateResponse:
        shown = {"batch": batch, "filter_words": self.filter_words(batch)}  # type: ignore[attr-defined]
        return self._show(request, "try", gettext("What would become of the file"), shown | context)

    def _bring_in(self, request: Any, batch: ImportBatch) -> Any:
        is_whole = batch.is_whole and "partial" not in request.POST
        outcome = kept.bring_in_kept(batch=batch, is_whole=is_whole, by=request.user)
        if outcome is None:
            return self._already(request, batch)
        if not outcome.is_written:
            sentence = gettext("Nothing was brought in: the register has changed since. Look at the file again.")
            self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(request.path)
        self._say_what_came_in(request, batch, outcome)
        return HttpResponseRedirect(page_of(batch))

    def _say_what_came_in(self, request: HttpRequest, batch: ImportBatch, outcome: Outcome) -> None:
        self.message_user(request, told(outcome), messages.SUCCESS)
        if count := outcome.waiting.count:
            address = page_of_list(Payment, state="waiting", batch__id__exact=batch.pk)
            words = gettext("Waiting for a measure: %(count)d") % {"count": count}
            self.message_user(request, format_html('<a href="{}">{}</a>', address, words), messages.WARNING)

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Forget a kept file; go on to another one, or back to the list."""
        batch = self._found(request, pk)
        if batch is None:
            return self._gone(request, pk)
        if not batch.file:
            return self._already(request, batch)
        kept.discard(batch=batch)
        if "another" in request.POST:
            return HttpResponseRedirect(f"{page_to_add(ImportBatch)}?{asked_again(batch)}")
        self.message_user(request, gettext("The file is deleted; nothing was brought in."), messages.INFO)
        return HttpResponseRedirect(page_of_list(ImportBatch))

    # The record

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Lead to the payments that came in with the file; a file that waits is looked at instead."""
        batch = self.get_object(request, object_id)
        if batch is None:
            return super().change_view(request, object_id, form_url, extra_context)
        if batch.file and self.has_add_permission(request):
            return HttpResponseRedirect(reverse("admin:budget_importbatch_try", args=[batch.pk]))
        links = {"payments_url": page_of_list(Payment, batch__id__exact=batch.pk)}
        if batch.still:
            links["waiting_url"] = page_of_list(Payment, state="waiting", batch__id__exact=batch.pk)
        if self.has_withdraw_permission(request) and batch.payments.exists():
            links["withdraw_url"] = reverse("admin:budget_importbatch_withdraw", args=[batch.pk])
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **links})

    def withdraw_view(self, request: Any, pk: int) -> Any:
        """Ask, then take back the payments of an import that nobody has worked on since."""
        if not self.has_withdraw_permission(request):
            raise PermissionDenied
        batch = self._found(request, pk)
        if batch is None or batch.file:
            return self._gone(request, pk)
        if request.method != "POST":
            context = {"batch": batch, "count": batch.payments.count()}
            return self._show(request, "withdraw", gettext("Take the import back"), context)
        self._withdraw(request, batch)
        return HttpResponseRedirect(page_of(batch))

    def _withdraw(self, request: Any, batch: ImportBatch) -> None:
        try:
            done = withdraw(batch=batch, by=request.user)
        except REFUSALS as error:
            self.message_user(request, refusal_sentence(error), messages.ERROR)
            return
        sentence = gettext("Taken back: %(withdrawn)d. Left, for somebody has worked on them since: %(kept)d.")
        self.message_user(request, sentence % done._asdict(), messages.WARNING if done.kept else messages.SUCCESS)

    # What all of them do

    def _found(self, request: HttpRequest, pk: int) -> Any:
        return self.get_queryset(request).filter(pk=pk).first()

    def _gone(self, request: HttpRequest, pk: int) -> HttpResponse:
        sentence = gettext("This file is not kept any more, or somebody else uploaded it.")
        self.message_user(request, sentence, messages.WARNING)
        return HttpResponseRedirect(page_of_list(ImportBatch))

    def _already(self, request: HttpRequest, batch: ImportBatch) -> HttpResponse:
        self.message_user(request, gettext("This file is brought in already."), messages.WARNING)
        return HttpResponseRedirect(page_of(batch))

    def _show(self, request: HttpRequest, page: str, title: str, context: dict[str, Any]) -> TemplateResponse:
        common = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, "page": page}
        return TemplateResponse(request, f"{FOLDER}/{page}.html", common | context)
