"""Addresses of a programme's money, under ``/budget/``."""

from __future__ import annotations

from django.urls import path

from budget.payments import PaymentList
from budget.views import (
    AfterClosingPage,
    BudgetPage,
    CsvMetadata,
    NewestBudget,
    PaperFile,
    ReportMoved,
    ReportPage,
)

app_name = "budget"
urlpatterns = [
    path("", NewestBudget.as_view(), name="newest"),
    path("<slug:slug>/", BudgetPage.as_view(), name="page"),
    path("<slug:slug>/payments/", PaymentList.as_view(), name="payments"),
    path("<slug:slug>/report/", ReportPage.as_view(), name="report"),
    path("<slug:slug>/changes-after-closing/", AfterClosingPage.as_view(), name="after-closing"),
    path("<slug:slug>/report/report.<slug:format>", ReportMoved.as_view()),
    path("<slug:slug>/<slug:name>.csv-metadata.json", CsvMetadata.as_view(), name="csv-metadata"),
    path("<slug:slug>/<slug:name>.<slug:format>", PaperFile.as_view(), name="paper"),
]
