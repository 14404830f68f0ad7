"""The addresses that are walked through: a page of every kind."""

from __future__ import annotations

ADDRESSES = (
    "/",
    "/programs/",
    "/programs/2020/",
    "/programs/2020/text/",
    "/programs/2020/decisions/",
    "/budget/2020/",
    "/budget/2020/report/",
    "/budget/2020/report/?by=code&from=x",
    "/budget/2020/payments/",
    "/partners/",
    "/partners/jarocin/",
    "/visits/",
    "/visits/?view=month&month=2020-09",
    "/visits/2020-visit-lublin/",
    "/visits/2020-conference-geneva/",
    "/documents/",
    "/data/",
    "/search/?q=мозир",
    "/about/",
    "/accessibility/",
    "/privacy/",
    "/nowhere/",
)
EXISTING = [address for address in ADDRESSES if address != "/nowhere/"]
LANGUAGES = ("", "/en")
"""What an address begins with in each language."""
