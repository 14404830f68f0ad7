"""The step of starting a portal that begins its first programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oleksandria_intl import clock
from oleksandria_intl.models import Body, Council, Term, Unit
from oleksandria_intl.start import Entry, Step, register
from oleksandria_intl.start.pages import Outcome, Page, Proposing, Section
from programs.beginning import begin_program
from programs.kinds import CASES, bare_name, declined
from programs.models import Edition

SECRETARY = "секретар"


class ProgramForm(Proposing, forms.ModelForm):
    """The programme's name and years, who answers for it, who signs its decision."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("responsible unit"), required=False)
    signatory = forms.ModelChoiceField(
        Term.objects.none(), label=gettext_lazy("who signs the decision"), required=False
    )
    approver = forms.ModelChoiceField(
        Term.objects.none(), label=gettext_lazy("who signs the annex's approval mark"), required=False
    )
    with_outline = forms.BooleanField(
        label=gettext_lazy("begin with the usual passport and sections"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Their texts are empty; what is not needed is deleted."),
    )

    class Meta:
        model = Edition
        fields = ("kind_uk", "kind_genitive", "name_uk", "year_from", "year_to", "name_en")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        day = clock.today()
        people = Term.objects.filter(Q(until=None) | Q(until__gte=day)).select_related("official")
        self.fields["unit"].queryset = Unit.objects.all()  # type: ignore[attr-defined]
        for name in ("signatory", "approver"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
        self.initial |= {"year_from": day.year + 1, "year_to": day.year + 1, **self._likely_people(people)}

    def _likely_people(self, people: Any) -> dict[str, Any]:
        """Return who usually signs: the head of the community, and the secretary the annex."""
        mayor = Body.objects.filter(kind=Body.Kind.MAYOR).exclude(head=None).first()
        secretary = next((term for term in people if term.post_uk.lower().startswith(SECRETARY)), None)
        office = Council.objects.for_papers().office_id
        return {"signatory": mayor.head_id if mayor else None, "approver": secretary, "unit": office}

    def proposals(self) -> Mapping[str, str]:
        """Tell the genitive of the kind, and the last year."""
        genitive = declined(self.text("kind_uk"), CASES[1])
        return {"kind_genitive": genitive, "year_to": self.text("year_from")}

    def propose(self, *, with_optional: bool) -> bool:
        """Take a whole title for the name within it, and show what is left of it."""
        filled = super().propose(with_optional=with_optional)
        typed = self.text("name_uk")
        if bare_name(typed) in ("", typed):
            return filled
        self.data = self.data.copy()
        self.data[self.add_prefix("name_uk")] = bare_name(typed)
        self.mark("name_uk")
        return True

    def clean(self) -> dict[str, Any]:
        """Refuse to begin a programme that no body could adopt."""
        if not Body.objects.filter(kind=Body.Kind.COUNCIL).exists():
            raise ValidationError(_("The council in session is not among the bodies yet, and it adopts the programme."))
        return super().clean() or self.cleaned_data

    def clean_kind_genitive(self) -> str:
        """Keep the genitive only where the portal would make another."""
        typed = str(self.cleaned_data["kind_genitive"])
        return "" if typed == declined(self.text("kind_uk"), CASES[1]) else typed

    @property
    def cases(self) -> list[str]:
        """The whole title in each case, as papers will print it."""
        edition: Edition = self.instance
        return [edition.titled(word) for word in CASES] if not self.errors else []


class ProgramPage(Page):
    """Asks for the first programme."""

    template_after = "admin/programs/start_cases.html"

    def build(self) -> Iterator[Section]:
        self.form = ProgramForm(self.data)
        yield Section(_("The programme"), self.form)

    def save(self) -> Outcome:
        facts = {name: self.form.cleaned_data[name] for name in ("unit", "signatory", "approver", "with_outline")}
        edition = begin_program(edition=self.form.instance, by=self.by, **facts)
        sentence = _("“%(title)s” is begun: fill it in here.") % {"title": edition.titled()}
        return Outcome(sentence, link=reverse("admin:programs_edition_desk", args=[edition.pk]))


def programs_made() -> list[Entry]:
    """Return the editions that are worked on, or stand."""
    rows = Edition.objects.shown_to_staff(clock.today()).select_related("program")
    return [Entry(row.titled(), reverse("admin:programs_edition_desk", args=[row.pk])) for row in rows]


register(
    Step(
        "programme",
        90,
        gettext_lazy("The first programme"),
        gettext_lazy("Its name and years, and who answers for it; its text is filled in afterwards."),
        (
            "programs.add_program",
            "programs.add_edition",
            "programs.add_passportrow",
            "programs.add_section",
            "oleksandria_intl.add_decision",
            "oleksandria_intl.add_decisionpoint",
        ),
        programs_made,
        ProgramPage,
        needs=("council",),
        is_once=True,
    )
)
