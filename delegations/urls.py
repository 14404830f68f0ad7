"""Addresses of visits and conferences."""

from django.urls import path, re_path

from delegations.views import Calendar, visit, visits

app_name = "visits"
urlpatterns = [
    path("visits/", visits, name="list"),
    re_path(r"^visits/(?P<code>[-\w.]+)/$", visit, name="page"),
    path("visits.ics", Calendar.as_view(), name="calendar"),
]
