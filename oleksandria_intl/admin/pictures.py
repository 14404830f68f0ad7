"""Admin pages of pictures: sent once with who agreed, described, withdrawn for good."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.admin.base import RecordedAdmin
from oleksandria_intl.admin.locking import RecordedForm
from oleksandria_intl.gallery import owners, services, serving
from oleksandria_intl.gallery.encoding import MOST_MEGABYTES, MOST_MEGAPIXELS, Encoded, encode
from oleksandria_intl.models import Picture
from oleksandria_intl.models.picture import FILES
from oleksandria_intl.work import Work

PAGE = "admin:oleksandria_intl_picture"
CHANGE = "oleksandria_intl.change_picture"
HELP = _("JPEG, PNG or WebP, up to %(bytes)d MB and %(pixels)d megapixels. The file itself is not kept.")


class PictureForm(RecordedForm):
    """A picture's facts; of a new one, the file."""

    file = forms.FileField(
        label=_("File"),
        max_length=200,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "owner_kind" in self.fields:
            self.fields["owner_kind"] = forms.ChoiceField(
                label=self.fields["owner_kind"].label, choices=[("", "---------"), *owners.choices()]
            )
        if self.instance.pk:
            self.fields.pop("file", None)
        elif "file" in self.fields:
            self.fields["file"].help_text = HELP % {"bytes": MOST_MEGABYTES, "pixels": MOST_MEGAPIXELS}

    def clean_file(self) -> Encoded:
        """Make the picture anew, or say why it is refused."""
        return encode(self.cleaned_data["file"])

    def _post_clean(self) -> None:
        """Compare all facts, those that are no inputs too; ask for the file again where something else is wrong."""
        super()._post_clean()  # type: ignore[misc]
        encoded = self.cleaned_data.get("file")
        if not self.errors:
            if encoded:
                services.assign(self.instance, encoded)
            try:
                self.instance.full_clean()
            except ValidationError as error:
                self.add_error(None, error.messages)
        if encoded and self.errors:
            self.add_error("file", _("Choose the file again: the browser does not keep it."))


class WithdrawalForm(forms.Form):
    """Why a picture is withdrawn."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.TextInput({"class": "vTextField"}))


@admin.register(Picture)
class PictureAdmin(RecordedAdmin):
    """Pictures of trips, receptions and cities; what is withdrawn is gone for good."""

    group = Work.MORE
    place = 640
    form = PictureForm
    list_display = ("order", "__str__", "owner_kind", "owner_code", "role", "people", "uploaded_at", "is_there")
    list_filter = ("owner_kind", "role", "people")
    search_fields = ("caption_uk", "alt_uk", "author", "owner_code")
    fieldsets = [
        (None, {"fields": ("file", "shown", ("owner_kind", "owner_code"), ("role", "order"))}),
        (_("Words"), {"fields": ("caption_uk", "caption_en", "alt_uk", "alt_en", "author")}),
        (_("People"), {"fields": ("people", "consent_by", ("consent_on", "consent_is_written"))}),
    ]
    readonly_fields = ("shown",)

    @admin.display(description=_("picture"))
    def shown(self, picture: Picture) -> str:
        """The picture, and the way to withdraw it."""
        if not picture.pk:
            return "–"
        if not picture.is_there:
            return gettext("withdrawn: nothing is kept of it")
        width, height = picture.sides("small")
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="{}"><br><a href="{}">{}</a>',
            reverse(f"{PAGE}_file", args=[picture.pk, "small"]),
            width,
            height,
            picture.alt_uk,
            reverse(f"{PAGE}_withdraw", args=[picture.pk]),
            gettext("Withdraw the picture"),
        )

    def may_move(self, request: HttpRequest, row: Any) -> bool:
        """Leave what was withdrawn where it stood."""
        return bool(row.is_there) and super().may_move(request, row)

    @admin.display(description=_("shown"), boolean=True)
    def is_there(self, picture: Picture) -> bool:
        """Whether it was not withdrawn."""
        return picture.is_there

    def get_urls(self) -> list[URLPattern]:
        """Return the pages, the file, the page that withdraws."""
        wrap, name = self.admin_site.admin_view, PAGE.removeprefix("admin:")
        return [
            path("<int:pk>/<slug:size>.webp", wrap(self.file_view), name=f"{name}_file"),
            path("<int:pk>/withdraw/", wrap(self.withdraw_view), name=f"{name}_withdraw"),
            *super().get_urls(),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Of a picture that was withdrawn nothing is changed."""
        fields = [name for _title, options in self.fieldsets for name in _flat(options["fields"]) if name != "file"]
        return fields if obj is not None and not obj.is_there else super().get_readonly_fields(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask for the file once; show what there is of it later."""
        absent = "file" if obj else "shown"
        (title, options), *others = super().get_fieldsets(request, obj)
        fields = tuple(name for name in options["fields"] if name != absent)
        return [(title, {**options, "fields": fields}), *others]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Keep a new picture by the service that makes it anew."""
        if change:
            super().save_model(request, obj, form, change)
        else:
            user: Any = request.user
            services.keep(picture=obj, encoded=form.cleaned_data["file"], by=user)

    def file_view(self, request: HttpRequest, pk: int, size: str) -> HttpResponseBase:
        """Send the file to staff, whoever else may see it."""
        picture: Any = self.get_object(request, str(pk))
        if not self.has_view_permission(request, picture):
            raise PermissionDenied
        if picture is None or size not in FILES or not picture.is_there:
            raise Http404
        return serving.sent(request, picture, size)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Ask why a picture is withdrawn, and erase it."""
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        picture = Picture.objects.filter(pk=pk).first()
        if picture is None:
            raise Http404
        form = WithdrawalForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid() and self._withdrawn(request, picture, form):
            return HttpResponseRedirect(reverse(f"{PAGE}_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "list_url": reverse(f"{PAGE}_changelist"),
            "title": gettext("Withdraw the picture"),
            "picture": picture,
            "form": form,
        }
        return TemplateResponse(request, "admin/gallery/withdraw.html", context)

    def _withdrawn(self, request: HttpRequest, picture: Picture, form: WithdrawalForm) -> bool:
        """Erase the picture and say so, or say why not."""
        user: Any = request.user
        try:
            services.withdraw(picture=picture, by=user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, " ".join(error.messages))
            return False
        self.message_user(request, gettext("The picture is erased in all sizes."), messages.SUCCESS)
        return True


def _flat(fields: Any) -> Any:
    """Yield the names of fields, those that stand in one line too."""
    for each in fields:
        yield from (each,) if isinstance(each, str) else each
