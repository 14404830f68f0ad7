"""Admin pages of the stock of souvenirs, and of the acts by which they are written off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from budget.admin.base import StateFilter, page_of, page_of_list, page_to_add
from budget.admin.sums import amount_text
from delegations import gifts
from delegations.admin.stay import giving_line
from delegations.documents.write_off import KIND
from delegations.gift_forms import SigningForm
from delegations.models import CommissionMember, Giving, Purchase, StockItem, WriteOffAct
from oleksandria_intl import clock, files, papers
from oleksandria_intl.admin.base import RecordedAdmin, RecordedTabularInline, refusal_sentence
from oleksandria_intl.admin.lists import column
from oleksandria_intl.admin.step_page import StepPages, typed_in
from oleksandria_intl.files import PAPER_LANGUAGE
from oleksandria_intl.tables.admin import Exchanges
from oleksandria_intl.work import Work

FORMATS = {"pdf": "PDF", "docx": "Word", "html": _("Look at it")}


class PurchaseInline(RecordedTabularInline):
    """The purchases of a thing."""

    model = Purchase
    fields = ("bought_on", "quantity", "price", "payment", "document")
    autocomplete_fields = ("payment",)
    fetched_with = ("item", "payment__measure")
    show_change_link = True


@admin.register(StockItem)
class StockItemAdmin(Exchanges, RecordedAdmin):
    """Souvenirs and what is served: how many were bought, given, written off, and are left."""

    group = Work.VISITS
    place = 306
    exchanged = ("delegations.gift_resources.StockItemResource",)
    list_display = ("name_uk", "kind", "bought", "given", "written_off", "left", "unit_uk")
    list_filter = ("kind",)
    search_fields = ("search_text",)
    sortable_by = ()
    inlines = (PurchaseInline,)
    fieldsets = [(None, {"fields": ("kind", ("name_uk", "name_en"), "unit_uk", "code")})]

    bought = column(_("bought"), "bought")
    given = column(_("given"), "given")
    written_off = column(_("written off"), "written_off")
    left = column(_("left"), "left")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count the stock of each thing, except for locking: PostgreSQL cannot lock counted rows."""
        rows: Any = super().get_queryset(request)
        return rows if getattr(request, "locks_rows", False) else rows.with_stock()


@admin.register(Purchase)
class PurchaseAdmin(Exchanges, RecordedAdmin):
    """Purchases: by which payment, how many are left, to whom the others went."""

    group = Work.VISITS
    place = 307
    exchanged = ("delegations.gift_resources.PurchaseResource",)
    list_display = ("item", "bought_on", "quantity", "price_uah", "given", "left", "payment")
    list_display_links = ("item",)
    list_filter = ("item__kind",)
    search_fields = ("item__name_uk", "document")
    sortable_by = ("bought_on",)
    autocomplete_fields = ("item", "payment")
    fetched_with = ("item", "payment__measure")
    panel_template = "admin/delegations/purchase.html"
    fieldsets = [(None, {"fields": ("item", ("bought_on", "quantity", "price"), "payment", "document")})]

    price_uah = column(_("price of one, UAH"), lambda row: amount_text(row.price))
    given = column(_("given"), "given")
    left = column(_("left"), "left")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count what is left of each, except for locking."""
        rows: Any = super().get_queryset(request)
        return rows if getattr(request, "locks_rows", False) else rows.with_left()

    def choice_label(self, row: Any) -> str:
        """Return the purchase with what is left of it."""
        left = Purchase.objects.left_of(row)
        return f"{row} ({gettext('left')}: {left} {row.item.unit_uk})"

    def panel(self, request: HttpRequest, row: Purchase) -> dict[str, Any]:
        """Return what is left, and to whom the others went."""
        return {
            "left": Purchase.objects.left_of(row),
            "amount": amount_text(row.amount),
            "gifts": {
                "title": gettext("What went to whom"),
                "lines": [giving_line(each) for each in row.givings.with_details()],
            },
            "add_url": page_to_add(Giving, purchase=row.pk),
        }


class GivingState(StateFilter):
    """Filter givings: those that no act writes off yet, and the others."""

    title = _("state")
    states = {
        "waiting": (_("not written off"), lambda rows: rows.waiting()),
        "written-off": (_("written off"), lambda rows: rows.written_off()),
    }


@admin.register(Giving)
class GivingAdmin(Exchanges, RecordedAdmin):
    """Givings: what went to whom at which event, and by which act it is written off."""

    group = Work.VISITS
    place = 308
    exchanged = ("delegations.gift_resources.GivingResource",)
    list_display = ("what", "quantity", "given_on", "event", "to_whom", "act")
    list_display_links = ("what",)
    list_filter = (GivingState, "way")
    search_fields = (
        "purchase__item__name_uk",
        "to_whom",
        "event",
        "delegation__place_words",
        "delegation__city__name_uk",
    )
    sortable_by = ("given_on",)
    autocomplete_fields = ("purchase", "delegation", "act")
    fetched_with = ("purchase__item", "delegation__city__country", "act")
    actions = ("write_off",)
    fieldsets = [
        (None, {"fields": ("purchase", ("quantity", "way", "given_on"))}),
        (_("Where and to whom"), {"fields": ("delegation", "event", "to_whom")}),
        (_("Writing off"), {"fields": ("act",)}),
    ]

    what = column(_("souvenir"), lambda row: row.purchase.item)
    event = column(_("event"), "event_words")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with today."""
        return {"given_on": clock.today(), **super().get_changeform_initial_data(request)}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep what a signed act writes off."""
        return super().has_change_permission(request, obj) and not _is_signed(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep what a signed act writes off."""
        return super().has_delete_permission(request, obj) and not _is_signed(obj)

    @admin.action(description=_("Begin an act of writing off…"), permissions=["change"])
    def write_off(self, request: Any, queryset: Any) -> HttpResponse | None:
        """Begin an act with the chosen givings, and go on to its page."""
        if not request.user.has_perm("delegations.add_writeoffact"):
            raise PermissionDenied
        try:
            act = gifts.begin_write_off(givings=queryset, by=request.user)
        except ValidationError as error:
            self.message_user(request, refusal_sentence(error), messages.ERROR)
            return None
        self.message_user(request, gettext("The act is begun: enter its number and its commission."), messages.SUCCESS)
        return HttpResponseRedirect(page_of(act))


def _is_signed(giving: Giving | None) -> bool:
    return bool(giving and giving.act and giving.act.signed_on)


class CommissionInline(RecordedTabularInline):
    """The commission of an act."""

    model = CommissionMember
    fields = ("order", "term", "is_chair")
    autocomplete_fields = ("term",)
    fetched_with = ("term__official",)


@admin.register(WriteOffAct)
class WriteOffActAdmin(StepPages):
    """Acts of writing off: what, by whom, on which grounds; once signed they stay."""

    group = Work.VISITS
    place = 309
    list_display = ("title", "event", "drawn_on", "signed_on", "sum_uah")
    list_display_links = ("title",)
    search_fields = ("number", "event", "delegation__place_words", "delegation__city__name_uk")
    sortable_by = ("drawn_on",)
    autocomplete_fields = ("delegation", "approver")
    fetched_with = ("delegation__city__country", "approver__official")
    inlines = (CommissionInline,)
    panel_template = "admin/delegations/write_off.html"
    fieldsets = [
        (None, {"fields": (("number", "drawn_on"), "delegation", "event")}),
        (_("Commission and approval"), {"fields": ("order_words", "approver", "conclusion")}),
    ]

    title = column(_("act"), str)
    event = column(_("event"), "event_words")
    sum_uah = column(_("amount, UAH"), lambda act: amount_text(act.givings.handed().amount))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with today."""
        return {"drawn_on": clock.today(), **super().get_changeform_initial_data(request)}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep what was signed."""
        return super().has_change_permission(request, obj) and not (obj and obj.signed_on)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep what was signed."""
        return super().has_delete_permission(request, obj) and not (obj and obj.signed_on)

    def panel(self, request: HttpRequest, row: WriteOffAct) -> dict[str, Any]:
        """Return the paper, what the act writes off, what it lacks, where it is signed."""
        may_sign = self.has_change_permission(request, row)
        return {
            "act": row,
            "files": list(self._files(row)),
            "gifts": {
                "title": gettext("What is written off"),
                "lines": [giving_line(each) for each in row.givings.with_details()],
            },
            "sum": amount_text(row.givings.handed().amount),
            "lacks": [] if row.signed_on else list(gifts.lacking(row)),
            "sign_url": reverse("admin:delegations_writeoffact_sign", args=[row.pk]) if may_sign else "",
            "waiting_url": page_of_list(Giving, state="waiting"),
        }

    def _files(self, act: WriteOffAct) -> Iterator[tuple[Any, str]]:
        for each, label in FORMATS.items():
            yield label, reverse("admin:delegations_writeoffact_paper", args=[act.pk, each])

    def get_urls(self) -> list[URLPattern]:
        """Return the pages, the paper and the page of the signature."""
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/write-off-act.<slug:format>", view(self.paper_view), name="delegations_writeoffact_paper"),
            path("<int:pk>/sign/", view(self.sign_view), name="delegations_writeoffact_sign"),
            *super().get_urls(),
        ]

    def paper_view(self, request: HttpRequest, pk: int, format: str) -> HttpResponseBase:
        """Send a working copy of the act."""
        act, paper = self.seen_row(request, pk), papers.get(KIND)
        if format not in FORMATS:
            raise Http404
        with override(PAPER_LANGUAGE):
            content = papers.content(paper, paper.find(act.record_key, papers.Scope()), format, for_staff=True)
        return files.show(request, content, format, f"{KIND}-{act.number or act.pk}.{format}")

    def sign_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask when the act was signed, and record it."""
        act = self.seen_row(request, pk)
        if not self.has_change_permission(request, act):
            raise PermissionDenied
        form = SigningForm(typed_in(request), initial={"on": max(act.drawn_on, clock.today())})
        facts: dict[str, Any] = {"act": act, "by": request.user}
        if form.is_valid() and self.is_taken(request, form, lambda: gifts.sign_write_off(**facts, **form.cleaned_data)):
            return self.back_to(request, act, gettext("The act is signed: it does not change any more."))
        return self.step_page(request, act, form, gettext("Record the signature"), gettext("not signed"))
