"""Addresses of a programme's text and papers, under ``/programs/``."""

from django.urls import path

from programs.amendment_views import Changes, WholeText
from programs.views import DecisionList, EditionFile, PaperFile, ProgramText

app_name = "programs"
urlpatterns = [
    path("<slug:slug>/text/", ProgramText.as_view(), name="text"),
    path("<slug:slug>/decisions/", DecisionList.as_view(), name="decisions"),
    path("<slug:slug>/decisions/<int:number>/decision.pdf", EditionFile.as_view(format="pdf"), name="edition-pdf"),
    path("<slug:slug>/decisions/<int:number>/decision.docx", EditionFile.as_view(format="docx"), name="edition-docx"),
    path("<slug:slug>/decisions/<int:number>/changes/", Changes.as_view(), name="changes"),
    path("<slug:slug>/decisions/<int:number>/program.pdf", WholeText.as_view(format="pdf"), name="whole-text-pdf"),
    path("<slug:slug>/decisions/<int:number>/program.docx", WholeText.as_view(format="docx"), name="whole-text-docx"),
    path("<slug:slug>/decision.pdf", PaperFile.as_view(format="pdf"), name="decision-pdf"),
    path("<slug:slug>/decision.docx", PaperFile.as_view(format="docx"), name="decision-docx"),
]
