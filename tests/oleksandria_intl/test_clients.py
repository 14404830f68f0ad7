"""A reader's address: what a trusted proxy wrote is believed, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from oleksandria_intl import environment
from oleksandria_intl.clients import client_address, counted_address


@pytest.fixture(autouse=True)
def behind_a_proxy(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", "10.0.0.0/8, fd00::1")
    settings.TRUSTED_PROXIES = environment.proxies("TRUSTED_PROXIES")


def request(peer: str, passed_on: str = "") -> Any:
    headers = {"HTTP_X_FORWARDED_FOR": passed_on} if passed_on else {}
    return RequestFactory().get("/", REMOTE_ADDR=peer, **headers)


@pytest.mark.parametrize(
    ("peer", "passed_on", "address"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.1, 10.2.3.4", "198.51.100.1"),
        ("10.0.0.1", "10.9.9.9", "10.9.9.9"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1, garbage", "10.0.0.1"),
        ("fd00::1", "2001:db8:0:0::5", "2001:db8::5"),
        ("::ffff:10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"),
        ("", "198.51.100.1", ""),
    ],
    ids=[
        "a peer",
        "a stranger's header is not read",
        "behind a proxy",
        "what the reader wrote is not believed",
        "behind two proxies",
        "inside the trusted network",
        "a proxy itself",
        "no address",
        "IPv6",
        "IPv4 written as IPv6",
        "a Unix socket that nobody trusts",
    ],
)
def test_the_address_is_the_last_one_that_is_no_trusted_proxy(peer: str, passed_on: str, address: str) -> None:
    assert client_address(request(peer, passed_on)) == address


def test_a_server_on_a_unix_socket_is_trusted_by_a_word(settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["unix"]
    assert client_address(request("", "1.1.1.1, 198.51.100.1")) == "198.51.100.1"
    assert client_address(request("10.0.0.1", "198.51.100.1")) == "10.0.0.1"


def test_nobody_is_trusted_unless_the_environment_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRUSTED_PROXIES")
    assert environment.proxies("TRUSTED_PROXIES") == []


def test_ipv6_readers_are_counted_by_their_network() -> None:
    assert counted_address(request("2001:db8:1:2:3::4")) == "2001:db8:1:2::/64"
    assert counted_address(request("2001:db8:1:2:9::9")) == "2001:db8:1:2::/64"
    assert counted_address(request("203.0.113.7")) == "203.0.113.7"


@pytest.mark.parametrize("word", ["proxy.example", "10.0.0.1/8", "10.0.0.0/99", "*"])
def test_a_word_that_is_no_network_stops_the_start(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", f"127.0.0.1, {word}")
    with pytest.raises(ImproperlyConfigured, match="TRUSTED_PROXIES has"):
        environment.proxies("TRUSTED_PROXIES")
