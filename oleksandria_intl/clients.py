"""Whom a request comes from: the address that may be counted on."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from oleksandria_intl.environment import UNIX_SOCKET

COUNTED_BITS = 64
"""Whoever has one IPv6 address has all that begin with the same 64 bits."""


def client_address(request: HttpRequest) -> str:
    """Return the reader's address: the peer's or, behind trusted proxies, the last one that none of these has.

    Only what a trusted proxy wrote is believed. Empty for a peer on a Unix socket that is not trusted.
    """
    address = _plain(request.META.get("REMOTE_ADDR", ""))
    passed_on = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while passed_on and _is_trusted(address):
        before = _plain(passed_on.pop().strip())
        if not before:
            break
        address = before
    return address


def counted_address(request: HttpRequest) -> str:
    """Return by what limits count a reader: the IPv4 address, or the first 64 bits of the IPv6 one."""
    address = client_address(request)
    if ":" in address:
        return str(ip_network((address, COUNTED_BITS), strict=False))
    return address


def _plain(text: str) -> str:
    """Return an address in its shortest form, IPv4 written as IPv6 as IPv4; empty where the text is none."""
    try:
        address = ip_address(text)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Address(int(address)))
    return str(address)


def _is_trusted(address: str) -> bool:
    """Whether a peer is one of the proxies that the settings name; a peer on a Unix socket has no address."""
    if not address:
        return UNIX_SOCKET in settings.TRUSTED_PROXIES
    return any(ip_address(address) in network for network in settings.TRUSTED_PROXIES if network != UNIX_SOCKET)
