"""The staff's side of the portal: its name, its menu in the order of work, what waits, the preview of Markdown."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.templatetags import admin_list
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, path, reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from oleksandria_intl import __version__
from oleksandria_intl.unsaved.key import draft_key
from oleksandria_intl.waiting import waiting

LAST = 1000
"""The place of what does not say its place: users and groups."""


class PortalAdminConfig(AdminConfig):
    """Django's admin with our site in the place of its own."""

    default_site = "oleksandria_intl.admin_site.PortalAdminSite"

    def ready(self) -> None:
        """Have ticks and crosses say «так» and «ні»: Django's pictures say "True" and "False" in every language."""
        super().ready()
        admin_list._boolean_icon = boolean_icon  # type: ignore[attr-defined]


def boolean_icon(value: bool | None) -> str:
    """Return the picture of an answer, or of none."""
    name = {True: "yes", False: "no", None: "unknown"}[value]
    alt = {True: _("Yes"), False: _("No"), None: _("Unknown")}[value]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), alt)


class ChoicesView(AutocompleteJsonView):
    """What is offered where a row is chosen, in the words of the row's own pages."""

    model_admin: Any

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """Return a row's key and label."""
        label = getattr(self.model_admin, "choice_label", str)
        return {**super().serialize_result(obj, to_field_name), "text": label(obj)}


class PortalAdminSite(AdminSite):
    """The staff's side of the portal."""

    site_header = _("International cooperation")
    site_title = _("International cooperation")
    index_title = _("Work of the office")
    site_url: Any = reverse_lazy("home")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add the version of the portal, which stands in the foot of the staff's pages."""
        return {**super().each_context(request), "portal_version": __version__}

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead to the portal's login, which knows second factors; what it does not trust as ``next`` it ignores."""
        from django.contrib.auth.views import redirect_to_login

        if request.user.is_authenticated:
            if not self.has_permission(request):
                raise PermissionDenied
            return HttpResponseRedirect(reverse("admin:index"))
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"), reverse("account_login"))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Log out as on the pages of the account."""
        from allauth.account.views import logout

        return logout(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Lead to where everybody changes their own password."""
        return HttpResponseRedirect(reverse("account_change_password"))

    def index(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Show what waits for the reader above what the office works on."""
        from oleksandria_intl.unsaved.waiting import unsaved_forms

        person: Any = request.user
        waits = [*waiting(person), *unsaved_forms(request)]
        return super().index(request, {**(extra_context or {}), "waiting": waits})

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """Answer what is typed where a row is chosen."""
        return ChoicesView.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the menu by the places that the admin classes ask for: the programme first."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=self._place)
        return sorted(apps, key=lambda app: self._place(app["models"][0]))

    def _place(self, entry: Any) -> int:
        return getattr(self._registry[entry["model"]], "place", LAST)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Return the admin's addresses, and those that its scripts ask."""
        preview = self.admin_view(require_POST(self.preview))
        draft_key = self.admin_view(require_GET(self.draft_key))
        from oleksandria_intl.start.views import StartPages

        return [
            *StartPages(self).urls(),
            path("preview/", preview, name="preview"),
            path("draft-key/", draft_key, name="draft-key"),
            *super().get_urls(),
        ]

    def preview(self, request: HttpRequest) -> HttpResponse:
        """Return a posted Markdown text as the paper will show it."""
        from oleksandria_intl.documents.html import render_blocks
        from oleksandria_intl.documents.markdown import blocks_from

        return HttpResponse(render_blocks(blocks_from(request.POST.get("text", ""))))

    def draft_key(self, request: HttpRequest) -> HttpResponse:
        """Return the key of the reader's drafts to a script of our own pages; it is kept nowhere."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise PermissionDenied
        response = JsonResponse({"key": draft_key(request.user)})
        response["Cache-Control"] = "no-store"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response
