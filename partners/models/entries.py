"""What the office notes by hand in the story of a relation: letters, aid, meetings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from oleksandria_intl import ukrainian
from oleksandria_intl.localized import Localized
from oleksandria_intl.models import CodeField, KeyField, Natural, Recorded
from oleksandria_intl.periods import HasPeriod
from partners.models.cities import City
from partners.relation_querysets import TimelineNoteManager


class TimelineNote(HasPeriod, Natural, Recorded):
    """An event of a relation that no other register of the portal holds."""

    class Kind(models.TextChoices):
        """What happened."""

        LETTER_IN = "letter-in", _("letter received")
        LETTER_OUT = "letter-out", _("letter sent")
        AID_RECEIVED = "aid-received", _("aid received")
        AID_GIVEN = "aid-given", _("aid given")
        MEETING = "meeting", _("meeting")
        OTHER = "other", pgettext_lazy("event of a relation", "event")

    code = CodeField(help_text=_("Stays for good, for example “jarocin-aid-2022”."))
    city = models.ForeignKey(City, models.PROTECT, related_name="timeline_notes", verbose_name=_("city"))
    kind = models.CharField(_("what happened"), max_length=12, choices=Kind.choices)
    text_uk = models.TextField(
        _("text"), help_text=_("A sentence or two. Names of natural persons and contacts do not belong here.")
    )
    text_en = models.TextField(_("text in English"), blank=True)
    is_public = models.BooleanField(_("everybody sees it"), default=True)
    note = models.TextField(_("note for the office"), blank=True)
    is_demonstration = models.BooleanField(_("demonstration data"), default=False, editable=False)
    search_text = KeyField("text_uk", "text_en", key=ukrainian.search_key, max_length=2000)

    text = Localized()
    objects: ClassVar[TimelineNoteManager] = TimelineNoteManager()
    counted = ngettext_lazy("%(count)d entry of timelines", "%(count)d entries of timelines", "count")

    class Meta:
        verbose_name = _("entry of a timeline")
        verbose_name_plural = _("entries of timelines")
        ordering = ["-period_start", "code"]
        constraints = [
            *HasPeriod.Meta.constraints,
            models.UniqueConstraint(fields=["code"], name="timeline_note_code_unique"),
            models.CheckConstraint(
                condition=Q(period_start__isnull=False) | ~Q(period_words=""),
                name="timeline_note_has_time",
                violation_error_message=_("Say when it was: by days, by the month, or in words."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city}: {ukrainian.shortened(self.text_uk)}"
