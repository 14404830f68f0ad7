"""Addresses of visits and conferences."""

from __future__ import annotations

from django.urls import path, re_path

from delegations.views import Calendar, VisitList, VisitPage

app_name = "visits"
urlpatterns = [
    path("visits/", VisitList.as_view(), name="list"),
    re_path(r"^visits/(?P<code>[-\w.]+)/$", VisitPage.as_view(), name="page"),
    path("visits.ics", Calendar.as_view(), name="calendar"),
]
