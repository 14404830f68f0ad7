"""The first steps: the council with its names, and the bodies that act beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.codes_from_names import code_from
from oleksandria_intl.declension import Case, declined
from oleksandria_intl.models import Body, Council
from oleksandria_intl.start import Entry, Step, names, register
from oleksandria_intl.start.pages import Outcome, Page, Proposing, RowForm, RowsPage, Section, entered, write

CASES = ("name_genitive", "short_name", "short_name_genitive")
ACTS = ("act_name", "act_verb")


class CouncilForm(Proposing, forms.ModelForm):
    """Who the portal belongs to."""

    class Meta:
        model = Council
        fields = (
            *("name_uk", "code", "composition", "city_uk", "place", "region_genitive"),
            *("name_en", "city_en", "address_uk", "email", "phone"),
        )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["city_uk"].label = _("city, settlement or village")
        self.fields["composition"].help_text = _("The vote of the head of the community comes beside theirs.")
        self.fields["place"].help_text = _("“м. Полтава”, “с-ще Чутове”, “с. Мачухи”")

    def proposals(self) -> Mapping[str, str]:
        """Tell the place and the English names; the kind of community is told by the council's name."""
        community = names.community_of(self.text("name_uk"), self.text("place"))
        city = self.text("city_uk")
        english = self.text("city_en") or names.english_of(city)
        if not city or community is None:
            return {"place": city, "city_en": english}
        return {
            "place": f"{community.value.place} {city}",
            "city_en": english,
            "name_en": f"{english} {community.value.english}",
        }

    def clean_region_genitive(self) -> str:
        """Return the region in the genitive, in whatever case it was typed."""
        typed = str(self.cleaned_data["region_genitive"])
        return declined(typed, Case.GENITIVE) if typed.lower().endswith("область") else typed


class CouncilBodyForm(Proposing, forms.ModelForm):
    """How papers call the council in session."""

    class Meta:
        model = Body
        fields = (*CASES, *ACTS)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name in ACTS:
            self.initial.setdefault(name, names.acts_of(Body.Kind.COUNCIL)[name])

    def proposals(self) -> Mapping[str, str]:
        """Tell the cases of the council's name."""
        return names.council_names(self.text("name_uk"), self.text("place")) if self.text("name_uk") else {}


class CouncilPage(Page):
    """Asks for the council, and how it is called in its own acts."""

    def build(self) -> Iterator[Section]:
        self.council, self.body = CouncilForm(self.data), CouncilBodyForm(self.data)
        yield Section(_("The council"), self.council)
        yield Section(_("Its name in papers"), self.body)

    def save(self) -> Outcome:
        council, body = self.council.save(commit=False), self.body.save(commit=False)
        body.kind, body.code = Body.Kind.COUNCIL, free_body_code("council")
        body.name_uk, body.name_en = council.name_uk, council.name_en
        write(council, self.by)
        if not Body.objects.filter(kind=Body.Kind.COUNCIL).exists():
            write(body, self.by)
        return Outcome(entered([council]))


class BodyForm(RowForm):
    """A body: the executive committee, the head of the community, a standing committee."""

    asked = ("name_uk",)

    class Meta:
        model = Body
        fields = ("kind", "name_uk", *CASES, *ACTS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind: Any = self.fields["kind"]
        kind.initial = Body.Kind.STANDING
        mayor = names.mayor_of(names.short_name(*_council()))
        kind.choices = [(value, mayor if value == Body.Kind.MAYOR else label) for value, label in Body.Kind.choices]

    def proposals(self) -> Mapping[str, str]:
        """Tell the cases of the name, and what the acts of such a body are called."""
        kind = self.text("kind") if self.text("kind") in Body.Kind.values else Body.Kind.STANDING
        return names.body_names(kind, self.text("name_uk"), *_council())


class BodiesPage(RowsPage):
    """Asks for the bodies; those that every council has are proposed."""

    form_class = BodyForm
    row_title = _("Body")

    def first_rows(self) -> list[dict[str, Any]]:
        council = _council()
        there = set(Body.objects.values_list("kind", flat=True))
        return [
            {"kind": kind, "name_uk": name, **names.body_names(kind, name, *council)}
            for kind, name in names.first_bodies(*council).items()
            if kind not in there
        ]

    def save(self) -> Outcome:
        rows = [form.save(commit=False) for form in self.forms]
        for row in rows:
            row.code = free_body_code(row.kind if row.kind != Body.Kind.STANDING else row.short_name)
            write(row, self.by)
        return Outcome(entered(rows))


def _council() -> tuple[str, str]:
    """Return the council's name and place."""
    council = Council.objects.for_papers()
    return council.name_uk, council.place


def free_body_code(name: str) -> str:
    """Return a code that no body has."""
    return code_from(name, set(Body.objects.values_list("code", flat=True)))


def council_made() -> list[Entry]:
    """Return the council, once it is entered."""
    council = Council.objects.current()
    return [Entry(str(council), reverse("admin:oleksandria_intl_council_change", args=[council.pk]))] if council else []


def bodies_made() -> list[Entry]:
    """Return the bodies beside the council in session: with that alone the step is not done."""
    rows = Body.objects.exclude(kind=Body.Kind.COUNCIL)
    return [Entry(str(row), reverse("admin:oleksandria_intl_body_change", args=[row.pk])) for row in rows]


register(
    Step(
        "council",
        10,
        _("The council"),
        _("Type its name as it is: the portal tells the cases, the short name and the English one; you correct them."),
        ("oleksandria_intl.add_council", "oleksandria_intl.add_body"),
        council_made,
        CouncilPage,
        is_once=True,
    )
)
register(
    Step(
        "bodies",
        20,
        _("Bodies of the council"),
        _("The executive committee, the head of the community, the standing committees; what their acts are called."),
        ("oleksandria_intl.add_body",),
        bodies_made,
        BodiesPage,
        needs=("council",),
    )
)
