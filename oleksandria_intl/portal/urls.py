"""Every address of the portal: Ukrainian at ``/``, English at ``/en/``, the staff's side outside of both."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from oleksandria_intl.portal.views.about import About, Statement
from oleksandria_intl.portal.views.data import URLS as DATA
from oleksandria_intl.portal.views.decisions import DecisionFile, DecisionList, DecisionPage, NoteFile
from oleksandria_intl.portal.views.documents import DocumentList, IssuedFile, IssuePage
from oleksandria_intl.portal.views.drafts import DraftList
from oleksandria_intl.portal.views.feeds import Decisions, robots, site_map
from oleksandria_intl.portal.views.gallery import picture_file
from oleksandria_intl.portal.views.health import healthz
from oleksandria_intl.portal.views.home import Home
from oleksandria_intl.portal.views.partners import PartnerPage
from oleksandria_intl.portal.views.pictures import picture
from oleksandria_intl.portal.views.programs import ProgramList, ProgramPage
from oleksandria_intl.portal.views.search import Search
from oleksandria_intl.portal.views.signed import SignedFile
from oleksandria_intl.portal.views.visit_news import VisitNews
from partners import urls as partners
from partners.greeting_feed import secret_feed

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("oleksandria_intl.accounts.urls")),
    path("healthz", healthz, name="healthz"),
    path("sitemap.xml", site_map, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("pictures/<str:signed>.png", picture, name="picture"),
    path("feeds/greetings/<str:key>.ics", secret_feed, name="greetings-calendar"),
    path("gallery/<int:pk>/<slug:size>.webp", picture_file, name="gallery-file"),
    *i18n_patterns(
        path("", Home.as_view(), name="home"),
        path("programs/", ProgramList.as_view(), name="program-list"),
        path("programs/<slug:slug>/", ProgramPage.as_view(), name="program-page"),
        path("programs/", include("programs.urls")),
        path("decisions/", DecisionList.as_view(), name="decision-list"),
        path("decisions/<str:code>/", DecisionPage.as_view(), name="decision-page"),
        path("decisions/<str:code>/decision.pdf", DecisionFile.as_view(format="pdf"), name="decision-pdf"),
        path("decisions/<str:code>/decision.docx", DecisionFile.as_view(format="docx"), name="decision-docx"),
        path("decisions/<str:code>/explanatory-note.pdf", NoteFile.as_view(), name="decision-note"),
        path("budget/", include("budget.urls")),
        path("partners/", include(partners.addresses(PartnerPage.as_view()))),
        path("", include("delegations.urls")),
        path("drafts/", DraftList.as_view(), name="drafts"),
        path("search/", Search.as_view(), name="search"),
        path("feeds/decisions.rss", Decisions(), name="decisions-feed"),
        path("feeds/visits.rss", VisitNews(), name="visits-feed"),
        path("about/", About.as_view(), name="about"),
        path("accessibility/", Statement.as_view(template_name="accessibility.html"), name="accessibility"),
        path("privacy/", Statement.as_view(template_name="privacy.html"), name="privacy"),
        path("data/", include(DATA)),
        path("signed-copies/<int:pk>/<str:name>", SignedFile.as_view(), name="signed-copy"),
        path("documents/", DocumentList.as_view(), name="documents"),
        path("documents/<slug:identifier>/", IssuePage.as_view(), name="issue"),
        path("documents/<int:pk>/<str:name>", IssuedFile.as_view(), name="issued-file"),
        prefix_default_language=False,
    ),
]

handler400 = "oleksandria_intl.portal.views.errors.bad_request"
handler403 = "oleksandria_intl.portal.views.errors.permission_denied"
handler404 = "oleksandria_intl.portal.views.errors.page_not_found"
handler500 = "oleksandria_intl.portal.views.errors.server_error"
