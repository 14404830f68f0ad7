"""Export and import of the rows of a list: what would change is shown first.

What makes and reads files is loaded with the first list that offers it, not with Django.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import clock
from oleksandria_intl.admin.base import RecordedAdmin
from oleksandria_intl.documents.store import MEDIA_TYPES

if TYPE_CHECKING:
    from oleksandria_intl.resources import ImportedResource, Outcome, RecordedResource

FORMATS = (
    ("xlsx", _("Excel (.xlsx): to be looked at, changed and brought back")),
    ("csv", _("CSV: semicolons, decimal commas, UTF-8")),
    ("json", _("JSON: for programs")),
)
MOST_MEGABYTES = 10


class Link(NamedTuple):
    """A button above a list."""

    url: str
    label: str


class ExportForm(forms.Form):
    """Which table of the list, and as what."""

    of = forms.ChoiceField(label=_("What"), widget=forms.RadioSelect)
    format = forms.ChoiceField(label=_("As what"), choices=FORMATS, initial="xlsx", widget=forms.RadioSelect)

    def __init__(self, *args: Any, resources: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, resources)


class ImportForm(forms.Form):
    """Which table a file is of, and the file."""

    of = forms.ChoiceField(label=_("What"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"), max_length=200, widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}), allow_empty_file=True
    )

    def __init__(self, *args: Any, resources: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, resources)

    def clean_file(self) -> Any:
        """Refuse a file that is larger than any table."""
        file = self.cleaned_data["file"]
        if file.size > MOST_MEGABYTES * 1024 * 1024:
            told = {"most": MOST_MEGABYTES}
            raise forms.ValidationError(gettext("The file is larger than %(most)d MB; split it.") % told)
        return file


def offer(form: Any, resources: list[Any]) -> None:
    """Offer the tables by their names; one alone is not asked about."""
    field = form.fields["of"]
    field.choices = [(name_of(resource), resource().title) for resource in resources]
    field.initial = field.choices[0][0]
    if len(resources) == 1:
        field.widget = forms.HiddenInput()


def name_of(resource: type[RecordedResource]) -> str:
    """Return by what a table is called in addresses and forms."""
    return str(resource.model()._meta.model_name)


class Exchanges(RecordedAdmin):
    """The pages of a list whose rows go out as files, and come back."""

    class Media:
        css = {"all": ["admin/exchange.css"]}

    def resources(self) -> list[type[RecordedResource]]:
        """Return the tables that the list offers; loads them."""
        raise NotImplementedError

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Return the addresses of the export and the import, too."""
        view = self.admin_site.admin_view
        return [
            path("export/", view(self.export_view), name=self._address("export")),
            path("import/", view(self.import_view), name=self._address("import")),
            *super().get_urls(),
        ]

    def _address(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def _url(self, page: str) -> str:
        return reverse(f"{self.admin_site.name}:{self._address(page)}")

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

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Show the buttons above the list; the export keeps to the list's filter."""
        links = []
        if self.imported(request):
            links.append(Link(self._url("import"), gettext("Import")))
        if self.exported(request):
            query = request.GET.urlencode()
            links.append(Link(f"{self._url('export')}?{query}".rstrip("?"), gettext("Export")))
        return super().changelist_view(request, {**(extra_context or {}), "exchange_links": links})

    # Export

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """Ask for the format, and send the file."""
        resources = self.exported(request)
        if not resources:
            raise PermissionDenied
        try:
            rows: Any = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(self._url("export"))
        form = ExportForm(request.POST or None, resources=resources)
        if request.method == "POST" and form.is_valid():
            resource = chosen(resources, form)()
            return sent(resource, resource.listed(rows), form.cleaned_data["format"])
        counts = [(each().title, each().listed(rows).count()) for each in resources]
        filtered = bool(request.GET)
        return self._page(request, "export", gettext("Export"), form, counts=counts, is_filtered=filtered)

    # Import

    def import_view(self, request: HttpRequest) -> HttpResponseBase:
        """Ask for the file; show what it would change; bring it in."""
        resources = self.imported(request)
        if not resources:
            raise PermissionDenied
        if "agreed" in request.POST:
            return self._bring_in(request, resources)
        form = ImportForm(request.POST or None, request.FILES or None, resources=resources)
        if request.method == "POST" and form.is_valid():
            return self._try(request, form, chosen(resources, form), form.cleaned_data["file"])
        return self._ask_for_file(request, form, resources)

    def _ask_for_file(self, request: HttpRequest, form: Any, resources: list[Any]) -> HttpResponse:
        heads = [(each().title, each().column_heads) for each in resources]
        return self._page(request, "import", gettext("Import"), form, heads=heads, export_url=self._url("export"))

    def _try(self, request: HttpRequest, form: Any, kind: type[ImportedResource], file: Any) -> HttpResponse:
        """Show what a file would change."""
        from oleksandria_intl.resources import FileRefused, waiting

        resource = self._resource(request, kind, file.name)
        try:
            outcome = resource.bring_in(resource.read(file), is_dry=True)
        except FileRefused as error:
            form.add_error("file", str(error))
            return self._ask_for_file(request, form, [kind])
        kept = waiting.keep(file) if outcome.effective and not outcome.refused else None
        return self._show_outcome(request, kind, file.name, outcome, kept)

    def _bring_in(self, request: HttpRequest, resources: list[Any]) -> HttpResponse:
        """Bring in the file that was looked at; show it anew where the rows changed meanwhile."""
        from oleksandria_intl.resources import waiting

        form = ImportForm(resources=resources)
        found = waiting.find(request.POST["agreed"], whose=self._whose(request))
        kind = next((each for each in resources if name_of(each) == request.POST.get("of")), None)
        if found is None or kind is None:
            lost = gettext("The file waits no more: choose it again. Nothing has been written.")
            messages.error(request, lost)
            return self._ask_for_file(request, form, resources)
        resource = self._resource(request, kind, found.name)
        with waiting.opened(found) as file:
            outcome = resource.bring_in(resource.read(file), agreed=found.digest)
        if not outcome.is_written:
            return self._show_again(request, kind, found, outcome)
        found.path.unlink(missing_ok=True)
        messages.success(request, said(outcome))
        return HttpResponseRedirect(self._url("changelist"))

    def _show_again(self, request: HttpRequest, kind: Any, found: Any, outcome: Outcome) -> HttpResponse:
        """Show once more what the file would change now."""
        overtaken = gettext("Somebody changed rows meanwhile, so look again. Nothing has been written yet.")
        messages.warning(request, overtaken)
        return self._show_outcome(request, kind, found.name, outcome, None if outcome.refused else found)

    def _show_outcome(self, request: HttpRequest, kind: Any, name: str, outcome: Outcome, kept: Any) -> HttpResponse:
        """Show what a file would change; with a button to bring it in, where it waits for that."""
        from oleksandria_intl.resources import waiting

        word = waiting.word_for(kept, digest=outcome.digest, whose=self._whose(request)) if kept else ""
        context = {"outcome": outcome, "word": word, "of": name_of(kind), "file_name": name, "table": kind().title}
        return self._page(request, "outcome", gettext("What the file changes"), None, **context)

    def _resource(self, request: HttpRequest, kind: type[ImportedResource], name: str) -> ImportedResource:
        return kind(by=request.user, note=gettext("Import: %(file)s") % {"file": name})

    def _whose(self, request: HttpRequest) -> str:
        return f"import-{self._address('')}{request.user.pk}"

    def _page(self, request: HttpRequest, page: str, title: str, form: Any, **context: Any) -> TemplateResponse:
        common = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, "form": form}
        urls = {"list_url": self._url("changelist"), "import_url": self._url("import")}
        return TemplateResponse(request, f"admin/exchange/{page}.html", {**common, **urls, **context})


def may(request: HttpRequest, action: str, resource: type[RecordedResource]) -> bool:
    """Whether the reader may do something with the rows of a table."""
    opts = resource.model()._meta
    user: Any = request.user
    return bool(user.has_perm(f"{opts.app_label}.{get_permission_codename(action, opts)}"))


def chosen(resources: list[Any], form: Any) -> Any:
    """Return the table that a form names."""
    return next(each for each in resources if name_of(each) == form.cleaned_data["of"])


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


def said(outcome: Outcome) -> str:
    """Say what an import did."""
    if not outcome.effective:
        return gettext("The file says what the portal says already: nothing has changed.")
    told = {"created": outcome.created, "changed": outcome.changed, "unchanged": outcome.unchanged}
    return gettext("The file is in. New rows: %(created)d, changed: %(changed)d, the same: %(unchanged)d.") % told
