"""The pages of what went wrong: on the staff's side with the way back there; of a fault, without the database."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.views import defaults
from django.views.decorators.csrf import requires_csrf_token

from oleksandria_intl.logs import number_of_request
from oleksandria_intl.middleware import is_of_staff
from oleksandria_intl.unsaved import posts


def server_error(request: HttpRequest) -> HttpResponse:
    """Say in both languages that it is our fault, and the number under which the log knows it."""
    return _without_database(request, "500.html", status=500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say in both languages that the address or what was sent cannot be understood."""
    return _without_database(request, "400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was not taken for its page's; give the staff the form back. The log has the reason."""
    if is_of_staff(request):
        return posts.kept(request) or _among_staff(request, "admin/403_csrf.html", status=403)
    return _without_database(request, "403_csrf.html", status=403)


def _without_database(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    context = {"number": number_of_request.get(), "is_of_staff": is_of_staff(request)}
    return HttpResponse(render_to_string(template, context), status=status)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the reader may not do this, among the pages of the side where it was tried."""
    if is_of_staff(request):
        return _among_staff(request, "admin/403.html", status=403)
    return defaults.permission_denied(request, exception)


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, among the pages of the side where it was looked for."""
    if is_of_staff(request):
        return _among_staff(request, "admin/404.html", status=404)
    return defaults.page_not_found(request, exception)


def _among_staff(request: Any, template: str, *, status: int) -> HttpResponse:
    context = admin.site.each_context(request) | {"number": number_of_request.get()}
    context["is_nav_sidebar_enabled"] = context["has_permission"]  # a stranger has nothing to choose from
    response = TemplateResponse(request, template, context, status=status)
    return response.render()
