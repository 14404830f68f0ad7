"""The portal as ``http.py`` measures it: with a constant view beside its own."""

from __future__ import annotations

import os

from oleksandria_intl.settings import *  # noqa: F403 - all of them, and two of our own

ROOT_URLCONF = "tests.bench.site_urls"
if os.environ.get("BENCH_UNCACHED"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
