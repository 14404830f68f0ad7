"""Export and import of the rows of a list.

What makes and reads files is loaded with the first list that offers it, not with Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path
from django.utils.http import content_disposition_header
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from oleksandria_intl import clock
from oleksandria_intl.admin.base import RecordedAdmin
from oleksandria_intl.admin.lists import CarefulList
from oleksandria_intl.documents.store import MEDIA_TYPES
from oleksandria_intl.models import TableUpload

from .forms import ExportForm, ImportForm
from .uploads import Upload, taken
from .views import BringsIn, Verdict, outcome_context, shown_lines

if TYPE_CHECKING:
    from oleksandria_intl.resources import ImportedResource, Outcome, RecordedResource


class WholeList(CarefulList):
    """A list whose rows go out, all of them."""

    def get_results(self, request: HttpRequest) -> None:
        """Fetch no page."""


class Exchanges(BringsIn, RecordedAdmin):
    """The pages of a list whose rows go out as files, and come back."""

    exchanged: ClassVar[tuple[str, ...]]
    """The dotted names of the resources whose tables the list offers."""
    upload_model = TableUpload
    step_templates = "admin/exchange"

    class Media:
        css = {"all": ["admin/exchange.css"]}

    def resources(self) -> list[type[RecordedResource]]:
        """Load and return the tables that the list offers."""
        return [import_string(name) for name in self.exchanged]

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Return the addresses of the export and the import, too."""
        return [
            path("export/", self.admin_site.admin_view(self.export_view), name=self.page_name("export")),
            self.page("import/", "import", self.file_view),
            *self.step_urls(),
            *super().get_urls(),
        ]

    def exported(self, request: HttpRequest) -> list[type[RecordedResource]]:
        """Return the tables that the reader may see."""
        return [each for each in self.resources() if may(request, "view", each)]

    def imported(self, request: HttpRequest) -> list[type[ImportedResource]]:
        """Return the tables that the reader may both add to and change."""
        return [
            each
            for each in self.resources()
            if each.can_import and may(request, "add", each) and may(request, "change", each)
        ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the kind of list."""
        return WholeList if request.path == self.page_url("export") else super().get_changelist(request, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Show the buttons above the list; the export keeps to the list's filter."""
        links = []
        if self.imported(request):
            links.append((self.page_url("import"), gettext("Import")))
        if self.exported(request):
            query = request.GET.urlencode()
            links.append((f"{self.page_url('export')}?{query}".rstrip("?"), gettext("Export")))
        return super().changelist_view(request, {**(extra_context or {}), "exchange_links": links})

    # Export

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """Ask for the format, and send the file."""
        resources = self.exported(request)
        if not resources:
            raise PermissionDenied
        try:
            rows: Any = self.get_changelist_instance(request).queryset
            rows.exists()
        except (IncorrectLookupParameters, OverflowError):  # SQLite takes no number of more than 64 bits
            return HttpResponseRedirect(self.page_url("export"))
        form = ExportForm(request.POST or None, resources=resources)
        if request.method == "POST" and form.is_valid():
            resource = form.chosen()
            return sent(resource, resource.listed(rows), form.cleaned_data["format"])
        counts = [(each().title, each().listed(rows).count()) for each in resources]
        filtered = bool(request.GET)
        return self.show(request, "export", gettext("Export"), form=form, counts=counts, is_filtered=filtered)

    # Import

    def may_bring_in(self, request: HttpRequest) -> bool:
        """Whether there is a table that the reader may both add to and change."""
        return bool(self.imported(request))

    def upload_form(self, request: HttpRequest) -> Any:
        """Ask which table the file is of."""
        is_posted = request.method == "POST"
        posted = (request.POST, request.FILES) if is_posted else ()
        return ImportForm(*posted, resources=self.imported(request))

    def file_context(self, request: HttpRequest) -> dict[str, Any]:
        """Name the columns of each table."""
        heads = [(each().title, each().column_heads) for each in self.imported(request)]
        return {"heads": heads, "export_url": self.page_url("export")}

    def keep(self, request: Any, form: Any) -> Upload:
        """Keep a file whose head is understood and whose rows can be read."""
        file = form.cleaned_data["file"]
        form.chosen().read(file)
        upload = TableUpload(file_name=file.name[-200:], table=form.chosen.label(), imported_by=request.user)
        upload.keep(file)
        return upload

    def find_upload(self, request: HttpRequest, pk: int) -> Any:
        """Leave out the files of other tables."""
        upload = super().find_upload(request, pk)
        return upload if upload and self._resource_of(request, upload) else None

    def _resource_of(self, request: HttpRequest, upload: TableUpload) -> type[ImportedResource] | None:
        return next((each for each in self.imported(request) if each.label() == upload.table), None)

    def _read(self, request: HttpRequest, upload: TableUpload, **options: Any) -> tuple[ImportedResource, Outcome]:
        kind = self._resource_of(request, upload)
        assert kind, "find_upload asked for it"
        resource = kind(by=request.user, note=gettext("Import: %(file)s") % {"file": upload.file_name})
        with upload.opened() as file:
            return resource, resource.bring_in(resource.read(file), **options)

    def look_at(self, request: HttpRequest, upload: TableUpload) -> dict[str, Any]:
        """Show what the file would change."""
        resource, outcome = self._read(request, upload, is_dry=True)
        lines = list(shown_lines(outcome))
        return outcome_context(outcome, verdict(outcome), lines, outcome.lines_left_out) | {"table": resource.title}

    def bring_in(self, request: HttpRequest, upload: TableUpload) -> bool | None:
        """Bring the file in, if its outcome is still the one that was shown."""
        with taken(upload) as waiting:
            if waiting is None:
                return None
            _resource, outcome = self._read(request, waiting, agreed=request.POST.get("agreed", ""))
            if outcome.is_written:
                waiting.delete_file()
                waiting.delete()
        if outcome.is_written:
            self.message_user(request, summary(outcome), messages.SUCCESS)
        return outcome.is_written

    def another_file_url(self, upload: TableUpload) -> str:
        """Return the address of the first step."""
        return self.page_url("import")


def may(request: HttpRequest, action: str, resource: type[RecordedResource]) -> bool:
    """Whether the reader may do something with the rows of a table."""
    opts = resource.model()._meta
    user: Any = request.user
    return bool(user.has_perm(f"{opts.app_label}.{get_permission_codename(action, opts)}"))


def sent(resource: RecordedResource, rows: Any, format: str) -> HttpResponseBase:
    """Return the rows as a file that is sent."""
    from tempfile import SpooledTemporaryFile

    file: Any = SpooledTemporaryFile(1 << 20)  # noqa: SIM115 - closed once it is sent
    file.writelines(resource.stream(rows, format))
    file.seek(0)
    response = FileResponse(file, content_type=MEDIA_TYPES[format])
    name = f"{resource.title} {clock.today():%Y-%m-%d}.{format}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def verdict(outcome: Outcome) -> Verdict:
    """Say whether the file may be brought in."""
    if outcome.refused:
        sentence = gettext(
            "Some rows are refused, so nothing of the file is imported. Correct them in the file and upload it again."
        )
        return Verdict(sentence, "error")
    if not outcome.rows:
        return Verdict(gettext("The file has no rows below its head."), "warning")
    if not outcome.effective:
        return Verdict(gettext("The file says what the portal says already: there is nothing to import."), "fine")
    sentence = gettext("The file is in order. Nothing is written yet.")
    return Verdict(sentence, "fine", gettext("Import these rows"), {"agreed": outcome.digest})


def summary(outcome: Outcome) -> str:
    """Say what an import did."""
    counts = {"created": outcome.created, "changed": outcome.changed, "unchanged": outcome.unchanged}
    return (
        gettext("The file is imported. New rows: %(created)d, changed: %(changed)d, the same: %(unchanged)d.") % counts
    )
