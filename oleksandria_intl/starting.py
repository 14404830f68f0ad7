"""Whether the portal may start: where it must not, one sentence says what to set, and nothing of a traceback."""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from oleksandria_intl import environment

NOT_STARTED = 3
"""The exit code by which gunicorn knows that starting its process again would not help."""


def complaint_of_settings() -> str:
    """Return in a sentence what is wrong with the environment; nothing where the settings can be read."""
    try:
        settings.INSTALLED_APPS  # noqa: B018
    except ImproperlyConfigured as error:
        return str(error)
    return ""


def complaint_of_server() -> str:
    """Return in a sentence why this user must not serve the portal; nothing where they may."""
    if not (settings.PUBLIC_HOSTS and environment.is_root()):
        return ""
    return (
        "The portal is public (ALLOWED_HOSTS), and root runs this server, so that a fault in it would be one of the "
        "whole machine. Run it as a user of its own: User=portal in its unit, or gunicorn --user portal."
    )


def stop_if(complaint: str, code: int = NOT_STARTED) -> None:
    """End the process with a code where there is something to complain of."""
    if complaint:
        sys.stderr.write(f"{complaint}\n")
        raise SystemExit(code)
