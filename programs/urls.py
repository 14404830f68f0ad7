"""Addresses of a programme's text and papers, under ``/programs/``."""

from __future__ import annotations

from django.urls import path

from programs.views import PaperFile, ProgramText

app_name = "programs"
urlpatterns = [
    path("<slug:slug>/text/", ProgramText.as_view(), name="text"),
    path("<slug:slug>/decision.pdf", PaperFile.as_view(format="pdf"), name="decision-pdf"),
    path("<slug:slug>/decision.docx", PaperFile.as_view(format="docx"), name="decision-docx"),
]
