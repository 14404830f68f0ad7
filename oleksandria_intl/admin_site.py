"""The staff's side of the portal: its name, its menu in the order of work, what waits, the preview of Markdown."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.templatetags import admin_list
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, path, reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from oleksandria_intl import __version__, filled_words, menu, once
from oleksandria_intl.unsaved.key import draft_key
from oleksandria_intl.words_in_braces import row_of, words_for


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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the rows, with what fills in the words in braces of their names."""
        context = super().get_context_data(**kwargs)
        filled_words.find_words(context["object_list"])
        return context

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

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Return a view for staff; where nothing is changed, it asks for nothing twice and may keep what it makes."""
        from oleksandria_intl.kept_results import note_version

        def look(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            answer = view(request, *args, **kwargs)
            # Rendered here, so that what the boxes of a page offer is asked for once, too.
            return answer.render() if isinstance(answer, TemplateResponse) else answer

        @wraps(view)
        def looking(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.method not in ("GET", "HEAD"):
                return look(request, *args, **kwargs)
            with once.run():
                note_version()
                return look(request, *args, **kwargs)

        return super().admin_view(looking, cacheable)

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
        """Show what needs a hand today above the menu."""
        from oleksandria_intl import front_page

        return super().index(request, {**(extra_context or {}), **front_page.context(request, self)})

    def autocomplete_view(self, request: HttpRequest) -> Any:
        """Answer what is typed where a row is chosen."""
        return ChoicesView.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the menu by the office's work; of one app, its tables in the order of work."""
        if app_label is None:
            # Django asks twice for the front page.
            return once.kept("menu", lambda: menu.grouped(self._registry, request))
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda entry: menu.place_of(self._registry[entry["model"]]))
        return apps

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Return the admin's addresses, and those that its scripts ask."""
        preview = self.admin_view(require_POST(self.preview))
        draft_key = self.admin_view(require_GET(self.draft_key))
        from oleksandria_intl.start.views import StartPages

        return [
            *StartPages(self).urls(),
            path("search/", self.admin_view(require_GET(self.search)), name="search"),
            path("findings/", self.admin_view(require_GET(self.findings)), name="findings"),
            path("work/<slug:group>/", self.admin_view(require_GET(self.work)), name="work"),
            path("preview/", preview, name="preview"),
            path("draft-key/", draft_key, name="draft-key"),
            *super().get_urls(),
        ]

    def search(self, request: HttpRequest) -> HttpResponse:
        """Find rows of every kind that the reader may see."""
        from oleksandria_intl.staff_search.views import search_page

        return search_page(request, self)

    def findings(self, request: HttpRequest) -> HttpResponse:
        """Show what does not agree in the portal and in the drafts at work."""
        from oleksandria_intl.front_page import findings_page

        return findings_page(request, self)

    def work(self, request: HttpRequest, group: str) -> HttpResponse:
        """Show the tables of one part of the office's work."""
        found = [each for each in self.get_app_list(request) if each["app_label"] == group]
        if not found:
            raise Http404
        context = {**self.each_context(request), "title": found[0]["name"], "group": found[0]}
        return TemplateResponse(request, "admin/work.html", context)

    def preview(self, request: HttpRequest) -> HttpResponse:
        """Return a posted Markdown text as the paper will show it, filled in by the words of the row that is named."""
        from oleksandria_intl.documents.html import render_blocks
        from oleksandria_intl.documents.markdown import blocks_from
        from oleksandria_intl.documents.placeholders import expand

        row = row_of(request.POST.get("row", ""))
        page = self._registry.get(type(row)) if row else None
        words = words_for(row) if page and page.has_view_permission(request, row) else {}
        text = request.POST.get("text", "").replace("\r\n", "\n")
        return HttpResponse(render_blocks(blocks_from(expand(text, words))))

    def draft_key(self, request: HttpRequest) -> HttpResponse:
        """Return the key of the reader's drafts to a script of our own pages; it is kept nowhere."""
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise PermissionDenied
        response = JsonResponse({"key": draft_key(request.user)})
        response["Cache-Control"] = "no-store"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response
