"""A browser for the checks of a server: cookies, forms with what stands in them, files sent as pages send them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import ssl
import struct
import time
import urllib.request
import uuid
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urljoin

PATIENCE = 150
"""Seconds; nginx waits for 120."""


class Forms(HTMLParser):
    """The forms of a page: where each goes, and what is filled in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str]]]] = []
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        if tag == "form":
            self.found.append((of.get("action") or "", []))
        is_sent = of.get("type") not in ("checkbox", "radio", "submit") or "checked" in of
        if tag == "input" and self.found and of.get("name") and is_sent:
            self.found[-1][1].append((of["name"] or "", of.get("value") or "on" * ("checked" in of)))
        if tag == "select":
            self.select = of.get("name") or ""
        if tag == "option" and self.found and "selected" in of:
            self.found[-1][1].append((self.select, of.get("value") or ""))


class Browser:
    """Somebody at the portal; remembers the page that is open."""

    def __init__(self, home: str, certificate: str) -> None:
        trusting = urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=certificate))
        self.opener = urllib.request.build_opener(trusting, urllib.request.HTTPCookieProcessor(CookieJar()))
        self.address, self.page, self.content = home, "", b""

    def go(self, address: str, data: bytes | None = None, **headers: str) -> str:
        """Open a page, following redirects; a page that is not there raises HTTPError."""
        asked = urllib.request.Request(urljoin(self.address, address), data, {"Referer": self.address, **headers})
        with self.opener.open(asked, timeout=PATIENCE) as answer:
            self.address, self.content = answer.geturl(), answer.read()
        self.page = self.content.decode(errors="replace")
        return self.page

    def send(self, having: str, file: tuple[str, str, bytes] | None = None, **filled: str) -> str:
        """Send the form that has an input of this name, filled in, with a file (input, name, content)."""
        forms = [(action, fields) for action, fields in Forms(self.page).found if "logout" not in action]
        action, fields = next(form for form in forms if having in dict(form[1]))
        fields = [(name, value) for name, value in fields if name not in filled and (not file or name != file[0])]
        boundary = uuid.uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in (*fields, *filled.items())
        ]
        if file:
            head = f'--{boundary}\r\nContent-Disposition: form-data; name="{file[0]}"; filename="{file[1]}"\r\n'
            parts.append(f"{head}Content-Type: text/csv\r\n\r\n".encode() + file[2] + b"\r\n")
        body = b"".join([*parts, f"--{boundary}--\r\n".encode()])
        return self.go(action or self.address, body, **{"Content-Type": f"multipart/form-data; boundary={boundary}"})

    def shown(self, pattern: str) -> str:
        """Return what the open page shows for the group of a pattern."""
        found = re.search(pattern, self.page, re.DOTALL)
        if not found:
            raise SystemExit(f"{self.address} shows nothing like {pattern}:\n{self.page[:4000]}")
        return found[1]


def one_time_code(secret: str) -> str:
    """Return what an authenticator application shows for a secret now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
