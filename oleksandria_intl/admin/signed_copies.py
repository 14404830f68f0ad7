"""Admin pages of signed copies: attached once, looked at, never changed; and their part of a decision's page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.admin.base import ReadOnlyAdmin, RecordedAdmin
from oleksandria_intl.admin.lists import column
from oleksandria_intl.models import Decision, SignedCopy
from oleksandria_intl.signed_copies import services, serving
from oleksandria_intl.signed_copies.content import MOST_MEGABYTES
from oleksandria_intl.work import Work

PAGE = "admin:oleksandria_intl_signedcopy"
ADD = "oleksandria_intl.add_signedcopy"


class CopyForm(forms.Form):
    """The file, and the copy that it corrects, if any."""

    file = forms.FileField(
        label=_("File"),
        max_length=200,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,.asice,.p7s,.zip"}),
        help_text=_("A scan (PDF), a container of electronic signatures (.asice) or a signature (.p7s), up to 40 MB."),
    )
    corrects = forms.ModelChoiceField(
        SignedCopy.objects.none(), label=_("Corrects"), required=False, empty_label=_("nothing: it is one more copy")
    )
    reason = forms.CharField(
        label=_("Why the copy is corrected"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"class": "vTextField"}),
    )

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["corrects"]
        field.queryset = SignedCopy.objects.current(decision)
        if not field.queryset.exists():
            del self.fields["corrects"], self.fields["reason"]


@admin.register(SignedCopy)
class SignedCopyAdmin(ReadOnlyAdmin):
    """Signed copies of decisions; another one is attached from the decision's page."""

    group = Work.DECISIONS
    is_searched = False
    place = 516
    list_display = ("decision", "kind", "uploaded_at", "uploaded_by", "download")
    list_display_links = ("kind",)
    list_filter = ("kind",)
    list_select_related = ("decision", "uploaded_by")
    search_fields = ("decision__subject", "decision__number", "sha256")
    fields = (
        "decision",
        "kind",
        "download",
        "readable_size",
        "sha256",
        "shown_signers",
        "corrects",
        "reason",
        "uploaded_at",
        "uploaded_by",
    )

    readable_size = column(_("size"), lambda copy: filesizeformat(copy.size))
    shown_signers = column(_("names in the certificates (not verified)"), lambda copy: "\n".join(serving.signers(copy)))

    @admin.display(description=_("file"))
    def download(self, copy: SignedCopy) -> str:
        """A link to the file."""
        return format_html('<a href="{}">{}</a>', reverse(f"{PAGE}_download", args=[copy.pk]), _("Download"))

    def get_urls(self) -> list[URLPattern]:
        """Return the pages, the download, the page that attaches a copy to a decision."""
        wrap, name = self.admin_site.admin_view, PAGE.removeprefix("admin:")
        return [
            path("<int:pk>/file/", wrap(self.download_view), name=f"{name}_download"),
            path("to/<int:decision>/", wrap(self.attach_view), name=f"{name}_attach"),
            *super().get_urls(),
        ]

    def download_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send the file as it came."""
        copy: Any = self.get_object(request, str(pk))
        if not self.has_view_permission(request, copy):
            raise PermissionDenied
        if copy is None:
            raise Http404
        return serving.send(request, copy)

    def attach_view(self, request: HttpRequest, decision: int) -> HttpResponseBase:
        """Take a signed copy of a decision, or say why not."""
        if not request.user.has_perm(ADD):
            raise PermissionDenied
        row = Decision.objects.filter(pk=decision).first()
        if row is None:
            raise Http404
        posted = (request.POST, request.FILES) if request.method == "POST" else ()
        form = CopyForm(*posted, decision=row)
        if form.is_bound and form.is_valid() and self._attached(request, row, form):
            return HttpResponseRedirect(reverse("admin:oleksandria_intl_decision_change", args=[decision]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "list_url": reverse(f"{PAGE}_changelist"),
            "title": gettext("Attach the signed copy"),
            "decision": row,
            "form": form,
            "most": MOST_MEGABYTES,
        }
        return TemplateResponse(request, "admin/signed_copies/attach.html", context)

    def _attached(self, request: HttpRequest, decision: Decision, form: CopyForm) -> bool:
        """Keep the copy and say so, or say what is wrong with it."""
        user: Any = request.user
        try:
            services.attach(decision=decision, by=user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
            return False
        self.message_user(request, gettext("The signed copy is kept. It is the first download now."), messages.SUCCESS)
        return True


class SignedCopies(RecordedAdmin):
    """The part of a decision's page that has to do with its signed copies."""

    def panel(self, request: HttpRequest, row: Decision) -> dict[str, Any]:
        """Return the copies, and where one is attached."""
        may_attach = bool(row.number) and request.user.has_perm(ADD)
        return {
            **super().panel(request, row),
            "signed_copies": list(SignedCopy.objects.current(row)),
            "attach_url": f"{reverse(f'{PAGE}_attach', args=[row.pk])}" if may_attach else "",
        }
