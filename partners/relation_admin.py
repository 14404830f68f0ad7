"""Admin pages of the relation's year: greetings, texts for partners, timelines, contacts of the partner side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import clock, ukrainian
from oleksandria_intl.admin.base import PERIOD, RecordedStackedInline
from oleksandria_intl.admin.lists import column
from oleksandria_intl.admin.paper_pages import PaperPages
from oleksandria_intl.forms import DayField
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work
from partners import greeting_feed
from partners.documents import greeting as letters
from partners.documents import passport
from partners.greetings import begin_greeting, mark_sent, take_back_sending, usual_signatory
from partners.models import City, Contact, Greeting, Occasion, OfficeText, TimelineNote
from partners.occasions import due

MAY_SEND = "partners.change_greeting"
MAY_BEGIN = "partners.add_greeting"


class ContactInline(RecordedStackedInline):
    """Whom the office writes to in a city."""

    model = Contact
    fields = (("name", "post"), ("email", "phone"), ("languages", "until"), "address", "note")


class SentForm(forms.Form):
    """When and how a greeting was sent."""

    on = DayField(label=_("Sent on"))
    way = forms.ChoiceField(label=_("How it was sent"), choices=Greeting.Way.choices)


class TakeBackForm(forms.Form):
    """Why a greeting is not marked as sent any more."""

    reason = forms.CharField(label=_("Reason"), max_length=100, widget=AdminTextInputWidget)


@admin.register(Greeting)
class GreetingAdmin(PaperPages):
    """Greetings to partners: what is due, the letters, what was sent by whom, when and how."""

    group = Work.PARTNERS
    place = 412
    paper_subject = letters.SUBJECT
    panel_template = "admin/partners/greeting/panel.html"
    change_list_template = "admin/partners/greeting/change_list.html"
    list_display = ("to", "occasion", "day", "sent", "by")
    list_display_links = ("to",)
    list_filter = ("occasion", "sent_way", "city__country")
    sortable_by = ("day",)
    search_fields = ("city__name_uk", "addressee_uk", "number")
    autocomplete_fields = ("city", "signatory")
    fetched_with = ("city__country", "sent_by")
    markdown_fields = ("text_uk", "text_en")
    fieldsets = [
        (None, {"fields": ("city", ("occasion", "day"))}),
        (_("The letter"), {"fields": (("number", "dated"), "addressee_uk", "text_uk", "signatory")}),
        (_("In English"), {"fields": ("addressee_en", "text_en")}),
        (_("For the office"), {"fields": ("note",)}),
    ]

    to = column(_("city"), lambda greeting: greeting.city)
    sent = column(
        _("sent"),
        lambda one: f"{one.sent_on:%d.%m.%Y}, {one.get_sent_way_display()}" if one.sent_on else "–",
        ordering="sent_on",
    )
    by = column(_("who sent it"), lambda one: (one.sent_by.get_full_name() or one.sent_by) if one.sent_by else "–")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Propose who signs."""
        signatory = usual_signatory()
        return {"signatory": signatory.pk if signatory else None} | super().get_changeform_initial_data(request)

    def panel(self, request: HttpRequest, row: Greeting) -> dict[str, Any]:
        """Return the letter's files, and where sending is noted."""
        return {
            **super().panel(request, row),
            "may_send": request.user.has_perm(MAY_SEND),
            "send_url": reverse("admin:partners_greeting_send", args=[row.pk]),
            "take_back_url": reverse("admin:partners_greeting_unsend", args=[row.pk]),
        }

    def get_urls(self) -> list[URLPattern]:
        """Return the pages, what is due, the pages where sending is noted, the calendar."""
        view = self.admin_site.admin_view
        return [
            path("due/", view(self.due_view), name="partners_greeting_due"),
            path("greetings.ics", view(self.calendar_view), name="partners_greeting_calendar"),
            path("<int:pk>/send/", view(self.send_view), name="partners_greeting_send"),
            path("<int:pk>/unsend/", view(self.unsend_view), name="partners_greeting_unsend"),
            *super().get_urls(),
        ]

    def calendar_view(self, request: HttpRequest) -> HttpResponse:
        """Send the calendar to who has logged in."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return greeting_feed.answer(request)

    def due_view(self, request: Any) -> HttpResponseBase:
        """Show what is due; begin the letter that was asked for."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._begin(request)
        feed = reverse("greetings-calendar", args=[greeting_feed.key_of(request.user)])
        context = {
            "due": due(clock.today()),
            "today": clock.today(),
            "may_begin": request.user.has_perm(MAY_BEGIN),
            "feed": request.build_absolute_uri(feed),
        }
        return self._page(request, "due.html", gettext("Greetings that are due"), **context)

    def _begin(self, request: Any) -> HttpResponseRedirect:
        if not request.user.has_perm(MAY_BEGIN):
            raise PermissionDenied
        asked, listed = request.POST, reverse("admin:partners_greeting_due")
        city, year = City.objects.of_slug(asked.get("city", "")), asked.get("year", "")
        if city is None or asked.get("occasion") not in Occasion.values or not letters.is_year(year):
            self.message_user(request, gettext("Choose a greeting of the list."), messages.ERROR)
            return HttpResponseRedirect(listed)
        try:
            made = begin_greeting(city=city, occasion=asked["occasion"], year=int(year), by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(listed)
        return HttpResponseRedirect(reverse("admin:partners_greeting_change", args=[made.pk]))

    def send_view(self, request: Any, pk: int) -> HttpResponseBase:
        """Ask when and how the greeting was sent, then note it."""
        greeting = self._to_send(request, pk)
        form = SentForm(request.POST or None, initial={"on": clock.today(), "way": Greeting.Way.EMAIL})
        if form.is_valid() and self._done(form, mark_sent, greeting=greeting, by=request.user, **form.cleaned_data):
            self.message_user(request, gettext("The greeting is marked as sent."), messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:partners_greeting_due"))
        return self._ask(request, greeting, form, gettext("Mark as sent"))

    def unsend_view(self, request: Any, pk: int) -> HttpResponseBase:
        """Ask why the greeting is not marked as sent any more, then note it."""
        greeting = self._to_send(request, pk)
        form = TakeBackForm(request.POST or None)
        if form.is_valid() and self._done(
            form, take_back_sending, greeting=greeting, by=request.user, **form.cleaned_data
        ):
            self.message_user(request, gettext("The greeting is not marked as sent any more."), messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:partners_greeting_change", args=[pk]))
        return self._ask(request, greeting, form, gettext("It was not sent after all"))

    def _to_send(self, request: Any, pk: int) -> Greeting:
        if not request.user.has_perm(MAY_SEND):
            raise PermissionDenied
        greetings: Any = self.get_queryset(request)
        greeting: Greeting | None = greetings.of_key(pk)
        if greeting is None:
            raise Http404
        return greeting

    @staticmethod
    def _done(form: forms.Form, service: Any, **asked: Any) -> bool:
        """Do it, or say beside the form why not."""
        try:
            service(**asked)
        except ValidationError as error:
            form.add_error(None, error)
            return False
        return True

    def _ask(self, request: HttpRequest, greeting: Greeting, form: forms.Form, button: str) -> TemplateResponse:
        back = reverse("admin:partners_greeting_change", args=[greeting.pk])
        title = f"{button}: {greeting}"
        return self._page(request, "form.html", title, form=form, button=button, back_url=back)

    def _page(self, request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "list_url": reverse("admin:partners_greeting_changelist"),
        }
        return TemplateResponse(request, f"admin/partners/greeting/{template}", {**shared, **context})


@admin.register(OfficeText)
class OfficeTextAdmin(PaperPages):
    """Texts in both languages that letters and the passport of our city are made from."""

    group = Work.PARTNERS
    is_searched = False
    place = 416
    list_display = ("kind",)
    sortable_by = ()
    search_fields = ("text_uk", "text_en")
    markdown_fields = ("text_uk", "text_en")
    paper_subject = passport.SUBJECT
    fieldsets = [(None, {"fields": ("kind", "text_uk")}), (_("In English"), {"fields": ("text_en",)})]


@admin.register(TimelineNote)
class TimelineNoteAdmin(Exchanges):
    """What the office notes by hand in the story of a relation: letters, aid, meetings."""

    group = Work.PARTNERS
    exchanged = ("partners.resources.TimelineNoteResource",)
    place = 414
    list_display = ("about", "to", "kind", "when", "is_public")
    list_filter = ("kind", "is_public", "city__country")
    sortable_by = ("when",)
    search_fields = ("search_text",)
    autocomplete_fields = ("city",)
    fetched_with = ("city__country",)
    fieldsets = [
        (None, {"fields": ("city", "kind", "text_uk", "is_public", "note", "code")}),
        PERIOD,
        (_("In English"), {"fields": ("text_en",)}),
    ]

    about = column(_("text"), lambda note: ukrainian.shortened(note.text_uk))
    to = column(_("city"), lambda note: note.city)
    when = column(_("when"), lambda note: note.period_text(), ordering="period_start")
