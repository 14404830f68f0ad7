"""Beginning an amendment from the page of the edition adopted last, and having its points proposed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from oleksandria_intl.admin.base import RecordedAdmin
from programs.amending import amend, refuse_to_amend
from programs.models import Edition
from programs.proposing import propose_points

MODELS = ("programs.edition", "oleksandria_intl.decision")


class Amendable(RecordedAdmin):
    """The page of an edition offers to amend it, or says why it cannot be amended."""

    def get_urls(self) -> list[URLPattern]:
        """Return the pages, the address that begins an amendment and the one that proposes its points."""
        amend_view, points_view = map(self.admin_site.admin_view, (self.amend_view, self.points_view))
        return [
            path("<int:pk>/amend/", amend_view, name="programs_edition_amend"),
            path("<int:pk>/points/", points_view, name="programs_edition_points"),
            *super().get_urls(),
        ]

    def has_amend_permission(self, request: HttpRequest) -> bool:
        """Let those amend who may add editions and decisions."""
        names = (model.replace(".", ".add_") for model in MODELS)
        return all(request.user.has_perm(name) for name in names)

    def has_points_permission(self, request: HttpRequest) -> bool:
        """Let those have points proposed who may write and delete them."""
        return all(request.user.has_perm(f"oleksandria_intl.{action}_decisionpoint") for action in ("add", "delete"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Let what an edition amends be said by the portal alone."""
        return (*super().get_readonly_fields(request, obj), "base")

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> Any:
        """Show the button that amends, or the reason why there is none; of an amendment that of its points."""
        edition = kwargs.get("obj")
        if edition is not None and edition.status == Edition.Status.ADOPTED and self.has_amend_permission(request):
            context |= {"amend_url": _address("amend", edition), "amend_refusal": _refusal(edition)}
        elif edition is not None and self._may_propose(request, edition):
            context["points_url"] = _address("points", edition)
        return super().render_change_form(request, context, **kwargs)

    def _may_propose(self, request: HttpRequest, edition: Edition) -> bool:
        is_open_amendment = not (edition.is_founding or edition.is_frozen)
        return is_open_amendment and edition.decision is not None and self.has_points_permission(request)

    def amend_view(self, request: Any, pk: int) -> HttpResponseRedirect:
        """Begin the amendment and open it; else say on the edition's page why not."""
        if not self.has_amend_permission(request):
            raise PermissionDenied

        def begun(edition: Edition) -> str:
            draft = amend(edition=edition, by=request.user)
            self.message_user(request, _("The amendment is begun: change what is to change."), messages.SUCCESS)
            return _address("change", draft)

        return self._done(request, pk, begun)

    def points_view(self, request: Any, pk: int) -> HttpResponseRedirect:
        """Propose the points of the amendment's decision and open that; else say on the edition's page why not."""
        if not self.has_points_permission(request):
            raise PermissionDenied

        def written(edition: Edition) -> str:
            points = propose_points(edition=edition, by=request.user)
            self.message_user(request, _("The points are proposed: read them and change what reads badly."))
            return reverse("admin:oleksandria_intl_decision_change", args=[points[0].decision_id])

        return self._done(request, pk, written)

    def _done(self, request: Any, pk: int, deed: Callable[[Edition], str]) -> HttpResponseRedirect:
        """Do something with an edition that was posted to, and go where it leads; say why it was refused."""
        edition: Any = self.get_object(request, str(pk))
        if edition is None:
            return HttpResponseRedirect(reverse("admin:programs_edition_changelist"))
        if request.method == "POST":
            try:
                return HttpResponseRedirect(deed(edition))
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.ERROR)
        return HttpResponseRedirect(_address("change", edition))


def _address(page: str, edition: Edition) -> str:
    return reverse(f"admin:programs_edition_{page}", args=[edition.pk])


def _refusal(edition: Edition) -> str:
    """Return why an edition cannot be amended now; nothing where it can."""
    try:
        refuse_to_amend(edition)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
