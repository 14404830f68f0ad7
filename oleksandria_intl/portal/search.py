"""What can be found of the portal itself: its pages, by what a reader may call what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy, override

from oleksandria_intl import search
from oleksandria_intl.search import Entry


class PortalPage(NamedTuple):
    """A page by the name of its address: its title, and what it is looked for by."""

    route: str
    title: Any
    keywords_uk: str
    keywords_en: str


PAGES = (
    PortalPage("program-list", gettext_lazy("Programmes"), "паспорт", "passport"),
    PortalPage(
        "budget:newest",
        gettext_lazy("Budget"),
        "звіт витрати платіж видатки гроші кошти",
        "report spending payment money",
    ),
    PortalPage(
        "visits:list",
        gettext_lazy("Visits and conferences"),
        "поїздка подорож відрядження делегація прийом гості",
        "trip travel delegation reception guest",
    ),
    PortalPage(
        "partners:list", gettext_lazy("Partner cities"), "побратим угода меморандум країна", "twin agreement country"
    ),
    PortalPage("decision-list", gettext_lazy("Decisions"), "голосування розпорядження", "vote order"),
    PortalPage("drafts", gettext_lazy("Drafts under discussion"), "проєкт пропозиція обговорення", "draft proposal"),
    PortalPage("documents", gettext_lazy("Documents"), "звіт завантажити перевірити", "report download verify"),
    PortalPage("data:list", gettext_lazy("Open data"), "набір даних", "data set CSV JSON XLSX"),
    PortalPage("about", gettext_lazy("About the portal"), "контакти телефон адреса", "contact phone address"),
    PortalPage("accessibility", gettext_lazy("Accessibility"), "доступність", "accessible"),
    PortalPage("privacy", gettext_lazy("Privacy"), "персональні дані", "personal data"),
)


def pages() -> Iterator[Entry]:
    """Yield the pages that are always there."""
    for page in PAGES:
        with override("en"):
            title_en = str(page.title)
        with override("uk"):
            title_uk = str(page.title)
        keywords = f"{page.keywords_uk} {page.keywords_en}"
        yield Entry(title_uk=title_uk, title_en=title_en, keywords=keywords, route=page.route)


search.register("page", gettext_lazy("Pages of the portal"), pages)
