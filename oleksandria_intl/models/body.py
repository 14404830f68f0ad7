"""The bodies that act in the council's name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from oleksandria_intl.localized import Localized

from .base import CodeField, Natural, Recorded


class Body(Natural, Recorded):
    """A body that acts: the council in session, its executive committee, a standing committee, the mayor."""

    json_key = "bodies"
    json_fields = (
        "code",
        "kind",
        "name_uk",
        "name_genitive",
        "name_en",
        "short_name",
        "short_name_genitive",
        "act_name",
        "act_verb",
    )

    class Kind(models.TextChoices):
        """What sort of body it is."""

        COUNCIL = "council", _("council in session")
        EXECUTIVE = "executive", _("executive committee")
        STANDING = "standing", _("standing committee")
        MAYOR = "mayor", _("mayor")

    code = CodeField()
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name_uk = models.CharField(
        _("name"),
        max_length=300,
        help_text=_("As its letterhead prints it: “Виконавчий комітет Полтавської міської ради”."),
    )
    name_genitive = models.CharField(
        _("name in the genitive"), max_length=300, help_text=_("“виконавчого комітету Полтавської міської ради”")
    )
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    short_name = models.CharField(
        _("short name"), max_length=300, help_text=_("As its acts name it: “міська рада”, “виконавчий комітет”.")
    )
    short_name_genitive = models.CharField(
        _("short name in the genitive"), max_length=300, help_text=_("“міської ради”, “виконавчого комітету”")
    )
    act_name = models.CharField(_("kind of act"), max_length=30, help_text=_("“рішення”, “ухвала”, “розпорядження”"))
    act_verb = models.CharField(
        _("verb of the act"),
        max_length=30,
        blank=True,
        help_text=_("“вирішила”, “ухвалила”, “вирішив”; of a mayor “зобов'язую”."),
    )
    head = models.ForeignKey(
        "Term",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("head"),
        help_text=_("Who signs the conclusions of a standing committee, while in the post."),
    )

    name = Localized()
    counted = ngettext_lazy("%(count)d body of the council", "%(count)d bodies of the council", "count")

    class Meta:
        verbose_name = _("body of the council")
        verbose_name_plural = _("bodies of the council")
        ordering = ["kind", "code"]
        constraints = [models.UniqueConstraint(fields=["code"], name="body_code_unique")]

    def __str__(self) -> str:
        return self.name_uk

    @property
    def votes(self) -> bool:
        """Whether its acts are voted on; the mayor signs orders alone."""
        return self.kind != self.Kind.MAYOR

    @property
    def act_genitive(self) -> str:
        """The kind of act in the genitive: «рішення», «ухвали», «висновку»."""
        return self._act_ending_in({"а": "и", "я": "я", "ок": "ку"}, "у")

    @property
    def act_instrumental(self) -> str:
        """The kind of act in the instrumental: «рішенням», «ухвалою», «висновком»."""
        return self._act_ending_in({"а": "ою", "я": "ям", "ок": "ком"}, "ом")

    def _act_ending_in(self, endings: dict[str, str], other: str) -> str:
        """Return the kind of act with another ending, by the one that it has."""
        for ending, case in endings.items():
            if self.act_name.endswith(ending):
                return self.act_name.removesuffix(ending) + case
        return self.act_name + other

    @property
    def formula(self) -> str:
        """The words that lead to the points: «МІСЬКА РАДА ВИРІШИЛА:»; a mayor speaks in the first person."""
        words = [self.act_verb] if self.kind == self.Kind.MAYOR else [self.short_name, self.act_verb]
        return f"{' '.join(words)}:".upper() if self.act_verb else ""
