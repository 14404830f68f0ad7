"""Who works for the council: its units, its officials and their time in a post."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl import ukrainian
from oleksandria_intl.localized import Localized

from .base import CodeField, KeyField, Natural, Recorded

NO_NAME = "–"
"""Stands for the given name of an official whose name was erased; papers print the rest alone."""


class Unit(Natural, Recorded):
    """A unit of the council's executive: a department or an office that answers for measures."""

    json_key = "units"
    json_fields = (
        "code",
        "name_uk",
        "name_en",
    )

    code = CodeField()
    name_uk = models.CharField(
        _("name"), max_length=300, help_text=_("As papers print it: “відділ молоді та спорту міської ради”.")
    )
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    search_text = KeyField("name_uk", "name_en", key=ukrainian.search_key)
    sort_key = KeyField("name_uk", key=ukrainian.sort_key, max_length=2000)

    name = Localized()
    counted = ngettext_lazy("%(count)d unit", "%(count)d units", "count")

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["code"], name="unit_code_unique")]

    def __str__(self) -> str:
        return self.name_uk


class Official(Natural, Recorded):
    """A person who holds, or held, a public post."""

    json_key = "officials"
    json_fields = (
        "code",
        "surname",
        "given_name",
        "patronymic",
        "name_en",
    )

    code = CodeField()
    surname = models.CharField(_("surname"), max_length=100)
    given_name = models.CharField(
        _("given name"),
        max_length=100,
        help_text=_("An initial with a full stop where the name is not known."),
    )
    patronymic = models.CharField(_("patronymic"), max_length=100, blank=True)
    name_en = models.CharField(_("full name in English"), max_length=200, blank=True)
    search_text = KeyField("surname", "given_name", "patronymic", "name_en", key=ukrainian.search_key)
    sort_key = KeyField("surname", "given_name", key=ukrainian.sort_key, max_length=2000)
    counted = ngettext_lazy("%(count)d official", "%(count)d officials", "count")

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["code"], name="official_code_unique")]

    def __str__(self) -> str:
        return " ".join(name for name in (self.surname, self.given_name, self.patronymic) if name not in ("", NO_NAME))

    def signature(self, on: date | None) -> str:
        """Return the name as signed on a day: «І. ФРАНКО» before 2021, «Іван ФРАНКО» since (ДСТУ 4163:2020)."""
        if self.given_name == NO_NAME:
            return self.surname.upper()
        initial = on is not None and on < date(2021, 1, 1)
        given = f"{self.given_name[0]}." if initial else self.given_name
        return f"{given} {self.surname.upper()}"


class Term(Natural, Recorded):
    """An official's time in a post; papers are signed by a person in a post."""

    json_key = "terms"
    json_fields = (
        "official",
        "code",
        "post_uk",
        "post_en",
        "since",
        "until",
    )
    natural_fields = ("official", "code")

    official = models.ForeignKey(Official, models.PROTECT, related_name="terms", verbose_name=_("official"))
    code = CodeField()
    post_uk = models.CharField(_("post"), max_length=200, help_text=_("“Міський голова”"))
    post_en = models.CharField(_("post in English"), max_length=200, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    phone = models.CharField(
        _("phone"),
        max_length=40,
        blank=True,
        help_text=_("Of the one who prepares a paper; only working copies of staff print it."),
    )

    post = Localized()
    counted = ngettext_lazy("%(count)d term of office", "%(count)d terms of office", "count")

    class Meta:
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        ordering = ["official", "since"]
        constraints = [
            models.UniqueConstraint(fields=["official", "code"], name="term_code_unique"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="term_ends_after_it_starts",
                violation_error_message=_("The term ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_uk} {self.official}"

    def covers(self, day: date) -> bool:
        """Whether the official holds the post on a day, as far as is known."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
