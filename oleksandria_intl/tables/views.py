"""The pages by which a file comes in, in three steps: the file, what would become of it, in the portal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST

from . import uploads
from .cells import UnreadableFile
from .outcome import Change, ImportRefused, Outcome
from .uploads import Upload

REFUSALS_SHOWN = 200


class Verdict(NamedTuple):
    """What may be done with a file: a sentence, how it looks, the button if there is one, what it posts."""

    sentence: str
    look: str
    button: str = ""
    posts: dict[str, str] = {}


class ShownLine(NamedTuple):
    """A row that makes something new or changes something, as the page shows it; with the address of the record."""

    row: int
    record: str
    url: str
    is_new: bool
    changes: list[Change]


class BringsIn:
    """The three steps on a model's admin pages; a file that waits is seen by whoever uploaded it."""

    admin_site: Any
    opts: Any
    message_user: Any

    upload_model: ClassVar[type[Upload]]
    step_templates: ClassVar[str]
    """The folder of the templates ``file.html`` and ``outcome.html``."""
    file_title: ClassVar[Any] = gettext_lazy("Import")

    # What the import says

    def may_bring_in(self, request: HttpRequest) -> bool:
        """Whether the reader may bring in files here."""
        raise NotImplementedError

    def upload_form(self, request: HttpRequest) -> forms.Form:
        """Return the form that asks for the file, filled in where it was posted."""
        raise NotImplementedError

    def file_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the first page shows beside the form."""
        return {}

    def keep(self, request: HttpRequest, form: Any) -> Upload:
        """Read the file of a valid form through and keep it; raise ``UnreadableFile`` or ``ImportRefused``."""
        raise NotImplementedError

    def look_at(self, request: HttpRequest, upload: Any) -> dict[str, Any]:
        """Return what the second page shows of a file: ``outcome_context`` and more; raise as ``keep`` does."""
        raise NotImplementedError

    def upload_context(self, upload: Any) -> dict[str, Any]:
        """Return what the second page says of the file itself."""
        return {}

    def bring_in(self, request: HttpRequest, upload: Any) -> bool | None:
        """Bring the file in and say so; False where nothing came in, None where it came in before."""
        raise NotImplementedError

    def page_of_upload(self, upload: Any) -> str:
        """Return the address of what came in."""
        return self.page_url("changelist")

    def another_file_url(self, upload: Any) -> str:
        """Return the address of the first page as it was for a file."""
        raise NotImplementedError

    # The addresses

    def step_urls(self) -> list[URLPattern]:
        """Return the addresses of the second step; the first one's is the import's own."""
        return [
            self.page("import/<int:pk>/", "try", self.try_view),
            self.page("import/<int:pk>/discard/", "discard", require_POST(self.discard_view)),
        ]

    def page(self, route: str, name: str, view: Any) -> URLPattern:
        """Return the address of a page for those who may bring in files."""

        def allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not self.may_bring_in(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return path(route, self.admin_site.admin_view(allowed), name=self.page_name(name))

    def page_name(self, page: str) -> str:
        """Return the name of a page's address."""
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def page_url(self, page: str, *args: Any) -> str:
        """Return the address of a page."""
        return reverse(f"{self.admin_site.name}:{self.page_name(page)}", args=args)

    # The steps

    def file_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for a file and keep it, or say what is wrong with it."""
        form = self.upload_form(request)
        if form.is_bound and form.is_valid():
            uploads.sweep(self.upload_model)
            try:
                return HttpResponseRedirect(self.page_url("try", self.keep(request, form).pk))
            except (UnreadableFile, ImportRefused) as error:
                form.add_error("file", str(error))
        return self.show(request, "file", self.file_title, form=form, **self.file_context(request))

    def try_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what would become of a kept file, and bring it in when asked to."""
        upload = self.find_upload(request, pk)
        if upload is None or not upload.file:
            return self.waits_no_more(request, upload)
        try:
            if request.method == "POST":
                return self._bring_in(request, upload)
            return self.show_outcome(request, upload, self.look_at(request, upload))
        except (UnreadableFile, ImportRefused) as error:
            return self.unreadable(request, upload, error)

    def unreadable(self, request: HttpRequest, upload: Any, error: Exception) -> HttpResponse:
        """Say why a kept file cannot be read, or nothing of it can come in."""
        return self.show_outcome(request, upload, {"error": str(error)})

    def _bring_in(self, request: HttpRequest, upload: Any) -> HttpResponse:
        done = self.bring_in(request, upload)
        if done is None:
            return self.waits_no_more(request, self.find_upload(request, upload.pk))
        if not done:
            sentence = gettext("Nothing was imported: rows have changed since. Check the file again.")
            self.message_user(request, sentence, messages.ERROR)
        return HttpResponseRedirect(self.page_of_upload(upload) if done else request.path)

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete a waiting upload; go on to another one, or back to the list."""
        upload = self.find_upload(request, pk)
        if upload is None or not upload.file:
            return self.waits_no_more(request, upload)
        uploads.discard(upload)
        if "another" in request.POST:
            return HttpResponseRedirect(self.another_file_url(upload))
        self.message_user(request, gettext("The file is deleted; nothing was imported."), messages.INFO)
        return HttpResponseRedirect(self.page_url("changelist"))

    def find_upload(self, request: HttpRequest, pk: int) -> Any:
        """Return the record of a file that the reader may see, or None."""
        return self.upload_model.objects.found(pk, request.user)

    def waits_no_more(self, request: HttpRequest, upload: Any) -> HttpResponse:
        """Say that a file came in before, or is gone."""
        sentence = gettext("This file is not kept any more, or somebody else uploaded it.")
        if upload:
            sentence = gettext("This file is imported already.")
        self.message_user(request, sentence, messages.WARNING)
        return HttpResponseRedirect(self.page_of_upload(upload) if upload else self.page_url("changelist"))

    def show_outcome(self, request: HttpRequest, upload: Any, context: dict[str, Any]) -> HttpResponse:
        """Return the second page."""
        common = {"upload": upload, "discard_url": self.page_url("discard", upload.pk)}
        context |= self.upload_context(upload)
        return self.show(request, "outcome", gettext("Check of the file"), **common, **context)

    def show(self, request: HttpRequest, page: str, title: Any, **context: Any) -> TemplateResponse:
        """Return a page of the import."""
        common = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, "step": page}
        common["list_url"] = self.page_url("changelist")
        return TemplateResponse(request, f"{self.step_templates}/{page}.html", common | context)


def outcome_context(outcome: Outcome, verdict: Verdict, lines: list[ShownLine], left_out: int) -> dict[str, Any]:
    """Return what the second page shows of every import; ``left_out`` rows that change are counted only."""
    return {
        "outcome": outcome,
        "verdict": verdict,
        "refusals": outcome.refusals[:REFUSALS_SHOWN],
        "has_more_refusals": len(outcome.refusals) > REFUSALS_SHOWN,
        "lines": lines,
        "lines_left_out": left_out,
    }


def shown_lines(outcome: Outcome) -> Iterator[ShownLine]:
    """Yield the rows that make something new or change something, by their keys."""
    for row, key, is_new, changes in outcome.lines:
        yield ShownLine(row, gettext("new row") if is_new else key, "", is_new, changes)
