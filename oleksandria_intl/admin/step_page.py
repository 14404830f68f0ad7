"""A page that lists what a step lacks, asks for what it records, and takes it; whatever goes the step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.admin.base import REFUSALS, RecordedAdmin, refusal_sentence


class WordField(forms.CharField):
    """A word that the page asks to type before what cannot be undone by a click."""

    def __init__(self, word: Any) -> None:
        self.word = str(word)
        help_text = gettext("This cannot be undone by a click. Type the word “%(word)s”.") % {"word": word}
        widget = AdminTextInputWidget({"autocomplete": "off"})
        super().__init__(label=_("confirmation"), help_text=help_text, widget=widget)

    def clean(self, value: Any) -> str:
        """Refuse anything but the word, in whatever case and quotation marks."""
        typed: str = super().clean(value)
        if " ".join(typed.split()).casefold().strip('«»“”" ') != self.word.casefold():
            raise ValidationError(gettext("Type the word “%(word)s”.") % {"word": self.word})
        return typed


def typed_in(request: HttpRequest) -> Any:
    """Return what was posted; nothing where the page is only opened."""
    return request.POST if request.method == "POST" else None


class StepPages(RecordedAdmin):
    """The pages of a row that goes steps."""

    def is_taken(self, request: HttpRequest, form: forms.Form, act: Callable[[], Any]) -> bool:
        """Do what a form asks for; say in the form why not, and nothing that was typed is lost."""
        try:
            act()
        except REFUSALS as error:
            found = getattr(error, "messages", [refusal_sentence(error)])
            form.add_error(None, [str(sentence) for sentence in found])
            return False
        return True

    def back_to(self, request: HttpRequest, row: Any, sentence: Any, level: int = messages.SUCCESS) -> HttpResponse:
        """Lead back to the row's page with a sentence."""
        self.message_user(request, sentence, level)
        return HttpResponseRedirect(self._page(row))

    def step_page(
        self, request: HttpRequest, row: Any, form: forms.Form, title: Any, stage: Any, **context: Any
    ) -> HttpResponse:
        """Show the page of a step."""
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "row": row,
            "stage": stage,
            "list_url": reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"),
            "back_url": self._page(row),
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/path/step.html", {"findings": None, **shared, **context})

    def _page(self, row: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])
