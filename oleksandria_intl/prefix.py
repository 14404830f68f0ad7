"""The path under which the portal lies on its host (PATH_PREFIX): addresses with it and without.

Django puts it before every address that it makes (FORCE_SCRIPT_NAME), and looks addresses up without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.urls import translate_url

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def inner(path: str) -> str:
    """Return a path as the portal's own addresses know it: without the prefix, where it begins with it."""
    rest = path.removeprefix(settings.PATH_PREFIX)
    if rest == path or rest[:1] not in ("", "/"):
        return path
    return rest or "/"


def translated(address: str, language: str) -> str:
    """Return the address of the same page in another language; as it is where there is none."""
    asked = inner(address)
    found: str = translate_url(asked, language)
    return address if found == asked else found


def taken_off(application: Application) -> Application:
    """Let the server in front hand on addresses with the prefix or without."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return application({**environ, "PATH_INFO": inner(environ["PATH_INFO"])}, start_response)

    return answer
