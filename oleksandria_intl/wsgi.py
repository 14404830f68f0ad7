"""The portal as a WSGI application, for gunicorn; it does not start where it cannot or must not serve."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from oleksandria_intl import prefix, starting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oleksandria_intl.settings")

starting.stop_if(starting.complaint_of_settings() or starting.complaint_of_server())

application = prefix.taken_off(get_wsgi_application())

# Only now is Django ready.
from oleksandria_intl import database, half_done  # noqa: E402

starting.stop_if(database.complaint_of_reachable() or half_done.complaint())

# What is loaded stays: looking through it for garbage again and again takes a fifth of the time of pages.
gc.collect()
gc.freeze()
