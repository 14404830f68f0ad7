"""The security policy: nothing inline, nothing of other hosts, on any page."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from programs.models import Edition


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/programs/", "/documents/", "/accounts/login/", "/healthz", "/nowhere"]
)
def test_every_answer_has_a_strict_policy(stranger: Client, edition: Edition, address: str) -> None:
    policy = stranger.get(address)["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_a_paper_shown_as_a_page_lets_its_own_style_in(client: Client, clerk: User, edition: Edition) -> None:
    client.force_login(clerk)
    answer = client.get(reverse("admin:programs_edition_paper", args=[edition.pk, "decision", "html"]))
    assert re.search(r"style-src 'self' 'sha256-[\w+/=]+'", answer["Content-Security-Policy"])


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/healthz", "/nowhere", "/static/site.css"])
def test_every_answer_switches_off_what_a_browser_could_do_for_it(
    address: str, stranger: Client, edition: Edition
) -> None:
    answer = stranger.get(address)
    answer.close()  # a static file is open until it is sent
    policy = answer["Permissions-Policy"]
    assert {"camera=()", "geolocation=()", "microphone=()", "payment=()", "usb=()"} <= set(policy.split(", "))
