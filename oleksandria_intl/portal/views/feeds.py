"""What machines read of the portal: news of decisions, the map of the site, the rules for robots."""

from __future__ import annotations

from datetime import datetime, time, timezone
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from delegations import events
from oleksandria_intl import acts, clock
from oleksandria_intl.documents.placeholders import expand
from oleksandria_intl.middleware import ACCOUNTS, ADMIN
from oleksandria_intl.models import Decision
from oleksandria_intl.page_parameters import kept
from partners.models import Agreement, City
from programs.models import Edition

MOST_NEWS = 30
NO_NEWS_YET = datetime(2000, 1, 1, tzinfo=timezone.utc)
"""What a feed is dated whose drafts have no day: RSS wants one, and it must not move."""
ABOUT = ("about", "accessibility", "privacy")
LISTS = (
    "program-list",
    "decision-list",
    "drafts",
    "partners:list",
    "partners:agreements",
    "visits:list",
    "documents",
    "data:list",
)
PAGES = ("home", *LISTS, *ABOUT)
OF_PROGRAM = ("program-page", "programs:text", "programs:decisions", "budget:page", "budget:report", "budget:payments")
Named = tuple[str, tuple[str, ...]]
"""The name of an address and its parts."""


class News(NamedTuple):
    """A public decision and what it is about."""

    decision: Decision
    matter: acts.Matter


class DatedFeed(Rss201rev2Feed):
    """RSS that is as new as its newest item; where no item has a day, Django would call it new on every request."""

    def latest_post_date(self) -> datetime:
        return max((item["pubdate"] for item in self.items if item["pubdate"]), default=NO_NEWS_YET)


@kept()
class Decisions(Feed):
    """The newest decisions and published drafts."""

    feed_type = DatedFeed

    def title(self) -> str:
        return _("Decisions on international cooperation")

    def description(self) -> str:
        return _("What the council and its bodies decided on international cooperation, and public drafts.")

    def link(self) -> str:
        return reverse("decision-list")

    def items(self) -> list[News]:
        """Return the public decisions, the newest first, each with what it is about; undated ones stand last."""
        rows = list(acts.newest_first()[:MOST_NEWS])
        matters = acts.matters_of(rows)
        return [News(row, matters[row.pk]) for row in rows]

    def item_title(self, item: Any) -> str:
        subject = expand(item.decision.subject, item.matter.words)
        if not item.decision.number:
            return _("Draft: %(subject)s") % {"subject": subject}
        return f"{subject} (№ {item.decision.number})"

    def item_description(self, item: News) -> str:
        subject = item.matter.subject
        return subject.title if isinstance(subject, Edition) else str(item.decision.body.name)

    def item_link(self, item: News) -> str:
        return reverse("decision-page", args=[item.decision.code])

    def item_guid(self, item: News) -> str:
        return f"decision:{item.decision.code}/{item.decision.number or 'draft'}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Any) -> datetime | None:
        """Return the day of the decision; of a draft, the day it was published, else registered."""
        day = item.decision.dated if item.decision.number else item.decision.shown_on
        return datetime.combine(day, time(), timezone.utc) if day else None


class Pages(Sitemap):
    """Every public page, in both languages."""

    i18n = True
    alternates = True
    x_default = True

    def items(self) -> list[Named]:
        """Return every page, by a constant number of queries."""
        today = clock.today()
        programs = Edition.objects.current(today).select_related("program")
        return [
            *((name, ()) for name in PAGES),
            *((name, (edition.program.slug,)) for edition in programs for name in OF_PROGRAM),
            *(("decision-page", (code,)) for code in acts.public_codes()),
            *(("partners:city", (city.slug,)) for city in City.objects.partners()),
            *(("partners:agreement", (code,)) for code in Agreement.objects.codes()),
            *(("visits:page", (event.code,)) for event in events.at(events.places("", "", today), today)),
        ]

    def location(self, item: Named) -> str:
        name, parts = item
        return reverse(name, args=parts)


@kept()
def robots(request: HttpRequest) -> HttpResponse:
    """Say to robots what is not for them, and where the map of the site is."""
    closed = (ADMIN, ACCOUNTS, "/search/", "/en/search/")
    lines = ["User-agent: *", *(f"Disallow: {settings.PATH_PREFIX}{address}" for address in closed)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@kept("p")
def site_map(request: HttpRequest) -> HttpResponseBase:
    """Send the map of the site, or a part of it where it is long."""
    return sitemap(request, {"pages": Pages})
