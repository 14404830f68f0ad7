"""What people do on a server's first day: log in with a second factor, bring in 30 MB of payments, read a paper."""

from __future__ import annotations

import time
from datetime import date, timedelta

from browser import Browser, one_time_code

ROWS = 19_500
MEGABYTES = 30
HEADS = (
    "id;doc_vob_name;doc_number;doc_date;trans_date;amount;currency;payer_edrpou;payer_name;recipt_edrpou;recipt_name;"
    "payment_details;region_id;kekv;kpk"
)
LONG = "Послуги перекладу під час прийому делегації міста-партнера за договором від 2 березня 2020 року, " * 8


def log_in(browser: Browser, name: str, password: str) -> None:
    """Log in for the first time: whoever has no second factor is led to set one up."""
    browser.go("/admin/")
    browser.send("login", login=name, password=password)
    browser.go("/accounts/2fa/totp/activate/")
    secret = browser.shown(r'id="authenticator_secret">([A-Z2-7]+)<')
    browser.send("code", code=one_time_code(secret))
    browser.go("/admin/")
    if not browser.address.endswith("/admin/"):
        raise SystemExit(f"The first login ended at {browser.address}:\n{browser.page[:4000]}")


def payments() -> bytes:
    """Return a file as spending.gov.ua gives it out."""
    lines = [HEADS]
    for number in range(ROWS):
        paid_on = date(2020, 1, 9) + timedelta(days=number % 350)
        lines.append(
            f"{number};Платіжне доручення;{number};{paid_on};{paid_on};{100 + number % 900}.50;UAH;12345678;Управління;"
            f"87654321;ТОВ «Переклад»;{number} {LONG};35;2240;0210180"
        )
    return "\n".join(lines).encode()


def bring_in(browser: Browser, content: bytes) -> float:
    """Bring a file of payments in by the pages; return how many seconds it took."""
    browser.go("/admin/budget/spendingunit/add/")
    browser.send("register_code", register_code="12345678", name_uk="Управління")
    began = time.monotonic()
    browser.go("/admin/budget/importbatch/add/")
    browser.send("is_whole", file=("file", "payments.csv", content), program_codes="0210180")
    browser.send("csrfmiddlewaretoken")
    return time.monotonic() - began


def work(browser: Browser) -> None:
    """Do what the portal is for, once; print what came of it."""
    content = payments()
    if len(content) < MEGABYTES * 10**6:
        raise SystemExit(f"The file has {len(content)} bytes.")
    seconds = bring_in(browser, content)
    imported = browser.shown(r"(19\s?500)")
    print(f"   {len(content) / 10**6:.0f} MB of payments: {imported} rows in {seconds:.0f} s")
    began = time.monotonic()
    browser.go("/programs/2020/decision.pdf")
    if not browser.content.startswith(b"%PDF-"):
        raise SystemExit(f"{browser.address} is no PDF.")
    print(f"   a paper: {len(browser.content)} bytes in {time.monotonic() - began:.1f} s")
    style = browser.go("/programs/") and browser.shown(r'<link[^>]+href="([^"]+\.css)"')
    print(f"   a public page: {len(browser.content)} bytes, its style {style}: {len(browser.go(style))} bytes")
