"""What was sent without a session waits on the front page, too: not everybody goes on where they were stopped."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from oleksandria_intl.unsaved import posts
from oleksandria_intl.waiting import Waiting


def unsaved_forms(request: HttpRequest) -> Iterator[Waiting]:
    """Forms that the reader sent from this browser when their session was over."""
    for post in posts.waiting(request):
        when = date_format(timezone.localtime(post.kept_at), "DATETIME_FORMAT")
        sentence = _("What you sent on %(when)s has not been saved: look it through and save it.") % {"when": when}
        yield Waiting(sentence, posts.address_of(post), 1)
