"""Where a login may lead: to pages of this portal that exist."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from oleksandria_intl import prefix


def is_page_of_ours(address: str, host: str) -> bool:
    """Whether an address, whole or from the root, is one of this host and of our URL configuration."""
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={host}):
        return False
    path = prefix.inner(urlsplit(address).path)
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            resolve(path)
        except Resolver404:
            return False
    return True
