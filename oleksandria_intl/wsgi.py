"""The portal as a WSGI application, for gunicorn; it does not start on what is of another version."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oleksandria_intl.settings")

application = get_wsgi_application()

# Only now is Django ready.
from oleksandria_intl import database, half_done  # noqa: E402

if complaint := database.complaint_of_reachable() or half_done.complaint():
    raise ImproperlyConfigured(complaint)
