"""Admin pages of imports of payments: their list, the three steps by which a file comes in, how it is taken back."""

from __future__ import annotations

import io
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from budget.admin import late as late_admin
from budget.admin.base import page_of, page_of_list, page_to_add
from budget.admin.sums import amount_text
from budget.models import EconomicCode, FundingSource, ImportBatch, Measure, Payment, ProgramCode, SpendingUnit
from budget.periods import ReasonNeeded
from oleksandria_intl.admin.base import REFUSALS, ReadOnlyAdmin, refusal_sentence
from oleksandria_intl.documents.store import MEDIA_TYPES
from oleksandria_intl.tables.views import BringsIn
from oleksandria_intl.work import Work
from programs.admin.choices import ProgramFilter
from programs.models import Program

from .alike_form import keep_words
from .asking import AsksQuestions
from .forms import ImportForm, asked_again, initial_of
from .outcome_page import filter_words, summary
from .withdrawal import withdraw

# What reads and writes files takes long to load: it is imported where a file is at hand.


@admin.register(ImportBatch)
class ImportBatchAdmin(AsksQuestions, BringsIn, ReadOnlyAdmin):
    """Files of payments that came in: what each held, what became of it, who did it; and how one comes in."""

    group = Work.MONEY
    is_searched = False
    upload_model = ImportBatch
    step_templates = "admin/budget/importbatch"
    file_title = _("Payments from a file")

    place = 270
    list_display = ("file_name", "state", "imported_by", "created", "changed", "refused", "still_waiting")
    list_filter = (("program", ProgramFilter),)
    list_select_related = ("imported_by", "program")
    sortable_by = ("state",)
    date_hierarchy = "uploaded_at"
    search_fields = ("file_name", "sha256")
    fieldsets = [
        (None, {"fields": ("program", "file_name", "dialect", "filter_words", "is_whole")}),
        (
            _("Result by rows"),
            {"fields": ("created", "changed", "unchanged", "skipped", "refused", "waiting", "total_words")},
        ),
        (_("Who and when"), {"fields": ("uploaded_at", "imported_at", "imported_by", "reason", "sha256")}),
    ]
    readonly_fields = ("filter_words", "total_words")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Leave out the files that wait for somebody else; count the payments of each that still wait."""
        rows: Any = super().get_queryset(request)
        waiting = models.Q(payments__measure=None, payments__is_outside=False)
        return rows.visible_to(request.user).annotate(still=models.Count("payments", filter=waiting))

    @admin.display(description=_("imported at"), ordering="uploaded_at")
    def state(self, batch: ImportBatch) -> str:
        """When the file was brought in, or that it waits for that."""
        if batch.file:
            return gettext("not yet: check and import")
        day = timezone.localtime(batch.imported_at or batch.uploaded_at)
        return f"{day:%d.%m.%Y %H:%M}"

    @admin.display(description=_("not yet assigned to a measure"))
    def still_waiting(self, batch: Any) -> int:
        """How many of its payments nobody has assigned yet."""
        return batch.still

    @admin.display(description=_("filters"))
    def filter_words(self, batch: ImportBatch) -> str:
        """What was let in."""
        return filter_words(batch)

    @admin.display(description=_("total of the file, UAH"))
    def total_words(self, batch: ImportBatch) -> str:
        """The total that the file itself states."""
        return amount_text(batch.total)

    # Who may, and where

    def may_bring_in(self, request: HttpRequest) -> bool:
        """Let those bring in payments whom the table of roles names."""
        return request.user.has_perm("budget.add_importbatch")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A record is added by bringing in a file."""
        return self.may_bring_in(request)

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        """Let those take payments back who may bring them in and delete them."""
        return self.may_bring_in(request) and request.user.has_perm("budget.delete_payment")

    def get_urls(self) -> list[Any]:
        """Return the pages of the import beside the list and the records."""
        return [
            self.page("template/<slug:slug>.xlsx", "template", require_GET(self.template_view)),
            self.page("<int:pk>/withdraw/", "withdraw", self.withdraw_view),
            self.page("import/<int:pk>/words/", "words", require_POST(self.words_view)),
            *self.question_urls(),
            *self.step_urls(),
            *super().get_urls(),
        ]

    # The file

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """Begin with the file."""
        if not self.may_bring_in(request):
            raise PermissionDenied
        return self.file_view(request)

    def upload_form(self, request: HttpRequest) -> Any:
        """Ask what of the file may enter, too."""
        is_posted = request.method == "POST"
        return ImportForm(request.POST, request.FILES) if is_posted else ImportForm(initial=initial_of(request.GET))

    def file_context(self, request: HttpRequest) -> dict[str, Any]:
        """Offer the office's template for each programme; on an empty portal, say what it needs first."""
        from .first_steps import first_steps

        return {"programs": Program.objects.named(), "first_steps": first_steps(cast(User, request.user))}

    def keep(self, request: Any, form: Any) -> ImportBatch:
        """Keep a file that can be read."""
        from . import kept

        asked = {name: form.cleaned_data[name] for name in ("is_whole", "total")}
        return kept.keep(upload=form.cleaned_data["file"], filters=form.filters, by=request.user, **asked)

    def template_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Send the office's Excel template with a programme's drop-down lists."""
        from .template import write_template

        program = get_object_or_404(Program, slug=slug)
        file = io.BytesIO()
        measures = Measure.objects.named().filter(program=program).order_by("code")
        write_template(
            file,
            {
                "measure": [(measure.code, measure.shown_name or "") for measure in measures],
                "source": FundingSource.objects.values_list("code", "name_uk"),
                "program_code": ProgramCode.objects.values_list("code", "name_uk"),
                "economic_code": EconomicCode.objects.values_list("code", "name_uk"),
                "payer_code": SpendingUnit.objects.values_list("register_code", "name_uk"),
            },
        )
        headers = {"Content-Disposition": f'attachment; filename="payments-{program.slug}.xlsx"'}
        return HttpResponse(file.getvalue(), content_type=MEDIA_TYPES["xlsx"], headers=headers)

    # What would become of it

    def upload_context(self, upload: ImportBatch) -> dict[str, Any]:
        """Say what was let in."""
        return {"filter_words": filter_words(upload), "words_url": self.page_url("words", upload.pk)}

    def look_at(self, request: HttpRequest, upload: ImportBatch) -> dict[str, Any]:
        """Show the rows by what becomes of them, with their sums."""
        from . import kept

        return self.questioned(upload, kept.try_out(upload), request)

    def words_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep what somebody says of the rows that look like payments, and look at the file again."""
        upload = self.find_upload(request, pk)
        if upload is None or not upload.file:
            return self.waits_no_more(request, upload)
        keep_words(upload, request.POST.dict())
        return HttpResponseRedirect(self.page_url("try", upload.pk))

    def bring_in(self, request: Any, upload: ImportBatch) -> bool | None:
        """Bring in the file, or its good rows only."""
        from . import kept

        is_whole = upload.is_whole and "partial" not in request.POST
        reason = request.POST.get(late_admin.REASON, "")
        outcome = kept.bring_in_kept(batch=upload, is_whole=is_whole, by=request.user, reason=reason)
        if outcome is None or not outcome.is_written:
            return None if outcome is None else False
        self.message_user(request, summary(outcome), messages.SUCCESS)
        if count := outcome.waiting.count:
            address = page_of_list(Payment, state="waiting", batch__id__exact=upload.pk)
            words = gettext("Not assigned to a measure: %(count)d") % {"count": count}
            self.message_user(request, format_html('<a href="{}">{}</a>', address, words), messages.WARNING)
        return True

    def page_of_upload(self, upload: ImportBatch) -> str:
        """Return the address of the record."""
        return page_of(upload)

    def another_file_url(self, upload: ImportBatch) -> str:
        """Begin as the form was filled in for the file."""
        return f"{page_to_add(ImportBatch)}?{asked_again(upload)}"

    # The record

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Lead to the payments that came in with the file; a file that waits is looked at instead."""
        batch = self.get_object(request, object_id)
        if batch is None:
            return super().change_view(request, object_id, form_url, extra_context)
        if batch.file and self.has_add_permission(request):
            return HttpResponseRedirect(self.page_url("try", batch.pk))
        links = {"payments_url": page_of_list(Payment, batch__id__exact=batch.pk)}
        if batch.still:
            links["waiting_url"] = page_of_list(Payment, state="waiting", batch__id__exact=batch.pk)
        if self.has_withdraw_permission(request) and batch.payments.exists():
            links["withdraw_url"] = self.page_url("withdraw", batch.pk)
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **links})

    def withdraw_view(self, request: Any, pk: int) -> Any:
        """Ask, then take back the payments of an import that nobody has worked on since."""
        if not self.has_withdraw_permission(request):
            raise PermissionDenied
        batch = self.find_upload(request, pk)
        if batch is None or batch.file:
            return self.waits_no_more(request, None)
        if request.method != "POST":
            count = batch.payments.count()
            return self.show(request, "withdraw", gettext("Undo the import"), batch=batch, count=count)
        try:
            self._withdraw(request, batch)
        except ReasonNeeded as error:
            return late_admin.page_that_asks(request, error)
        return HttpResponseRedirect(page_of(batch))

    def _withdraw(self, request: Any, batch: ImportBatch) -> None:
        try:
            with late_admin.under_reason(request):
                done = withdraw(batch=batch, by=request.user)
        except ReasonNeeded:
            raise
        except REFUSALS as error:
            self.message_user(request, refusal_sentence(error), messages.ERROR)
            return
        sentence = gettext("Deleted: %(withdrawn)d. Kept, because somebody has worked on them since: %(kept)d.")
        self.message_user(request, sentence % done._asdict(), messages.WARNING if done.kept else messages.SUCCESS)
