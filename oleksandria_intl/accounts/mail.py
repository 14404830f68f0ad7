"""Letters to the staff."""

from __future__ import annotations

import logging
from threading import Thread

from django.core.mail import EmailMessage

log = logging.getLogger(__name__)


def send_soon(letter: EmailMessage) -> Thread:
    """Send a letter by a thread of its own: the page that asked for it takes the same time with a letter or without."""
    thread = Thread(target=_send, args=(letter,), name="letter")
    thread.start()
    return thread


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except OSError as error:
        log.warning("A letter to the staff was not sent: %s", error)
