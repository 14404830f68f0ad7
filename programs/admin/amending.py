"""Beginning an amendment from the page of the edition that was adopted last."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from oleksandria_intl.admin.base import RecordedAdmin
from programs.amending import amend, refuse_to_amend
from programs.models import Edition

MODELS = ("programs.edition", "oleksandria_intl.decision")


class Amendable(RecordedAdmin):
    """The page of an edition offers to amend it, or says why it cannot be amended."""

    def get_urls(self) -> list[URLPattern]:
        """Return the pages, and the address that begins an amendment."""
        view = self.admin_site.admin_view(self.amend_view)
        return [path("<int:pk>/amend/", view, name="programs_edition_amend"), *super().get_urls()]

    def has_amend_permission(self, request: HttpRequest) -> bool:
        """Let those amend who may add editions and decisions."""
        names = (model.replace(".", ".add_") for model in MODELS)
        return all(request.user.has_perm(name) for name in names)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Let what an edition amends be said by the portal alone."""
        return (*super().get_readonly_fields(request, obj), "base")

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> Any:
        """Show the button, or the reason why there is none, of an edition that is adopted."""
        edition = kwargs.get("obj")
        if edition is not None and edition.status == Edition.Status.ADOPTED and self.has_amend_permission(request):
            context["amend_url"] = reverse("admin:programs_edition_amend", args=[edition.pk])
            try:
                refuse_to_amend(edition)
            except ValidationError as error:
                context["amend_refusal"] = " ".join(error.messages)
        return super().render_change_form(request, context, **kwargs)

    def amend_view(self, request: Any, pk: int) -> HttpResponseRedirect:
        """Begin the amendment and open it; else say on the edition's page why not."""
        if not self.has_amend_permission(request):
            raise PermissionDenied
        edition = self.get_object(request, str(pk))
        if edition is None:
            return HttpResponseRedirect(reverse("admin:programs_edition_changelist"))
        if request.method == "POST":
            try:
                edition = amend(edition=edition, by=request.user)
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.ERROR)
            else:
                self.message_user(request, _("The amendment is begun: change what is to change."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:programs_edition_change", args=[edition.pk]))
