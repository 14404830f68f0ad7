"""What the portal decides where django-allauth asks."""

from __future__ import annotations

from allauth.core import context
from django.http import HttpRequest

from oleksandria_intl.accounts.addresses import is_page_of_ours
from oleksandria_intl.accounts.throttled_adapter import ThrottledAdapter
from oleksandria_intl.clients import client_address

UNKNOWN_ADDRESS = "0.0.0.0"
"""The address of a reader behind a Unix socket that is not trusted."""


class AccountAdapter(ThrottledAdapter):
    """Accounts are made by an administrator: nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Let nobody sign up."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that may be counted on, as everywhere in the portal."""
        return client_address(request) or UNKNOWN_ADDRESS

    def is_safe_url(self, url: str) -> bool:
        """Let a login lead to pages of this portal that exist, and nowhere else."""
        return is_page_of_ours(url, context.request.get_host())
