"""How an administrator lets somebody in: a new member, one without a password, one who lost the second factor."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.options import csrf_protect_m
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl.accounts import links, services


class InvitationForm(forms.ModelForm):
    """A new member of staff; they set their password themselves."""

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "groups")
        help_texts = {"email": gettext_lazy("The invitation goes there; without it, hand a link over.")}


class GettingIn(admin.ModelAdmin):
    """The pages of accounts that let their people in."""

    def get_urls(self) -> list[Any]:
        """Return the addresses; there is none where an administrator would choose somebody's password."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/link/", view(self.link), name="auth_user_link"),
            path("<int:pk>/second-factor/", view(self.factor), name="auth_user_factor"),
            *admin.ModelAdmin.get_urls(self),
        ]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Make a new account one of staff, without a password."""
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: Any = None) -> HttpResponse:
        """Write to the new member, or lead to where a link is made that is handed over."""
        if not _can_write(obj):
            return HttpResponseRedirect(reverse("admin:auth_user_link", args=[obj.pk]))
        self._write(request, obj)
        return HttpResponseRedirect(reverse("admin:auth_user_changelist"))

    def render_change_form(self, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show what a person gets in with, and what can be done about it."""
        if (person := kwargs.get("obj")) is not None:
            context["panel_template"] = "admin/auth/user/panel.html"
            context["has_second_factor"] = Authenticator.objects.filter(user=person).exists()
            context["may_help"] = services.may_help(person=person, by=request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    @csrf_protect_m
    def link(self, request: Any, pk: int) -> HttpResponse:
        """Make a link for a password: shown once, or sent."""
        person = self._person(request, pk)
        context: dict[str, Any] = {"title": _("Link for a password"), "can_write": _can_write(person)}
        if request.method == "POST":
            if request.POST.get("way") == "letter" and _can_write(person):
                self._write(request, person)
                return HttpResponseRedirect(reverse("admin:auth_user_change", args=[pk]))
            context["address"] = links.site(request) + services.make_link(person=person, by=request.user)
            context["hours"] = services.HANDED_OVER.days * 24
        return self._question(request, "link", person, context)

    @csrf_protect_m
    def factor(self, request: Any, pk: int) -> HttpResponse:
        """Reset a second factor, after a question."""
        person = self._person(request, pk)
        if request.method == "POST":
            services.reset_second_factor(person=person, by=request.user)
            messages.success(request, _("The second factor of %(person)s is reset.") % {"person": person})
            return HttpResponseRedirect(reverse("admin:auth_user_change", args=[pk]))
        return self._question(request, "factor", person, {"title": _("Reset the second factor")})

    def _write(self, request: Any, person: User) -> None:
        services.invite(person=person, by=request.user, site=links.site(request))
        messages.success(request, _("A letter with a link is on its way to %(email)s.") % {"email": person.email})

    def _person(self, request: Any, pk: int) -> User:
        person = self.get_object(request, str(pk))
        if person is None:
            raise Http404
        if not services.may_help(person=person, by=request.user):
            raise PermissionDenied
        return person

    def _question(self, request: HttpRequest, name: str, person: User, context: dict[str, Any]) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.opts, "person": person, **context}
        return TemplateResponse(request, f"admin/auth/user/{name}.html", whole)


def _can_write(person: User) -> bool:
    return bool(settings.HAS_MAIL and person.email)
