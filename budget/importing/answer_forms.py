"""The form under a tried file that asks what becomes of values in no table, and of hidden rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.models import ImportBatch

from .adding import ADDED
from .outcome import Outcome
from .questions import HIDDEN, MOST, Answers, Do, Question

LONGEST_NAME = 300


class AnswerForm(forms.Form):
    """One question: what it is of, and what is to be done."""

    field = forms.CharField(widget=forms.HiddenInput, max_length=40)
    value = forms.CharField(widget=forms.HiddenInput, max_length=300, required=False)
    do = forms.ChoiceField(
        label=_("What to do"), choices=[(Do.REFUSE, "")], widget=forms.RadioSelect, initial=Do.REFUSE
    )
    name = forms.CharField(
        label=_("Name"), max_length=LONGEST_NAME, required=False, widget=forms.TextInput(attrs={"class": "vTextField"})
    )

    def __init__(self, *args: Any, asked: dict[tuple[str, str], Question], by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = asked.get((self["field"].value() or "", self["value"].value() or ""))
        do: Any = self.fields["do"]
        choices = _allowed(self.question, by) if self.question else list(Do)  # answered meanwhile: it is passed over
        do.choices = [(each.value, each.label) for each in (Do.REFUSE, *choices)]
        if Do.ADD not in choices:
            del self.fields["name"]

    def clean(self) -> dict[str, Any]:
        """Ask for the name of what is added."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("do") == Do.ADD and not cleaned.get("name"):
            self.add_error("name", gettext("Write what it is called."))
        return cleaned


def _allowed(question: Question, by: User) -> list[Do]:
    """Leave out what the person may not do."""
    may_add = question.field in ADDED and by.has_perm(ADDED[question.field].permission)
    return [each for each in question.choices if each != Do.ADD or may_add]


def answers_form(outcome: Outcome, by: User, posted: Any = None) -> Any:
    """Return the questions of a tried file as forms, filled in where they were posted."""
    asked = {(each.field, each.value): each for each in outcome.questions}
    initial = [{"field": field, "value": value, "name": each.proposed_name} for (field, value), each in asked.items()]
    kind = forms.formset_factory(AnswerForm, extra=0, max_num=MOST + 1, absolute_max=MOST + 1)
    return kind(posted, initial=initial, prefix="ask", form_kwargs={"asked": asked, "by": by, "empty_permitted": False})


def keep_answers(batch: ImportBatch, formset: Any) -> None:
    """Keep what was answered with the file that waits; what was answered before stays."""
    answers: dict[str, dict[str, dict[str, str]]] = {field: dict(by) for field, by in batch.unknown.items()}
    for form in formset:
        said = form.cleaned_data
        if form.question and said["do"] != Do.REFUSE:
            value = "" if said["field"] == HIDDEN else said["value"]
            answer = {"do": said["do"], "name": said.get("name", "") if said["do"] == Do.ADD else ""}
            answers.setdefault(said["field"], {})[value] = answer
    batch.unknown = answers
    batch.save(update_fields=["unknown"])


def forget_answers(batch: ImportBatch) -> None:
    """Ask everything again."""
    no_answers: Answers = {}
    batch.unknown = no_answers
    batch.save(update_fields=["unknown"])
