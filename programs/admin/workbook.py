"""The admin's pages of workbooks: a programme from Excel in three steps, and proposals of responsible units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.admin.base import RecordedAdmin
from oleksandria_intl.documents.store import MEDIA_TYPES
from oleksandria_intl.models import TableUpload
from oleksandria_intl.tables.forms import MOST_MEGABYTES
from oleksandria_intl.tables.uploads import Upload, taken
from oleksandria_intl.tables.views import BringsIn, Verdict
from programs.exchange import row_models
from programs.models import Edition, Program
from programs.workbook import making, services
from programs.workbook.services import Looked, may

WHOLE = "workbook"
"""The table by which waiting workbooks of whole programmes are known."""
MOST_LINES = 300


class WorkbookForm(forms.Form):
    """The file."""

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("The workbook"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,
        help_text=_("The Excel file (.xlsx) that was downloaded here and filled in; up to 10 MB."),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is larger than any workbook."""
        file = self.cleaned_data["file"]
        if file.size > MOST_MEGABYTES * 1024 * 1024:
            sentence = gettext("The file is larger than %(most)d MB; it is hardly a programme's workbook.")
            raise forms.ValidationError(sentence % {"most": MOST_MEGABYTES})
        return file


class WorkbookSteps(BringsIn):
    """A programme from Excel: the file, what it would change, in the portal."""

    upload_model = TableUpload
    step_templates = "admin/programs/workbook"
    file_title = gettext_lazy("A programme from Excel")

    def __init__(self, pages: RecordedAdmin) -> None:
        self.admin_site, self.opts, self.message_user = pages.admin_site, pages.opts, pages.message_user

    def urls(self) -> list[URLPattern]:
        """Return the addresses of the steps and of the empty workbook."""
        return [
            self.page("workbook/", "file", self.file_view),
            self.page("workbook/empty.xlsx", "empty", lambda request: sent(making.empty(), gettext("Programme"))),
            self.page("workbook/<int:pk>/", "try", self.try_view),
            self.page("workbook/<int:pk>/discard/", "discard", self._discard),
        ]

    def page_name(self, page: str) -> str:
        """Return the names of the addresses: they are the workbook's own."""
        if page == "changelist":
            return super().page_name(page)
        return "programs_program_workbook" if page == "file" else f"programs_program_workbook_{page}"

    def _discard(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.discard_view(request, pk) if request.method == "POST" else HttpResponse(status=405)

    # What the steps ask

    def may_bring_in(self, request: HttpRequest) -> bool:
        """Whether the reader may write anything that a workbook holds; the rest is refused by its rows."""
        return may_write(request.user)

    def upload_form(self, request: HttpRequest) -> forms.Form:
        """Ask for the file."""
        if request.method == "POST":
            return WorkbookForm(request.POST, request.FILES)
        return WorkbookForm(initial={"edition": request.GET.get("edition")})

    def file_context(self, request: HttpRequest) -> dict[str, Any]:
        """Say which draft is to be changed."""
        may_add = may(request.user, "add", Program) and may(request.user, "add", Edition)
        edition = _edition(request.POST.get("edition") or request.GET.get("edition"))
        return {"edition": edition, "may_add": may_add, "empty_url": self.page_url("empty")}

    def keep(self, request: Any, form: Any) -> Upload:
        """Keep a workbook that can be read."""
        file, edition = form.cleaned_data["file"], _edition(form.cleaned_data["edition"])
        services.check(file=file.file, edition=edition)
        file.seek(0)
        table = f"{WHOLE}:{edition.pk}" if edition else WHOLE
        upload = TableUpload(file_name=file.name[-200:], table=table, imported_by=request.user)
        upload.keep(file)
        return upload

    def find_upload(self, request: HttpRequest, pk: int) -> Any:
        """Leave out the files of other tables."""
        upload = super().find_upload(request, pk)
        return upload if upload and upload.table.partition(":")[0] == WHOLE else None

    def look_at(self, request: Any, upload: Any) -> dict[str, Any]:
        """Show what the workbook would change."""
        with upload.opened() as file:
            looked = services.look_at(file=file, edition=_edition_of(upload), by=request.user)
        return {"looked": looked, "verdict": verdict(looked), **shown_of(looked.book, looked.changes)}

    def bring_in(self, request: Any, upload: Any) -> bool | None:
        """Bring the workbook in, if it would do what was shown."""
        with taken(upload) as waiting:
            if waiting is None:
                return None
            agreed = request.POST.get("agreed", "")
            with waiting.opened() as file:
                looked = services.bring_in(file=file, edition=_edition_of(waiting), agreed=agreed, by=request.user)
            if looked:
                waiting.delete_file()
                waiting.delete()
        if looked and looked.edition:
            upload.brought_in = looked.edition
            self.message_user(request, gettext("The workbook is brought in."), messages.SUCCESS)
        return looked is not None

    def page_of_upload(self, upload: Any) -> str:
        """Return the address of the draft."""
        edition = getattr(upload, "brought_in", None)
        if edition is None:
            return self.page_url("changelist")
        return reverse("admin:programs_edition_desk", args=[edition.pk])

    def another_file_url(self, upload: Any) -> str:
        """Return the address of the first step."""
        edition = _edition_of(upload)
        return f"{self.page_url('file')}?edition={edition.pk}" if edition else self.page_url("file")


class WorkbookLinks(RecordedAdmin):
    """The list of programmes leads to the steps."""

    def get_urls(self) -> list[Any]:
        """Return the steps, too."""
        return [*WorkbookSteps(self).urls(), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Show the button above the list."""
        links = list((extra_context or {}).get("exchange_links", ()))
        if may_write(request.user):
            links.append((reverse("admin:programs_program_workbook"), gettext("A programme from Excel")))
        return super().changelist_view(request, {**(extra_context or {}), "exchange_links": links})


class WorkbookOfEdition(RecordedAdmin):
    """An edition's page gives its workbook, and takes it back while it is a draft."""

    def get_urls(self) -> list[Any]:
        """Return the address of the workbook, too."""
        view = self.admin_site.admin_view(self.workbook_view)
        return [path("<int:pk>/workbook.xlsx", view, name="programs_edition_workbook"), *super().get_urls()]

    def panel(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Say whether a workbook may come back."""
        may_return = not row.is_frozen and may_write(request.user)
        return {**super().panel(request, row), "may_return_workbook": may_return}

    def workbook_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the edition as a workbook."""
        edition = self.seen_row(request, pk)
        try:
            content = making.filled(edition)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:programs_edition_change", args=[pk]))
        return sent(content, f"{gettext('Programme')} {edition.program.slug}-{edition.number}")


def may_write(user: Any) -> bool:
    """Whether a person may write any rows of an edition."""
    return any(may(user, "change", model) for model in row_models())


def sent(content: bytes, name: str) -> HttpResponse:
    """Return a workbook as a file that is sent."""
    response = HttpResponse(content, content_type=MEDIA_TYPES["xlsx"])
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx") or "attachment"
    return response


def _edition(key: Any) -> Edition | None:
    """Return the edition that an address or a form names."""
    text = str(key or "")
    if not text.isdecimal() or len(text) > 18:
        return None
    return Edition.objects.select_related("program").filter(pk=int(text)).first()


def _edition_of(upload: Any) -> Edition | None:
    return _edition(upload.table.partition(":")[2])


def verdict(looked: Looked) -> Verdict:
    """Say whether a workbook may be brought in."""
    if looked.book.refusals:
        sentence = gettext(
            "Cells are refused, so nothing is brought in. Correct them in the workbook and upload it again."
        )
        return Verdict(sentence, "error")
    if looked.is_same:
        return Verdict(gettext("The workbook says what the portal says already: there is nothing to change."), "fine")
    if looked.is_new:
        sentence = gettext("The workbook is in order: a new programme would be made of it. Nothing is written yet.")
        return Verdict(sentence, "fine", gettext("Make the programme"), {"agreed": looked.digest})
    sentence = gettext("The workbook is in order. Nothing is written yet.")
    return Verdict(sentence, "fine", gettext("Change the draft"), {"agreed": looked.digest})


def shown_of(book: Any, changes: list[Any]) -> dict[str, Any]:
    """Return what the pages show of a workbook: what is refused, what changes."""
    return {
        "refusals": book.refusals,
        "notices": book.notices,
        "cities": [str(city) for city in book.new_cities],
        "changes": changes[:MOST_LINES],
        "left_out": max(0, len(changes) - MOST_LINES),
    }
