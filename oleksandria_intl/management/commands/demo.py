"""``manage.py demo``: the programme of 2020, its papers in ``out/``, staff, and the portal served."""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core import serializers
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from oleksandria_intl import papers, roles
from programs.models import Edition, Program

FIXTURES = ("reference", "programme_2020")
PROGRAM = "2020"
LOGINS = ("clerk", "head", "accountant", "secretary", "auditor", "admin")


class Command(BaseCommand):
    """Show the portal with real data; run again, it keeps what was edited."""

    help = "Migrates, loads the programme of 2020, writes its papers to out/, makes staff, and serves the portal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="end when everything is ready")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        call_command("sync_roles", verbosity=0)
        if not Program.objects.filter(slug=PROGRAM).exists():
            for name in FIXTURES:
                load_missing(settings.BASE_DIR / "fixtures" / f"{name}.json")
            call_command("populate_history", auto=True, verbosity=0)
        self._write_papers(settings.BASE_DIR / "out")
        self._introduce_staff(options["port"])
        if not options["no_serve"]:
            call_command("runserver", f"127.0.0.1:{options['port']}", use_reloader=False)

    def _write_papers(self, folder: Path) -> None:
        """Write every paper of every edition that the public may see, in all its formats."""
        folder.mkdir(exist_ok=True)
        for edition in Edition.objects.visible().with_papers():
            for kind in papers.KINDS.values():
                for format in kind.formats:
                    file = folder / f"{kind.kind}-{edition.program.slug}.{format}"
                    file.write_bytes(papers.content(kind, edition, format))
        self.stdout.write(_("Papers: %(folder)s") % {"folder": folder})

    def _introduce_staff(self, port: int) -> None:
        """Make a person for every role, and print how each logs in."""
        password = _password(Path(settings.VAR_DIR) / "demo-password")
        self.stdout.write(
            _("Log in at %(address)s with the password %(password)s (unless you changed it):")
            % {"address": f"http://127.0.0.1:{port}/admin/", "password": password}
        )
        for login, role in zip(LOGINS, roles.ROLES, strict=True):
            make_person(login, role, password, is_superuser=role == roles.ADMINISTRATOR)
            self.stdout.write(f"  {login:<12}{role}")


@transaction.atomic
def load_missing(fixture: Path) -> None:
    """Create the rows of a fixture that are not there; one that is there stays as it is."""
    for loaded in serializers.deserialize("json", fixture.read_text()):
        if loaded.object.pk is None:
            loaded.save()


def make_person(login: str, role: str, password: str, *, is_superuser: bool) -> None:
    """Create a member of staff in a role, unless there is one with this login."""
    users = User.objects
    if users.filter(username=login).exists():
        return
    person = users.create_user(login, password=password, is_staff=True, is_superuser=is_superuser)
    person.groups.add(Group.objects.get(name=role))


def _password(file: Path) -> str:
    """Return the demonstration's password, made at random the first time and kept beside the database."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(9))
    return file.read_text()
