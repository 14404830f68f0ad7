"""The money of a delegation on its admin pages: sums as one types, costs, per diem, commitments, payments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, override

from budget.admin.base import page_to_add
from budget.admin.late import REASON, page_that_asks
from budget.admin.panels import payment_line
from budget.admin.sums import amount_text
from budget.models import EconomicCode, FundingSource
from budget.periods import ReasonNeeded
from delegations import costs, money, reporting
from delegations.admin.kept_panel import kept_of
from delegations.admin.money_forms import CommitForm, PerDiemForm, typed_lines
from delegations.day_grid import DaysGrid
from delegations.documents.estimate import KINDS
from delegations.found_payments import Search, confirm_payments
from delegations.models import Advance, Delegation, EstimateLine
from delegations.per_diem import fill_per_diem
from delegations.spent_grid import SpentGrid
from oleksandria_intl import files, papers, ukrainian
from oleksandria_intl.admin.base import REFUSALS, refusal_sentence
from oleksandria_intl.admin.fields import is_key
from oleksandria_intl.admin.step_page import StepPages, typed_in
from oleksandria_intl.files import PAPER_LANGUAGE
from oleksandria_intl.forms import day_of

PAGE = "delegations_delegation"
REPORT = "advance-report"
FORMATS = {"pdf": "PDF", "docx": "Word"}


class MoneyPages(StepPages):
    """The part of a delegation's pages that has to do with its money."""

    def panel(self, request: HttpRequest, row: Delegation) -> dict[str, Any]:
        """Return what the delegation costs, by how much that is above what is free, where its money has its pages."""
        return {**super().panel(request, row), "money": kept_of(row, "money", lambda: _in_short(row))}

    def get_urls(self) -> list[URLPattern]:
        """Return the pages of a delegation's money, too."""
        wrap = self.admin_site.admin_view
        return [
            path("sums/", wrap(self.sums_view), name=f"{PAGE}_sums"),
            path("<int:pk>/money/", wrap(self.money_view), name=f"{PAGE}_money"),
            path("<int:pk>/per-diem/", wrap(self.per_diem_view), name=f"{PAGE}_per_diem"),
            path("<int:pk>/commit/", wrap(self.commit_view), name=f"{PAGE}_commit"),
            path("<int:pk>/payments/", wrap(self.payments_view), name=f"{PAGE}_payments"),
            path("<int:pk>/advance/<int:place>.<slug:format>", wrap(self.advance_view), name=f"{PAGE}_advance"),
            *super().get_urls(),
        ]

    def sums_view(self, request: HttpRequest) -> JsonResponse:
        """Send the sums of an estimate as it is being typed, reckoned as they will be kept."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row, forms = _typed(request), list(typed_lines(request.POST))
        taken = [*_taken(forms), *(row.lines.of_kind(EstimateLine.Kind.PER_DIEM).by_place() if row.pk else ())]
        rows = costs.against_free(row, money.shares_of(row, taken))
        return JsonResponse(
            {
                "lines": {form.prefix: ukrainian.hryvnias(form.computed) for form in forms},
                "total": ukrainian.hryvnias(sum((amount for _source, _code, amount in taken), Decimal(0))),
                "sources": [{"words": _free_words(row), "isAbove": row.above > 0} for row in rows],
            }
        )

    def money_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what the delegation costs, side by side, and what may be done about it."""
        row = self.seen_row(request, pk)
        sheet = costs.costs_of(row)
        context = {
            **self._shared(request, row, gettext("Money of the delegation")),
            "planned": amount_text(sheet.planned) if sheet.planned is not None else "",
            "tables": list(_tables(sheet)),
            "against_free": list(_free_rows(sheet)),
            "above": list(_above(sheet.against_free)),
            "is_committed": money.is_committed_as_estimated(row),
            "members": list(_members(row)),
            "advances_due_on": reporting.advances_due_on(row),
            "pages": [(label, reverse(f"admin:{PAGE}_{name}", args=[row.pk])) for label, name in _pages(request, row)],
            "lines": [payment_line(payment) for payment in sheet.payments],
        }
        return TemplateResponse(request, "admin/delegations/money.html", context)

    def per_diem_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask for the source and the rates, and write the lines of per diem anew."""
        row = self._of(request, pk, "delegations.change_estimateline")
        form = PerDiemForm(row, typed_in(request))

        def fill() -> None:
            asked = {name: form.cleaned_data[name] for name in ("source", "economic_code")}
            fill_per_diem(delegation=row, rates=form.rates, by=request.user, **asked)  # type: ignore[arg-type]

        if form.is_valid() and self.is_taken(request, form, fill):
            return self._to_money(request, row, gettext("Per diem is reckoned."))
        title, state = gettext("Reckon per diem"), row.get_status_display()
        return self.step_page(request, row, form, title, state, back_url=_money_url(row))

    def commit_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Commit the estimate of a delegation whose order is issued anew, with a reason."""
        row = self._of(request, pk, "budget.change_commitment")
        if row.status not in (Delegation.Status.ORDERED, Delegation.Status.REPORTED):
            sentence = gettext("The estimate is committed when the order is issued.")
            return self._to_money(request, row, sentence, messages.WARNING)
        form = CommitForm(typed_in(request))

        def commit() -> None:
            money.commit_estimate(delegation=row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]

        if form.is_valid() and self.is_taken(request, form, commit):
            return self._to_money(request, row, gettext("The estimate is committed."))
        title, state = gettext("Commit the estimate anew"), row.get_status_display()
        return self.step_page(request, row, form, title, state, back_url=_money_url(row))

    def payments_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Show the payments that may be of the delegation; put those that are confirmed under its commitments."""
        row = self._of(request, pk, "budget.view_payment")
        if request.method == "POST":
            return self._confirmed(request, row)
        context = {
            **self._shared(request, row, gettext("Payments of the delegation")),
            "found": [(each, payment_line(each.payment)) for each in Search(row).found()],
            "may_confirm": request.user.has_perm("budget.change_payment"),
        }
        return TemplateResponse(request, "admin/delegations/payments.html", context)

    def _confirmed(self, request: Any, row: Delegation) -> HttpResponseBase:
        """Put the chosen payments under the delegation's commitments, or say why not."""
        if not request.user.has_perm("budget.change_payment"):
            raise PermissionDenied
        chosen = [int(pk) for pk in request.POST.getlist("payment") if is_key(Delegation._meta.pk, pk)]
        try:
            reason = request.POST.get(REASON, "")
            done = confirm_payments(delegation=row, payments=chosen, by=request.user, reason=reason)
        except ReasonNeeded as error:
            return page_that_asks(request, error)
        except REFUSALS as error:
            self.message_user(request, refusal_sentence(error), messages.ERROR)
            return HttpResponseRedirect(request.path)
        sentence = ngettext(
            "%(count)d payment is the delegation’s.", "%(count)d payments are the delegation’s.", len(done)
        )
        return self._to_money(request, row, sentence % {"count": len(done)})

    def advance_view(self, request: HttpRequest, pk: int, place: int, format: str) -> HttpResponseBase:
        """Send a working copy of a member's report on an advance as it stands now."""
        row = self.seen_row(request, pk)
        kind, key = papers.get(REPORT), f"{row.code}/{place}"
        if format not in FORMATS:
            raise Http404
        try:
            with override(PAPER_LANGUAGE):
                content = papers.content(kind, kind.find(key, papers.Scope()), format, for_staff=True)
        except papers.PaperNotFound as error:
            return self._to_money(request, row, str(error), messages.ERROR)
        return files.show(request, content, format, papers.file_name(REPORT, key, format))

    def _of(self, request: HttpRequest, pk: int, permission: str) -> Delegation:
        """Return a delegation of which the reader may do something with money."""
        if not request.user.has_perm(permission):
            raise PermissionDenied
        row: Delegation = self.seen_row(request, pk)
        return row

    def _to_money(self, request: HttpRequest, row: Delegation, sentence: str, level: int = messages.SUCCESS) -> Any:
        self.message_user(request, sentence, level)
        return HttpResponseRedirect(_money_url(row))

    def _shared(self, request: HttpRequest, row: Delegation, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "row": row,
            "list_url": reverse(f"admin:{PAGE}_changelist"),
            "back_url": reverse(f"admin:{PAGE}_change", args=[row.pk]),
            "money_url": _money_url(row),
        }


def _in_short(row: Delegation) -> dict[str, Any]:
    """Return what the panel says of a delegation's money."""
    above = _above(costs.against_free(row, money.shares_of(row)))
    return {"url": _money_url(row), "total": amount_text(row.lines.planned()), "above": list(above)}


def _money_url(row: Delegation) -> str:
    return reverse(f"admin:{PAGE}_money", args=[row.pk])


def _typed(request: HttpRequest) -> Delegation:
    """Return the delegation of a form with the measure and the day that are being typed."""
    asked = {name: request.GET.get(name, "") or request.POST.get(name, "") for name in ("row", "measure")}
    known = {name: value for name, value in asked.items() if is_key(Delegation._meta.pk, value)}
    row = Delegation.objects.filter(pk=known["row"]).first() if "row" in known else None
    row = row or Delegation()
    if "measure" in request.POST:
        row.measure_id = int(known["measure"]) if "measure" in known else None
    if "period_start" in request.POST:
        row.period_start = day_of(request.POST["period_start"])
    return row


def _taken(forms: list[Any]) -> Iterator[tuple[int, str | None, Decimal]]:
    """Yield source, КЕКВ and sum of lines that are being typed; of sources that there are."""
    sources = set(FundingSource.objects.values_list("pk", flat=True))
    codes = dict(EconomicCode.objects.values_list("pk", "code"))
    for form in forms:
        if form.cleaned_data["source"] in sources:
            yield form.cleaned_data["source"], codes.get(form.cleaned_data["economic_code"]), form.computed


def _free_words(row: costs.AgainstFree) -> str:
    words = {
        "source": ", ".join(filter(None, (str(row.share.source), row.share.economic_code))),
        "amount": ukrainian.hryvnias(row.share.amount),
        "free": ukrainian.hryvnias(row.free),
    }
    return gettext("%(source)s: %(amount)s, free %(free)s") % words


def _above(rows: list[costs.AgainstFree]) -> Iterator[str]:
    """Yield by how much the estimate is above what is free."""
    for row in rows:
        if row.above:
            sentence = gettext(
                "%(words)s: %(above)s above what is free. Lower the estimate, or write why in the order."
            )
            yield sentence % {"words": _free_words(row), "above": ukrainian.hryvnias(row.above)}


def _free_rows(sheet: costs.Costs) -> Iterator[tuple[str, str, str, str]]:
    """Yield source and КЕКВ, what is estimated, committed, free."""
    for row in sheet.against_free:
        name = ", ".join(filter(None, (str(row.share.source), row.share.economic_code)))
        yield name, amount_text(row.share.amount), amount_text(row.committed), amount_text(row.free)


def _tables(sheet: costs.Costs) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Yield tables of costs: title, rows of a name and its amounts; the total stands in the first."""
    total = costs.Sums(gettext("Total"), *sheet.total[1:])
    yield gettext("By source"), _rows([*sheet.by_source, total], str)
    yield gettext("By kind of expenses"), _rows(sheet.by_kind, lambda kind: KINDS[kind])
    yield (
        gettext("By member"),
        _rows(sheet.by_member, lambda member: str(member or capfirst(gettext("whole delegation")))),
    )


def _rows(rows: list[costs.Sums], name: Callable[[Any], str]) -> list[tuple[str, list[str]]]:
    return [(name(row.of), [amount_text(sum_) for sum_ in row[1:]]) for row in rows]


def _members(row: Delegation) -> Iterator[dict[str, Any]]:
    """Yield the members with their advances and the addresses of their reports."""
    advances = {each.participant_id: each for each in Advance.objects.filter(participant__delegation=row)}
    for member in row.participants.select_related("term__official"):
        advance = advances.get(member.pk)
        page = reverse("admin:delegations_advance_change", args=[advance.pk]) if advance else ""
        files = [
            (label, reverse(f"admin:{PAGE}_advance", args=[row.pk, member.place, format]))
            for format, label in FORMATS.items()
        ]
        yield {
            "name": member.full_name,
            "given": amount_text(advance.amount) if advance else "",
            "reported_on": advance.reported_on if advance else None,
            "url": page or page_to_add(Advance, participant=member.pk),
            "files": files,
        }


def _pages(request: HttpRequest, row: Delegation) -> Iterator[tuple[Any, str]]:
    """Yield the pages that the reader may use: what the button says, the address's name."""
    may_change = request.user.has_perm("delegations.change_estimateline")
    if DaysGrid.is_about(row) and DaysGrid.may_see(request.user):
        yield DaysGrid.title, "days"
    if may_change:
        yield gettext("Reckon per diem"), "per_diem"
    if SpentGrid.may_see(request.user):
        yield gettext("Enter what was spent") if may_change else SpentGrid.title, "spent"
    if request.user.has_perm("budget.change_commitment"):
        yield gettext("Commit the estimate anew"), "commit"
    if request.user.has_perm("budget.view_payment"):
        yield gettext("Find payments"), "payments"
