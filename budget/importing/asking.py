"""Pages between the file and its outcome: what its columns mean, what becomes of values that are in no table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from budget.admin import late as late_admin
from budget.models import ImportBatch
from oleksandria_intl.tables.cells import UnreadableFile
from oleksandria_intl.tables.outcome import ImportRefused
from oleksandria_intl.tables.views import REFUSALS_SHOWN, BringsIn

from .late import late_words
from .outcome_page import page_context

# What reads and writes files takes long to load: it is imported where a file is at hand.

if TYPE_CHECKING:
    Steps = BringsIn
else:
    Steps = object


class AsksQuestions(Steps):
    """The questions of an import, on its admin pages."""

    def question_urls(self) -> list[URLPattern]:
        """Return the addresses of the questions."""
        return [
            self.page("import/<int:pk>/columns/", "columns", self.columns_view),
            self.page("import/<int:pk>/answers/", "answers", require_POST(self.answers_view)),
        ]

    def questioned(self, upload: ImportBatch, outcome: Any, request: Any, posted: Any = None) -> dict[str, Any]:
        """Return what the page shows, each kind of trouble as one question."""
        from .answer_forms import answers_form
        from .questions import in_words

        context = page_context(upload, outcome)
        if outcome.late:
            context |= {"late_words": late_words(outcome), **late_admin.asked(request)}
        others = [each for each in outcome.refusals if not outcome.questions.asks(each.column, each.value)]
        return context | {
            "refusals": others[:REFUSALS_SHOWN],
            "has_more_refusals": len(others) > REFUSALS_SHOWN,
            "questions": answers_form(outcome, request.user, posted) if len(outcome.questions) else None,
            "answered": list(in_words(upload.unknown)),
            "answers_url": self.page_url("answers", upload.pk),
        }

    def unreadable(self, request: HttpRequest, upload: Any, error: Exception) -> HttpResponse:
        """Ask for the columns of a statement that nobody has explained."""
        from .statements import UnknownColumns

        if isinstance(error, UnknownColumns):
            return HttpResponseRedirect(self.page_url("columns", upload.pk))
        return super().unreadable(request, upload, error)

    def columns_view(self, request: Any, pk: int) -> HttpResponse:
        """Ask once what the columns of a source's statements mean."""
        from . import kept
        from .columns import ColumnsForm

        upload = self.find_upload(request, pk)
        if upload is None or not upload.file:
            return self.waits_no_more(request, upload)
        try:
            unknown = kept.unknown_columns(upload)
        except UnreadableFile as error:
            return self.unreadable(request, upload, error)
        if unknown is None:
            return HttpResponseRedirect(self.page_url("try", pk))
        form = ColumnsForm(request.POST or None, unknown=unknown)
        if form.is_valid():
            try:
                kept.explain(batch=upload, form=form, by=request.user)
                return HttpResponseRedirect(self.page_url("try", pk))
            except (UnreadableFile, ImportRefused) as error:
                form.add_error(None, str(error))
        context = {"upload": upload, "form": form, "discard_url": self.page_url("discard", pk)}
        return self.show(request, "columns", gettext("Columns of the statement"), **context)

    def answers_view(self, request: Any, pk: int) -> HttpResponse:
        """Keep what is answered on values in no table and on hidden rows, and look at the file again."""
        from . import answer_forms, kept

        upload = self.find_upload(request, pk)
        if upload is None or not upload.file:
            return self.waits_no_more(request, upload)
        if "again" in request.POST:
            answer_forms.forget_answers(upload)
            return HttpResponseRedirect(self.page_url("try", pk))
        try:
            outcome = kept.try_out(upload)
        except (UnreadableFile, ImportRefused) as error:
            return self.unreadable(request, upload, error)
        forms = answer_forms.answers_form(outcome, request.user, request.POST)
        if not forms.is_valid():
            return self.show_outcome(request, upload, self.questioned(upload, outcome, request, request.POST))
        answer_forms.keep_answers(upload, forms)
        return HttpResponseRedirect(self.page_url("try", pk))
