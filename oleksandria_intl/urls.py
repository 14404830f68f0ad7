"""Every address of the portal: Ukrainian at ``/``, English at ``/en/``, the staff's side outside of both."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from oleksandria_intl.views.documents import IssuedFile
from oleksandria_intl.views.health import healthz
from oleksandria_intl.views.home import Home
from oleksandria_intl.views.programs import ProgramList, ProgramPage

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    *i18n_patterns(
        path("", Home.as_view(), name="home"),
        path("programs/", ProgramList.as_view(), name="program-list"),
        path("programs/<slug:slug>/", ProgramPage.as_view(), name="program-page"),
        path("programs/", include("programs.urls")),
        path("budget/", include("budget.urls")),
        path("documents/<int:pk>/<str:name>", IssuedFile.as_view(), name="issued-file"),
        prefix_default_language=False,
    ),
]
