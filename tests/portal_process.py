"""A process that serves the portal to tests, as a worker of gunicorn does: it does what each line of its input says.

A line is JSON: what to do, and with what; so is every answer. Run as ``python -m tests.portal_process``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.test.utils import setup_test_environment

BASE = Path(__file__).resolve().parent.parent


class PortalProcess:
    """The process, from outside."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.portal_process"],
            cwd=BASE,
            # Whoever logs in there has no second factor.
            env=environment | {"STAFF_MFA_REQUIRED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, what: str, text: str) -> Any:
        """Return the process's answer."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([what, text]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self) -> None:
        """End the process, and wait until it has."""
        self.process.communicate(timeout=30)


def get(address: str) -> list[Any]:
    """Return the body of a page, and how many queries it took."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        html = Client().get(address).content.decode()
    return [html, len(asked)]


def edit(name: str) -> int:
    """Rename the only country in the admin; return the status of the answer."""
    from django.contrib.auth.models import User
    from django.test import Client

    from partners.models import Country
    from tests.admin_pages import address, posted

    client = Client()
    client.force_login(User.objects.get_or_create(username="admin", is_superuser=True, is_staff=True)[0])
    page = address(Country, "change", Country.objects.get().pk)
    return client.post(page, {**posted(client, page), "name_uk": name}).status_code


def command(name: str) -> int:
    """Rename the only country in a process that ends, as a command does; return its exit code."""
    setup = "import django; django.setup(); from partners.models import Country"
    code = f"{setup}; Country.objects.update(name_uk={name!r})"
    done = subprocess.run([sys.executable, "-c", code], cwd=BASE, check=False)
    return done.returncode


def main() -> None:
    django.setup()
    setup_test_environment()
    deeds: dict[str, Callable[[str], Any]] = {"get": get, "edit": edit, "command": command}
    for line in sys.stdin:
        what, text = json.loads(line)
        sys.stdout.write(json.dumps(deeds[what](text)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
