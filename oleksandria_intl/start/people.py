"""The next steps: the units that answer for measures, and the officials who sign."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from oleksandria_intl.codes_from_names import code_from
from oleksandria_intl.forms import DayField
from oleksandria_intl.models import Body, Council, Official, Term, Unit
from oleksandria_intl.start import Entry, Step, names, register
from oleksandria_intl.start.pages import Outcome, RowForm, RowsPage, entered, write


class UnitForm(RowForm):
    """A unit, and whether it is the office that answers for the portal."""

    asked = ("name_uk", "name_en")
    is_office = forms.BooleanField(label=_("answers for the portal"), required=False)

    class Meta:
        model = Unit
        fields = ("name_uk", "name_en")

    def clean_name_uk(self) -> str:
        """Refuse a unit that is there."""
        name = str(self.cleaned_data["name_uk"])
        if Unit.objects.filter(name_uk__iexact=name).exists() or Unit.objects.filter(name_uk=name).exists():
            raise ValidationError(gettext("This unit is entered already."))
        return name


class UnitsPage(RowsPage):
    """Asks for the units."""

    form_class = UnitForm
    row_title = _("Unit")

    def is_valid(self) -> bool:
        is_valid = super().is_valid()
        offices = [form for form in self.forms if form.cleaned_data.get("is_office")] if is_valid else []
        for form in offices[1:]:
            form.add_error("is_office", gettext("One unit answers for the portal: another is ticked above."))
        return is_valid and len(offices) < 2

    def save(self) -> Outcome:
        rows = [form.save(commit=False) for form in self.forms]
        for row, form in zip(rows, self.forms, strict=True):
            row.code = code_from(row.name_uk, set(Unit.objects.values_list("code", flat=True)))
            write(row, self.by)
            if form.cleaned_data["is_office"] and (council := Council.objects.current()):
                council.office = row
                write(council, self.by)
        return Outcome(entered(rows))


class OfficialForm(RowForm):
    """An official and the post that they hold."""

    asked = ("surname", "given_name", "patronymic")
    post_uk = Term._meta.get_field("post_uk").formfield()
    since = DayField(label=_("since"), required=False, help_text=_("“31.12.2025”; empty where it is not known."))
    until = DayField(label=_("until"), required=False)
    phone = Term._meta.get_field("phone").formfield()

    class Meta:
        model = Official
        fields = ("surname", "given_name", "patronymic")

    def clean(self) -> dict[str, Any]:
        """Refuse a term that ends before it starts, and somebody who is there."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", gettext("The term ends before it starts."))
        facts = {name: found.get(name, "") for name in self.asked}
        if Official.objects.filter(**facts).exists():
            self.add_error("surname", gettext("This person is entered already: add the post on their page."))
        return found


class OfficialsPage(RowsPage):
    """Asks for the officials; the posts of those who sign are proposed."""

    form_class = OfficialForm
    row_title = _("Official")

    def first_rows(self) -> list[dict[str, Any]]:
        council = Council.objects.current() or Council()
        there = set(Term.objects.values_list("post_uk", flat=True))
        posts = names.posts(council.name_uk, council.place) if council.name_uk else []
        return [{"post_uk": post} for post in posts if post not in there]

    def save(self) -> Outcome:
        rows = [form.save(commit=False) for form in self.forms]
        for row, form in zip(rows, self.forms, strict=True):
            row.code = code_from(row.surname, set(Official.objects.values_list("code", flat=True)))
            write(row, self.by)
            facts = {name: form.cleaned_data[name] for name in ("post_uk", "since", "until", "phone")}
            term = Term(official=row, code=code_from(facts["post_uk"], ()), **facts)
            write(term, self.by)
            self._head_body(term)
        return Outcome(entered(rows))

    def _head_body(self, term: Term) -> None:
        """Say of the head of the community who it is: some papers are signed by whoever that is."""
        mayor = Body.objects.filter(kind=Body.Kind.MAYOR, head=None).first()
        if mayor is not None and term.post_uk.lower() == mayor.short_name.lower():
            mayor.head = term
            write(mayor, self.by)


def units_made() -> list[Entry]:
    """Return the units."""
    return [Entry(str(row), reverse("admin:oleksandria_intl_unit_change", args=[row.pk])) for row in Unit.objects.all()]


def officials_made() -> list[Entry]:
    """Return the officials with their posts."""
    return list(_officials())


def _officials() -> Iterator[Entry]:
    for row in Official.objects.prefetch_related("terms"):
        posts = ", ".join(names.lowered(term.post_uk) for term in row.terms.all())
        label = f"{row}, {posts}" if posts else str(row)
        yield Entry(label, reverse("admin:oleksandria_intl_official_change", args=[row.pk]))


register(
    Step(
        "units",
        30,
        _("Units"),
        _("The departments that answer for measures; tick the one that keeps this portal."),
        ("oleksandria_intl.add_unit",),
        units_made,
        UnitsPage,
    )
)
register(
    Step(
        "officials",
        40,
        _("Officials"),
        _("Who signs papers, speaks at the session, prepares drafts: each with the post and its term."),
        ("oleksandria_intl.add_official", "oleksandria_intl.add_term"),
        officials_made,
        OfficialsPage,
    )
)
