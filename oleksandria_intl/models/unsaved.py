"""Forms that were sent when their session was over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=7)
"""How long an unsaved text waits, in the browser and here."""
MOST_OF_A_BROWSER = 5
MOST_OF_A_PERSON = 20


class UnsavedPostQuerySet(models.QuerySet[Any]):
    """Forms that wait for whoever sent them."""

    def waiting(self, *, person: Any, browser: str) -> UnsavedPostQuerySet:
        """Those that a person sent from a browser within the last days, the newest first."""
        since = timezone.now() - KEPT_FOR
        return self.filter(person=person, browser=browser, kept_at__gte=since).order_by("-kept_at", "-pk")

    def of_draft(self, draft: str) -> UnsavedPostQuerySet:
        """Those whose text is a draft of the browser, too; none where the browser keeps none."""
        return self.filter(draft=draft) if draft else self.none()

    def outdated(self) -> UnsavedPostQuerySet:
        """Those that nobody came back for."""
        return self.filter(kept_at__lt=timezone.now() - KEPT_FOR)

    def remove_surplus(self, *, person: Any, browser: str) -> None:
        """Remove the oldest of a person, where there are more than one person sends by mistake."""
        newest = self.filter(person=person).order_by("-kept_at", "-pk")
        surplus = [
            *newest.filter(browser=browser).values_list("pk", flat=True)[MOST_OF_A_BROWSER:],
            *newest.values_list("pk", flat=True)[MOST_OF_A_PERSON:],
        ]
        self.filter(pk__in=surplus).delete()


class UnsavedPost(models.Model):
    """A form that was sent without a session: it is shown again to the same person in the same browser."""

    moves_content: ClassVar[bool] = False

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    browser = models.CharField(_("browser"), max_length=64)
    """The random name that the browser has in a signed cookie."""
    address = models.CharField(_("address"), max_length=2000)
    """Where the form was sent: path and query."""
    draft = models.CharField(_("draft"), max_length=32, blank=True)
    """The browser's draft of the same text, where it keeps one."""
    content = models.BinaryField(_("content"))
    """The fields of the form, encrypted."""
    kept_at = models.DateTimeField(_("kept at"), default=timezone.now)

    objects: ClassVar[Any] = UnsavedPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved form")
        verbose_name_plural = _("unsaved forms")

    def __str__(self) -> str:
        return self.address
