"""The pages of the path: what is done and what comes next, and a page for each step."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from oleksandria_intl.accounts import links
from oleksandria_intl.admin.base import REFUSALS, refusal_sentence
from oleksandria_intl.admin.giving_back import carried, forgetting, unsaved_text
from oleksandria_intl.start import STEPS, Step, steps
from oleksandria_intl.start.pages import Outcome, Page


class StartPages:
    """The pages, within the staff's side of the portal."""

    def __init__(self, site: AdminSite) -> None:
        self.site = site

    def urls(self) -> list[URLPattern]:
        """Return the addresses."""
        return [
            path("start/", self.site.admin_view(self.index), name="start"),
            path("start/<slug:step>/", self.site.admin_view(self.step), name="start_step"),
        ]

    def index(self, request: HttpRequest) -> HttpResponse:
        """Show the path, and lead to the step that comes next."""
        if not any(step.may_take(request.user) for step in steps()):  # type: ignore[arg-type]
            raise PermissionDenied
        return self._answer(request, "index", {"title": _("Starting from nothing")}, is_whole=True)

    def step(self, request: Any, step: str) -> HttpResponse:
        """Ask what a step asks, fill in what can be told, save what was read, and go on."""
        taken = STEPS.get(step)
        if taken is None:
            raise Http404
        if not taken.may_take(request.user):
            raise PermissionDenied
        is_open = not (_lacking(taken) or (taken.is_once and taken.is_done()))
        if not is_open:
            return self._page(request, taken, None)
        text, sentence = unsaved_text(request)
        if sentence:
            messages.warning(request, sentence)
        sent = request.POST if request.method == "POST" else text
        page = taken.page(sent, request.user, links.site(request))
        if "more" in request.POST:
            page.quiet()
        elif text is not None:
            page.is_valid()
        elif request.method == "POST" and (outcome := _saved(request, page)):
            return forgetting(request, self._go_on(request, outcome))
        return self._page(request, taken, page, **carried(request, text))

    def _go_on(self, request: Any, outcome: Outcome) -> HttpResponse:
        """Say what was entered; show what is to be handed over, else open what comes next."""
        messages.success(request, outcome.sentence)
        following = _following(request)
        if outcome.handed:
            facts = {"title": _("They are let in"), "handed": outcome.handed, "following": following}
            return self._answer(request, "handed", facts)
        to = following and reverse("admin:start_step", args=[following.key])
        return HttpResponseRedirect(outcome.link or to or reverse("admin:start"))

    def _page(self, request: HttpRequest, step: Step, page: Page | None, **carried: Any) -> HttpResponse:
        facts = {
            **carried,
            "title": step.title,
            "step": step,
            "made": step.made(),
            "page": page,
            "lacking": _lacking(step),
            "was_filled": getattr(request, "was_filled", False),
        }
        return self._answer(request, "step", facts)

    def _answer(self, request: Any, name: str, facts: dict[str, Any], *, is_whole: bool = False) -> HttpResponse:
        shown = {"path": list(_path(request, is_whole=is_whole)), **self.site.each_context(request), **facts}
        return TemplateResponse(request, f"admin/start/{name}.html", shown)


def _saved(request: Any, page: Page) -> Outcome | None:
    """Save what was sent, unless something is wrong with it or the sender has not seen what is proposed."""
    request.was_filled = page.propose(with_optional="read" not in request.POST)
    if not page.is_valid() or request.was_filled:
        return None
    try:
        with transaction.atomic():
            return page.save()
    except REFUSALS as error:
        page.error = refusal_sentence(error)
    return None


def _path(request: Any, *, is_whole: bool) -> Any:
    """Yield the steps with how far each is: done, the next one, the reader's or another's to take."""
    following = None
    for step in steps():
        made = step.made()
        may_take = step.may_take(request.user)
        if following is None and not made and may_take:
            following = step
        yield {
            "step": step,
            "link": reverse("admin:start_step", args=[step.key]) if may_take else "",
            "made": made if is_whole else [],
            "is_done": bool(made),
            "is_next": step is following,
        }


def _following(request: Any) -> Step | None:
    return next((step for step in steps() if step.may_take(request.user) and not step.is_done()), None)


def _lacking(step: Step) -> list[Step]:
    """Return the steps that come before this one and are not done."""
    return [STEPS[key] for key in step.needs if not STEPS[key].is_done()]
