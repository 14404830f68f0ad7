"""Admin pages of votes: counts, names, what does not agree, the paper; and the votes on a decision's page."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from oleksandria_intl import files, papers, ukrainian
from oleksandria_intl.admin.base import RecordedAdmin, RecordedTabularInline
from oleksandria_intl.admin.lists import column
from oleksandria_intl.models import Choice, Vote, VoteByName
from oleksandria_intl.models.vote import KEPT_STAGES
from oleksandria_intl.votes import services
from oleksandria_intl.votes.checks import of_vote
from oleksandria_intl.votes.documents import KIND
from oleksandria_intl.votes.forms import NamesForm
from oleksandria_intl.votes.reading import Voting
from oleksandria_intl.votes.words import printed
from oleksandria_intl.work import Work

PAGE = "admin:oleksandria_intl_vote"
FORMATS = {"pdf": "PDF", "docx": "Word", "html": _("Look at it")}
RECORD = "_record"
COUNTS = ("votes_for", "votes_against", "votes_abstained", "votes_not_voting", "votes_absent")


class NameInline(RecordedTabularInline):
    """Who voted how."""

    model = VoteByName
    fields = ("order", "name", "choice", "official")
    autocomplete_fields = ("official",)


class VoteInline(RecordedTabularInline):
    """The votes on a decision, on its page; each has a page of its own for the rest."""

    model = Vote
    fk_name = "decision"
    fields = ("order", "kind", "held_on", *COUNTS, "is_adopted")
    show_change_link = True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep the votes on a published decision as they were published."""
        return super().has_change_permission(request, obj) and not (obj and obj.stage in KEPT_STAGES)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep the votes on a published decision."""
        return super().has_delete_permission(request, obj) and not (obj and obj.stage in KEPT_STAGES)


@admin.register(Vote)
class VoteAdmin(RecordedAdmin):
    """A vote as it was announced; what does not agree stands beside the form, and stops nobody."""

    group = Work.DECISIONS
    is_searched = False
    place = 515
    list_display = ("title", "named_kind", "moment", "votes_for", "is_adopted")
    list_filter = ("kind", "is_adopted", "held_on")
    sortable_by = ()
    search_fields = ("decision__subject", "decision__number", "decision__code", "number")
    autocomplete_fields = ("decision", "corrects")
    fetched_with = ("decision",)
    inlines = (NameInline,)
    panel_template = "admin/votes/panel.html"
    fieldsets = [
        (None, {"fields": ("decision", "kind", "amendment", "corrects")}),
        (
            pgettext_lazy("council", "Session"),
            {"fields": (("session_kind", "sitting"), ("held_on", "held_at"), "number")},
        ),
        (_("Outcome"), {"fields": (("composition", "counts_mayor"), COUNTS, "is_adopted")}),
    ]

    title = column(_("decision"), lambda vote: ukrainian.shortened(str(vote.decision)))
    named_kind = column(_("what was voted on"), "get_kind_display")
    moment = column(_("time of the vote"), "moment")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep a vote on a published decision as it was published."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_kept)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep a vote on a published decision."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_kept)

    def may_record_names(self, request: HttpRequest, vote: Vote | None) -> bool:
        """Whether the reader may bring in votes by name: of a published decision only where there are none."""
        is_changing = vote is None or not vote.is_kept or not vote.names.exists()
        return super().has_change_permission(request) and is_changing

    def panel(self, request: HttpRequest, row: Vote) -> dict[str, Any]:
        """Return what a majority is, what does not agree, the paper, the way to the table of names."""
        may_record = self.may_record_names(request, row)
        return {
            "vote": row,
            "findings": list(of_vote(row)),
            "files": [(label, reverse(f"{PAGE}_paper", args=[row.pk, each])) for each, label in FORMATS.items()],
            "names_url": reverse(f"{PAGE}_names", args=[row.pk]) if may_record else "",
        }

    def get_urls(self) -> list[URLPattern]:
        """Return the pages, the table of names, the paper."""
        wrap = self.admin_site.admin_view
        name = PAGE.removeprefix("admin:")
        return [
            path("<int:pk>/names/", wrap(self.names_view), name=f"{name}_names"),
            path("<int:pk>/roll-call.<slug:format>", wrap(self.paper_view), name=f"{name}_paper"),
            *super().get_urls(),
        ]

    def names_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a table of votes by name, show what it says, record it once that is confirmed."""
        vote: Any = self.get_object(request, str(pk))
        if not self.may_record_names(request, vote):
            raise PermissionDenied
        if vote is None:
            raise Http404
        form = NamesForm(request.POST, request.FILES) if request.method == "POST" else NamesForm()
        voting = form.voting if form.is_valid() and not form.refusals else None
        if voting and RECORD in request.POST and self._recorded(request, vote, form, voting):
            return HttpResponseRedirect(reverse(f"{PAGE}_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "list_url": reverse(f"{PAGE}_changelist"),
            "title": gettext("Votes by name from a table"),
            "vote": vote,
            "form": form,
            "refusals": form.refusals if form.is_bound and form.is_valid() else [],
            **(_preview(vote, voting) if voting else {}),
        }
        return TemplateResponse(request, "admin/votes/names.html", context)

    def _recorded(self, request: HttpRequest, vote: Vote, form: NamesForm, voting: Voting) -> bool:
        """Record the votes by name and say so, or say why not."""
        user: Any = request.user
        try:
            services.record_names(vote=vote, votes=voting.votes, by=user)
        except ValidationError as error:
            form.add_error(None, error)
            return False
        sentence = gettext("Votes by name recorded: %(count)d.") % {"count": len(voting.votes)}
        self.message_user(request, sentence, messages.SUCCESS)
        return True

    def paper_view(self, request: HttpRequest, pk: int, format: str) -> HttpResponseBase:
        """Send a working copy of the results of all votes on the decision."""
        vote: Any = self.get_object(request, str(pk))
        if not self.has_view_permission(request, vote):
            raise PermissionDenied
        if vote is None or format not in FORMATS:
            raise Http404
        content = papers.content(papers.get(KIND), vote.decision, format, for_staff=True)
        return files.show(request, content, format, f"{KIND}-{vote.decision.code}.{format}")


def _preview(vote: Vote, voting: Voting) -> dict[str, Any]:
    """Return what the table says of the vote that is meant: names with their votes, counts, who is silent."""
    found = Counter(choice for _name, choice in voting.votes)
    return {
        "voting": voting,
        "lines": [(name, printed(choice, name)) for name, choice in voting.votes],
        "counts": [(choice.label, found[choice]) for choice in Choice],
        "replaced": vote.names.count(),
    }
